/*
 * Cases of staff, for the headteacher alone.  They stand on no sheet of the
 * safeguarding lead's, and a case about the head goes past the head.
 */
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/seen.h"

struct sheet {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct table *table;
	int64_t open, incidents, rejected;
};

static int
add_item(const struct named_item *n, void *ctx)
{
	struct sheet *s = ctx;

	if (n->queue != QUEUE_STAFF)
		return 0;
	if (slice_equal(n->status, SLICE("open")))
		s->open++;
	else if (slice_equal(n->status, SLICE("confirmed")) ||
	    slice_equal(n->status, SLICE("closed")))
		s->incidents++;
	else {
		s->rejected++;
		return 0;
	}
	table_row(s->table, ROW_PLAIN);
	table_text(s->table, slice_of(n->when));
	table_text(s->table, slice_of(arena_printf(s->arena, "%s; %s",
	    n->name, n->known)));
	table_text(s->table, slice_of(arena_printf(s->arena, "%s. %s (%s)",
	    kinds[n->kind].printed, n->details, n->clauses)));
	table_text(s->table, slice_of(n->actions));
	return 0;
}

static void
begin(struct sheet *s)
{
	struct document_facts f = facts_of_run(s->arena, s->run,
	    "Cases of staff", KEEP_SEVEN_YEARS);

	f.audience = "The headteacher alone";
	s->document = document_create(&f);
	s->table = document_table(s->document, "Items for review and "
	    "incidents of staff, oldest first");
	table_column(s->table, "Date & time", COLUMN_HEAD, 0);
	table_column(s->table, "Who, and how well that is known",
	    COLUMN_TEXT, 2);
	table_column(s->table, "What", COLUMN_TEXT, 4);
	table_column(s->table, "Actions and reasons", COLUMN_TEXT, 3);
}

static void
fill(struct sheet *s, const struct seen *seen)
{
	static const char *const roles[] = { "Headteacher", NULL };
	struct document *d = s->document;

	document_heading(d, 1, "Items for review and incidents");
	document_text(d, "{} items for review that nobody has looked at, {} "
	    "incidents; {} more were rejected.",
	    FIGURES(figure_of("Items not yet looked at",
			figure_count(s->open)),
		figure_of("Incidents", figure_count(s->incidents)),
		figure_of("Items rejected", figure_count(s->rejected))));
	if (table_rows(s->table) > 0)
		document_place(d, s->table);
	else
		document_notice(d, "Nothing to report", "No item of a member "
		    "of staff was found in this reporting period.",
		    NO_FIGURES);
	document_text(d, "An item shows what an account did, not who sat at "
	    "the keyboard, and not why. Before acting ask HR; where a child "
	    "may have been harmed ask the authority's designated officer "
	    "first. Do not tell the person yet.", NO_FIGURES);
	seen_say(d, s->run, seen);
	named_say_audit(d, s->run);
	document_sign_off(d, "I have read these cases.", roles);
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

const struct report report_staff_sheet = {
	.name = "staff-sheet",
	.title = "Cases of staff, for the head alone",
	.reader = "head",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.periods = PERIOD_ANY,
	.rhythm = PERIOD_TERM,
};
