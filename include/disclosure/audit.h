/*
 * The attacker's problem: what can be worked out about the figures that are
 * hidden, from those that are published and from how figures hang together.
 * It needs no secret, so whoever receives a table can run it again.
 *
 * Each figure is a cell with the least and most that it can be; what hangs
 * together is a relation: a sum of cells, each times a small number, lies
 * between two bounds.  A linear programme (glpsol, run as a program of its
 * own) gives each hidden cell its exact range; where there is none, the
 * bounds are carried from relation to relation until they hold still, which
 * finds each figure that one equation tells, but not what many tell
 * together.  audit_method() says which it was.
 */
#ifndef DISCLOSURE_AUDIT_H
#define DISCLOSURE_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUDIT_UNBOUNDED INT64_C(1000000) /* this, or more: no bound */

struct audit;

struct audit_term {
	size_t cell;
	int64_t times;
};

/* solver: path of glpsol; NULL: where Debian has it; "": do without. */
struct audit *audit_create(const char *solver);
void audit_destroy(struct audit *a); /* NULL is fine */

/* low == high: published. */
size_t audit_cell(struct audit *a, int64_t low, int64_t high);
/* low <= sum of terms <= high; each side may be AUDIT_UNBOUNDED away.  The
 * number of the relation, from 0. */
size_t audit_relation(struct audit *a, const struct audit_term *terms,
    size_t count, int64_t low, int64_t high);

/*
 * Finds the ranges.  enough > 0: a range that has grown that wide is left
 * as it is, which is quicker; 0: all are exact.  False: no figures fit the
 * relations, and *wrong (may be NULL) is one of those that fail, or
 * SIZE_MAX where it takes several.
 */
bool audit_run(struct audit *a, int64_t enough, size_t *wrong);
void audit_range(const struct audit *a, size_t cell, int64_t *low,
    int64_t *high);
/* "glpsol" or "interval propagation". */
const char *audit_method(const struct audit *a);

#endif
