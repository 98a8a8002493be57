/*
 * What the two ways of the audit share.
 */
#ifndef RELATIONS_H
#define RELATIONS_H

#include "disclosure/audit.h"

struct bounds {
	int64_t low, high;
};

struct relation {
	struct audit_term *terms;
	size_t count;
	struct bounds is;
};

struct audit {
	const char *solver, *method;
	struct bounds *cells; /* as given, then as narrowed */
	struct bounds *found; /* what is reached, then the answer */
	size_t n_cells, cell_room;
	struct relation *relations;
	size_t n_relations, relation_room;
};

/* Carries bounds until they hold still; false: they contradict each other
 * in the relation *wrong. */
bool propagate(struct audit *a, size_t *wrong);

enum solved { SOLVED, SOLVED_NONE_FITS, SOLVED_NOT };
/* Exact ranges by linear programmes, into a->found. */
enum solved solve(struct audit *a, int64_t enough);

#endif
