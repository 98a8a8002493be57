/*
 * Hiding: first what tells of people, then what would tell the hidden by
 * subtraction, until the audit finds nothing more.
 */
#include <stdlib.h>

#include "protect.h"

/* nk-rule: one person with more than k per cent of the incidents. */
enum { DOMINANT_PER_CENT = 85 };

static const char *const words[] = {
	[HIDDEN_NOT] = "shown",
	[HIDDEN_FEW] = "few people",
	[HIDDEN_ALL] = "all people of that group",
	[HIDDEN_ONE] = "nearly all by one person",
	[HIDDEN_BEFORE] = "hidden in the return before",
	[HIDDEN_CHANGE] = "its change rests on few people",
	[HIDDEN_OTHERS] = "for the sake of others",
};

const char *
why_hidden_words(enum why_hidden why)
{
	return words[why];
}

static enum why_hidden
judge_alone(const struct protection *p, size_t row)
{
	const struct truth *t = &p->rows[row];
	int64_t all = p->group_sizes[cube_group(row)];

	if (t->items == 0)
		return HIDDEN_NOT;
	if (t->people < p->threshold)
		return HIDDEN_FEW;
	if (all > 0 && t->people >= all)
		return HIDDEN_ALL;
	if (t->most * 100 > t->items * DOMINANT_PER_CENT)
		return HIDDEN_ONE;
	return HIDDEN_NOT;
}

/* A return after another tells what happened in between. */
static enum why_hidden
judge_change(const struct protection *p, size_t row)
{
	const struct truth *t = &p->rows[row];
	const struct cube_cell *old;
	int64_t moved;

	if (p->before == NULL || t->items == 0)
		return HIDDEN_NOT;
	old = &p->before->cells[row];
	moved = llabs(t->people - old->people);
	if (old->sign == 'c')
		return moved < p->threshold ? HIDDEN_BEFORE : HIDDEN_NOT;
	if (t->items == old->items && moved == 0)
		return HIDDEN_NOT;
	return moved < p->threshold ? HIDDEN_CHANGE : HIDDEN_NOT;
}

static bool
is_hidden(const struct protection *p, size_t row)
{
	return p->why[row] != HIDDEN_NOT;
}

static void
hide(struct protection *p, size_t row, enum why_hidden why)
{
	p->why[row] = why;
	p->cube.cells[row].sign = 'c';
}

static int
weight_of(size_t row)
{
	return (cube_category(row) == 0) +
	    (cube_group(row) == 0 && cube_channel(row) == 0);
}

/* The fewest totals lost, then one that gives room, then the smallest. */
static bool
is_better(const struct protection *p, size_t a, size_t b)
{
	const struct truth *x = &p->rows[a], *y = &p->rows[b];

	if (weight_of(a) != weight_of(b))
		return weight_of(a) < weight_of(b);
	return x->items < y->items;
}

struct sum {
	size_t rows[CUBE_CATEGORIES];
	size_t count;
};

static bool
take_sum(struct sum *s, size_t total, enum direction d)
{
	s->count = cube_parts(total, d, s->rows);
	if (s->count == 0)
		return false;
	s->rows[s->count++] = total;
	return true;
}

static size_t
best_of(const struct protection *p, const struct sum *s, size_t best)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (!is_hidden(p, s->rows[i]) &&
		    p->rows[s->rows[i]].items > 0 &&
		    (best == SIZE_MAX || is_better(p, s->rows[i], best)))
			best = s->rows[i];
	return best;
}

/* A sum with one hidden figure tells it; and where two people stand alone,
 * each can work out the other. */
static bool
is_open(const struct protection *p, const struct sum *s)
{
	size_t i, hidden = 0, alone = 0;

	for (i = 0; i < s->count; i++)
		if (is_hidden(p, s->rows[i])) {
			hidden++;
			alone += p->rows[s->rows[i]].people == 1;
		}
	return hidden == 1 || (hidden == 2 && alone == 2);
}

static bool
close_sums(struct protection *p)
{
	struct sum s;
	size_t row, best;
	int d;

	for (row = 0; row < CUBE_ROWS; row++)
		for (d = 0; d < DIRECTIONS; d++) {
			if (!take_sum(&s, row, (enum direction)d) ||
			    !is_open(p, &s))
				continue;
			best = best_of(p, &s, SIZE_MAX);
			if (best == SIZE_MAX)
				continue;
			hide(p, best, HIDDEN_OTHERS);
			return true;
		}
	return false;
}

static bool
is_weak(const struct protection *p, const struct cube_audit *a, size_t row)
{
	const struct cube_range *r = &a->ranges[row];

	return is_hidden(p, row) &&
	    (r->items_high - r->items_low < p->threshold ||
		r->people_high - r->people_low < p->threshold);
}

/* Would it be weak no more with that one hidden too?  Asked of the quick
 * audit, which errs on the wide side: the exact one follows. */
static bool
would_help(const struct protection *p, size_t weak, size_t row)
{
	struct protection with = *p;
	struct cube_audit a = { 0 };
	bool helps;

	hide(&with, row, HIDDEN_OTHERS);
	cube_audit(&a, &with.cube, NULL, NULL, p->threshold, "");
	helps = a.fits && !is_weak(&with, &a, weak);
	cube_audit_finish(&a);
	return helps;
}

/* Of what could be hidden the smallest that would help, else the smallest;
 * the total of all only where nothing else is left. */
static size_t
best_to_hide(const struct protection *p, size_t weak,
    const bool able[CUBE_ROWS])
{
	size_t row, best = SIZE_MAX;
	bool helps, best_helps = false;

	for (row = 1; row < CUBE_ROWS; row++) {
		if (!able[row] || is_hidden(p, row) ||
		    p->rows[row].items == 0)
			continue;
		helps = would_help(p, weak, row);
		if (best == SIZE_MAX || helps > best_helps ||
		    (helps == best_helps &&
			p->rows[row].items < p->rows[best].items)) {
			best = row;
			best_helps = helps;
		}
	}
	if (best == SIZE_MAX && able[0] && !is_hidden(p, 0) &&
	    p->rows[0].items > 0)
		return 0;
	return best;
}

/* Marks what shares a sum with what is reached.  What is hidden of it is
 * reached then. */
static void
go_around(const struct protection *p, bool reached[CUBE_ROWS],
    bool able[CUBE_ROWS])
{
	bool further[CUBE_ROWS];
	size_t row, i;
	struct sum s;
	int d;

	memcpy(further, reached, sizeof further);
	for (row = 0; row < CUBE_ROWS; row++)
		for (d = 0; d < DIRECTIONS; d++) {
			if (!take_sum(&s, row, (enum direction)d))
				continue;
			for (i = 0; i < s.count && !reached[s.rows[i]]; i++)
				continue;
			if (i == s.count)
				continue;
			for (i = 0; i < s.count; i++) {
				able[s.rows[i]] = true;
				further[s.rows[i]] |= is_hidden(p, s.rows[i]);
			}
		}
	memcpy(reached, further, sizeof further);
}

/* One more to hide for that weak one: in its own sums, else in those that
 * it hangs together with. */
static size_t
help_for(const struct protection *p, size_t weak)
{
	bool reached[CUBE_ROWS] = { false }, able[CUBE_ROWS] = { false };
	size_t best = SIZE_MAX;
	int steps;

	reached[weak] = true;
	/* Two steps at once: what binds it is seldom in its own sums alone. */
	go_around(p, reached, able);
	for (steps = 0; steps < CUBE_ROWS && best == SIZE_MAX; steps++) {
		go_around(p, reached, able);
		best = best_to_hide(p, weak, able);
	}
	return best;
}

/* False: nothing is weak, or nothing is left to hide. */
static bool
strengthen(struct protection *p, const bool *same)
{
	struct cube_audit a = { 0 };
	size_t row, best = SIZE_MAX;

	cube_audit(&a, &p->cube, p->before, same, p->threshold, p->solver);
	p->safe = a.fits;
	for (row = 0; a.fits && row < CUBE_ROWS && best == SIZE_MAX; row++)
		if (is_weak(p, &a, row)) {
			p->safe = false;
			best = help_for(p, row);
		}
	cube_audit_finish(&a);
	if (best == SIZE_MAX)
		return false;
	hide(p, best, HIDDEN_OTHERS);
	return true;
}

/* What is said of the table as it leaves: from itself alone. */
static void
state(struct protection *p)
{
	struct cube_audit a = { 0 };

	cube_audit(&a, &p->cube, NULL, NULL, 0, p->solver);
	p->narrowest = a.narrowest;
	p->method = a.method;
	p->safe = p->safe && a.fits;
	cube_audit_finish(&a);
}

void
protect_return(struct protection *p)
{
	bool same[CUBE_ROWS] = { false };
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++) {
		struct cube_cell *at = &p->cube.cells[row];
		enum why_hidden why = judge_alone(p, row);

		at->items = p->rows[row].items;
		at->people = p->rows[row].people;
		if (at->items > 0)
			at->sign = 0;
		if (p->before != NULL)
			same[row] = p->before->cells[row].sign == 'c' &&
			    p->before->cells[row].items == at->items &&
			    p->before->cells[row].people == at->people;
		if (why == HIDDEN_NOT)
			why = judge_change(p, row);
		if (why != HIDDEN_NOT)
			hide(p, row, why);
	}
	do {
		while (close_sums(p))
			continue;
	} while (strengthen(p, same));
	state(p);
}
