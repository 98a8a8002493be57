/*
 * A table that is told again: what does who has both versions learn of
 * either?  Each version is a set of cells that add up alike, and what
 * everybody knows to grow is no less in the later one.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "disclosure/audit.h"

#include "cells.h"

enum version { EARLIER, LATER, VERSIONS };

struct both {
	const struct disclosure *d;
	struct audit *audit;
	size_t *at[VERSIONS]; /* cells of the audit */
};

static enum shown
shown_in(const struct cell *c, enum version v)
{
	return v == EARLIER ? c->before.shown : c->shown;
}

static size_t
add_cell(struct both *b, const struct cell *c, enum version v)
{
	int64_t value = v == EARLIER ? c->before.value : c->value;

	switch (shown_in(c, v)) {
	case SHOWN_PLAIN:
		return audit_cell(b->audit, value, value);
	case SHOWN_FEW:
		return audit_cell(b->audit, 1, AUDIT_UNBOUNDED);
	default:
		/* "Not shown" says that as many people stand behind it. */
		return audit_cell(b->audit,
		    v == LATER && c->value < b->d->threshold ? 1 :
			b->d->threshold, AUDIT_UNBOUNDED);
	}
}

static void
add_cells(struct both *b)
{
	const struct disclosure *d = b->d;
	size_t i;

	for (i = 0; i < d->n_cells; i++) {
		const struct cell *c = &d->cells[i];

		b->at[LATER][i] = add_cell(b, c, LATER);
		if (!c->was_told)
			continue;
		b->at[EARLIER][i] = add_cell(b, c, EARLIER);
		if (c->before.grows)
			audit_relation(b->audit, (struct audit_term[]){
				{ b->at[LATER][i], 1 },
				{ b->at[EARLIER][i], -1 } }, 2, 0,
			    AUDIT_UNBOUNDED);
	}
}

/* In the earlier version only where all of it was told. */
static void
add_sum(struct both *b, const struct sum *s, enum version v)
{
	struct audit_term *terms = memory_zeroed(s->count, sizeof *terms);
	bool whole = true;
	size_t i;

	for (i = 0; i < s->count; i++) {
		whole = whole && (v == LATER ||
				     b->d->cells[s->cells[i]].was_told);
		terms[i] = (struct audit_term){ b->at[v][s->cells[i]],
			i == 0 ? 1 : -1 };
	}
	if (whole)
		audit_relation(b->audit, terms, s->count, 0, 0);
	free(terms);
}

static bool
is_wide(const struct both *b, size_t cell, enum version v)
{
	const struct cell *c = &b->d->cells[cell];
	bool few = shown_in(c, v) == SHOWN_FEW || (v == LATER && c->moved);
	int64_t low, high;

	if (shown_in(c, v) == SHOWN_PLAIN)
		return true;
	audit_range(b->audit, b->at[v][cell], &low, &high);
	return high - low >= (few ? b->d->threshold : 1);
}

static bool
look(struct both *b)
{
	const struct disclosure *d = b->d;
	size_t i;

	add_cells(b);
	for (i = 0; i < d->n_sums; i++) {
		add_sum(b, &d->sums[i], EARLIER);
		add_sum(b, &d->sums[i], LATER);
	}
	if (!audit_run(b->audit, d->threshold, NULL))
		return false;
	for (i = 0; i < d->n_cells; i++)
		if (!is_wide(b, i, LATER) ||
		    (d->cells[i].was_told && !is_wide(b, i, EARLIER)))
			return false;
	return true;
}

bool
disclosure_is_safe(const struct disclosure *d, const char *solver)
{
	struct both b = { .d = d, .audit = audit_create(solver) };
	bool safe;
	int v;

	for (v = 0; v < VERSIONS; v++)
		b.at[v] = memory_zeroed(d->n_cells + 1, sizeof *b.at[v]);
	safe = look(&b);
	for (v = 0; v < VERSIONS; v++)
		free(b.at[v]);
	audit_destroy(b.audit);
	return safe;
}
