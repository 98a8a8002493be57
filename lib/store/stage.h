/*
 * Rows on their way into a table: numbers and texts of one batch, seen by
 * SQLite as a virtual table, so that they go in at one stroke.
 */
#ifndef STAGE_H
#define STAGE_H

#include "layout.h"

struct stage *stage_create(struct store *s); /* NULL: said */
void stage_destroy(struct stage *g);	     /* NULL is fine */

void stage_begin(struct stage *g, enum store_table t, uint32_t rows);
/* A column of the rows, BATCH_ROWS long: numbers by the places of layout.h,
 * texts counted by themselves.  Place 0 has the ids: each row's is one more
 * than the one before, and the first is larger than any in the table. */
int64_t *stage_numbers(struct stage *g, int place);
struct slice *stage_texts(struct stage *g, int number);
/* All rows; -1: said. */
int stage_insert(struct stage *g);
/* One row of a table whose rows are unique: 1 put in, 0 there already, -1:
 * said. */
int stage_insert_row(struct stage *g, uint32_t row);

#endif
