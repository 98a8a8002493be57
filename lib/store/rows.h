/*
 * Rows of the store back into batches.
 */
#ifndef ROWS_H
#define ROWS_H

#include "layout.h"

/* SELECT id, cells, side texts, candidate rules FROM the table, then `rest`
 * (a constant: a WHERE and ORDER BY; the table is e). */
sqlite3_stmt *rows_prepare(struct store *s, enum store_table t,
    const char *rest);
/* Fills a new row of the batch from where the statement stands. */
void rows_take(struct store *s, sqlite3_stmt *st, enum store_table t,
    struct batch *b);
/* One row, alone in a batch; 0 calls where it is gone. */
int rows_single(struct store *s, enum store_table t, int64_t id,
    struct symbols *symbols, store_rows_fn *rows, void *ctx);

#endif
