/*
 * Counts, sums and the like over a window, kept up as hits come and go.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

#include "window.h"

void
window_init(struct window *w, const struct rule *r, struct entry *entries,
    size_t count, size_t values)
{
	memset(w, 0, sizeof *w);
	w->rule = r;
	w->c = r->doc->correlation;
	w->entries = entries;
	w->seen = memory_zeroed(values + 1, sizeof *w->seen);
	w->places = memory_zeroed(r->count_of + 1, sizeof *w->places);
	w->sorted = memory_zeroed(count + 1, sizeof *w->sorted);
}

void
window_finish(struct window *w)
{
	free(w->seen);
	free(w->places);
	free(w->sorted);
}

void
window_begin(struct window *w, size_t at)
{
	while (w->first < w->last)
		window_leave(w);
	w->first = w->last = at;
	w->sum = 0;
}

void
window_enter(struct window *w)
{
	const struct entry *e = &w->entries[w->last++];

	if (e->value != MAP_NONE && w->seen[e->value]++ == 0)
		w->distinct++;
	if (w->places[e->place]++ == 0)
		w->distinct_places++;
	if (e->numeric) {
		w->numbers++;
		w->sum += e->number;
	}
}

void
window_leave(struct window *w)
{
	const struct entry *e = &w->entries[w->first++];

	if (e->value != MAP_NONE && --w->seen[e->value] == 0)
		w->distinct--;
	if (--w->places[e->place] == 0)
		w->distinct_places--;
	if (e->numeric) {
		w->numbers--;
		w->sum -= e->number;
	}
}

/* Do the rules appear in their order? */
static bool
in_order(const struct window *w)
{
	uint32_t wanted = 0;
	size_t i;

	for (i = w->first; i < w->last && wanted < w->rule->count_of; i++)
		if (w->entries[i].place == wanted)
			wanted++;
	return wanted == w->rule->count_of;
}

/* "a and not b": a rule is true where a hit of it is in the window. */
static bool
extended_holds(const struct window *w, const struct sigma_node *n)
{
	const struct sigma_node *child;

	switch (n->kind) {
	case SIGMA_NOT:
		return !extended_holds(w, n->first);
	case SIGMA_AND:
		for (child = n->first; child != NULL; child = child->next)
			if (!extended_holds(w, child))
				return false;
		return true;
	case SIGMA_OR:
		for (child = n->first; child != NULL; child = child->next)
			if (extended_holds(w, child))
				return true;
		return false;
	case SIGMA_FIELD:
	case SIGMA_KEYWORD:
		break;
	}
	/* The line of a rule's node is its place: see sigma.h. */
	return w->places[n->line] > 0;
}

static int
compare_numbers(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The value below which that share of the numbers lies, by linear
 * interpolation between the nearest two. */
static double
percentile(struct window *w, double share)
{
	size_t i, n = 0, below;
	double at;

	for (i = w->first; i < w->last; i++)
		if (w->entries[i].numeric)
			w->sorted[n++] = w->entries[i].number;
	qsort(w->sorted, n, sizeof *w->sorted, compare_numbers);
	at = share / 100 * (double)(n - 1);
	below = (size_t)floor(at);
	if (below + 1 >= n)
		return w->sorted[n - 1];
	return w->sorted[below] + (at - (double)below) *
	    (w->sorted[below + 1] - w->sorted[below]);
}

/* What the condition's numbers are held to; false: there is nothing. */
static bool
measure(struct window *w, double *n)
{
	switch (w->c->type) {
	case CORRELATE_EVENT_COUNT:
		*n = (double)(w->last - w->first);
		return true;
	case CORRELATE_VALUE_COUNT:
		*n = (double)w->distinct;
		return true;
	case CORRELATE_TEMPORAL:
	case CORRELATE_TEMPORAL_ORDERED:
		*n = (double)w->distinct_places;
		return true;
	case CORRELATE_VALUE_SUM:
		*n = w->sum;
		return w->numbers > 0;
	case CORRELATE_VALUE_AVG:
		if (w->numbers > 0)
			*n = w->sum / (double)w->numbers;
		return w->numbers > 0;
	case CORRELATE_VALUE_PERCENTILE:
	case CORRELATE_VALUE_MEDIAN:
		if (w->numbers > 0)
			*n = percentile(w,
			    w->c->type == CORRELATE_VALUE_MEDIAN ?
				50 :
				w->c->percentile);
		return w->numbers > 0;
	}
	return false;
}

bool
window_holds(struct window *w)
{
	const struct sigma_bound *b = w->c->bounds;
	double n = 0;

	if (w->c->type == CORRELATE_TEMPORAL_ORDERED && !in_order(w))
		return false;
	if (w->c->tree != NULL)
		return extended_holds(w, w->c->tree);
	return measure(w, &n) &&
	    (!b[BOUND_GT].given || n > b[BOUND_GT].limit) &&
	    (!b[BOUND_GTE].given || n >= b[BOUND_GTE].limit) &&
	    (!b[BOUND_LT].given || n < b[BOUND_LT].limit) &&
	    (!b[BOUND_LTE].given || n <= b[BOUND_LTE].limit) &&
	    (!b[BOUND_EQ].given || n == b[BOUND_EQ].limit) &&
	    (!b[BOUND_NEQ].given || n != b[BOUND_NEQ].limit);
}
