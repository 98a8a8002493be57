/*
 * The night's reports.
 */
#include <err.h>

#include "night/reports.h"
#include "reports/report.h"

int
night_reports(const struct night_job *job, struct night_summary *sum)
{
	const struct settings *s = job->settings;
	struct report_job work = {
		.settings = s,
		.store = job->store,
		.out = job->out,
		.who = "nightly",
	};
	int result = 0;
	size_t i;

	work.term = calendar_term_of_day(s->calendar,
	    zone_civil(s->zone, sum->started).day);
	if (work.term == NULL)
		return 0; /* holidays: the last term's reports stand */
	for (i = 0; reports[i] != NULL; i++)
		if (report_make(reports[i], &work) == -1)
			result = -1;
	return result;
}
