/*
 * The steps that a school takes, as data: policy/steps.csv, or the school's
 * own table under "steps:".  Each flow is a run of steps; a question forks.
 */
#ifndef SETTINGS_STEPS_H
#define SETTINGS_STEPS_H

#include "settings/settings.h"

struct step {
	struct slice flow; /* illegal, pupil, staff, parent, victim */
	struct slice id;
	struct slice kind;    /* do, tell, not, ask, end */
	struct slice text;
	struct slice yes, no; /* steps that a question leads to */
};

struct steps {
	struct step *list;
	size_t count;
};

/* Of the school, or (NULL) the shipped ones.  Texts live in the arena.
 * -1: said through faults where they are given, else on standard error. */
int steps_load(const struct settings *s, struct arena *a, struct faults *f,
    struct steps *out);
const struct step *steps_find(const struct steps *t, struct slice id);
/* The first step of that flow; NULL: there is none. */
const struct step *steps_first(const struct steps *t, struct slice flow);
/* The step after it in the table; NULL at the end. */
const struct step *steps_after(const struct steps *t, const struct step *s);

#endif
