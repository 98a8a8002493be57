/*
 * Open addressing; the table grows by half, so that it is never emptier
 * than half.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#include "suffixes.h"

enum { FIRST_SLOTS = 16 };

static uint64_t
hash_of(struct slice name)
{
	uint64_t h = hash64(name, 0);

	return h == 0 ? 1 : h;
}

/* The low bits say which part, the high half which of its slots. */
static size_t
part_of(uint64_t hash)
{
	return hash % SUFFIX_PARTS;
}

static size_t
slot_of(const struct suffix_part *t, uint64_t hash)
{
	size_t at = (size_t)(((hash >> 32) * t->slots) >> 32);

	while (t->hashes[at] != 0 && t->hashes[at] != hash)
		at = at + 1 == t->slots ? 0 : at + 1;
	return at;
}

void
suffixes_finish(struct suffixes *t)
{
	size_t i;

	for (i = 0; i < SUFFIX_PARTS; i++) {
		free(t->parts[i].hashes);
		free(t->parts[i].categories);
	}
	*t = (struct suffixes){ 0 };
}

static void
widen(struct suffix_part *t)
{
	struct suffix_part old = *t;
	size_t i, at;

	t->slots = old.slots == 0 ? FIRST_SLOTS : old.slots + old.slots / 2;
	t->hashes = memory_zeroed(t->slots, sizeof *t->hashes);
	t->categories = memory_zeroed(t->slots, sizeof *t->categories);
	for (i = 0; i < old.slots; i++) {
		if (old.hashes[i] == 0)
			continue;
		at = slot_of(t, old.hashes[i]);
		t->hashes[at] = old.hashes[i];
		t->categories[at] = old.categories[i];
	}
	free(old.hashes);
	free(old.categories);
}

void
suffixes_add(struct suffixes *all, struct slice name, uint16_t category)
{
	uint64_t hash = hash_of(name);
	struct suffix_part *t = &all->parts[part_of(hash)];
	size_t at;

	if (t->count * 5 >= t->slots * 4)
		widen(t);
	at = slot_of(t, hash);
	if (t->hashes[at] != 0)
		return;
	t->hashes[at] = hash;
	t->categories[at] = category;
	t->count++;
	all->count++;
}

uint16_t
suffixes_find(const struct suffixes *all, struct slice name)
{
	uint64_t hash = hash_of(name);
	const struct suffix_part *t = &all->parts[part_of(hash)];
	size_t at;

	if (t->slots == 0)
		return CATEGORY_NONE;
	at = slot_of(t, hash);
	return t->hashes[at] == 0 ? CATEGORY_NONE : t->categories[at];
}
