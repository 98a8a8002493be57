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

const struct term *
report_term(const struct settings *s, struct slice name)
{
	const struct term *t = calendar_term(s->calendar, name);
	size_t i;

	if (t != NULL)
		return t;
	warnx("no term is called %.*s; the list of terms has:",
	    SLICE_ARG(name));
	for (i = 0; (t = calendar_term_at(s->calendar, i)) != NULL; i++)
		fprintf(stderr, "  %.*s\n", SLICE_ARG(t->name));
	return NULL;
}
