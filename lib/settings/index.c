/*
 * Look-ups by text, in one step however long a list is.
 */
#include <stdlib.h>

#include "load.h"

enum { LONGEST_NAME = 320 };

void
index_init(struct index *x)
{
	*x = (struct index){ .map = map_create() };
}

void
index_finish(struct index *x)
{
	map_destroy(x->map);
	free(x->places);
}

uint32_t
index_add(struct index *x, struct slice text, size_t place)
{
	uint32_t count = map_count(x->map), number = map_add(x->map, text);

	if (number < count)
		return x->places[number];
	GROW(x->places, count, x->room);
	x->places[number] = (uint32_t)place;
	return MAP_NONE;
}

void
index_set(struct index *x, struct slice text, size_t place)
{
	uint32_t number = map_find(x->map, text);

	if (number != MAP_NONE)
		x->places[number] = (uint32_t)place;
}

uint32_t
index_find(const struct index *x, struct slice text)
{
	uint32_t number = map_find(x->map, text);

	return number == MAP_NONE ? MAP_NONE : x->places[number];
}

uint32_t
index_find_fold(const struct index *x, struct slice text)
{
	char lower[LONGEST_NAME];
	size_t i;

	if (text.len == 0 || text.len > sizeof lower)
		return MAP_NONE;
	for (i = 0; i < text.len; i++)
		lower[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ?
		    (char)(text.ptr[i] + 32) :
		    text.ptr[i];
	return index_find(x, (struct slice){ lower, text.len });
}
