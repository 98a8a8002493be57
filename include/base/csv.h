/*
 * CSV by RFC 4180, read through libcsv and written by us.
 *
 * Reading finds columns by the names in the header line, case and spaces
 * ignored.  A UTF-8 byte order mark is skipped.  A header with semicolons or
 * tabs and no comma says that they stand between cells.  Writing guards
 * cells: one that a spreadsheet would run as a formula (it begins with = + -
 * @, tab or CR, and is not a plain number) gets an apostrophe in front.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buffer.h"
#include "base/slice.h"

struct csv; /* a table read whole */

/*
 * Reads all of `text`.  NULL, with the reason and the line in *why (a
 * static text) and *line, when it is not CSV or has no header.
 */
struct csv *csv_read(struct slice text, const char **why, size_t *line);
/* The same for judging how a file is written: commas only, no cell trimmed. */
struct csv *csv_read_exact(struct slice text, const char **why, size_t *line);
/* A file of at most so many bytes; NULL: said. */
struct csv *csv_read_file(const char *path, size_t largest);
void csv_destroy(struct csv *t); /* NULL is fine */
size_t csv_rows(const struct csv *t); /* the header not counted */
size_t csv_columns(const struct csv *t);
struct slice csv_header(const struct csv *t, size_t column);
/* The column of that name, or -1. */
int csv_find(const struct csv *t, const char *name);
/* The cell, trimmed; empty where the row is short or column is -1. */
struct slice csv_cell(const struct csv *t, size_t row, int column);
/* The line (from 1) on which the row begins, for messages. */
size_t csv_line(const struct csv *t, size_t row);

/* Adds one cell; a comma in front unless `first`; quoted where needed. */
void csv_add(struct buffer *out, bool first, struct slice cell);
void csv_end_row(struct buffer *out); /* CR LF */

#endif
