/*
 * Words that repeat together: each combination is held once, in a small
 * table and in memory, and known by its id.
 */
#ifndef TUPLES_H
#define TUPLES_H

#include "layout.h"

int tuples_open(struct store *s); /* reads what is there; -1: said */
void tuples_close(struct store *s);
/* Reads what another process added since. */
int tuples_refresh(struct store *s);

/* The id of a combination, added where it is new; 0: failed, said. */
uint32_t tuples_id(struct store *s, enum tuple t, const int64_t *cells);
/* Its cells; zeros for an id that is not there. */
const int64_t *tuples_cells(struct store *s, enum tuple t, int64_t id);

#endif
