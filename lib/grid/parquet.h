/*
 * Parquet through DuckDB's C library, which is opened when it is wanted and
 * is not needed for anything else.
 */
#ifndef PARQUET_H
#define PARQUET_H

#include "base/slice.h"

struct parquet;

/* `library`: the name or path of libduckdb.so.  NULL: said. */
struct parquet *parquet_open(const char *library);
void parquet_close(struct parquet *p); /* NULL is fine */

struct parquet_column {
	const char *name, *type; /* as SQL has it */
};

/*
 * Writes the rows of a CSV (zstd), whose header has those columns, in the
 * order of the columns `by`; empty cells are NULL.  `facts` are pairs of a
 * key and a value for the file's own metadata, ending with NULL.  -1: said.
 */
int parquet_write(struct parquet *p, const char *csv, const char *path,
    const struct parquet_column *columns, size_t count, const char *by,
    const char *const *facts);

#endif
