/*
 * A table of names, each with a category, that holds no names: only 64-bit
 * hashes of them, ten bytes a slot.  Lists have millions of domains, so
 * that two of them share a hash once in some ten million million look-ups.
 */
#ifndef SETTINGS_SUFFIXES_H
#define SETTINGS_SUFFIXES_H

#include "base/slice.h"

enum { CATEGORY_NONE = UINT16_MAX };

/* The table is in parts that grow one by one, so that the old and the new
 * form of a part lie side by side but never those of the whole. */
enum { SUFFIX_PARTS = 64 };

struct suffix_part {
	uint64_t *hashes; /* 0 is a free slot */
	uint16_t *categories;
	size_t slots, count;
};

struct suffixes {
	struct suffix_part parts[SUFFIX_PARTS];
	size_t count;
};

void suffixes_finish(struct suffixes *t);
/* The first category that a name was given stays. */
void suffixes_add(struct suffixes *all, struct slice name, uint16_t category);
uint16_t suffixes_find(const struct suffixes *all, struct slice name);

#endif
