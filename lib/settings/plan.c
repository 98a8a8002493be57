/*
 * What one day looks like to one group of people: the school day is laid
 * down first, then each row of the timetable over it, the closer ones last;
 * night lies over all.
 */
#include "calendar.h"

enum {
	NIGHT_ENDS = 6 * 3600, /* seconds of the wall clock */
	EVENING_STARTS = 18 * 3600,
	NIGHT_STARTS = 22 * 3600,
	DAY_ENDS = 24 * 3600,
	CLOSEST = 15,
	LONGEST_COUNT = 60, /* weeks since a week was said to be A or B */
};

struct segment {
	int32_t start, end;
	enum word word;
};

/* A day by the wall clock, without gaps. */
struct sketch {
	struct segment list[STRETCHES];
	size_t count;
};

static void
put_segment(struct sketch *s, int32_t start, int32_t end, enum word word)
{
	struct segment *last = s->count == 0 ? NULL : &s->list[s->count - 1];

	if (end <= start)
		return;
	if (last != NULL && (last->word == word || s->count == STRETCHES))
		last->end = end;
	else
		s->list[s->count++] = (struct segment){ start, end, word };
}

static void
paint(struct sketch *s, int32_t start, int32_t end, enum word word)
{
	struct sketch old = *s;
	bool done = false;
	size_t i;

	s->count = 0;
	for (i = 0; i < old.count; i++) {
		const struct segment *g = &old.list[i];

		put_segment(s, g->start, g->end < start ? g->end : start,
		    g->word);
		if (!done && g->end > start) {
			put_segment(s, start, end, word);
			done = true;
		}
		put_segment(s, g->start > end ? g->start : end, g->end,
		    g->word);
	}
}

static bool
is_school_day(int word)
{
	return word < CLUB;
}

static int32_t
monday_of(int32_t day)
{
	return day - day_weekday(day);
}

static bool
is_school_week(const struct calendar *c, int32_t monday)
{
	int32_t day;

	for (day = monday; day < monday + 5; day++)
		if (calendar_day(c, day) == DAY_SCHOOL)
			return true;
	return false;
}

/* The last week that was said to be A or B, or the first of the term. */
static bool
find_mark(const struct calendar *c, int32_t monday, int32_t *mark,
    unsigned *week)
{
	const struct term *term;
	bool found = false;
	int32_t day;
	size_t i;

	for (i = 0; i < c->facts.range_count; i++) {
		const struct day_range *r = &c->facts.ranges[i];

		if ((r->kind != RANGE_WEEK_A && r->kind != RANGE_WEEK_B) ||
		    monday_of(r->start) > monday ||
		    (found && monday_of(r->start) < *mark))
			continue;
		*mark = monday_of(r->start);
		*week = r->kind == RANGE_WEEK_A ? WEEK_A : WEEK_B;
		found = true;
	}
	for (day = monday; !found && day < monday + 7; day++)
		if ((term = calendar_term_of_day(c, day)) != NULL) {
			*mark = monday_of(term->start);
			*week = WEEK_A;
			found = true;
		}
	return found;
}

/* Weeks alternate; those without a school day do not count. */
unsigned
calendar_week(const struct calendar *c, int32_t day)
{
	int32_t monday = monday_of(day), mark = 0;
	unsigned week = 0;
	int counted;

	if (!find_mark(c, monday, &mark, &week))
		return 0;
	for (counted = 0; mark < monday && counted < LONGEST_COUNT;
	     mark += 7, counted++)
		if (is_school_week(c, mark))
			week ^= WEEK_A | WEEK_B;
	return week;
}

/* What does not depend on the row in hand. */
struct situation {
	const struct calendar *c;
	int32_t day;
	unsigned group, week;
	enum day_kind kind;
	bool leave;
	int32_t early; /* school ends then */
};

/* In the holidays only lets go on, and what is dated. */
static bool
applies(const struct situation *s, const struct day_period *p)
{
	unsigned weekdays = p->weekdays == 0 ? 0x1f : p->weekdays;
	bool dated = p->from != DAY_UNBOUND && p->from == p->to;

	if ((weekdays >> day_weekday(s->day) & 1) == 0 ||
	    (p->weeks != 0 && (p->weeks & s->week) == 0) ||
	    (p->from != DAY_UNBOUND && s->day < p->from) ||
	    (p->to != DAY_UNBOUND && s->day > p->to))
		return false;
	if (s->kind == DAY_HOLIDAY && p->word != LET && !dated)
		return false;
	return calendar_binds(s->c, s->group, &p->binds);
}

/* Staff work on INSET days, and while pupils are on exam leave. */
static enum word
word_of(const struct situation *s, const struct day_period *p)
{
	int pupil = role_number(SLICE("pupil"));
	bool staff = p->binds.roles != 0 && (p->binds.roles >> pupil & 1) == 0;

	if (!is_school_day(p->word) || staff)
		return (enum word)p->word;
	if (s->kind == DAY_INSET)
		return INSET;
	return s->leave ? EXAM_LEAVE : (enum word)p->word;
}

/* From the first to the last row of the school day; false: it has none. */
static bool
school_hours(const struct situation *s, int32_t *first, int32_t *last)
{
	const struct day_period *p = s->c->facts.periods;
	size_t i;

	*first = DAY_ENDS;
	*last = 0;
	for (i = 0; i < s->c->facts.period_count; i++, p++) {
		if (!is_school_day(p->word) || p->start >= s->early ||
		    !applies(s, p))
			continue;
		if (p->start < *first)
			*first = p->start;
		if (p->end > *last)
			*last = p->end;
	}
	if (*last > s->early)
		*last = s->early;
	return *first < *last;
}

static bool
has_timetable(const struct calendar *c)
{
	size_t i;

	for (i = 0; i < c->facts.period_count; i++)
		if (is_school_day(c->facts.periods[i].word))
			return true;
	return false;
}

static void
lay_ground(const struct situation *s, struct sketch *out)
{
	int32_t first, last;
	bool inset = s->kind == DAY_INSET;

	if (school_hours(s, &first, &last)) {
		put_segment(out, 0, first, BEFORE_SCHOOL);
		put_segment(out, first, last,
		    inset    ? INSET :
			s->leave ? EXAM_LEAVE :
				   BREAK);
		put_segment(out, last > 0 ? last : 0, EVENING_STARTS,
		    AFTER_SCHOOL);
		put_segment(out, last > EVENING_STARTS ? last : EVENING_STARTS,
		    DAY_ENDS, EVENING);
	} else if (s->kind == DAY_WEEKEND) {
		put_segment(out, 0, DAY_ENDS, WEEKEND);
	} else if (s->kind == DAY_HOLIDAY) {
		put_segment(out, 0, DAY_ENDS, HOLIDAY);
	} else if (inset) {
		put_segment(out, 0, DAY_ENDS, INSET);
	} else {
		/* A timetable that names no row for this day: no school. */
		put_segment(out, 0, DAY_ENDS,
		    has_timetable(s->c) ? OFF : NOT_KNOWN);
	}
}

static void
lay_rows(const struct situation *s, struct sketch *out)
{
	const struct day_period *p;
	int closeness;
	size_t i;

	for (closeness = 0; closeness <= CLOSEST; closeness++)
		for (i = 0; i < s->c->facts.period_count; i++) {
			p = &s->c->facts.periods[i];
			if (period_closeness(p) != closeness ||
			    !applies(s, p) ||
			    (is_school_day(p->word) && p->start >= s->early))
				continue;
			paint(out, p->start,
			    is_school_day(p->word) && p->end > s->early ?
				s->early :
				p->end,
			    word_of(s, p));
		}
}

/* Adds the stretch that ends at that wall clock time; one that goes on with
 * the same word is made longer. */
static void
add_until(const struct calendar *c, struct day_plan *p, int32_t second,
    enum word word)
{
	int64_t start = p->count == 0 ? zone_day_start(c->zone, p->day) :
					p->pieces[p->count - 1].end;
	int64_t end;

	if (second == DAY_ENDS)
		end = zone_day_start(c->zone, p->day + 1);
	else
		zone_utc(c->zone, (struct civil){ p->day, second }, &end);
	if (end <= start)
		return;
	if (p->count > 0 && p->pieces[p->count - 1].word == word)
		p->pieces[p->count - 1].end = end;
	else
		p->pieces[p->count++] = (struct piece){ start, end, word };
}

static void
make_plan(const struct calendar *c, struct day_plan *p)
{
	const struct day_range *early =
	    calendar_range_of(c, p->day, p->group, RANGE_EARLY);
	struct situation s = { .c = c,
		.day = p->day,
		.group = p->group,
		.week = c->has_weeks ? calendar_week(c, p->day) : 0,
		.kind = calendar_day_of(c, p->day, p->group),
		.leave = calendar_range_of(c, p->day, p->group,
			     RANGE_LEAVE) != NULL,
		.early = early == NULL ? DAY_ENDS : early->until };
	struct sketch sketch = { .count = 0 };
	size_t i;

	lay_ground(&s, &sketch);
	lay_rows(&s, &sketch);
	paint(&sketch, 0, NIGHT_ENDS, NIGHT);
	paint(&sketch, NIGHT_STARTS, DAY_ENDS, NIGHT);
	p->count = 0;
	for (i = 0; i < sketch.count; i++)
		add_until(c, p, sketch.list[i].end, sketch.list[i].word);
}

const struct day_plan *
plan_of_day(const struct calendar *c, int32_t day, unsigned group)
{
	struct day_plan *p = &c->plans[((uint32_t)day + group * 31) %
	    KEPT_PLANS];

	if (p->known && p->day == day && p->group == group)
		return p;
	p->day = day;
	p->group = group;
	p->known = true;
	make_plan(c, p);
	return p;
}
