/*
 * Schools' policies differ, so not every figure can be set beside another.
 * A small set of categories is judged alike everywhere: by the rules as they
 * are shipped.  policy/codes/categories.csv says which, and what label
 * belongs to which category.  A return says of each category whether the
 * school judged it so (Common) or by a policy of its own (Local).
 */
#ifndef BASIS_H
#define BASIS_H

#include "settings/settings.h"

#include "cube.h"

#define BASIS_TITLE "policy_basis"

struct basis {
	bool common[CUBE_CATEGORIES]; /* of the total: all are */
};

/* What is to be judged alike; -1: said. */
int basis_load(struct basis *b);
/* What this school judged so. */
int basis_of_school(struct basis *b, const struct settings *s);
/* "Total", "Common" or "Local". */
struct slice basis_word(const struct basis *b, int category);

#endif
