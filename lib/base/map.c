/*
 * Text to number: open addressing over 32-bit hashes, text in an arena.
 */
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/arena.h"
#include "base/map.h"

struct slot {
	uint32_t hash;
	uint32_t number; /* one more than the entry's, so that 0 is free */
};

struct map {
	struct slot *slots;
	uint32_t mask;
	struct slice *texts;
	uint32_t count, room;
	struct arena *arena;
};

struct map *
map_create(void)
{
	struct map *m = memory_zeroed(1, sizeof *m);

	m->mask = 63;
	m->slots = memory_zeroed(m->mask + 1, sizeof *m->slots);
	m->arena = arena_create();
	return m;
}

void
map_destroy(struct map *m)
{
	if (m == NULL)
		return;
	arena_destroy(m->arena);
	free(m->slots);
	free(m->texts);
	free(m);
}

static uint32_t
hash_of(struct slice text)
{
	return (uint32_t)XXH3_64bits(text.ptr == NULL ? "" : text.ptr,
	    text.len);
}

static void
widen(struct map *m)
{
	uint32_t i, at, mask = m->mask * 2 + 1;
	struct slot *slots = memory_zeroed((size_t)mask + 1, sizeof *slots);

	for (i = 0; i <= m->mask; i++) {
		if (m->slots[i].number == 0)
			continue;
		at = m->slots[i].hash & mask;
		while (slots[at].number != 0)
			at = (at + 1) & mask;
		slots[at] = m->slots[i];
	}
	free(m->slots);
	m->slots = slots;
	m->mask = mask;
}

/* The slot that holds the text, or the free one where it belongs. */
static struct slot *
probe(const struct map *m, struct slice text, uint32_t hash)
{
	uint32_t at = hash & m->mask;

	while (m->slots[at].number != 0 &&
	    (m->slots[at].hash != hash ||
		!slice_equal(m->texts[m->slots[at].number - 1], text)))
		at = (at + 1) & m->mask;
	return &m->slots[at];
}

uint32_t
map_add(struct map *m, struct slice text)
{
	uint32_t hash = hash_of(text);
	struct slot *slot = probe(m, text, hash);

	if (slot->number != 0)
		return slot->number - 1;
	GROW(m->texts, m->count, m->room);
	m->texts[m->count] = arena_copy(m->arena, text);
	slot->hash = hash;
	slot->number = ++m->count;
	if (m->count > m->mask / 2)
		widen(m);
	return m->count - 1;
}

uint32_t
map_find(const struct map *m, struct slice text)
{
	const struct slot *slot = probe(m, text, hash_of(text));

	return slot->number == 0 ? MAP_NONE : slot->number - 1;
}

struct slice
map_text(const struct map *m, uint32_t number)
{
	return m->texts[number];
}

uint32_t
map_count(const struct map *m)
{
	return m->count;
}

size_t
map_memory(const struct map *m)
{
	return arena_used(m->arena) + ((size_t)m->mask + 1) * sizeof *m->slots +
	    m->room * sizeof *m->texts;
}
