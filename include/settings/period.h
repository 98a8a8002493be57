/*
 * The stretch of time that the options -s, -u and -t of a filter mean.
 * A date is a day of the school's zone (of UTC where there are no
 * settings); `until` is outside.
 */
#ifndef SETTINGS_PERIOD_H
#define SETTINGS_PERIOD_H

#include "settings/settings.h"

struct period {
	int64_t since, until; /* TIME_UNKNOWN: no bound */
};

/* NULL, or why not: a static text that names the option.  Each argument
 * may be NULL. */
const char *period_parse(struct period *p, const struct settings *s,
    const char *since, const char *until, const char *term);

#endif
