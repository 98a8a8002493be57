/*
 * terms.csv and the bank holidays: which days are school days, and for
 * whom.
 */
#include <ctype.h>
#include <stdlib.h>

#include "school_time.h"

bool
read_day(struct reading *r, struct slice cell, const char *column, int line,
    int32_t *day)
{
	return table_day(r->l, r->path, cell, column, line, day);
}

static void
check_against_others(struct reading *r, const struct dated *term)
{
	size_t i;

	for (i = 0; i < r->term_count; i++) {
		const struct dated *other = &r->terms[i];

		if (slice_equal(term->name, other->name))
			fault_add(r->l->f, r->path, term->line,
			    "term %.*s is already on line %d",
			    SLICE_ARG(term->name), other->line);
		if (term->start <= other->end && other->start <= term->end)
			fault_add(r->l->f, r->path, term->line,
			    "term %.*s overlaps %.*s of line %d",
			    SLICE_ARG(term->name), SLICE_ARG(other->name),
			    other->line);
	}
}

/* A closure, as for snow, is a day without school like any other. */
static const struct {
	const char *word;
	enum range_kind kind;
} kinds[] = {
	{ "holiday", RANGE_HOLIDAY },
	{ "closure", RANGE_HOLIDAY },
	{ "inset", RANGE_INSET },
	{ "early", RANGE_EARLY },
	{ "leave", RANGE_LEAVE },
	{ "week-a", RANGE_WEEK_A },
	{ "week-b", RANGE_WEEK_B },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

bool
add_dated(struct reading *r, struct slice kind, const struct dated *d)
{
	size_t i;

	if (slice_equal_fold(kind, SLICE("term"))) {
		check_against_others(r, d);
		GROW(r->terms, r->term_count, r->term_room);
		r->terms[r->term_count++] = *d;
		return true;
	}
	for (i = 0; i < KINDS; i++)
		if (slice_equal_fold(kind, slice_of(kinds[i].word)))
			break;
	if (i == KINDS)
		return false;
	if (kinds[i].kind == RANGE_EARLY && d->until == -1) {
		fault_add(r->l->f, r->path, d->line,
		    "%.*s: an early finish needs the time in a column until",
		    SLICE_ARG(d->name));
		return true;
	}
	GROW(r->ranges, r->range_count, r->range_room);
	r->ranges[r->range_count++] = (struct day_range){ d->start, d->end,
		kinds[i].kind, d->until, d->binds };
	return true;
}

bool
parse_years(struct slice word, uint32_t *years)
{
	int64_t first, last, year;

	if (!slice_take_int(&word, &first))
		return false;
	last = first;
	if (slice_take_char(&word, '-') && !slice_take_int(&word, &last))
		return false;
	if (word.len > 0 || first < 0 || last > 14 || last < first)
		return false;
	for (year = first; year <= last; year++)
		*years |= UINT32_C(1) << year;
	return true;
}

void
read_binding(struct reading *r, struct slice years, struct slice roles,
    struct slice pattern, int line, struct binding *b)
{
	struct slice word;
	int role;

	*b = (struct binding){ .pattern = pattern };
	table_years(r->l, r->path, years, line, &b->years);
	while (slice_take_word(&roles, &word)) {
		role = role_number(lower_case(r->l->arena, word));
		if (role == -1)
			fault_add(r->l->f, r->path, line,
			    "role: expected one of the list of people, found "
			    "%.*s", SLICE_ARG(word));
		else
			b->roles |= UINT32_C(1) << role;
	}
}

bool
read_clock(struct reading *r, struct slice cell, const char *column,
    int line, int32_t *second)
{
	struct slice s = cell;
	int hour, minute, seconds = 0;

	if (slice_take_one_or_two(&s, &hour) && slice_take_char(&s, ':') &&
	    slice_take_digits(&s, 2, &minute) &&
	    (s.len == 0 ||
		(slice_take_char(&s, ':') &&
		    slice_take_digits(&s, 2, &seconds) && s.len == 0)) &&
	    hour < 24 && minute < 60 && seconds < 60) {
		*second = hour * 3600 + minute * 60 + seconds;
		return true;
	}
	fault_add(r->l->f, r->path, line,
	    "%s: expected a time as 09:00, found %.*s", column,
	    SLICE_ARG(cell));
	return false;
}

enum { NAME, KIND, START, END, UNTIL, YEARS, ROLE, TERM_COLUMNS };

static void
read_term(struct reading *r, const struct csv *t, size_t row,
    const struct table_column *columns)
{
	struct dated d = { .line = (int)csv_line(t, row), .until = -1 };
	struct slice kind = csv_cell(t, row, columns[KIND].at);
	struct slice until = csv_cell(t, row, columns[UNTIL].at);

	d.name = arena_copy(r->l->arena, csv_cell(t, row, columns[NAME].at));
	if (!read_day(r, csv_cell(t, row, columns[START].at), "start", d.line,
		&d.start) ||
	    !read_day(r, csv_cell(t, row, columns[END].at), "end", d.line,
		&d.end) ||
	    (until.len > 0 &&
		!read_clock(r, until, "until", d.line, &d.until)))
		return;
	read_binding(r, csv_cell(t, row, columns[YEARS].at),
	    csv_cell(t, row, columns[ROLE].at), SLICE(""), d.line, &d.binds);
	if (d.end < d.start)
		fault_add(r->l->f, r->path, d.line,
		    "%.*s ends before it begins", SLICE_ARG(d.name));
	else if (!add_dated(r, kind, &d))
		fault_add(r->l->f, r->path, d.line,
		    "kind: expected term, holiday or inset, closure, early, "
		    "leave, week-a or week-b, found %.*s", SLICE_ARG(kind));
}

static void
read_terms(struct reading *r)
{
	struct table_column columns[TERM_COLUMNS] = {
		[NAME] = { "name", true, -1 },
		[KIND] = { "kind", true, -1 },
		[START] = { "start", true, -1 },
		[END] = { "end", true, -1 },
		[UNTIL] = { "until", false, -1 },
		[YEARS] = { "years", false, -1 },
		[ROLE] = { "role", false, -1 },
	};
	struct csv *t =
	    table_open(r->l, "terms", &r->path, columns, TERM_COLUMNS);
	size_t row;

	if (t == NULL)
		return;
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_term(r, t, row, columns);
	csv_destroy(t);
}

static void
read_bank_holidays(struct reading *r)
{
	const struct yaml *v = yaml_get(r->l->root, "bank_holidays");
	struct table_column columns[] = { { "date", true, -1 } };
	struct dated d = { .until = -1 };
	struct csv *t;
	size_t row;

	if (!is_unset(v) && slice_equal(v->text, SLICE("none")))
		return;
	if (is_unset(v) || slice_equal(v->text, SLICE("shipped")))
		r->path = shipped_path(r->l, "bank-holidays.csv");
	else
		r->path = resolve_path(r->l, v->text);
	t = table_open_path(r->l, r->path, v == NULL ? 0 : v->line, columns,
	    1);
	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		d.line = (int)csv_line(t, row);
		if (table_row_is_blank(t, row) ||
		    !read_day(r, csv_cell(t, row, columns[0].at), "date",
			d.line, &d.start))
			continue;
		d.end = d.start;
		add_dated(r, SLICE("holiday"), &d);
	}
	csv_destroy(t);
}

/* Letters, digits and what UTF-8 is made of stay; whatever else, as slashes
 * and spaces, is one "-". */
static const char *
name_in_files(struct arena *a, struct slice name)
{
	char *text = arena_alloc(a, name.len + 2), *end = text;
	size_t i;

	for (i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
		    (c == '.' && end > text))
			*end++ = c;
		else if (end > text && end[-1] != '-')
			*end++ = '-';
	}
	while (end > text && end[-1] == '-')
		end--;
	if (end == text)
		*end++ = '-';
	*end = '\0';
	return text;
}

static int
by_first_day(const void *one, const void *other)
{
	const struct term *a = one, *b = other;

	return (a->start > b->start) - (a->start < b->start);
}

void
load_calendar(struct loading *l)
{
	struct reading r = { .l = l };
	struct day_range *ranges;
	struct day_period *periods;
	struct term *terms;
	size_t i;

	read_terms(&r);
	if (!is_unset(yaml_get(l->root, "terms")) ||
	    !is_unset(yaml_get(l->root, "day")))
		read_bank_holidays(&r);
	read_timetable(&r);
	read_calendars(&r);
	terms = arena_alloc(l->arena, r.term_count * sizeof *terms);
	for (i = 0; i < r.term_count; i++)
		terms[i] = (struct term){ r.terms[i].name,
			name_in_files(l->arena, r.terms[i].name),
			r.terms[i].start, r.terms[i].end };
	qsort(terms, r.term_count, sizeof *terms, by_first_day);
	ranges = arena_alloc(l->arena, r.range_count * sizeof *ranges);
	if (r.range_count > 0)
		memcpy(ranges, r.ranges, r.range_count * sizeof *ranges);
	periods = arena_alloc(l->arena, r.period_count * sizeof *periods);
	if (r.period_count > 0)
		memcpy(periods, r.periods, r.period_count * sizeof *periods);
	l->s->calendar = calendar_create(l->s->zone,
	    &(struct calendar_facts){ terms, r.term_count, ranges,
		r.range_count, periods, r.period_count });
	free(r.terms);
	free(r.ranges);
	free(r.periods);
}
