/*
 * The order in which a night is settled.
 */
#include <stdlib.h>

#include "parts.h"
#include "sessions.h"

static const char touched_days[] =
    "SELECT min(first), max(last)"
    "  FROM touched"
    " GROUP BY day"
    " ORDER BY 1";

static const char forget_touched[] = "DELETE FROM touched";

/* All places where events of that time were, as if they had come tonight. */
static const char touch_visits[] =
    "INSERT INTO touched(day, device, first, last)"
    " SELECT coalesce(e.day, -1), p.device, min(e.start), max(e.start)"
    "   FROM visit_by_time AS e JOIN place AS p ON p.id = e.place"
    "  WHERE e.stretch_until >= :since AND e.stretch_since < :until"
    "    AND e.start >= :since AND e.start < :until"
    "  GROUP BY 1, 2"
    " ON CONFLICT DO UPDATE SET first = min(first, excluded.first),"
    "                           last = max(last, excluded.last)";
static const char touch_mails[] =
    "INSERT INTO touched(day, device, first, last)"
    " SELECT coalesce(e.day, -1), p.device, min(e.start), max(e.start)"
    "   FROM mail AS e JOIN place AS p ON p.id = e.place"
    "  WHERE e.start >= :since AND e.start < :until"
    "  GROUP BY 1, 2"
    " ON CONFLICT DO UPDATE SET first = min(first, excluded.first),"
    "                           last = max(last, excluded.last)";
static const char touch_events[] =
    "INSERT INTO touched(day, device, first, last)"
    " SELECT coalesce(e.day, -1), p.device, min(e.start), max(e.start)"
    "   FROM device_event AS e JOIN place AS p ON p.id = e.place"
    "  WHERE e.start >= :since AND e.start < :until"
    "  GROUP BY 1, 2"
    " ON CONFLICT DO UPDATE SET first = min(first, excluded.first),"
    "                           last = max(last, excluded.last)";

/* The touched days, a session's length to both sides, those that meet made
 * one.  So a stray stamp of another year costs no walk through the years. */
static int
read_spans(const struct settle *s, struct span **list, size_t *count)
{
	struct statement *q = statement_create(s->store, touched_days);
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		struct span next = { statement_int(q, 0) - SESSION_CLOSED,
			statement_int(q, 1) + SESSION_CLOSED + 1 };
		struct span *last = *count == 0 ? NULL :
						  &(*list)[*count - 1];

		if (last != NULL && next.since <= last->until) {
			if (next.until > last->until)
				last->until = next.until;
			continue;
		}
		GROW(*list, *count, room);
		(*list)[(*count)++] = next;
	}
	statement_destroy(q);
	return more;
}

static int
run_one(const struct settle *s, const char *sql)
{
	struct statement *q = statement_create(s->store, sql);
	int result = q == NULL ? -1 : statement_run(q);

	statement_destroy(q);
	return result;
}

static int
settle_touched(const struct settle *s)
{
	struct span *spans = NULL;
	size_t count = 0, i;
	int result = read_spans(s, &spans, &count);

	for (i = 0; result == 0 && i < count; i++)
		if (leases_settle(s, &spans[i]) == -1 ||
		    neighbours_settle(s, &spans[i]) == -1 ||
		    judge_candidates(s, &spans[i]) == -1 ||
		    flags_settle(s, &spans[i]) == -1 ||
		    least_settle(s, &spans[i], false) == -1 ||
		    runs_settle(s, &spans[i]) == -1 ||
		    least_settle(s, &spans[i], true) == -1 ||
		    exceptions_settle(s, &spans[i]) == -1 ||
		    spells_settle(s, &spans[i]) == -1)
			result = -1;
	free(spans);
	return result == 0 ? run_one(s, forget_touched) : -1;
}

int
settle_run(const struct settle *s)
{
	int32_t day = DAY_UNKNOWN;

	/* Joined mails are new events, and touch their day; so do absences,
	 * which also tell of what the rules found. */
	if (mails_settle(s) == -1 || people_settle(s) == -1 ||
	    absences_touched(s, &day) == -1 || settle_touched(s) == -1 ||
	    absences_settle(s, day) == -1)
		return -1;
	return settle_touched(s);
}

int
run_between(const struct settle *s, const char *sql, int64_t since,
    int64_t until)
{
	struct statement *q = statement_create(s->store, sql);
	int result = -1;

	if (q != NULL) {
		statement_bind_int(q, ":since", since);
		statement_bind_int(q, ":until", until);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

int
settle_again(const struct settle *s, int64_t since, int64_t until)
{
	if (since == TIME_UNKNOWN)
		since = INT64_MIN / 2;
	if (until == TIME_UNKNOWN)
		until = INT64_MAX / 2;
	if (judge_again(s, since, until) == -1 ||
	    run_between(s, touch_visits, since, until) == -1 ||
	    run_between(s, touch_mails, since, until) == -1 ||
	    run_between(s, touch_events, since, until) == -1)
		return -1;
	return settle_run(s);
}
