/*
 * Making plans and reading them share this.
 */
#ifndef PLAN_H
#define PLAN_H

#include "grid/plan.h"

/* "2026-10-12,2026-10-13" into days and home; false: not days. */
bool plan_days(struct plan *p, struct slice text, struct plan_input *in);
/* Gives a partition its id. */
void plan_name(const struct plan *p, struct plan_partition *part);

#endif
