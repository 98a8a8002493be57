/*
 * Small numbers: what is hidden, and that brute force cannot bring it back.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "disclosure/disclosure.h"

#include "../tap.h"

enum { THRESHOLD = 5, SIDE = 5, MOST = SIDE * SIDE };

/* A table with totals: side x side, the last row and column are sums. */
struct grid {
	int side;
	int64_t value[MOST], people[MOST];
	size_t cell[MOST];
	struct disclosure *d;
};

/* xorshift: the same tables each time. */
static uint64_t
chance(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void
fill(struct grid *g, uint64_t *state)
{
	int i, j, n = g->side;

	memset(g->value, 0, sizeof g->value);
	memset(g->people, 0, sizeof g->people);
	for (i = 0; i < n - 1; i++)
		for (j = 0; j < n - 1; j++) {
			int64_t v = (int64_t)(chance(state) % 4 == 0 ?
				0 : chance(state) % 9 + 1);
			int64_t p = v == 0 ? 0 :
				(int64_t)(chance(state) % (uint64_t)v) + 1;

			g->value[i * n + j] = v;
			g->people[i * n + j] = p;
		}
	for (i = 0; i < n - 1; i++)
		for (j = 0; j < n - 1; j++) {
			int at[3] = { i * n + n - 1, (n - 1) * n + j,
				n * n - 1 };
			int k;

			for (k = 0; k < 3; k++) {
				g->value[at[k]] += g->value[i * n + j];
				g->people[at[k]] += g->people[i * n + j];
			}
		}
}

static void
add_sums(struct grid *g)
{
	size_t parts[SIDE];
	int i, j, n = g->side;

	for (i = 0; i < n; i++) {
		for (j = 0; j < n - 1; j++)
			parts[j] = g->cell[i * n + j];
		disclosure_sum(g->d, g->cell[i * n + n - 1], parts,
		    (size_t)n - 1);
		for (j = 0; j < n - 1; j++)
			parts[j] = g->cell[j * n + i];
		disclosure_sum(g->d, g->cell[(n - 1) * n + i], parts,
		    (size_t)n - 1);
	}
}

static void
build(struct grid *g)
{
	int i, n = g->side;

	g->d = disclosure_create(THRESHOLD);
	for (i = 0; i < n * n; i++)
		g->cell[i] = disclosure_cell(g->d, g->value[i], g->people[i],
		    (i % n == n - 1) + (i / n == n - 1));
	add_sums(g);
}

/* The attacker: all tables of whole numbers that fit. */
struct search {
	const struct grid *g;
	bool hidden[MOST];
	int64_t now[MOST], low[MOST], high[MOST];
	uint64_t steps;
};

enum { STEPS = 5000000 };

static bool
fits(const struct search *s, int line, int stride, int step)
{
	int64_t sum = 0;
	int k, n = s->g->side;

	for (k = 0; k < n - 1; k++)
		sum += s->now[line * stride + k * step];
	return sum == s->now[line * stride + (n - 1) * step];
}

static void
note(struct search *s)
{
	int i, n = s->g->side;

	for (i = 0; i < n; i++)
		if (!fits(s, i, n, 1) || !fits(s, i, 1, n))
			return;
	for (i = 0; i < n * n; i++) {
		s->low[i] = s->now[i] < s->low[i] ? s->now[i] : s->low[i];
		s->high[i] = s->now[i] > s->high[i] ? s->now[i] : s->high[i];
	}
}

/* What the cells before leave of a published total. */
static int64_t
room_in(const struct search *s, int line, int before, int stride, int step)
{
	int64_t left;
	int k, n = s->g->side, total = line * stride + (n - 1) * step;

	if (s->hidden[total])
		return INT64_MAX;
	left = s->now[total];
	for (k = 0; k < before; k++)
		left -= s->now[line * stride + k * step];
	return left;
}

/* What is hidden for the sake of another rests on many people. */
static int64_t
least_of(const struct search *s, int at)
{
	return disclosure_shown(s->g->d, s->g->cell[at]) == SHOWN_HIDDEN ?
	    THRESHOLD : 1;
}

/* Inner cells are tried; hidden totals follow from them. */
static void
try_cell(struct search *s, int at)
{
	int n = s->g->side, i = at / n, j = at % n, k;
	int64_t v, sum, left;

	if (s->steps++ > STEPS)
		return;
	if (at == n * n) {
		note(s);
		return;
	}
	if (j == n - 1 || i == n - 1) {
		if (s->hidden[at]) {
			sum = 0;
			for (k = 0; k < n - 1; k++)
				sum += j == n - 1 ? s->now[i * n + k] :
						    s->now[k * n + j];
			s->now[at] = sum;
			if (sum < least_of(s, at))
				return;
		} else if (j == n - 1 && !fits(s, i, n, 1)) {
			return;
		} else if (i == n - 1 && !fits(s, j, 1, n)) {
			return;
		}
		try_cell(s, at + 1);
		return;
	}
	if (!s->hidden[at]) {
		try_cell(s, at + 1);
		return;
	}
	left = room_in(s, i, j, n, 1);
	if (room_in(s, j, i, 1, n) < left)
		left = room_in(s, j, i, 1, n);
	for (v = least_of(s, at); v <= s->g->value[at] + 7 && v <= left; v++) {
		s->now[at] = v;
		try_cell(s, at + 1);
	}
	s->now[at] = s->g->value[at];
}

/* Hidden cells that come out exactly, or few that come out narrow. */
static int
break_open(const struct grid *g, int *narrow, bool *whole)
{
	struct search *s = memory_zeroed(1, sizeof *s);
	int i, told = 0;

	s->g = g;
	for (i = 0; i < g->side * g->side; i++) {
		s->hidden[i] = disclosure_shown(g->d, g->cell[i]) !=
		    SHOWN_PLAIN;
		s->now[i] = s->low[i] = s->high[i] = g->value[i];
	}
	try_cell(s, 0);
	*narrow = 0;
	*whole = s->steps <= STEPS;
	for (i = 0; i < g->side * g->side; i++) {
		if (!s->hidden[i])
			continue;
		told += s->low[i] == s->high[i];
		*narrow += disclosure_shown(g->d, g->cell[i]) == SHOWN_FEW &&
		    s->high[i] - s->low[i] < THRESHOLD;
	}
	free(s);
	return told;
}

static void
test_random_tables(void)
{
	uint64_t state = 20261101;
	int i, narrow, told = 0, thin = 0, bare = 0, tables = 0, found;
	bool whole;

	for (i = 0; i < 400; i++) {
		struct grid g = { .side = 3 + i % 2 };

		fill(&g, &state);
		build(&g);
		bare += break_open(&g, &narrow, &whole);
		disclosure_protect(g.d);
		found = break_open(&g, &narrow, &whole);
		if (whole) {
			told += found;
			thin += narrow;
			tables++;
		}
		disclosure_destroy(g.d);
	}
	printf("# %d tables: %d cells told by totals before, %d after\n",
	    tables, bare, told);
	ok(tables > 300, "most tables could be searched whole");
	ok(bare > 100, "without protection brute force finds hidden cells");
	is_int(told, 0, "no hidden cell can be worked out");
	is_int(thin, 0, "each few is left with a range of the threshold");
}

static void
test_bridge(void)
{
	/* Two blocks of four hidden cells, joined by one: each row and column
	 * hides two or three, and yet the one in between is told. */
	static const int hide[] = { 0, 1, 6, 7, 8, 14, 15, 20, 21 };
	struct disclosure *d = disclosure_create(THRESHOLD);
	size_t cell[25], parts[6], rows[5], columns[5], all;
	int64_t row[5] = { 0 }, column[5] = { 0 }, total = 0, low, high;
	int i, j;
	bool few[25] = { false };

	for (i = 0; i < 9; i++)
		few[hide[i]] = true;
	for (i = 0; i < 25; i++) {
		cell[i] = disclosure_cell(d, 20, few[i] ? 2 : 18, 0);
		row[i / 5] += 20;
		column[i % 5] += 20;
		total += 20;
	}
	for (i = 0; i < 5; i++) {
		rows[i] = disclosure_cell(d, row[i], 90, 1);
		columns[i] = disclosure_cell(d, column[i], 90, 1);
	}
	all = disclosure_cell(d, total, 400, 2);
	for (i = 0; i < 5; i++) {
		for (j = 0; j < 5; j++)
			parts[j] = cell[i * 5 + j];
		disclosure_sum(d, rows[i], parts, 5);
		for (j = 0; j < 5; j++)
			parts[j] = cell[j * 5 + i];
		disclosure_sum(d, columns[i], parts, 5);
	}
	disclosure_sum(d, all, rows, 5);
	disclosure_sum(d, all, columns, 5);
	disclosure_protect(d);
	disclosure_range(d, cell[8], &low, &high);
	ok(high - low >= THRESHOLD, "a cell between two blocks is kept too");
	disclosure_destroy(d);
}

static void
test_plain(void)
{
	struct disclosure *d = disclosure_create(THRESHOLD);
	size_t a = disclosure_cell(d, 12, 9, 0);
	size_t b = disclosure_cell(d, 2, 1, 0);
	size_t c = disclosure_cell(d, 30, 20, 0);
	size_t none = disclosure_cell(d, 0, 0, 0);
	size_t all = disclosure_cell(d, 44, 28, 1);
	size_t apart = disclosure_cell(d, 40, 1, 0);
	int64_t low, high;

	disclosure_sum(d, all, (size_t[]){ a, b, c, none }, 4);
	is_int((int64_t)disclosure_protect(d), 1, "one more is hidden");
	is_int(disclosure_shown(d, b), SHOWN_FEW, "one person is few");
	is_int(disclosure_shown(d, a), SHOWN_HIDDEN,
	    "the smallest other part is hidden with it");
	is_int(disclosure_shown(d, c), SHOWN_PLAIN, "the largest is shown");
	is_int(disclosure_shown(d, all), SHOWN_PLAIN, "the total is shown");
	is_int(disclosure_shown(d, none), SHOWN_PLAIN, "nought is shown");
	is_int(disclosure_shown(d, apart), SHOWN_FEW,
	    "many times by one person is few");
	disclosure_range(d, b, &low, &high);
	ok(low == 1 && high == 9, "what is left: 1 to 9");
	disclosure_destroy(d);
}

static void
test_small_school(void)
{
	/* So little happened that the total must go as well. */
	struct disclosure *d = disclosure_create(THRESHOLD);
	size_t a = disclosure_cell(d, 1, 1, 0);
	size_t b = disclosure_cell(d, 1, 1, 0);
	size_t all = disclosure_cell(d, 2, 2, 1);

	disclosure_sum(d, all, (size_t[]){ a, b }, 2);
	disclosure_protect(d);
	is_int(disclosure_shown(d, all), SHOWN_FEW, "a small total is few");
	disclosure_destroy(d);
}

/* Years 7, 8 and 9 and all of them, told twice. */
struct twice {
	int64_t was[4];
	enum shown shown[4];
	int64_t is[4];
};

static struct disclosure *
tell_twice(const struct twice *t, bool says_so)
{
	struct disclosure *d = disclosure_create(THRESHOLD);
	size_t i;

	for (i = 0; i < 4; i++)
		disclosure_cell(d, t->is[i], t->is[i], i == 3 ? 9 : 0);
	disclosure_sum(d, 3, (size_t[]){ 0, 1, 2 }, 3);
	for (i = 0; i < 4 && says_so; i++)
		disclosure_before(d, i, (struct told_before){
		    .shown = t->shown[i], .value = t->was[i],
		    .grows = true });
	disclosure_protect(d);
	return d;
}

static void
test_again(void)
{
	/* Before: 3 (few), 16 (hidden), 11, 30.  Then 12 more of year 9: now
	 * year 9 hidden for year 7's sake would give 7 and 8 away. */
	static const struct twice late = { { 0, 0, 11, 30 },
		{ SHOWN_FEW, SHOWN_HIDDEN, SHOWN_PLAIN, SHOWN_PLAIN },
		{ 3, 16, 23, 42 } };
	/* One more of year 7, who had none: the total tells of one person. */
	static const struct twice one = { { 0, 6, 11, 17 },
		{ SHOWN_PLAIN, SHOWN_PLAIN, SHOWN_PLAIN, SHOWN_PLAIN },
		{ 1, 6, 11, 18 } };
	struct disclosure *d = tell_twice(&late, true);

	ok(disclosure_shown(d, 1) == SHOWN_HIDDEN &&
	    disclosure_shown(d, 2) == SHOWN_PLAIN &&
	    disclosure_shown(d, 3) == SHOWN_PLAIN,
	    "what was hidden stays so, what moved by enough is told");
	ok(disclosure_is_safe(d, NULL), "both versions together are safe");
	disclosure_destroy(d);
	d = tell_twice(&one, true);
	ok(disclosure_shown(d, 0) == SHOWN_FEW &&
	    disclosure_shown(d, 3) == SHOWN_HIDDEN,
	    "a total that moved by one hides with what moved it");
	ok(disclosure_shown(d, 1) == SHOWN_PLAIN,
	    "what did not move is known, and hides nothing");
	ok(disclosure_is_safe(d, ""), "safe, also without glpsol");
	disclosure_destroy(d);
}

static void
test_again_found(void)
{
	/* Planted: seven and eight are told apart by the second version, in
	 * which year 8 is shown. */
	struct disclosure *d = disclosure_create(THRESHOLD);
	static const int64_t values[] = { 3, 6, 11, 20 };
	size_t i;

	for (i = 0; i < 4; i++)
		disclosure_cell(d, values[i], 9, i == 3 ? 9 : 0);
	disclosure_sum(d, 3, (size_t[]){ 0, 1, 2 }, 3);
	disclosure_protect(d);
	/* Too late for protecting: what has been decided stays. */
	for (i = 0; i < 4; i++)
		disclosure_before(d, i, (struct told_before){
		    .shown = i == 0 ? SHOWN_FEW : SHOWN_PLAIN,
		    .value = values[i], .grows = true });
	ok(!disclosure_is_safe(d, NULL), "found out: one that tells another");
	disclosure_destroy(d);
}

int
main(void)
{
	test_plain();
	test_small_school();
	test_bridge();
	test_random_tables();
	test_again();
	test_again_found();
	return done_testing();
}
