/*
 * The days that a report is about: real calendar periods, never "the last
 * thirty days".
 *
 *	autumn-2026      a term, by its name in the list of terms
 *	autumn-2026-1    its half before the half-term holiday; -2 after it
 *	2026-W42         a week, Monday to Sunday, as ISO 8601 counts them
 *	2026-27          a school year, September to August
 */
#ifndef REPORTS_PERIOD_H
#define REPORTS_PERIOD_H

#include "settings/calendar.h"
#include "settings/settings.h"

enum period_kind {
	PERIOD_WEEK = 1 << 0,
	PERIOD_HALF_TERM = 1 << 1,
	PERIOD_TERM = 1 << 2,
	PERIOD_YEAR = 1 << 3,
	PERIOD_DAYS = 1 << 4, /* from one day to another */
	PERIOD_ANY = (1 << 5) - 1,
};

struct reporting_period {
	enum period_kind kind;
	char name[64];	    /* in names of files: 2026-W42 */
	char title[96];	    /* in print: "Autumn term 2026" */
	int32_t start, end; /* days, both included */
};

struct reporting_period period_of_term(const struct term *t);
struct reporting_period period_of_week(int32_t day); /* that holds the day */
/* NULL, or why not: a static text. */
const char *period_of_name(struct reporting_period *p,
    const struct settings *s, struct slice name);
/* Dates as the options -s and -u have them: `until` is outside. */
const char *period_of_dates(struct reporting_period *p, const char *since,
    const char *until);
/* "a week, a half-term", of some kinds, for messages. */
const char *period_kinds(unsigned kinds, char *out, size_t room);

#endif
