/*
 * What the school enters for a term, since no log has it.
 */
#include "load.h"

enum { TERM, WHAT, VALUE, COLUMNS };

static const struct {
	const char *what;
	enum { NUMBER, DATE, TEXT } form;
	bool again; /* may stand more than once in a term */
} known[] = {
	{ "training", NUMBER, false },
	{ "assemblies", NUMBER, false },
	{ "workshops", NUMBER, false },
	{ "filter-tests", NUMBER, false },
	{ "filter-tests-passed", NUMBER, false },
	{ "prevent-referrals", NUMBER, false },
	{ "review-date", DATE, false },
	{ "meeting", DATE, false },
	{ "comment", TEXT, false },
	{ "decision", TEXT, true },
};

enum { KNOWN = sizeof known / sizeof *known };

static void
check_value(struct loading *l, struct slice path, const struct entered *e,
    size_t kind)
{
	int64_t n;
	int32_t day;

	if (known[kind].form == NUMBER &&
	    (!slice_to_int(e->value, &n) || n < 0))
		fault_add(l->f, path, e->line,
		    "value: expected a number, found %.*s",
		    SLICE_ARG(e->value));
	if (known[kind].form == DATE && !parse_day(e->value, &day))
		fault_add(l->f, path, e->line,
		    "value: expected a date as 2026-09-01, found %.*s",
		    SLICE_ARG(e->value));
	if (known[kind].form == TEXT && e->value.len == 0)
		fault_add(l->f, path, e->line, "value: nothing is entered");
	if (!known[kind].again &&
	    settings_entered(l->s, e->term, known[kind].what, 0) != NULL)
		fault_add(l->f, path, e->line,
		    "%s is entered twice for %.*s", known[kind].what,
		    SLICE_ARG(e->term));
}

static void
read_entered(struct loading *l, struct slice path, const struct csv *t,
    const struct table_column *columns, size_t row)
{
	struct entered e = {
		.term = arena_copy(l->arena,
		    csv_cell(t, row, columns[TERM].at)),
		.what = lower_case(l->arena,
		    csv_cell(t, row, columns[WHAT].at)),
		.value = arena_copy(l->arena,
		    slice_trim(csv_cell(t, row, columns[VALUE].at))),
		.line = (int)csv_line(t, row),
	};
	const char *names[KNOWN + 1] = { NULL }, *nearest;
	size_t i;

	for (i = 0; i < KNOWN; i++)
		names[i] = known[i].what;
	for (i = 0; i < KNOWN; i++)
		if (slice_equal(e.what, slice_of(known[i].what)))
			break;
	nearest = nearest_word(e.what, names);
	if (i == KNOWN)
		fault_add(l->f, path, e.line, "what: nothing is called "
		    "%.*s%s%s", SLICE_ARG(e.what),
		    nearest == NULL ? "" : "; did you mean ",
		    nearest == NULL ? "" : nearest);
	else
		check_value(l, path, &e, i);
	if (l->s->calendar != NULL &&
	    calendar_term(l->s->calendar, e.term) == NULL)
		fault_add(l->f, path, e.line,
		    "term: no term is called %.*s in the list of terms",
		    SLICE_ARG(e.term));
	l->s->entered[l->s->entered_count++] = e;
}

void
load_termly(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[TERM] = { "term", true, -1 },
		[WHAT] = { "what", true, -1 },
		[VALUE] = { "value", true, -1 },
	};
	struct slice path;
	struct csv *t;
	size_t row;

	if ((t = table_open(l, "termly", &path, columns, COLUMNS)) == NULL)
		return;
	l->s->entered = arena_alloc(l->arena,
	    (csv_rows(t) + 1) * sizeof *l->s->entered);
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_entered(l, path, t, columns, row);
	csv_destroy(t);
}

const struct entered *
settings_entered(const struct settings *s, struct slice term,
    const char *what, size_t which)
{
	size_t i;

	for (i = 0; i < s->entered_count; i++)
		if (slice_equal(s->entered[i].term, term) &&
		    slice_equal(s->entered[i].what, slice_of(what)) &&
		    which-- == 0)
			return &s->entered[i];
	return NULL;
}
