/*
 * The night's reports.
 */
#include <err.h>
#include <unistd.h>

#include "base/arena.h"
#include "night/reports.h"
#include "reports/report.h"
#include "reports/signed.h"

/* In holidays the last term's reports stand. */
static int
make_term(const struct report *r, struct report_job *work, int32_t today)
{
	work->term = calendar_term_of_day(work->settings->calendar, today);
	if (work->term == NULL)
		return 0;
	work->period = period_of_term(work->term);
	return report_make(r, work);
}

/* Of each term whose governors meet soon: it may be over by then. */
static int
make_before_meetings(const struct report *r, struct report_job *work,
    int32_t today)
{
	const struct term *t;
	size_t i;

	for (i = 0; (t = calendar_term_at(work->settings->calendar, i)) !=
	     NULL; i++) {
		if (!meeting_is_near(work->settings, t, today))
			continue;
		work->term = t;
		work->period = period_of_term(t);
		if (report_make(r, work) == -1)
			return -1;
	}
	return 0;
}

static bool
is_there(const struct report *r, const struct report_job *work)
{
	struct arena *a = arena_create();
	bool there = access(arena_printf(a, "%s/%s/%s-%s.pdf", work->out,
	    r->reader, r->name, work->period.name), F_OK) == 0;

	arena_destroy(a);
	return there;
}

/* The running week; and the one before on Monday, or on the first day after
 * it that the night runs. */
static int
make_weeks(const struct report *r, struct report_job *work,
    const struct night_summary *sum, int32_t today)
{
	bool monday = day_weekday(today) == 0 &&
	    (!r->when_over || sum->first_of_day);
	int result = 0;

	work->term = NULL;
	work->period = period_of_week(today - 7);
	if (monday || !is_there(r, work))
		result = report_make(r, work);
	if (r->when_over)
		return result;
	work->period = period_of_week(today);
	return report_make(r, work) == -1 ? -1 : result;
}

int
night_reports(const struct night_job *job, const struct night_summary *sum)
{
	const struct settings *s = job->settings;
	int32_t today = zone_civil(s->zone, sum->started).day;
	struct report_job work = {
		.settings = s,
		.store = job->store,
		.out = job->out,
		.who = "nightly",
		.only_new = !sum->first_of_day,
	};
	int result = 0;
	size_t i;

	for (i = 0; reports[i] != NULL; i++) {
		const struct report *r = reports[i];

		if (r->rhythm == PERIOD_WEEK && sum->week_due &&
		    make_weeks(r, &work, sum, today) == -1)
			result = -1;
		if (r->rhythm == PERIOD_TERM && sum->term_due &&
		    make_term(r, &work, today) == -1)
			result = -1;
		if (r->before_meeting && sum->week_due &&
		    make_before_meetings(r, &work, today) == -1)
			result = -1;
	}
	return result;
}
