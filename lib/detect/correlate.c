/*
 * Correlations over hits.
 *
 * "At least" (gt, gte) looks through a window that slides: a hit and all
 * before it within the timespan, both ends counted.  Windows that satisfy
 * the condition and share a hit are one run.  What bounds from above (lt,
 * lte, eq, neq) can only be judged when a window has closed: there a window
 * opens at the first hit that no window holds, and each is judged once.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "rules.h"

enum { LONGEST_KEY = 1 << 16 };

struct entry {
	uint32_t group;
	uint32_t value; /* what is counted distinct, or MAP_NONE */
	uint32_t place; /* of its rule among those correlated */
	int64_t time, end;
	uint64_t id;
};

struct correlating {
	struct detect *d;
	const struct rule *rule;
	const struct sigma_correlation *c;
	uint32_t index;
	struct entry *entries;
	size_t count;
	uint32_t *seen; /* how often each value lies in the window */
	size_t distinct;
	uint64_t *ids;
	run_fn *found;
	void *ctx;
};

static struct slice
field_of_hit(const struct correlating *w, const struct hit *h,
    struct slice name)
{
	const struct rule *r = &w->d->rules[h->rule];
	const struct sigma_alias *a;

	for (a = w->c->aliases; a != NULL; a = a->next)
		if (slice_equal(a->alias, name) &&
		    (slice_equal(a->rule, r->info.name) ||
			slice_equal(a->rule, r->doc->name) ||
			slice_equal(a->rule, r->info.id)))
			return h->field(h, a->field);
	return h->field(h, name);
}

/* The fields' values, each with its length, so that none runs into the
 * next.  False when all are empty. */
static bool
make_key(const struct correlating *w, const struct hit *h,
    const struct slice_list *names, struct buffer *key)
{
	bool any = false;
	size_t i;

	buffer_reset(key);
	for (i = 0; i < names->count; i++) {
		struct slice value = field_of_hit(w, h, names->list[i]);

		any = any || value.len > 0;
		buffer_printf(key, "%zu:", value.len);
		buffer_add(key, value);
	}
	return any;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static uint32_t
place_of(const struct rule *r, uint32_t rule)
{
	size_t i;

	for (i = 0; i < r->count_of; i++)
		if (r->counts[i] == rule)
			return (uint32_t)i;
	return MAP_NONE;
}

static bool
is_temporal(const struct correlating *w)
{
	return w->c->type == CORRELATE_TEMPORAL ||
	    w->c->type == CORRELATE_TEMPORAL_ORDERED;
}

/* The hits of the rules correlated, grouped and in order of time. */
static void
gather(struct correlating *w, const struct hit *hits, size_t count)
{
	struct map *groups = map_create(), *values = map_create();
	struct buffer key;
	size_t i, room;

	buffer_init(&key, LONGEST_KEY);
	w->entries = memory_alloc((count + 1) * sizeof *w->entries);
	w->count = 0;
	for (i = 0; i < count; i++) {
		const struct hit *h = &hits[i];
		struct entry e = { .place = place_of(w->rule, h->rule) };

		if (e.place == MAP_NONE || (w->rule->since != TIME_UNKNOWN &&
			h->time < w->rule->since))
			continue;
		e.time = h->time;
		e.end = h->end;
		e.id = h->id;
		make_key(w, h, &w->c->group_by, &key);
		e.group = map_add(groups, buffer_slice(&key));
		e.value = is_temporal(w) ? e.place : MAP_NONE;
		if (w->c->fields.count > 0 && !is_temporal(w) &&
		    make_key(w, h, &w->c->fields, &key))
			e.value = map_add(values, buffer_slice(&key));
		w->entries[w->count++] = e;
	}
	room = map_count(values) + w->rule->count_of + 1;
	w->seen = memory_zeroed(room, sizeof *w->seen);
	w->ids = memory_alloc((w->count + 1) * sizeof *w->ids);
	qsort(w->entries, w->count, sizeof *w->entries, compare_entries);
	map_destroy(groups);
	map_destroy(values);
	buffer_finish(&key);
}

static void
enter(struct correlating *w, size_t i)
{
	uint32_t value = w->entries[i].value;

	if (value != MAP_NONE && w->seen[value]++ == 0)
		w->distinct++;
}

static void
leave(struct correlating *w, size_t i)
{
	uint32_t value = w->entries[i].value;

	if (value != MAP_NONE && --w->seen[value] == 0)
		w->distinct--;
}

/* Do the rules appear in their order in entries first..last? */
static bool
in_order(const struct correlating *w, size_t first, size_t last)
{
	uint32_t wanted = 0;

	for (; first <= last && wanted < w->rule->count_of; first++)
		if (w->entries[first].place == wanted)
			wanted++;
	return wanted == w->rule->count_of;
}

static bool
bounds_hold(const struct correlating *w, double n)
{
	const struct sigma_bound *b = w->c->bounds;

	return (!b[BOUND_GT].given || n > b[BOUND_GT].limit) &&
	    (!b[BOUND_GTE].given || n >= b[BOUND_GTE].limit) &&
	    (!b[BOUND_LT].given || n < b[BOUND_LT].limit) &&
	    (!b[BOUND_LTE].given || n <= b[BOUND_LTE].limit) &&
	    (!b[BOUND_EQ].given || n == b[BOUND_EQ].limit) &&
	    (!b[BOUND_NEQ].given || n != b[BOUND_NEQ].limit);
}

static bool
window_holds(const struct correlating *w, size_t first, size_t last)
{
	double n = w->c->type == CORRELATE_EVENT_COUNT ?
	    (double)(last - first + 1) :
	    (double)w->distinct;

	return bounds_hold(w, n) &&
	    (w->c->type != CORRELATE_TEMPORAL_ORDERED ||
		in_order(w, first, last));
}

static int
emit(struct correlating *w, size_t first, size_t last)
{
	struct run run = {
		.rule = w->index,
		.start = w->entries[first].time,
		.end = w->entries[first].time,
		.events = last - first + 1,
		.ids = w->ids,
	};
	size_t i;

	for (i = first; i <= last; i++) {
		const struct entry *e = &w->entries[i];

		w->ids[i - first] = e->id;
		if (e->time > run.end)
			run.end = e->time;
		if (e->end != TIME_UNKNOWN && e->end > run.end)
			run.end = e->end;
	}
	return w->found(&run, w->ctx);
}

/* One group's entries, from `from` to before `to`. */
static int
slide(struct correlating *w, size_t from, size_t to)
{
	size_t left = from, right, first = 0, last = 0;
	bool open = false;
	int result = 0;

	for (right = from; right < to && result == 0; right++) {
		enter(w, right);
		while (w->entries[right].time - w->entries[left].time >
		    w->c->timespan)
			leave(w, left++);
		if (!window_holds(w, left, right))
			continue;
		if (open && left > last) {
			result = emit(w, first, last);
			open = false;
		}
		if (!open)
			first = left;
		open = true;
		last = right;
	}
	for (; left < right; left++)
		leave(w, left);
	return open && result == 0 ? emit(w, first, last) : result;
}

static int
tile(struct correlating *w, size_t from, size_t to)
{
	size_t first, last, i;
	int result = 0;

	for (first = from; first < to && result == 0; first = last + 1) {
		last = first;
		while (last + 1 < to &&
		    w->entries[last + 1].time - w->entries[first].time <=
			w->c->timespan)
			last++;
		for (i = first; i <= last; i++)
			enter(w, i);
		if (window_holds(w, first, last))
			result = emit(w, first, last);
		for (i = first; i <= last; i++)
			leave(w, i);
	}
	return result;
}

static bool
bounded_above(const struct sigma_correlation *c)
{
	return c->bounds[BOUND_LT].given || c->bounds[BOUND_LTE].given ||
	    c->bounds[BOUND_EQ].given || c->bounds[BOUND_NEQ].given;
}

static int
correlate_rule(struct correlating *w, const struct hit *hits, size_t count)
{
	size_t from, to;
	int result = 0;

	gather(w, hits, count);
	for (from = 0; from < w->count && result == 0; from = to) {
		for (to = from; to < w->count &&
		     w->entries[to].group == w->entries[from].group;
		     to++)
			;
		result = bounded_above(w->c) ? tile(w, from, to) :
					       slide(w, from, to);
	}
	free(w->entries);
	free(w->seen);
	free(w->ids);
	return result;
}

int
detect_correlate(struct detect *d, const struct hit *hits, size_t count,
    run_fn *found, void *ctx)
{
	size_t i;
	int result = 0;

	for (i = 0; i < d->count && result == 0; i++) {
		const struct rule *r = &d->rules[i];
		struct correlating w = {
			.d = d,
			.rule = r,
			.c = r->doc->correlation,
			.index = (uint32_t)i,
			.found = found,
			.ctx = ctx,
		};

		if (r->info.correlation && r->info.on && r->count_of > 0)
			result = correlate_rule(&w, hits, count);
	}
	return result;
}

int64_t
detect_longest(const struct detect *d)
{
	int64_t longest = 0;
	size_t i;

	for (i = 0; i < d->count; i++) {
		const struct rule *r = &d->rules[i];

		if (r->info.correlation && r->info.on && r->count_of > 0 &&
		    r->doc->correlation->timespan > longest)
			longest = r->doc->correlation->timespan;
	}
	return longest;
}
