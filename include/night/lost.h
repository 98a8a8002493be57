/*
 * What the technician is told of rules whose regular expressions gave up.
 */
#ifndef NIGHT_LOST_H
#define NIGHT_LOST_H

#include "night/keeper.h"

/* Says each rule that gave up on a text so far, where there is no store. */
void lost_warn(const struct detect *d);
/*
 * Says each rule that gave up on a text tonight and had not before; *told
 * where it said anything.  Rules are remembered with the day on which they
 * first did and on how many texts, unless `forget`.  -1: said.
 */
int lost_tell(struct keeper *k, int64_t now, bool forget, bool *told);

#endif
