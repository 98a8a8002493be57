/*
 * What must stand in a text before a regular expression can match it: one of
 * a few plain texts, by which most texts are passed over unread.
 */
#ifndef NEEDLES_H
#define NEEDLES_H

#include "base/arena.h"
#include "base/slice.h"

enum { MOST_NEEDLES = 32 };

struct needles {
	struct slice list[MOST_NEEDLES]; /* in lower case */
	size_t count; /* 0: nothing is known */
	size_t shortest;
};

/* `fold`: the expression does not mind case.  Whatever is not plain is left
 * alone: then nothing is known. */
struct needles needles_of(struct arena *a, struct slice pattern, bool fold);

#endif
