/*
 * The attacker's problem, from the other side.  Instead of asking how
 * narrow the range of a hidden cell could be, we look for other tables
 * that fit the published figures as well: every such table proves that
 * nobody can tell which of them is true.
 *
 * Other tables differ from the true one by a vector of the null space of
 * the equations.  Gauss and Jordan give a basis of it; we walk along its
 * vectors, and along sums and differences of two, from table to table, as
 * far as no cell falls below its least.  What is not reached this way counts as
 * told, so that we may hide too much, but never too little.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "system.h"

struct elimination {
	int64_t *at; /* rows x count */
	size_t rows, count;
	size_t *pivot_of_row; /* its column */
	bool *is_pivot;	      /* by column */
	size_t rank;
};

static int64_t
greatest_divisor(int64_t a, int64_t b)
{
	int64_t rest;

	for (a = a < 0 ? -a : a, b = b < 0 ? -b : b; b != 0; b = rest) {
		rest = a % b;
		a = b;
	}
	return a;
}

static void
shorten(int64_t *row, size_t count)
{
	int64_t divisor = 0;
	size_t i;

	for (i = 0; i < count; i++)
		divisor = greatest_divisor(divisor, row[i]);
	for (i = 0; divisor > 1 && i < count; i++)
		row[i] /= divisor;
}

/* row = row * keep - other * take, so that its column `at` is 0. */
static bool
clear_column(int64_t *row, const int64_t *other, size_t count, size_t at)
{
	int64_t keep = other[at], take = row[at], a, b;
	size_t i;

	if (take == 0)
		return true;
	for (i = 0; i < count; i++)
		if (__builtin_mul_overflow(row[i], keep, &a) ||
		    __builtin_mul_overflow(other[i], take, &b) ||
		    __builtin_sub_overflow(a, b, &row[i]))
			return false;
	shorten(row, count);
	return true;
}

static void
swap_rows(int64_t *a, int64_t *b, size_t count)
{
	int64_t kept;
	size_t i;

	for (i = 0; i < count; i++) {
		kept = a[i];
		a[i] = b[i];
		b[i] = kept;
	}
}

static bool
eliminate(struct elimination *e)
{
	size_t column, row, i;

	for (column = 0; column < e->count && e->rank < e->rows; column++) {
		int64_t *best = e->at + e->rank * e->count;

		for (row = e->rank; row < e->rows; row++)
			if (e->at[row * e->count + column] != 0)
				break;
		if (row == e->rows)
			continue;
		swap_rows(best, e->at + row * e->count, e->count);
		for (i = 0; i < e->rows; i++)
			if (i != e->rank &&
			    !clear_column(e->at + i * e->count, best,
				e->count, column))
				return false;
		e->is_pivot[column] = true;
		e->pivot_of_row[e->rank++] = column;
	}
	return true;
}

/* The solution of the equations without right side in which that free
 * unknown, and no other free one, moves. */
static bool
basis_vector(const struct elimination *e, size_t free_column, int64_t *out)
{
	int64_t scale = 1;
	size_t i;

	memset(out, 0, e->count * sizeof *out);
	for (i = 0; i < e->rank; i++) {
		int64_t pivot = e->at[i * e->count + e->pivot_of_row[i]];
		int64_t other = e->at[i * e->count + free_column];

		if (other == 0)
			continue;
		pivot /= greatest_divisor(pivot, other);
		if (__builtin_mul_overflow(scale,
			pivot / greatest_divisor(scale, pivot), &scale))
			return false;
	}
	out[free_column] = scale;
	for (i = 0; i < e->rank; i++) {
		int64_t pivot = e->at[i * e->count + e->pivot_of_row[i]];
		int64_t move;

		if (__builtin_mul_overflow(scale,
			e->at[i * e->count + free_column], &move))
			return false;
		out[e->pivot_of_row[i]] = -move / pivot;
	}
	return true;
}

/* How often v may be added (up) and taken away (down). */
static void
find_room(const int64_t *v, const struct unknown *u, size_t count,
    int64_t *up, int64_t *down)
{
	size_t i;

	*up = *down = UNBOUNDED;
	for (i = 0; i < count; i++) {
		int64_t steps;

		if (v[i] == 0)
			continue;
		steps = (u[i].value - u[i].least) /
		    (v[i] < 0 ? -v[i] : v[i]);
		if (v[i] < 0 && steps < *up)
			*up = steps;
		if (v[i] > 0 && steps < *down)
			*down = steps;
	}
}

static int64_t
step_to(int64_t value, int64_t step, int64_t times)
{
	int64_t to;

	if (__builtin_mul_overflow(step, times, &to) ||
	    __builtin_add_overflow(value, to, &to) || to > UNBOUNDED)
		return step < 0 ? 0 : UNBOUNDED;
	return to;
}

static void
walk(const int64_t *v, struct unknown *u, size_t count)
{
	int64_t up, down, a, b;
	size_t i;

	find_room(v, u, count, &up, &down);
	for (i = 0; i < count; i++) {
		if (v[i] == 0)
			continue;
		a = step_to(u[i].value, v[i], up);
		b = step_to(u[i].value, -v[i], down);
		u[i].low = a < u[i].low ? a : u[i].low;
		u[i].low = b < u[i].low ? b : u[i].low;
		u[i].high = a > u[i].high ? a : u[i].high;
		u[i].high = b > u[i].high ? b : u[i].high;
	}
}

/* The null space, and room to work in. */
struct space {
	const struct unknown *unknowns;
	const int64_t *basis;
	size_t dimension, count;
	int64_t *point, *pair;
};

/* How far unknown x moves along v from the point that we stand on, and the
 * number of steps (below 0: against v). */
static int64_t
gain_along(const struct space *s, const int64_t *v, size_t x, bool rise,
    int64_t *steps)
{
	int64_t most = UNBOUNDED, gain, sign;
	size_t i;

	if (v[x] == 0)
		return 0;
	sign = (v[x] > 0) == rise ? 1 : -1;
	for (i = 0; i < s->count; i++) {
		int64_t step = v[i] * sign;
		int64_t spare = s->point[i] - s->unknowns[i].least;

		if (step < 0 && spare / -step < most)
			most = spare / -step;
	}
	*steps = most * sign;
	if (__builtin_mul_overflow(most, v[x] < 0 ? -v[x] : v[x], &gain) ||
	    gain > UNBOUNDED)
		return UNBOUNDED;
	return gain;
}

static void
move(struct space *s, const int64_t *v, int64_t steps)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		s->point[i] += v[i] * steps;
}

/* One walk along a vector of the basis, or along the sum or difference of
 * two, that takes x further; 0 when there is none. */
static int64_t
go_further(struct space *s, size_t x, bool rise)
{
	int64_t steps, gain;
	size_t i, j, k;
	int sign;

	for (i = 0; i < s->dimension; i++) {
		const int64_t *a = s->basis + i * s->count;

		gain = gain_along(s, a, x, rise, &steps);
		if (gain > 0 && gain < UNBOUNDED)
			move(s, a, steps);
		if (gain > 0)
			return gain;
	}
	for (i = 0; i < s->dimension; i++)
		for (j = i + 1; j < s->dimension; j++)
			for (sign = -1; sign <= 1; sign += 2) {
				const int64_t *a = s->basis + i * s->count;
				const int64_t *b = s->basis + j * s->count;

				if (a[x] == 0 && b[x] == 0)
					continue;
				for (k = 0; k < s->count; k++)
					s->pair[k] = a[k] + sign * b[k];
				gain = gain_along(s, s->pair, x, rise,
				    &steps);
				if (gain > 0 && gain < UNBOUNDED)
					move(s, s->pair, steps);
				if (gain > 0)
					return gain;
			}
	return 0;
}

enum { MOST_WALKS = 40 };

/* From the true table, walk on and on while x rises (or falls). */
static void
widen(struct space *s, struct unknown *u, size_t x, int64_t enough)
{
	int rise, walks;
	int64_t gain = 0;
	size_t i;

	for (rise = 0; rise <= 1; rise++) {
		for (i = 0; i < s->count; i++)
			s->point[i] = u[i].value;
		for (walks = 0; walks < MOST_WALKS; walks++) {
			if (u[x].high - u[x].low >= enough)
				return;
			gain = go_further(s, x, rise == 1);
			if (gain == 0)
				break;
			if (gain >= UNBOUNDED)
				u[x].high = UNBOUNDED;
			else if (s->point[x] > u[x].high)
				u[x].high = s->point[x];
			else if (s->point[x] < u[x].low)
				u[x].low = s->point[x];
		}
	}
}

static void
widen_all(const int64_t *basis, size_t dimension, struct unknown *u,
    size_t count, int64_t enough)
{
	struct space s = { .unknowns = u, .basis = basis,
		.dimension = dimension, .count = count };
	size_t x;

	s.point = memory_zeroed(count + 1, sizeof *s.point);
	s.pair = memory_zeroed(count + 1, sizeof *s.pair);
	for (x = 0; x < count; x++)
		if (u[x].high - u[x].low < enough)
			widen(&s, u, x, enough);
	free(s.pair);
	free(s.point);
}

bool
system_attack(int64_t *matrix, size_t rows, struct unknown *unknowns,
    size_t count, int64_t enough)
{
	struct elimination e = { .at = matrix, .rows = rows, .count = count };
	int64_t *basis = NULL;
	size_t i, dimension = 0;
	bool proved;

	e.pivot_of_row = memory_zeroed(rows + 1, sizeof *e.pivot_of_row);
	e.is_pivot = memory_zeroed(count + 1, sizeof *e.is_pivot);
	proved = eliminate(&e);
	if (proved)
		basis = memory_zeroed((count - e.rank + 1) * count + 1,
		    sizeof *basis);
	for (i = 0; proved && i < count; i++) {
		if (e.is_pivot[i])
			continue;
		proved = basis_vector(&e, i, basis + dimension * count);
		if (proved)
			walk(basis + dimension++ * count, unknowns, count);
	}
	if (proved)
		widen_all(basis, dimension, unknowns, count, enough);
	free(basis);
	free(e.is_pivot);
	free(e.pivot_of_row);
	return proved;
}
