/*
 * Lines of cells between tabs, as plans and receipts are written: cut up,
 * and sealed by a last line with the SHA-256 of what stands before it.
 */
#ifndef ROWS_H
#define ROWS_H

#include "base/buffer.h"
#include "base/hash.h"

/* The next cell of a line; false when there is none. */
bool rows_cell(struct slice *line, struct slice *cell);
/* The next cell, which is a number that is not negative. */
bool rows_number(struct slice *line, uint64_t *n);
/* A path that would break a line: a tab, a line end or nothing. */
bool rows_is_bad(struct slice text);

/* Adds the line "seal"; `hex` may be NULL. */
void rows_seal(struct buffer *text, char hex[SHA256_HEX]);
/* Is the seal right?  *text ends before it from then on. */
bool rows_check_seal(struct slice *text, char hex[SHA256_HEX]);

#endif
