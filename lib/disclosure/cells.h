/*
 * What deciding and looking back share: the cells, and how they add up.
 */
#ifndef CELLS_H
#define CELLS_H

#include "disclosure/disclosure.h"

struct cell {
	int64_t value, people;
	int64_t low, high;
	int weight;
	enum shown shown;
	bool was_told; /* before says what */
	bool known;    /* it was told, and has not moved: it hides nothing */
	bool moved;    /* by so little that the change tells of few */
	struct told_before before;
};

/* total - parts = 0; the total stands first. */
struct sum {
	size_t *cells;
	size_t count;
};

struct disclosure {
	int threshold;
	struct cell *cells;
	size_t n_cells, cell_room;
	struct sum *sums;
	size_t n_sums, sum_room;
};

#endif
