/*
 * Reporting periods, by name and by date.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "reports/period.h"
#include "reports/words.h"

enum { FIRST_MONTH = 9, YEAR_NAME = sizeof "2026-27" - 1 };

static void
put_name(struct reporting_period *p, struct slice name)
{
	snprintf(p->name, sizeof p->name, "%.*s", SLICE_ARG(name));
}

struct reporting_period
period_of_term(const struct term *t)
{
	struct reporting_period p = { .kind = PERIOD_TERM,
		.start = t->start, .end = t->end };
	struct arena *a = arena_create();

	put_name(&p, slice_of(t->in_files));
	snprintf(p.title, sizeof p.title, "%s", words_term(a, t));
	arena_destroy(a);
	return p;
}

/* The week that holds 4 January is the first one of a year. */
static int32_t
first_week(int year)
{
	int32_t day = day_from_date(year, 1, 4);

	return day - day_weekday(day);
}

struct reporting_period
period_of_week(int32_t day)
{
	struct reporting_period p = { .kind = PERIOD_WEEK,
		.start = day - day_weekday(day) };
	struct arena *a = arena_create();
	int year, month, mday;

	p.end = p.start + 6;
	day_to_date(p.start + 3, &year, &month, &mday);
	snprintf(p.name, sizeof p.name, "%d-W%02d", year,
	    (p.start - first_week(year)) / 7 + 1);
	snprintf(p.title, sizeof p.title, "Week of %s",
	    words_day(a, p.start));
	arena_destroy(a);
	return p;
}

/* 2026-W42, 2026-27; false: it is neither, or there is no such week. */
static bool
week_or_year(struct reporting_period *p, struct slice name)
{
	struct slice rest = name;
	int64_t year, n;

	if (!slice_take_int(&rest, &year) || year < 1970 || year > 9998 ||
	    !slice_take_char(&rest, '-'))
		return false;
	if (slice_take_char(&rest, 'W') || slice_take_char(&rest, 'w')) {
		if (rest.len != 2 || !slice_to_int(rest, &n) || n < 1)
			return false;
		*p = period_of_week(first_week((int)year) +
		    7 * (int32_t)(n - 1));
		return slice_equal(slice_of(p->name), name) || n <= 52;
	}
	if (name.len != YEAR_NAME || !slice_to_int(rest, &n) ||
	    n != (year + 1) % 100)
		return false;
	*p = (struct reporting_period){ .kind = PERIOD_YEAR,
		.start = day_from_date((int)year, FIRST_MONTH, 1),
		.end = day_from_date((int)year + 1, FIRST_MONTH, 1) - 1 };
	put_name(p, name);
	snprintf(p->title, sizeof p->title, "School year %.*s",
	    SLICE_ARG(name));
	return true;
}

/* The half-term holiday is the longest one within the term, with the
 * weekends about it. */
static bool
find_half(const struct calendar *c, const struct term *t, int32_t *first,
    int32_t *last)
{
	int32_t day, began = 0, holidays = 0, most = 0;

	for (day = t->start; day <= t->end; day++) {
		enum day_kind kind = calendar_day(c, day);

		if (kind == DAY_SCHOOL || kind == DAY_INSET) {
			holidays = 0;
			began = day + 1;
			continue;
		}
		holidays += kind == DAY_HOLIDAY;
		if (holidays > most || (holidays == most && *first == began)) {
			most = holidays;
			*first = began;
			*last = day;
		}
	}
	return most > 1;
}

static const char *
half_term(struct reporting_period *p, const struct calendar *c,
    const struct term *t, bool second)
{
	int32_t first = 0, last = 0;

	if (!find_half(c, t, &first, &last))
		return "that term has no half-term holiday";
	*p = period_of_term(t);
	p->kind = PERIOD_HALF_TERM;
	if (second)
		p->start = last + 1;
	else
		p->end = first - 1;
	snprintf(p->name, sizeof p->name, "%s-%d", t->in_files,
	    second ? 2 : 1);
	snprintf(p->title + strlen(p->title),
	    sizeof p->title - strlen(p->title), ", %s half",
	    second ? "second" : "first");
	return NULL;
}

const char *
period_of_name(struct reporting_period *p, const struct settings *s,
    struct slice name)
{
	const struct term *t = calendar_term(s->calendar, name);
	size_t dash = slice_find_last(name, '-');
	struct slice half = dash < name.len ? slice_from(name, dash + 1) :
					      SLICE("");

	if (t != NULL) {
		*p = period_of_term(t);
		return NULL;
	}
	if (week_or_year(p, name))
		return NULL;
	if (half.len == 1 && (*half.ptr == '1' || *half.ptr == '2') &&
	    (t = calendar_term(s->calendar, slice_first(name, dash))) != NULL)
		return half_term(p, s->calendar, t, *half.ptr == '2');
	return "no term is called so; nor is it a week as 2026-W42 or a "
	       "school year as 2026-27";
}

const char *
period_of_dates(struct reporting_period *p, const char *since,
    const char *until)
{
	struct slice from = slice_of(since), to = slice_of(until);
	struct arena *a;

	*p = (struct reporting_period){ .kind = PERIOD_DAYS };
	if (!day_parse(from, &p->start))
		return "-s: expected a date as 2026-10-14";
	if (!day_parse(to, &p->end))
		return "-u: expected a date as 2026-10-14";
	if (--p->end < p->start)
		return "-u: it must lie after -s";
	if (p->end == p->start + 6 && day_weekday(p->start) == 0) {
		*p = period_of_week(p->start);
		return NULL;
	}
	snprintf(p->name, sizeof p->name, "%.*s-to-%.*s", SLICE_ARG(from),
	    SLICE_ARG(to));
	a = arena_create();
	snprintf(p->title, sizeof p->title, "%s",
	    words_days(a, p->start, p->end));
	arena_destroy(a);
	return NULL;
}

const char *
period_kinds(unsigned kinds, char *out, size_t room)
{
	static const char *const words[] = { "a week", "a half-term",
		"a term", "a school year", "days from -s to -u" };
	size_t i, used = 0;

	for (i = 0; i < sizeof words / sizeof *words; i++) {
		int n;

		if ((kinds & 1u << i) == 0)
			continue;
		n = snprintf(out + used, room - used, "%s%s",
		    used == 0 ? "" : ", ", words[i]);
		if (n < 0 || (size_t)n >= room - used)
			break;
		used += (size_t)n;
	}
	return out;
}
