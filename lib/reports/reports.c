/*
 * The reports that there are.
 */
#include <err.h>
#include <stdio.h>

#include "reports/report.h"

#define REPORT(name) extern const struct report report_##name;
#include "../../reports/list.h"
#undef REPORT

const struct report *const reports[] = {
#define REPORT(name) &report_##name,
#include "../../reports/list.h"
#undef REPORT
	NULL
};

const struct report *
report_find(struct slice name)
{
	size_t i;

	for (i = 0; reports[i] != NULL; i++)
		if (slice_equal(name, slice_of(reports[i]->name)))
			return reports[i];
	return NULL;
}

static void
list_terms(const struct settings *s)
{
	const struct term *t;
	size_t i;

	for (i = 0; (t = calendar_term_at(s->calendar, i)) != NULL; i++)
		fprintf(stderr, "  %.*s\n", SLICE_ARG(t->name));
	if (i == 0)
		fprintf(stderr, "  none yet: terms: of school.yml names it\n");
}

int
report_period(const struct settings *s, const char *name, const char *since,
    const char *until, struct report_job *job)
{
	const char *why;

	if (name == NULL) {
		why = period_of_dates(&job->period, since, until);
		if (why != NULL)
			warnx("%s", why);
		return why == NULL ? 0 : -1;
	}
	why = period_of_name(&job->period, s, slice_of(name));
	if (why != NULL) {
		warnx("%s: %s; the list of terms has:", name, why);
		list_terms(s);
		return -1;
	}
	job->term = job->period.kind == PERIOD_TERM ?
	    calendar_term(s->calendar, slice_of(name)) :
	    NULL;
	return 0;
}

const struct term *
report_term(const struct settings *s, struct slice name)
{
	const struct term *t = calendar_term(s->calendar, name);

	if (t == NULL) {
		warnx("no term is called %.*s; the list of terms has:",
		    SLICE_ARG(name));
		list_terms(s);
	}
	return t;
}
