/*
 * Cases of staff, for the headteacher alone.  They stand on no sheet of the
 * safeguarding lead's, and a case about the head goes past the head.
 */
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/seen.h"

struct sheet {
	struct named_sheet named;
	struct table *table;
	int64_t counts[STANDS_REJECTED + 1];
};

static int
add_item(const struct named_item *n, void *ctx)
{
	struct sheet *s = ctx;
	struct arena *a = s->named.arena;

	if (n->queue != QUEUE_STAFF)
		return 0;
	s->counts[n->standing]++;
	if (n->standing == STANDS_REJECTED)
		return 0;
	table_row(s->table, ROW_PLAIN);
	table_text(s->table, slice_of(n->when));
	table_text(s->table, slice_of(arena_printf(a, "%s; %s",
	    n->name, n->known)));
	table_text(s->table, slice_of(arena_printf(a, "%s. %s (%s)",
	    kinds[n->kind].printed, n->details, n->clauses)));
	table_text(s->table, slice_of(n->actions));
	return 0;
}

static struct document *
begin(void *sheet)
{
	struct sheet *s = sheet;
	struct document_facts f = facts_of_run(s->named.arena, s->named.run,
	    "Cases of staff", KEEP_SEVEN_YEARS);
	struct document *d;

	f.audience = "The headteacher alone";
	f.landscape = true; /* addresses are long */
	d = document_create(&f);
	s->table = document_table(d, "Items for review and "
	    "incidents of staff, oldest first");
	table_column(s->table, "Date & time", COLUMN_HEAD, 0);
	table_column(s->table, "Who, and how well that is known",
	    COLUMN_TEXT, 2);
	table_column(s->table, "What", COLUMN_TEXT, 4);
	table_column(s->table, "Actions and reasons", COLUMN_TEXT, 3);
	return d;
}

static void
finish(void *sheet)
{
	static const char *const roles[] = { "Headteacher", NULL };
	const struct sheet *s = sheet;
	struct document *d = s->named.document;

	document_heading(d, 1, "Items for review and incidents");
	document_text(d, "{} items for review that nobody has looked at, {} "
	    "incidents; {} more were rejected.",
	    FIGURES(figure_of("Items not yet looked at",
			figure_count(s->counts[STANDS_OPEN])),
		figure_of("Incidents",
		    figure_count(s->counts[STANDS_INCIDENT])),
		figure_of("Items rejected",
		    figure_count(s->counts[STANDS_REJECTED]))));
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
	seen_say(d, s->named.run, s->named.seen);
	named_say_audit(d, s->named.run);
	document_sign_off(d, "I have read these cases.", roles);
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

const struct report report_staff_sheet = {
	.name = "staff-sheet",
	.title = "Cases of staff, for the head alone",
	.reader = "head",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.periods = PERIOD_ANY,
	.rhythm = PERIOD_TERM,
};
