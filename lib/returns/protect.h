/*
 * Which figures of a return are hidden, and why.
 */
#ifndef PROTECT_H
#define PROTECT_H

#include "cube.h"

enum why_hidden {
	HIDDEN_NOT,
	HIDDEN_FEW,	/* it rests on fewer people than the threshold */
	HIDDEN_ALL,	/* on all people of that group */
	HIDDEN_ONE,	/* nearly all of it on one person */
	HIDDEN_BEFORE,	/* hidden in the return before, and hardly moved */
	HIDDEN_CHANGE,	/* its change since the return before rests on few */
	HIDDEN_OTHERS,	/* another could be worked out from it */
};

struct truth {
	int64_t items, people;
	int64_t most; /* incidents of the one person with most of them */
};

struct protection {
	int threshold;
	int64_t group_sizes[CUBE_GROUPS]; /* people of the school; 0 unknown */
	struct truth rows[CUBE_ROWS];
	const struct cube *before; /* the return before, with what was hidden
				      in it; NULL: there was none */
	const char *solver;
	/* Answers: */
	struct cube cube;
	enum why_hidden why[CUBE_ROWS];
	int64_t narrowest;
	const char *method;
	bool safe;
};

/* Fills cube.cells[].sign, where it is 0, and the figures, and the rest. */
void protect_return(struct protection *p);
const char *why_hidden_words(enum why_hidden why);

#endif
