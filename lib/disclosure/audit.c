/*
 * The audit, and its simple way: carrying bounds.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "relations.h"

enum { MOST_ROUNDS = 200 };

static const char default_solver[] = "/usr/bin/glpsol";

struct audit *
audit_create(const char *solver)
{
	struct audit *a = memory_zeroed(1, sizeof *a);

	a->solver = solver != NULL ? solver : default_solver;
	a->method = "interval propagation";
	return a;
}

void
audit_destroy(struct audit *a)
{
	size_t i;

	if (a == NULL)
		return;
	for (i = 0; i < a->n_relations; i++)
		free(a->relations[i].terms);
	free(a->relations);
	free(a->cells);
	free(a->found);
	free(a);
}

size_t
audit_cell(struct audit *a, int64_t low, int64_t high)
{
	GROW(a->cells, a->n_cells, a->cell_room);
	a->cells[a->n_cells] = (struct bounds){ low, high };
	return a->n_cells++;
}

size_t
audit_relation(struct audit *a, const struct audit_term *terms, size_t count,
    int64_t low, int64_t high)
{
	struct relation r = { .count = count, .is = { low, high } };

	r.terms = memory_zeroed(count + 1, sizeof *r.terms);
	memcpy(r.terms, terms, count * sizeof *terms);
	GROW(a->relations, a->n_relations, a->relation_room);
	a->relations[a->n_relations] = r;
	return a->n_relations++;
}

/* What a term can be; a side without bound stays far out. */
static struct bounds
reach(const struct audit *a, const struct audit_term *t)
{
	const struct bounds *c = &a->cells[t->cell];

	if (t->times >= 0)
		return (struct bounds){ c->low * t->times,
			c->high * t->times };
	return (struct bounds){ c->high * t->times, c->low * t->times };
}

static int64_t
divide_down(int64_t n, int64_t by)
{
	int64_t whole = n / by;

	return whole - (n % by != 0 && (n < 0) != (by < 0));
}

static int64_t
divide_up(int64_t n, int64_t by)
{
	return -divide_down(-n, by);
}

/* The cell lies in what the others leave of the relation. */
static bool
narrow(struct audit *a, const struct audit_term *t, int64_t low, int64_t high)
{
	struct bounds *c = &a->cells[t->cell];
	int64_t least, most;
	bool changed = false;

	if (t->times > 0) {
		least = divide_up(low, t->times);
		most = divide_down(high, t->times);
	} else {
		least = divide_up(high, t->times);
		most = divide_down(low, t->times);
	}
	if (least > c->low) {
		c->low = least;
		changed = true;
	}
	if (most < c->high) {
		c->high = most;
		changed = true;
	}
	return changed;
}

static bool
propagate_one(struct audit *a, const struct relation *r, bool *changed)
{
	int64_t low = 0, high = 0;
	size_t i, far_low = 0, far_high = 0;
	struct bounds b;

	for (i = 0; i < r->count; i++) {
		b = reach(a, &r->terms[i]);
		far_low += b.low <= -AUDIT_UNBOUNDED;
		far_high += b.high >= AUDIT_UNBOUNDED;
		low += b.low;
		high += b.high;
	}
	if ((far_low == 0 && low > r->is.high &&
		r->is.high < AUDIT_UNBOUNDED) ||
	    (far_high == 0 && high < r->is.low &&
		r->is.low > -AUDIT_UNBOUNDED))
		return false;
	for (i = 0; i < r->count; i++) {
		int64_t least = -8 * AUDIT_UNBOUNDED,
			most = 8 * AUDIT_UNBOUNDED;

		if (r->terms[i].times == 0)
			continue;
		b = reach(a, &r->terms[i]);
		if (r->is.high < AUDIT_UNBOUNDED &&
		    far_low == (b.low <= -AUDIT_UNBOUNDED))
			most = r->is.high - (low - b.low);
		if (r->is.low > -AUDIT_UNBOUNDED &&
		    far_high == (b.high >= AUDIT_UNBOUNDED))
			least = r->is.low - (high - b.high);
		if (!narrow(a, &r->terms[i], least, most))
			continue;
		/* The sums no longer hold: on in the next round. */
		*changed = true;
		return a->cells[r->terms[i].cell].low <=
		    a->cells[r->terms[i].cell].high;
	}
	return true;
}

bool
propagate(struct audit *a, size_t *wrong)
{
	bool changed = true;
	size_t i;
	int round;

	for (round = 0; changed && round < MOST_ROUNDS; round++) {
		changed = false;
		for (i = 0; i < a->n_relations; i++)
			if (!propagate_one(a, &a->relations[i], &changed)) {
				*wrong = i;
				return false;
			}
	}
	return true;
}

bool
audit_run(struct audit *a, int64_t enough, size_t *wrong)
{
	size_t relation = SIZE_MAX;
	bool fits;

	if (wrong == NULL)
		wrong = &relation;
	*wrong = SIZE_MAX;
	fits = propagate(a, wrong);
	a->found = memory_resize(a->found, a->n_cells + 1, sizeof *a->found);
	if (fits)
		switch (solve(a, enough)) {
		case SOLVED:
			a->method = "glpsol";
			return true;
		case SOLVED_NONE_FITS:
			a->method = "glpsol";
			fits = false;
			break;
		case SOLVED_NOT:
			break;
		}
	memcpy(a->found, a->cells, a->n_cells * sizeof *a->found);
	return fits;
}

void
audit_range(const struct audit *a, size_t cell, int64_t *low, int64_t *high)
{
	*low = a->found[cell].low;
	*high = a->found[cell].high < AUDIT_UNBOUNDED ? a->found[cell].high :
						       AUDIT_UNBOUNDED;
}

const char *
audit_method(const struct audit *a)
{
	return a->method;
}
