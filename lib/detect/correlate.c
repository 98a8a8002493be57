/*
 * Correlations over hits.
 *
 * "At least" (gt, gte) looks through a window that slides: a hit and all
 * before it within the timespan, both ends counted, once with all hits of
 * the same instant.  Windows that satisfy the condition and share a hit are
 * one run.  What bounds from above (lt, lte, eq, neq) or asks for a rule's
 * absence (a and not b) can only be judged when a window has closed: there a
 * window opens at the first hit that no window holds, and each is judged
 * once.
 *
 * A correlation may read others: their runs are hits to it, at the time
 * when they first held.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "window.h"

enum { LONGEST_KEY = 1 << 16 };

/* A run that another correlation reads. */
struct kept_run {
	uint32_t rule;
	int64_t time, end;
	const struct hit *hit;
	uint64_t *ids;
	size_t id_count;
};

struct correlating {
	struct detect *d;
	const struct hit *hits;
	size_t hit_count;
	struct kept_run *runs;
	size_t run_count, run_room;
	run_fn *found;
	void *ctx;
	/* The correlation at hand. */
	const struct rule *rule;
	const struct sigma_correlation *c;
	uint32_t index;
	struct entry *entries;
	size_t count, room;
	struct map *groups, *values;
	struct buffer key;
};

static struct slice
field_of_hit(const struct correlating *w, const struct hit *h, uint32_t rule,
    struct slice name)
{
	const struct rule *r = &w->d->rules[rule];
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
make_key(struct correlating *w, const struct hit *h, uint32_t rule,
    const struct slice_list *names)
{
	bool any = false;
	size_t i;

	buffer_reset(&w->key);
	for (i = 0; i < names->count; i++) {
		struct slice value = field_of_hit(w, h, rule, names->list[i]);

		any = any || value.len > 0;
		buffer_printf(&w->key, "%zu:", value.len);
		buffer_add(&w->key, value);
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
	return x->ids[0] < y->ids[0] ? -1 : x->ids[0] > y->ids[0];
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
reads_numbers(enum correlation_type t)
{
	return t == CORRELATE_VALUE_SUM || t == CORRELATE_VALUE_AVG ||
	    t == CORRELATE_VALUE_PERCENTILE || t == CORRELATE_VALUE_MEDIAN;
}

/* Fills in what the correlation asks of the hit, and keeps it. */
static void
add_entry(struct correlating *w, struct entry e, uint32_t rule)
{
	struct value v = { .held = IS_TEXT };

	e.place = place_of(w->rule, rule);
	if (e.place == MAP_NONE ||
	    (w->rule->since != TIME_UNKNOWN && e.time < w->rule->since))
		return;
	make_key(w, e.hit, rule, &w->c->group_by);
	e.group = map_add(w->groups, buffer_slice(&w->key));
	e.value = MAP_NONE;
	if (reads_numbers(w->c->type)) {
		v.text = field_of_hit(w, e.hit, rule, w->c->fields.list[0]);
		e.numeric = value_number(&v, &e.number);
	} else if (w->c->fields.count > 0 &&
	    make_key(w, e.hit, rule, &w->c->fields))
		e.value = map_add(w->values, buffer_slice(&w->key));
	GROW(w->entries, w->count, w->room);
	w->entries[w->count++] = e;
}

/* The hits of the rules correlated, grouped and in order of time. */
static void
gather(struct correlating *w)
{
	size_t i;

	w->count = 0;
	for (i = 0; i < w->hit_count; i++) {
		const struct hit *h = &w->hits[i];

		add_entry(w, (struct entry){ .time = h->time, .end = h->end,
		    .hit = h, .ids = &h->id, .id_count = 1 }, h->rule);
	}
	for (i = 0; i < w->run_count; i++) {
		const struct kept_run *r = &w->runs[i];

		add_entry(w, (struct entry){ .time = r->time, .end = r->end,
		    .hit = r->hit, .ids = r->ids, .id_count = r->id_count },
		    r->rule);
	}
	if (w->count > 1)
		qsort(w->entries, w->count, sizeof *w->entries,
		    compare_entries);
}

/* Entries first..last are a run that first held at `fired`. */
static int
emit(struct correlating *w, size_t first, size_t last, int64_t fired)
{
	struct run run = { .rule = w->index,
		.start = w->entries[first].time,
		.end = w->entries[first].time };
	uint64_t *ids;
	size_t i, n = 0;
	int result;

	for (i = first; i <= last; i++)
		n += w->entries[i].id_count;
	ids = memory_alloc((n + 1) * sizeof *ids);
	for (n = 0, i = first; i <= last; i++) {
		const struct entry *e = &w->entries[i];

		memcpy(ids + n, e->ids, e->id_count * sizeof *ids);
		n += e->id_count;
		if (e->time > run.end)
			run.end = e->time;
		if (e->end != TIME_UNKNOWN && e->end > run.end)
			run.end = e->end;
	}
	run.events = n;
	run.ids = ids;
	result = w->rule->info.reported ? w->found(&run, w->ctx) : 0;
	if (!w->rule->counted) {
		free(ids);
		return result;
	}
	GROW(w->runs, w->run_count, w->run_room);
	w->runs[w->run_count++] = (struct kept_run){ w->index, fired, run.end,
		w->entries[first].hit, ids, n };
	return result;
}

/* One group's entries, from `from` to before `to`. */
static int
slide(struct correlating *w, struct window *win, size_t from, size_t to)
{
	size_t right, first = 0, last = 0;
	int64_t fired = 0;
	bool open = false;
	int result = 0;

	window_begin(win, from);
	for (right = from; right < to && result == 0; right++) {
		window_enter(win);
		while (w->entries[right].time - w->entries[win->first].time >
		    w->c->timespan)
			window_leave(win);
		/* What came at the same instant has no order of its own. */
		if (right + 1 < to &&
		    w->entries[right + 1].time == w->entries[right].time)
			continue;
		if (!window_holds(win))
			continue;
		if (open && win->first > last) {
			result = emit(w, first, last, fired);
			open = false;
		}
		if (!open) {
			first = win->first;
			fired = w->entries[right].time;
		}
		open = true;
		last = right;
	}
	return open && result == 0 ? emit(w, first, last, fired) : result;
}

static int
tile(struct correlating *w, struct window *win, size_t from, size_t to)
{
	size_t first, last;
	int result = 0;

	for (first = from; first < to && result == 0; first = last + 1) {
		window_begin(win, first);
		window_enter(win);
		for (last = first; last + 1 < to &&
		     w->entries[last + 1].time - w->entries[first].time <=
			 w->c->timespan;
		     last++)
			window_enter(win);
		if (window_holds(win))
			result = emit(w, first, last, w->entries[last].time);
	}
	return result;
}

static bool
asks_for_absence(const struct sigma_node *n)
{
	const struct sigma_node *child;

	if (n == NULL || n->kind == SIGMA_NOT)
		return n != NULL;
	if (n->kind != SIGMA_AND && n->kind != SIGMA_OR)
		return false;
	for (child = n->first; child != NULL; child = child->next)
		if (asks_for_absence(child))
			return true;
	return false;
}

static bool
bounded_above(const struct sigma_correlation *c)
{
	return asks_for_absence(c->tree) || c->bounds[BOUND_LT].given ||
	    c->bounds[BOUND_LTE].given || c->bounds[BOUND_EQ].given ||
	    c->bounds[BOUND_NEQ].given;
}

static int
correlate_rule(struct correlating *w, uint32_t index)
{
	struct window win;
	size_t from, to;
	int result = 0;

	w->index = index;
	w->rule = &w->d->rules[index];
	w->c = w->rule->doc->correlation;
	w->groups = map_create();
	w->values = map_create();
	gather(w);
	window_init(&win, w->rule, w->entries, w->count,
	    map_count(w->values));
	for (from = 0; from < w->count && result == 0; from = to) {
		for (to = from; to < w->count &&
		     w->entries[to].group == w->entries[from].group;
		     to++)
			;
		result = bounded_above(w->c) ? tile(w, &win, from, to) :
					       slide(w, &win, from, to);
	}
	window_finish(&win);
	map_destroy(w->groups);
	map_destroy(w->values);
	return result;
}

int
detect_correlate(struct detect *d, const struct hit *hits, size_t count,
    run_fn *found, void *ctx)
{
	struct correlating w = { .d = d, .hits = hits, .hit_count = count,
		.found = found, .ctx = ctx };
	size_t i;
	int result = 0;

	buffer_init(&w.key, LONGEST_KEY);
	for (i = 0; i < d->chain_count && result == 0; i++)
		result = correlate_rule(&w, d->chain[i]);
	for (i = 0; i < w.run_count; i++)
		free(w.runs[i].ids);
	free(w.runs);
	free(w.entries);
	buffer_finish(&w.key);
	return result;
}

/* Chained correlations look back through each other's windows. */
static int64_t
reach(const struct detect *d, uint32_t index)
{
	const struct rule *r = &d->rules[index];
	int64_t below = 0, each;
	size_t i;

	if (!r->info.correlation)
		return 0;
	for (i = 0; i < r->count_of; i++)
		if ((each = reach(d, r->counts[i])) > below)
			below = each;
	return r->doc->correlation->timespan + below;
}

static int64_t
longest(const struct detect *d, bool closed_only)
{
	int64_t most = 0, each;
	size_t i;

	for (i = 0; i < d->chain_count; i++) {
		const struct rule *r = &d->rules[d->chain[i]];

		if (closed_only && !bounded_above(r->doc->correlation))
			continue;
		if ((each = reach(d, d->chain[i])) > most)
			most = each;
	}
	return most;
}

int64_t
detect_longest(const struct detect *d)
{
	return longest(d, false);
}

int64_t
detect_longest_closed(const struct detect *d)
{
	return longest(d, true);
}
