/*
 * A table of names, each with a category, that holds no names: only 64-bit
 * hashes of them, ten bytes a slot.  Lists have millions of domains, so
 * that two of them share a hash once in some ten million million look-ups.
 */
#ifndef SETTINGS_SUFFIXES_H
#define SETTINGS_SUFFIXES_H

#include "base/slice.h"

enum { CATEGORY_NONE = UINT16_MAX };

struct suffixes {
	uint64_t *hashes; /* 0 is a free slot */
	uint16_t *categories;
	size_t slots, count;
};

void suffixes_finish(struct suffixes *t);
/* The first category that a name was given stays. */
void suffixes_add(struct suffixes *t, struct slice name, uint16_t category);
uint16_t suffixes_find(const struct suffixes *t, struct slice name);

#endif
