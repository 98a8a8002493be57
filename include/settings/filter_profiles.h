/*
 * What the filter must deny to whom, as the school has decided: a CSV table
 * of role, years, deny and profile.  Rows that fit the same person add up.
 */
#ifndef SETTINGS_FILTER_PROFILES_H
#define SETTINGS_FILTER_PROFILES_H

#include "settings/settings.h"

struct filter_profile {
	struct slice role;
	uint32_t years;	       /* bit 7 is Year 7; 0: all */
	struct slice denied;   /* categories of ours, by spaces */
	struct slice profiles; /* what the filter calls it, by ; or empty */
	int line;
};

/* Must the filter deny that category to somebody of that role and year (0
 * where there is none)? */
bool filter_denies(const struct settings *s, struct slice role, int year,
    struct slice category);
/* Is it another profile than those that the table gives them?  Not where
 * the table gives them none. */
bool filter_is_other(const struct settings *s, struct slice role, int year,
    struct slice profile);

#endif
