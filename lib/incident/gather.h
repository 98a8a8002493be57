/*
 * What gathering holds in hand: the flags that are grouped anew, and the
 * items they were in.
 */
#ifndef GATHER_H
#define GATHER_H

#include "base/arena.h"
#include "base/map.h"
#include "store/statement.h"

#include "spells.h"

/* A flag's words, by its place in order of reading. */
struct flag_words {
	struct slice label, subject, rule, account, person, device, room,
	    role, year, period;
	int64_t day, hour, treatment;
	int64_t was_in; /* the item it was in, or 0 */
	int64_t now_in; /* the item it has come to */
};

struct gather {
	struct store *store;
	struct arena *arena;
	struct map *labels, *subjects, *rules, *logs;
	struct finding *findings; /* finding.id is an index into words */
	struct flag_words *words;
	int64_t *flags; /* flag.id by index */
	size_t count, room;
	int64_t *items; /* untouched items that are made anew */
	size_t item_count, item_room;
};

/* Makes the spells items, and forgets the items that nothing is left of;
 * -1: said. */
int gather_keep(struct gather *g, const struct spell *spells, size_t count);

/* lists.c: people and devices of the settings kept in the store. */
int gather_lists(struct store *store, const struct settings *settings);

#endif
