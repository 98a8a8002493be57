/*
 * The figures of a return: random schools, protected, then attacked, by
 * linear programmes and by brute force; and pairs of returns.
 */
#include <stdlib.h>
#include <unistd.h>

#include "../../lib/returns/protect.h"

#include "../tap.h"

enum { THRESHOLD = 5, MOST_PEOPLE = 60 };

static uint64_t
chance(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Who did how much of what: [person][channel][category]. */
struct school {
	int people;
	int group[MOST_PEOPLE];
	int did[MOST_PEOPLE][CUBE_CHANNELS][CUBE_CATEGORIES];
};

static int
done_in_row(const struct school *s, int person, size_t row)
{
	int ch = cube_channel(row), k = cube_category(row), i, j, n = 0;

	if (cube_group(row) != 0 && cube_group(row) != s->group[person])
		return 0;
	for (i = 1; i < CUBE_CHANNELS; i++)
		for (j = 1; j < CUBE_CATEGORIES; j++)
			if ((ch == 0 || ch == i) && (k == 0 || k == j))
				n += s->did[person][i][j];
	return n;
}

static void
count(const struct school *s, struct truth rows[CUBE_ROWS])
{
	size_t row;
	int person;

	for (row = 0; row < CUBE_ROWS; row++) {
		struct truth t = { 0 };

		for (person = 0; person < s->people; person++) {
			int n = done_in_row(s, person, row);

			t.items += n;
			t.people += n > 0;
			t.most = n > t.most ? n : t.most;
		}
		rows[row] = t;
	}
}

static void
add_incidents(struct school *s, uint64_t *state, int count_of)
{
	static const int often[] = { 1, 1, 1, 1, 2, 2, 3, 5, 7 };
	int i;

	for (i = 0; i < count_of; i++) {
		int person = (int)(chance(state) % (uint64_t)s->people);
		int k = often[chance(state) % 9];

		s->did[person][k % 3 + 1][k]++;
	}
}

static void
fill(struct school *s, uint64_t *state)
{
	int i;

	memset(s, 0, sizeof *s);
	s->people = 5 + (int)(chance(state) % (MOST_PEOPLE - 5));
	for (i = 0; i < s->people; i++)
		s->group[i] = chance(state) % 5 == 0 ? 2 : 1;
	add_incidents(s, state, s->people);
}

/*
 * Brute force: whole numbers for the hidden incidents, such that all sums
 * hold and one of them is not what it is.  Bounds are carried and halved.
 */
struct search {
	int64_t low[CUBE_ROWS], high[CUBE_ROWS];
};

/* Two returns of a term; what the attacker knows not to have changed is one
 * number, though it is hidden both times. */
struct pair {
	struct search is, was;
	bool same[CUBE_ROWS];
};

static bool
carry_sum(struct search *s, size_t total, const size_t *parts, size_t n)
{
	bool changed = true;
	int64_t low, high, least, most;
	size_t i;

	while (changed) {
		changed = false;
		low = high = 0;
		for (i = 0; i < n; i++) {
			low += s->low[parts[i]];
			high += s->high[parts[i]];
		}
		if (low > s->low[total])
			s->low[total] = low, changed = true;
		if (high < s->high[total])
			s->high[total] = high, changed = true;
		for (i = 0; i < n && !changed; i++) {
			least = s->low[total] - (high - s->high[parts[i]]);
			most = s->high[total] - (low - s->low[parts[i]]);
			if (least > s->low[parts[i]])
				s->low[parts[i]] = least, changed = true;
			if (most < s->high[parts[i]])
				s->high[parts[i]] = most, changed = true;
			if (s->low[parts[i]] > s->high[parts[i]])
				return false;
		}
		if (s->low[total] > s->high[total])
			return false;
	}
	return true;
}

static bool
carry(struct search *s)
{
	size_t parts[CUBE_CATEGORIES], row, n;
	int64_t sum;
	int d;

	do {
		sum = 0;
		for (row = 0; row < CUBE_ROWS; row++)
			sum -= s->high[row] - s->low[row];
		for (row = 0; row < CUBE_ROWS; row++)
			for (d = 0; d < DIRECTIONS; d++)
				if ((n = cube_parts(row, (enum direction)d,
					 parts)) > 0 &&
				    !carry_sum(s, row, parts, n))
					return false;
		for (row = 0; row < CUBE_ROWS; row++)
			sum += s->high[row] - s->low[row];
	} while (sum != 0);
	return true;
}

static bool
find_table(struct search s, int *budget)
{
	struct search half;
	size_t row;

	if (--*budget < 0 || !carry(&s))
		return false;
	for (row = 0; row < CUBE_ROWS && s.low[row] == s.high[row]; row++)
		continue;
	if (row == CUBE_ROWS)
		return true;
	half = s;
	half.high[row] = (s.low[row] + s.high[row]) / 2;
	if (find_table(half, budget))
		return true;
	s.low[row] = half.high[row] + 1;
	return find_table(s, budget);
}

static bool
carry_pair(struct pair *p)
{
	int64_t sum = -1, before;
	size_t row;

	do {
		before = sum;
		sum = 0;
		if (!carry(&p->is) || !carry(&p->was))
			return false;
		for (row = 0; row < CUBE_ROWS; row++) {
			int64_t *low = p->is.low, *high = p->is.high;

			if (p->same[row]) {
				if (p->was.low[row] > low[row])
					low[row] = p->was.low[row];
				if (p->was.high[row] < high[row])
					high[row] = p->was.high[row];
				p->was.low[row] = low[row];
				p->was.high[row] = high[row];
			}
			if (low[row] > high[row])
				return false;
			sum += high[row] - low[row] + p->was.high[row] -
			    p->was.low[row];
		}
	} while (sum != before);
	return true;
}

static bool
find_pair(struct pair p, int *budget)
{
	struct search *open = &p.is;
	struct pair half;
	int64_t middle;
	size_t row;

	if (--*budget < 0 || !carry_pair(&p))
		return false;
	for (row = 0; row < CUBE_ROWS && open->low[row] == open->high[row];
	    row++)
		continue;
	if (row == CUBE_ROWS) {
		open = &p.was;
		for (row = 0; row < CUBE_ROWS &&
		    open->low[row] == open->high[row]; row++)
			continue;
	}
	if (row == CUBE_ROWS)
		return true;
	middle = (open->low[row] + open->high[row]) / 2;
	half = p;
	(open == &p.is ? &half.is : &half.was)->high[row] = middle;
	if (find_pair(half, budget))
		return true;
	open->low[row] = middle + 1;
	return find_pair(p, budget);
}

static void
set_bounds(struct search *s, const struct truth *rows, const struct cube *c)
{
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++) {
		bool hidden = c->cells[row].sign == 'c';

		s->low[row] = hidden ? 1 : rows[row].items;
		s->high[row] = hidden ? 400 : rows[row].items;
	}
}

/* Two other tables that fit both returns, in which that row is other. */
static bool
has_other_pair(const struct protection *was, const struct protection *is,
    size_t hidden)
{
	struct pair p;
	int64_t n = is->rows[hidden].items;
	int budget = 20000;
	size_t row;

	set_bounds(&p.is, is->rows, &is->cube);
	set_bounds(&p.was, was->rows, &was->cube);
	for (row = 0; row < CUBE_ROWS; row++)
		p.same[row] = is->cube.cells[row].sign == 'c' &&
		    was->cube.cells[row].sign == 'c' &&
		    is->rows[row].items == was->rows[row].items &&
		    is->rows[row].people == was->rows[row].people;
	p.is.low[hidden] = n + 1;
	if (find_pair(p, &budget))
		return true;
	budget = 20000;
	p.is.low[hidden] = 1;
	p.is.high[hidden] = n - 1;
	return n > 1 && find_pair(p, &budget);
}

/* Another table, in which that row is other than it is. */
static bool
has_other(const struct protection *p, size_t hidden)
{
	int64_t is = p->rows[hidden].items;
	struct search s;
	size_t row;
	int budget = 20000;

	for (row = 0; row < CUBE_ROWS; row++) {
		bool c = p->cube.cells[row].sign == 'c';

		s.low[row] = c ? 1 : p->rows[row].items;
		s.high[row] = c ? 400 : p->rows[row].items;
	}
	s.low[hidden] = is + 1;
	if (find_table(s, &budget))
		return true;
	budget = 20000;
	s.low[hidden] = 1;
	s.high[hidden] = is - 1;
	return is > 1 && find_table(s, &budget);
}

static int
count_told(const struct protection *p, int *hidden)
{
	int told = 0;
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++)
		if (p->cube.cells[row].sign == 'c') {
			++*hidden;
			told += !has_other(p, row);
		}
	return told;
}

static int
count_small_shown(const struct protection *p)
{
	int n = 0;
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++)
		n += p->cube.cells[row].sign == 0 && p->rows[row].items > 0 &&
		    p->rows[row].people < THRESHOLD;
	return n;
}

static void
test_random(const char *solver, int schools)
{
	uint64_t state = 20261130;
	int i, told = 0, hidden = 0, shown = 0, unsafe = 0, thin = 0, all = 0;
	size_t row;

	for (i = 0; i < schools; i++) {
		struct protection p = { .threshold = THRESHOLD,
			.solver = solver };
		struct school s;

		fill(&s, &state);
		count(&s, p.rows);
		protect_return(&p);
		told += count_told(&p, &hidden);
		shown += count_small_shown(&p);
		unsafe += !p.safe;
		thin += p.narrowest > 0 && p.narrowest < THRESHOLD;
		for (row = 0; row < CUBE_ROWS; row++)
			all += p.rows[row].items > 0;
	}
	printf("# %d schools, %d figures above 0, %d hidden\n", schools, all,
	    hidden);
	is_int(unsafe, 0, "all tables come out safe");
	is_int(shown, 0, "no figure on few people is shown");
	is_int(told, 0, "for each hidden one brute force finds another table");
	is_int(thin, 0, "none is left narrower than the threshold");
	ok(hidden < all, "something is left to show");
}

static void
test_pairs(const char *solver, int pairs)
{
	uint64_t state = 4711;
	int i, changes = 0, opened = 0, unsafe = 0, told = 0, hidden = 0;
	size_t row;

	for (i = 0; i < pairs; i++) {
		struct protection p = { .threshold = THRESHOLD,
			.solver = solver }, q = p;
		struct cube first;
		struct school s;

		fill(&s, &state);
		count(&s, p.rows);
		protect_return(&p);
		first = p.cube;
		add_incidents(&s, &state, 1 + i % 3);
		count(&s, q.rows);
		q.before = &first;
		protect_return(&q);
		unsafe += !q.safe;
		for (row = 0; row < CUBE_ROWS; row++) {
			bool c = q.cube.cells[row].sign == 'c';
			int64_t moved = llabs(q.rows[row].people -
			    p.rows[row].people);

			changes += first.cells[row].sign == 0 && !c &&
			    q.rows[row].items != p.rows[row].items &&
			    moved < THRESHOLD;
			opened += first.cells[row].sign == 'c' && !c &&
			    moved < THRESHOLD;
			hidden += c;
			told += c && !has_other_pair(&p, &q, row);
		}
	}
	printf("# %d pairs, %d figures hidden in the second\n", pairs, hidden);
	is_int(unsafe, 0, "pairs of returns come out safe");
	is_int(told, 0, "for each hidden one two other tables fit both");
	is_int(changes, 0, "no change by few people is shown");
	is_int(opened, 0, "what was hidden stays hidden");
}

/* Culprit: a second return that knows nothing of the first tells. */
static void
test_apart(void)
{
	uint64_t state = 4711;
	int i, told = 0;
	size_t row;

	for (i = 0; i < 40; i++) {
		struct protection p = { .threshold = THRESHOLD,
			.solver = "" }, q = p;
		struct school s;

		fill(&s, &state);
		count(&s, p.rows);
		protect_return(&p);
		add_incidents(&s, &state, 1 + i % 3);
		count(&s, q.rows);
		protect_return(&q);
		for (row = 0; row < CUBE_ROWS; row++)
			told += q.cube.cells[row].sign == 'c' &&
			    !has_other_pair(&p, &q, row);
	}
	printf("# apart: %d figures told\n", told);
	ok(told > 0, "returns that are protected apart tell hidden figures");
}

static void
test_rules(void)
{
	struct protection p = { .threshold = THRESHOLD, .solver = "" };
	size_t row;

	/* 20 pupils with games on the web, one of them with 300 of 319. */
	for (row = 0; row < CUBE_ROWS; row++) {
		bool games = (cube_category(row) == 0 ||
		    cube_category(row) == 3) && cube_group(row) < 2 &&
		    cube_channel(row) < 2;

		if (games)
			p.rows[row] = (struct truth){ 319, 20, 300 };
	}
	protect_return(&p);
	is_int(p.why[cube_row(1, 0, 3)], HIDDEN_ONE,
	    "what one person dominates is hidden");
	memset(p.why, 0, sizeof p.why);
	memset(&p.cube, 0, sizeof p.cube);
	for (row = 0; row < CUBE_ROWS; row++)
		p.rows[row].most = p.rows[row].items > 0 ? 30 : 0;
	p.group_sizes[1] = 20;
	protect_return(&p);
	is_int(p.why[cube_row(1, 0, 3)], HIDDEN_ALL,
	    "what is true of the whole group is hidden");
	is_int(p.why[cube_row(2, 0, 3)], HIDDEN_NOT, "nought is shown");
}

static void
test_wrong_sums(void)
{
	struct cube c = { 0 };
	struct cube_audit a = { 0 };

	c.cells[cube_row(1, 0, 3)] = (struct cube_cell){ 9, 8, 0 };
	c.cells[cube_row(0, 0, 3)] = (struct cube_cell){ 10, 8, 0 };
	cube_audit(&a, &c, NULL, NULL, 0, "");
	ok(!a.fits, "sums that do not hold are seen");
	ok(slice_contains(buffer_slice(&a.wrong),
	    SLICE("incident_count of Total / Total / Total is not the sum")),
	    "and the first that does not is named");
	cube_audit_finish(&a);
}

int
main(void)
{
	bool solver = access("/usr/bin/glpsol", X_OK) == 0;

	test_rules();
	test_wrong_sums();
	test_random("", 60);
	test_pairs("", 40);
	test_apart();
	if (solver) {
		test_random(NULL, 6);
		test_pairs(NULL, 4);
	} else {
		ok(true, "# SKIP glpsol is not here");
	}
	return done_testing();
}
