/*
 * terms.csv and day.csv: read and checked, and made a calendar.
 */
#include <stdlib.h>

#include "calendar.h"
#include "load.h"

struct dated {
	struct slice name;
	int32_t start, end;
	int line;
};

struct reading {
	struct loading *l;
	struct slice path;
	struct dated *terms;
	size_t term_count;
	struct day_range *ranges;
	size_t range_count;
	struct day_period *periods;
	size_t period_count;
};

static bool
read_day(struct reading *r, struct slice cell, const char *column, int line,
    int32_t *day)
{
	if (parse_day(cell, day))
		return true;
	fault_add(r->l->f, r->path, line,
	    "%s: expected a date as 2026-09-01, found %.*s", column,
	    SLICE_ARG(cell));
	return false;
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

static void
add_range(struct reading *r, struct slice kind, const struct dated *d)
{
	if (slice_equal_fold(kind, SLICE("term"))) {
		check_against_others(r, d);
		r->terms[r->term_count++] = *d;
	} else if (slice_equal_fold(kind, SLICE("holiday"))) {
		r->ranges[r->range_count++] =
		    (struct day_range){ d->start, d->end, DAY_HOLIDAY };
	} else if (slice_equal_fold(kind, SLICE("inset"))) {
		r->ranges[r->range_count++] =
		    (struct day_range){ d->start, d->end, DAY_INSET };
	} else {
		fault_add(r->l->f, r->path, d->line,
		    "kind: expected term, holiday or inset, found %.*s",
		    SLICE_ARG(kind));
	}
}

enum { NAME, KIND, START, END, TERM_COLUMNS };

static void
read_terms(struct reading *r)
{
	struct table_column columns[TERM_COLUMNS] = {
		[NAME] = { "name", true, -1 },
		[KIND] = { "kind", true, -1 },
		[START] = { "start", true, -1 },
		[END] = { "end", true, -1 },
	};
	struct csv *t =
	    table_open(r->l, "terms", &r->path, columns, TERM_COLUMNS);
	size_t row;

	if (t == NULL)
		return;
	r->terms = arena_alloc(r->l->arena, csv_rows(t) * sizeof *r->terms);
	r->ranges = arena_alloc(r->l->arena, csv_rows(t) * sizeof *r->ranges);
	for (row = 0; row < csv_rows(t); row++) {
		struct dated d = { .line = (int)csv_line(t, row) };

		if (table_row_is_blank(t, row))
			continue;
		d.name = arena_copy(r->l->arena,
		    csv_cell(t, row, columns[NAME].at));
		if (!read_day(r, csv_cell(t, row, columns[START].at), "start",
			d.line, &d.start) ||
		    !read_day(r, csv_cell(t, row, columns[END].at), "end",
			d.line, &d.end))
			continue;
		if (d.end < d.start)
			fault_add(r->l->f, r->path, d.line,
			    "%.*s ends before it begins", SLICE_ARG(d.name));
		else
			add_range(r, csv_cell(t, row, columns[KIND].at), &d);
	}
	csv_destroy(t);
}

/* "9:00", "09:00" or "09:00:00", as seconds of the wall clock. */
static bool
read_clock(struct reading *r, struct slice cell, const char *column,
    int line, int32_t *second)
{
	struct slice s = cell;
	int hour, minute, seconds = 0;

	if ((slice_take_digits(&s, 2, &hour) ||
		slice_take_digits(&s, 1, &hour)) &&
	    slice_take_char(&s, ':') && slice_take_digits(&s, 2, &minute) &&
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

static int
by_start(const void *one, const void *other)
{
	const struct day_period *a = one, *b = other;

	return (a->start > b->start) - (a->start < b->start);
}

enum { PERIOD, FROM, UNTIL, DAY_COLUMNS };

static void
read_period(struct reading *r, const struct csv *t, size_t row,
    const struct table_column *columns)
{
	struct slice name = csv_cell(t, row, columns[PERIOD].at);
	int line = (int)csv_line(t, row);
	struct day_period p = { .word = period_word(
				    lower_case(r->l->arena, name)) };
	size_t i;

	if (p.word == -1)
		fault_add(r->l->f, r->path, line,
		    "period: expected registration, lesson, break or lunch, "
		    "found %.*s", SLICE_ARG(name));
	if (!read_clock(r, csv_cell(t, row, columns[FROM].at), "start", line,
		&p.start) ||
	    !read_clock(r, csv_cell(t, row, columns[UNTIL].at), "end", line,
		&p.end) || p.word == -1)
		return;
	if (p.end <= p.start) {
		fault_add(r->l->f, r->path, line,
		    "%.*s ends before it begins", SLICE_ARG(name));
		return;
	}
	for (i = 0; i < r->period_count; i++)
		if (p.start < r->periods[i].end &&
		    r->periods[i].start < p.end) {
			fault_add(r->l->f, r->path, line,
			    "%.*s overlaps another period of the day",
			    SLICE_ARG(name));
			return;
		}
	if (r->period_count == MOST_PERIODS)
		fault_add(r->l->f, r->path, line,
		    "more than %d periods in a day", MOST_PERIODS);
	else
		r->periods[r->period_count++] = p;
}

static void
read_periods(struct reading *r)
{
	struct table_column columns[DAY_COLUMNS] = {
		[PERIOD] = { "period", true, -1 },
		[FROM] = { "start", true, -1 },
		[UNTIL] = { "end", true, -1 },
	};
	struct csv *t =
	    table_open(r->l, "day", &r->path, columns, DAY_COLUMNS);
	size_t row;

	if (t == NULL)
		return;
	r->periods = arena_alloc(r->l->arena,
	    MOST_PERIODS * sizeof *r->periods);
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_period(r, t, row, columns);
	if (r->period_count > 1)
		qsort(r->periods, r->period_count, sizeof *r->periods,
		    by_start);
	csv_destroy(t);
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
	struct term *terms;
	size_t i;

	read_terms(&r);
	read_periods(&r);
	terms = arena_alloc(l->arena, r.term_count * sizeof *terms);
	for (i = 0; i < r.term_count; i++)
		terms[i] = (struct term){ r.terms[i].name, r.terms[i].start,
			r.terms[i].end };
	qsort(terms, r.term_count, sizeof *terms, by_first_day);
	l->s->calendar = calendar_create(l->s->zone,
	    &(struct calendar_facts){ terms, r.term_count, r.ranges,
		r.range_count, r.periods, r.period_count });
}
