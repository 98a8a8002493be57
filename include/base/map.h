/*
 * A map from text to a number below 2^32, in order of first addition: the
 * first text added is 0, the next 1 ...  It keeps its own copy of each text.
 * Used for symbols, list look-ups and counting by name.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/slice.h"

struct map;

#define MAP_NONE UINT32_MAX

struct map *map_create(void);
void map_destroy(struct map *m); /* NULL is fine */

uint32_t map_add(struct map *m, struct slice text); /* or the number it has */
uint32_t map_find(const struct map *m, struct slice text); /* or MAP_NONE */
struct slice map_text(const struct map *m, uint32_t number);
uint32_t map_count(const struct map *m);
size_t map_memory(const struct map *m); /* bytes, for ceilings */

#endif
