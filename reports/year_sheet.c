/*
 * Low-level items of one year group, for its head of year: a CSV that the
 * school's behaviour system can take, and a page to read.
 */
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/seen.h"

static const char *const titles[] = { "Date", "Time", "Name", "Year group",
	"Kind", "Clause", "Details", "How well the person is known", "Status",
	"Incident no." };
enum { COLUMNS = sizeof titles / sizeof *titles };

struct sheet {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct table *whole, *printed;
};

static int
add_item(const struct named_item *n, void *ctx)
{
	struct sheet *s = ctx;
	const char *const cells[COLUMNS] = { n->date, n->clock, n->name,
		n->year, kinds[n->kind].printed, n->clauses, n->details,
		n->known, n->state, n->number };
	int i;

	if (!slice_equal(n->status, SLICE("open")) &&
	    !slice_equal(n->status, SLICE("confirmed")) &&
	    !slice_equal(n->status, SLICE("closed")))
		return 0;
	table_row(s->whole, ROW_PLAIN);
	for (i = 0; i < COLUMNS; i++)
		table_text(s->whole, slice_of(cells[i]));
	table_row(s->printed, ROW_PLAIN);
	table_text(s->printed, slice_of(n->when));
	table_text(s->printed, slice_of(arena_printf(s->arena, "%s; %s",
	    n->name, n->known)));
	table_text(s->printed, slice_of(arena_printf(s->arena, "%s. %s (%s)",
	    kinds[n->kind].printed, n->details, n->clauses)));
	return 0;
}

static void
begin(struct sheet *s)
{
	struct slice year = slice_of(s->run->reader);
	struct document_facts f = facts_of_run(s->arena, s->run,
	    "Low-level items", KEEP_A_YEAR);
	int i;

	slice_take_text(&year, SLICE("head-of-year-"));
	f.audience = arena_printf(s->arena, "The head of Year %.*s",
	    SLICE_ARG(year));
	s->document = document_create(&f);
	s->whole = document_table(s->document, "Low-level items");
	for (i = 0; i < COLUMNS; i++)
		table_column(s->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	s->printed = document_table(s->document, "Low-level items, oldest "
	    "first");
	table_column(s->printed, "Date & time", COLUMN_HEAD, 0);
	table_column(s->printed, "Who, and how well that is known",
	    COLUMN_TEXT, 2);
	table_column(s->printed, "What", COLUMN_TEXT, 4);
}

static void
fill(struct sheet *s, const struct seen *seen)
{
	document_heading(s->document, 1, "Items for review");
	document_text(s->document, "What needs more than a word with the "
	    "pupil stands with the safeguarding lead, not here. An item shows "
	    "what an account did, not who sat at the keyboard.", NO_FIGURES);
	if (table_rows(s->printed) > 0)
		document_place(s->document, s->printed);
	else
		document_notice(s->document, "Nothing to report", "No "
		    "low-level item of this year group was found in this "
		    "reporting period.", NO_FIGURES);
	seen_say(s->document, s->run, seen);
	named_say_audit(s->document, s->run);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct sheet s = { .run = run, .arena = arena_create() };
	struct seen *seen = seen_create(run);

	if (seen != NULL) {
		begin(&s);
		if (named_items(run, run->period.start, run->period.end,
			s.arena, add_item, &s) == 0) {
			fill(&s, seen);
		} else {
			document_destroy(s.document);
			s.document = NULL;
		}
	}
	seen_destroy(seen);
	arena_destroy(s.arena);
	return s.document;
}

const struct report report_year_sheet = {
	.name = "year-sheet",
	.title = "Low-level items of each year group with a head of year",
	.reader = "head-of-year",
	.each_reader = true,
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.table_csv = true,
	.periods = PERIOD_ANY,
	.rhythm = PERIOD_WEEK,
	.when_over = true,
};
