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
	struct named_sheet named;
	struct table *whole, *printed;
};

static int
add_item(const struct named_item *n, void *ctx)
{
	struct sheet *s = ctx;
	struct arena *a = s->named.arena;
	const char *const cells[COLUMNS] = { n->date, n->clock, n->name,
		n->year, kinds[n->kind].printed, n->clauses, n->details,
		n->known, n->state, n->number };
	int i;

	if (n->standing == STANDS_REJECTED)
		return 0;
	table_row(s->whole, ROW_PLAIN);
	for (i = 0; i < COLUMNS; i++)
		table_text(s->whole, slice_of(cells[i]));
	table_row(s->printed, ROW_PLAIN);
	table_text(s->printed, slice_of(n->when));
	table_text(s->printed, slice_of(arena_printf(a, "%s; %s",
	    n->name, n->known)));
	table_text(s->printed, slice_of(arena_printf(a, "%s. %s (%s)",
	    kinds[n->kind].printed, n->details, n->clauses)));
	return 0;
}

static struct document *
begin(void *sheet)
{
	struct sheet *s = sheet;
	struct document *d;
	struct slice year = slice_of(s->named.run->reader);
	struct document_facts f = facts_of_run(s->named.arena, s->named.run,
	    "Low-level items", KEEP_A_YEAR);
	int i;

	slice_take_text(&year, SLICE("head-of-year-"));
	f.audience = arena_printf(s->named.arena, "The head of Year %.*s",
	    SLICE_ARG(year));
	d = document_create(&f);
	s->whole = document_table(d, "Low-level items");
	for (i = 0; i < COLUMNS; i++)
		table_column(s->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	s->printed = document_table(d, "Low-level items, oldest "
	    "first");
	table_column(s->printed, "Date & time", COLUMN_HEAD, 0);
	table_column(s->printed, "Who, and how well that is known",
	    COLUMN_TEXT, 2);
	table_column(s->printed, "What", COLUMN_TEXT, 4);
	return d;
}

static void
finish(void *sheet)
{
	const struct sheet *s = sheet;
	struct document *d = s->named.document;

	document_heading(d, 1, "Items for review");
	document_text(d, "What needs more than a word with the "
	    "pupil stands with the safeguarding lead, not here. An item shows "
	    "what an account did, not who sat at the keyboard.", NO_FIGURES);
	if (table_rows(s->printed) > 0)
		document_place(d, s->printed);
	else
		document_notice(d, "Nothing to report", "No "
		    "low-level item of this year group was found in this "
		    "reporting period.", NO_FIGURES);
	seen_say(d, s->named.run, s->named.seen);
	named_say_audit(d, s->named.run);
}

static struct document *
lay_out(const struct report_run *run)
{
	static const struct named_layout layout = {
		.size = sizeof(struct sheet),
		.begin = begin,
		.add = add_item,
		.finish = finish,
	};

	return named_lay_out(run, &layout);
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
