/*
 * Symbols: one map for each domain.  Number 0 is the empty text.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "event/symbol.h"

struct symbols {
	struct map *maps[DOMAIN_COUNT];
};

struct symbols *
symbols_create(void)
{
	struct symbols *s = memory_zeroed(1, sizeof *s);
	int d;

	for (d = 0; d < DOMAIN_COUNT; d++) {
		s->maps[d] = map_create();
		map_add(s->maps[d], SLICE(""));
	}
	return s;
}

void
symbols_destroy(struct symbols *s)
{
	int d;

	if (s == NULL)
		return;
	for (d = 0; d < DOMAIN_COUNT; d++)
		map_destroy(s->maps[d]);
	free(s);
}

symbol
symbols_add(struct symbols *s, enum domain d, struct slice text)
{
	return text.len == 0 ? 0 : map_add(s->maps[d], text);
}

symbol
symbols_find(const struct symbols *s, enum domain d, struct slice text)
{
	uint32_t n = map_find(s->maps[d], text);

	return n == MAP_NONE ? 0 : n;
}

struct slice
symbols_text(const struct symbols *s, enum domain d, symbol n)
{
	return map_text(s->maps[d], n);
}

uint32_t
symbols_count(const struct symbols *s, enum domain d)
{
	return map_count(s->maps[d]);
}
