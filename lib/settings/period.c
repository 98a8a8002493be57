/*
 * The options -s, -u and -t to a stretch of time.
 */
#include "settings/calendar.h"
#include "settings/period.h"

static int64_t
day_start(const struct settings *s, int32_t day)
{
	if (s == NULL || s->zone == NULL)
		return day * 24 * TIME_HOUR;
	return zone_day_start(s->zone, day);
}

static bool
moment(const struct settings *s, const char *text, int64_t *t)
{
	int32_t day;

	if (day_parse(slice_of(text), &day)) {
		*t = day_start(s, day);
		return true;
	}
	return time_parse(slice_of(text), t);
}

const char *
period_parse(struct period *p, const struct settings *s, const char *since,
    const char *until, const char *term)
{
	const struct term *t;

	*p = (struct period){ TIME_UNKNOWN, TIME_UNKNOWN };
	if (term != NULL) {
		if (s == NULL)
			return "-t: a term needs the settings (-c)";
		if (s->calendar == NULL ||
		    (t = calendar_term(s->calendar, slice_of(term))) == NULL)
			return "-t: no such term in the list of terms";
		p->since = day_start(s, t->start);
		p->until = day_start(s, t->end + 1);
	}
	if (since != NULL && !moment(s, since, &p->since))
		return "-s: expected 2026-10-14 or 2026-10-14T10:00:00Z";
	if (until != NULL && !moment(s, until, &p->until))
		return "-u: expected 2026-10-14 or 2026-10-14T10:00:00Z";
	if (p->since != TIME_UNKNOWN && p->until != TIME_UNKNOWN &&
	    p->since >= p->until)
		return "-u: it must lie after -s";
	return NULL;
}
