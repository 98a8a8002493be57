/*
 * day.csv: what the school day looks like, for whom and on which days.
 * Beside period, start and end it may have weekday ("mon-thu sat"), week
 * ("A"), years ("7-9 11"), role, pattern, from and to.
 */
#include "school_time.h"

enum {
	PERIOD,
	START,
	END,
	WEEKDAY,
	WEEK,
	YEARS,
	ROLE,
	PATTERN,
	FROM,
	TO,
	DAY_COLUMNS
};

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri",
	"sat", "sun" };

static int
weekday_number(struct slice word)
{
	int i;

	for (i = 0; i < 7; i++)
		if (slice_equal_fold(slice_first(word, 3),
			slice_of(weekdays[i])))
			return i;
	return -1;
}

/* "Mon", "mon-thu", "Saturday". */
static bool
read_weekday(struct slice word, unsigned *mask)
{
	size_t dash = slice_find(word, '-');
	int first = weekday_number(slice_first(word, dash));
	int last = first;

	if (dash < word.len)
		last = weekday_number(slice_from(word, dash + 1));

	if (first == -1 || last < first)
		return false;
	for (; first <= last; first++)
		*mask |= 1u << first;
	return true;
}

static void
read_when(struct reading *r, const struct csv *t, size_t row,
    const struct table_column *columns, struct day_period *p)
{
	struct slice days = csv_cell(t, row, columns[WEEKDAY].at), word;
	struct slice week = csv_cell(t, row, columns[WEEK].at);
	struct slice from = csv_cell(t, row, columns[FROM].at);
	struct slice to = csv_cell(t, row, columns[TO].at);
	int line = (int)csv_line(t, row);

	while (slice_take_word(&days, &word))
		if (!read_weekday(word, &p->weekdays))
			fault_add(r->l->f, r->path, line,
			    "weekday: expected some as mon-thu sat, found %.*s",
			    SLICE_ARG(word));
	if (slice_equal_fold(week, SLICE("A")))
		p->weeks = WEEK_A;
	else if (slice_equal_fold(week, SLICE("B")))
		p->weeks = WEEK_B;
	else if (week.len > 0)
		fault_add(r->l->f, r->path, line,
		    "week: expected A, B or nothing, found %.*s",
		    SLICE_ARG(week));
	p->from = p->to = DAY_UNBOUND;
	if (from.len > 0)
		read_day(r, from, "from", line, &p->from);
	if (to.len > 0)
		read_day(r, to, "to", line, &p->to);
}

/* Can both be for the same person on the same day? */
static bool
may_meet(const struct day_period *a, const struct day_period *b)
{
	unsigned a_days = a->weekdays == 0 ? 0x1f : a->weekdays;
	unsigned b_days = b->weekdays == 0 ? 0x1f : b->weekdays;

	if ((a_days & b_days) == 0 ||
	    (a->weeks != 0 && b->weeks != 0 && a->weeks != b->weeks) ||
	    (a->binds.years != 0 && b->binds.years != 0 &&
		(a->binds.years & b->binds.years) == 0) ||
	    (a->binds.roles != 0 && b->binds.roles != 0 &&
		(a->binds.roles & b->binds.roles) == 0) ||
	    (a->binds.pattern.len > 0 && b->binds.pattern.len > 0 &&
		!slice_equal(a->binds.pattern, b->binds.pattern)))
		return false;
	return (a->from == DAY_UNBOUND || b->to == DAY_UNBOUND ||
		   a->from <= b->to) &&
	    (b->from == DAY_UNBOUND || a->to == DAY_UNBOUND ||
		b->from <= a->to);
}

/* Of two that are equally close nobody could say which counts. */
static bool
overlaps_another(const struct reading *r, const struct day_period *p)
{
	const struct day_period *other = r->periods;
	size_t i;

	for (i = 0; i < r->period_count; i++, other++)
		if (p->start < other->end && other->start < p->end &&
		    period_closeness(p) == period_closeness(other) &&
		    may_meet(p, other))
			return true;
	return false;
}

void
add_period(struct reading *r, struct day_period p)
{
	if (r->period_count == MOST_PERIODS)
		return;
	GROW(r->periods, r->period_count, r->period_room);
	r->periods[r->period_count++] = p;
	if (r->period_count == MOST_PERIODS)
		fault_add(r->l->f, r->path, 0,
		    "more than %d periods of a school day", MOST_PERIODS);
}

static void
read_period(struct reading *r, const struct csv *t, size_t row,
    const struct table_column *columns)
{
	struct slice name = csv_cell(t, row, columns[PERIOD].at);
	int line = (int)csv_line(t, row);
	struct day_period p = { .word = period_word(
				    lower_case(r->l->arena, name)) };

	if (p.word == -1)
		fault_add(r->l->f, r->path, line,
		    "period: expected registration, lesson, break or lunch, "
		    "study, working, off, club, let or boarding, found %.*s",
		    SLICE_ARG(name));
	read_when(r, t, row, columns, &p);
	read_binding(r, csv_cell(t, row, columns[YEARS].at),
	    csv_cell(t, row, columns[ROLE].at),
	    arena_copy(r->l->arena, csv_cell(t, row, columns[PATTERN].at)),
	    line, &p.binds);
	if (!read_clock(r, csv_cell(t, row, columns[START].at), "start", line,
		&p.start) ||
	    !read_clock(r, csv_cell(t, row, columns[END].at), "end", line,
		&p.end) || p.word == -1)
		return;
	if (p.end <= p.start)
		fault_add(r->l->f, r->path, line,
		    "%.*s ends before it begins", SLICE_ARG(name));
	else if (overlaps_another(r, &p))
		fault_add(r->l->f, r->path, line,
		    "%.*s overlaps another period of the day",
		    SLICE_ARG(name));
	else
		add_period(r, p);
}

void
read_timetable(struct reading *r)
{
	struct table_column columns[DAY_COLUMNS] = {
		[PERIOD] = { "period", true, -1 },
		[START] = { "start", true, -1 },
		[END] = { "end", true, -1 },
		[WEEKDAY] = { "weekday", false, -1 },
		[WEEK] = { "week", false, -1 },
		[YEARS] = { "years", false, -1 },
		[ROLE] = { "role", false, -1 },
		[PATTERN] = { "pattern", false, -1 },
		[FROM] = { "from", false, -1 },
		[TO] = { "to", false, -1 },
	};
	struct csv *t =
	    table_open(r->l, "day", &r->path, columns, DAY_COLUMNS);
	size_t row;

	if (t == NULL)
		return;
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_period(r, t, row, columns);
	csv_destroy(t);
}
