/*
 * What the technician is told of records that were not understood.
 */
#ifndef REJECTS_H
#define REJECTS_H

#include "night/keeper.h"

/* The reasons of this batch's rejects join k->rejects. */
void rejects_note(struct keeper *k, const struct batch *b);
/*
 * Says each reason that the store has not had before, and that more than one
 * record in a hundred was rejected; *told where it said anything.  Reasons are
 * remembered with their day unless `forget`.  -1: said.
 */
int rejects_tell(struct keeper *k, int64_t now, bool forget, bool *told);

#endif
