/*
 * What a correlation's window holds: hits of one group in order of time,
 * entered at one end and left at the other, and what they come to.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include "rules.h"

struct entry {
	uint32_t group;
	uint32_t value; /* what is counted distinct, or MAP_NONE */
	uint32_t place; /* of its rule among those correlated */
	bool numeric;
	double number; /* what is summed */
	int64_t time, end;
	const struct hit *hit; /* the first it rests on */
	const uint64_t *ids;
	size_t id_count;
};

struct window {
	const struct rule *rule;
	const struct sigma_correlation *c;
	struct entry *entries;
	size_t first, last; /* first > last: empty */
	uint32_t *seen; /* how often each value lies in it */
	uint32_t *places; /* and each rule */
	size_t distinct, distinct_places;
	size_t numbers;
	double sum;
	double *sorted; /* room for the numbers of all entries */
};

/* For `count` entries with `values` distinct values. */
void window_init(struct window *w, const struct rule *r,
    struct entry *entries, size_t count, size_t values);
void window_finish(struct window *w);
void window_begin(struct window *w, size_t at); /* empty, before that entry */
void window_enter(struct window *w); /* one more at the end */
void window_leave(struct window *w); /* one less at the front */
/* Is the correlation's condition true of what is in it? */
bool window_holds(struct window *w);

#endif
