/*
 * Categories that the school gives to hosts for a time, whatever the lists
 * say: a CSV table of host, category, from, to, approved_by and why.
 */
#ifndef SETTINGS_HOST_OVERRIDES_H
#define SETTINGS_HOST_OVERRIDES_H

#include "settings/settings.h"

struct host_override {
	struct slice host; /* and what lies below it; in lower case */
	struct slice category;
	int32_t from, to; /* days, both included; DAY_UNKNOWN: no bound */
	struct slice approved_by;
	size_t before; /* the entry of that host before it, or SIZE_MAX */
	int line;
};

/* The category of that host on that day, the closest name first, of two of
 * the same name the later; empty where there is none.  The answer is the
 * same for all days in [*from, *until), which are narrowed to that. */
struct slice host_override(const struct settings *s, struct slice host,
    int32_t day, int32_t *from, int32_t *until);

#endif
