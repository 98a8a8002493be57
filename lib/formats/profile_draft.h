/*
 * The head of an unknown log, by columns: what a draft of a profile is made
 * from.
 */
#ifndef PROFILE_DRAFT_H
#define PROFILE_DRAFT_H

#include "profile.h"

enum { DRAFT_LINES = 20 };

struct draft {
	const char *framing;
	char separator;
	size_t count; /* of columns */
	struct slice names[PROFILE_COLUMNS];
	const char *ours[PROFILE_COLUMNS]; /* NULL: not known */
	struct slice values[PROFILE_COLUMNS][DRAFT_LINES];
	size_t lines;
	struct slice heading, sample; /* as they stand */
	struct arena *arena;
};

/* Fills it from the head; false where it has no columns that can be told. */
bool draft_read(struct draft *d, struct slice head);

#endif
