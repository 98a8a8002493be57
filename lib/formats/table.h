/*
 * Tables in a log: a heading names the columns, in whatever order, and each
 * row has a cell for each.
 */
#ifndef TABLE_H
#define TABLE_H

#include "base/arena.h"

enum { TABLE_COLUMNS = 192 };

/* A column by its name: in lower case, letters and digits only.  Uses count
 * from 1; several names may have the same use, the first column wins. */
struct table_name {
	const char *name;
	unsigned char use;
};

struct table {
	size_t count; /* of columns; 0: no heading yet */
	char separator; /* of those who must find it out */
	unsigned char use[TABLE_COLUMNS];
};

struct table_row {
	size_t count;
	struct slice cells[TABLE_COLUMNS];
};

/* Cells of RFC 4180; false where they are more than TABLE_COLUMNS, or a quote
 * does not end. */
bool table_split(struct slice line, char separator, struct arena *scratch,
    struct table_row *row);
/* Learns the columns; names end with a NULL name. */
void table_head(struct table *t, const struct table_row *head,
    const struct table_name *names);
bool table_has(const struct table *t, int use);
/* The cell, trimmed; empty where there is no such column. */
struct slice table_cell(const struct table *t, const struct table_row *row,
    int use);

#endif
