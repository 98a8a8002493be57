/*
 * Which cells are hidden.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "disclosure/disclosure.h"

#include "cells.h"
#include "system.h"

struct disclosure *
disclosure_create(int threshold)
{
	struct disclosure *d = memory_zeroed(1, sizeof *d);

	d->threshold = threshold;
	return d;
}

void
disclosure_destroy(struct disclosure *d)
{
	size_t i;

	if (d == NULL)
		return;
	for (i = 0; i < d->n_sums; i++)
		free(d->sums[i].cells);
	free(d->sums);
	free(d->cells);
	free(d);
}

size_t
disclosure_cell(struct disclosure *d, int64_t value, int64_t people,
    int weight)
{
	struct cell c = { .value = value, .people = people,
		.low = value, .high = value, .weight = weight };

	if (value > 0 && people < d->threshold)
		c.shown = SHOWN_FEW;
	GROW(d->cells, d->n_cells, d->cell_room);
	d->cells[d->n_cells] = c;
	return d->n_cells++;
}

void
disclosure_sum(struct disclosure *d, size_t total, const size_t *parts,
    size_t count)
{
	struct sum s = { .count = count + 1 };
	int64_t value = 0;
	size_t i;

	s.cells = memory_zeroed(count + 1, sizeof *s.cells);
	s.cells[0] = total;
	for (i = 0; i < count; i++) {
		s.cells[i + 1] = parts[i];
		value += d->cells[parts[i]].value;
	}
	assert(value == d->cells[total].value);
	GROW(d->sums, d->n_sums, d->sum_room);
	d->sums[d->n_sums++] = s;
}

static void
set_before(const struct disclosure *d, struct cell *c)
{
	int64_t by = c->value - c->before.value;

	if (c->before.shown != SHOWN_PLAIN) {
		if (c->value > 0 && c->shown == SHOWN_PLAIN)
			c->shown = SHOWN_HIDDEN;
	} else if (by == 0) {
		c->known = true;
		c->shown = SHOWN_PLAIN;
	} else if (by > -d->threshold && by < d->threshold && c->value > 0) {
		c->moved = true;
		if (c->shown == SHOWN_PLAIN)
			c->shown = SHOWN_HIDDEN;
	} else if (by < 0)
		/* How far it may have fallen is not reckoned with. */
		c->known = c->shown == SHOWN_PLAIN;
}

void
disclosure_before(struct disclosure *d, size_t cell,
    struct told_before before)
{
	struct cell *c = &d->cells[cell];

	/* Asked of again, it is the same cell. */
	if (c->was_told)
		return;
	c->was_told = true;
	c->before = before;
	set_before(d, c);
}

static bool
is_hidden(const struct disclosure *d, size_t cell)
{
	return d->cells[cell].shown != SHOWN_PLAIN;
}

static bool
sum_holds(const struct sum *s, size_t cell)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->cells[i] == cell)
			return true;
	return false;
}

static size_t
count_hidden(const struct disclosure *d, const struct sum *s, size_t *alone)
{
	size_t i, hidden = 0;

	*alone = 0;
	for (i = 0; i < s->count; i++)
		if (is_hidden(d, s->cells[i])) {
			hidden++;
			*alone += d->cells[s->cells[i]].people == 1;
		}
	return hidden;
}

/* Sums in which nothing is hidden yet and that this cell would open. */
static size_t
count_opened(const struct disclosure *d, size_t cell)
{
	size_t i, alone, opened = 0;

	for (i = 0; i < d->n_sums; i++)
		if (sum_holds(&d->sums[i], cell) &&
		    count_hidden(d, &d->sums[i], &alone) == 0)
			opened++;
	return opened;
}

/* Is a the better one to hide?  Least weight, then one large enough to
 * give room, then the smallest, then what opens fewer sums. */
static bool
is_better(const struct disclosure *d, size_t a, size_t b)
{
	const struct cell *x = &d->cells[a], *y = &d->cells[b];
	bool room_x = x->value >= d->threshold,
	     room_y = y->value >= d->threshold;

	if (x->weight != y->weight)
		return x->weight < y->weight;
	if (room_x != room_y)
		return room_x;
	if (x->value != y->value)
		return x->value < y->value;
	return count_opened(d, a) < count_opened(d, b);
}

/* The best cell of that sum to hide, or SIZE_MAX. */
static size_t
best_of(const struct disclosure *d, const struct sum *s, size_t best)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		size_t at = s->cells[i];

		if (!is_hidden(d, at) && d->cells[at].value > 0 &&
		    !d->cells[at].known &&
		    (best == SIZE_MAX || is_better(d, at, best)))
			best = at;
	}
	return best;
}

/* A sum with one hidden cell gives it away; and where two people stand
 * alone, each can work out the other. */
static bool
close_sums(struct disclosure *d)
{
	size_t i, alone, hidden, best;

	for (i = 0; i < d->n_sums; i++) {
		hidden = count_hidden(d, &d->sums[i], &alone);
		if (hidden != 1 && !(hidden == 2 && alone == 2))
			continue;
		best = best_of(d, &d->sums[i], SIZE_MAX);
		if (best == SIZE_MAX)
			continue;
		d->cells[best].shown = SHOWN_HIDDEN;
		return true;
	}
	return false;
}

/* Fills the unknowns and the coefficients of the sums among them. */
static int64_t *
make_matrix(const struct disclosure *d, const size_t *place, size_t count)
{
	int64_t *m = memory_zeroed(d->n_sums * count + 1, sizeof *m);
	size_t i, j;

	for (i = 0; i < d->n_sums; i++)
		for (j = 0; j < d->sums[i].count; j++) {
			size_t at = d->sums[i].cells[j];

			if (is_hidden(d, at))
				m[i * count + place[at]] += j == 0 ? 1 : -1;
		}
	return m;
}

/* What everybody knows of a hidden cell: it is not nought, and where it does
 * not say "fewer than 5" it rests on that many people. */
static int64_t
least_of(const struct disclosure *d, const struct cell *c)
{
	int64_t least = c->shown == SHOWN_FEW || c->value < d->threshold ? 1 :
	    d->threshold;

	if (c->was_told && c->before.grows &&
	    c->before.shown == SHOWN_PLAIN && c->before.value > least)
		least = c->before.value;
	return least;
}

/* What is left to an attacker; false: nothing could be proved. */
static bool
attack(struct disclosure *d)
{
	size_t *place = memory_zeroed(d->n_cells + 1, sizeof *place);
	struct unknown *u = memory_zeroed(d->n_cells + 1, sizeof *u);
	size_t i, count = 0;
	int64_t *matrix;
	bool proved;

	for (i = 0; i < d->n_cells; i++)
		if (is_hidden(d, i)) {
			place[i] = count;
			u[count++] = (struct unknown){ d->cells[i].value,
				least_of(d, &d->cells[i]),
				d->cells[i].value, d->cells[i].value };
		}
	matrix = make_matrix(d, place, count);
	proved = system_attack(matrix, d->n_sums, u, count, d->threshold);
	for (i = 0; i < d->n_cells; i++)
		if (is_hidden(d, i)) {
			d->cells[i].low = u[place[i]].low;
			d->cells[i].high = u[place[i]].high;
		}
	free(matrix);
	free(u);
	free(place);
	return proved;
}

static bool
is_weak(const struct disclosure *d, size_t cell)
{
	const struct cell *c = &d->cells[cell];

	if (c->shown == SHOWN_PLAIN)
		return false;
	return c->high - c->low <
	    (c->shown == SHOWN_FEW || c->moved ? d->threshold : 1);
}

/* Marks what hangs together with the marked hidden cells; the best cell to
 * hide in their sums, or SIZE_MAX. */
static size_t
best_around(const struct disclosure *d, bool *reached)
{
	size_t i, j, best = SIZE_MAX;
	bool *sums = memory_zeroed(d->n_sums + 1, sizeof *sums);

	for (i = 0; i < d->n_sums; i++)
		for (j = 0; j < d->sums[i].count; j++)
			sums[i] |= reached[d->sums[i].cells[j]];
	for (i = 0; i < d->n_sums; i++) {
		if (!sums[i])
			continue;
		best = best_of(d, &d->sums[i], best);
		for (j = 0; j < d->sums[i].count; j++)
			if (is_hidden(d, d->sums[i].cells[j]))
				reached[d->sums[i].cells[j]] = true;
	}
	free(sums);
	return best;
}

static size_t
count_true(const bool *list, size_t count)
{
	size_t i, n = 0;

	for (i = 0; i < count; i++)
		n += list[i];
	return n;
}

/* The best cell to hide for that weak one: in its own sums, else in those
 * that it hangs together with. */
static size_t
help_for(const struct disclosure *d, size_t cell)
{
	bool *reached = memory_zeroed(d->n_cells + 1, sizeof *reached);
	size_t before, best;

	reached[cell] = true;
	do {
		before = count_true(reached, d->n_cells);
		best = best_around(d, reached);
	} while (best == SIZE_MAX && count_true(reached, d->n_cells) > before);
	free(reached);
	return best;
}

/* One more cell to hide for the first that is still weak. */
static bool
strengthen(struct disclosure *d)
{
	size_t i, best;

	for (i = 0; i < d->n_cells; i++) {
		if (!is_weak(d, i))
			continue;
		best = help_for(d, i);
		if (best == SIZE_MAX)
			continue;
		d->cells[best].shown = SHOWN_HIDDEN;
		return true;
	}
	return false;
}

static void
hide_all(struct disclosure *d)
{
	size_t i;

	for (i = 0; i < d->n_cells; i++)
		if (d->cells[i].value > 0 && !is_hidden(d, i) &&
		    !d->cells[i].known)
			d->cells[i].shown = SHOWN_HIDDEN;
}

size_t
disclosure_protect(struct disclosure *d)
{
	size_t i, hidden = 0;

	do {
		while (close_sums(d))
			continue;
		if (!attack(d)) {
			hide_all(d);
			break;
		}
	} while (strengthen(d));
	for (i = 0; i < d->n_cells; i++)
		hidden += d->cells[i].shown == SHOWN_HIDDEN;
	return hidden;
}

enum shown
disclosure_shown(const struct disclosure *d, size_t cell)
{
	return d->cells[cell].shown;
}

void
disclosure_range(const struct disclosure *d, size_t cell, int64_t *low,
    int64_t *high)
{
	*low = d->cells[cell].low;
	*high = d->cells[cell].high;
}
