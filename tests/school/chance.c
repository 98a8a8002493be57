/*
 * Numbers by chance from one seed (splitmix64, which is in the public
 * domain), and arrays that grow.
 */

#include <err.h>
#include <stdlib.h>

#include "school.h"

uint64_t
chance(struct school *s)
{
	uint64_t z = (s->random += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

int
chance_below(struct school *s, int n)
{
	return n <= 0 ? 0 : (int)(chance(s) % (uint64_t)n);
}

int
chance_between(struct school *s, int low, int high)
{
	return low + chance_below(s, high - low + 1);
}

bool
chance_percent(struct school *s, int percent)
{
	return chance_below(s, 100) < percent;
}

void *
grow(void *all, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return all;
	*room = *room == 0 ? 1024 : *room * 2;
	if ((all = realloc(all, *room * size)) == NULL)
		err(1, NULL);
	return all;
}
