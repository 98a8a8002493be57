/*
 * Events as text between filters: tab-separated, a header line of column
 * names, columns found by name, unknown ones passed through.  Tab, newline,
 * CR and backslash are written \t \n \r \\; empty is unknown; times are UTC
 * with microseconds; invalid UTF-8 is written as U+FFFD.  On a
 * terminal control characters are question marks.
 */
#ifndef EVENT_TSV_H
#define EVENT_TSV_H

#include <stdio.h>

#include "event/batch.h"

struct tsv_writer;
/* The header has all columns that there are, so that outputs can be joined,
 * then those that pass through. */
struct tsv_writer *tsv_writer_create(FILE *out);
/* -1 when the stream failed (said on standard error). */
int tsv_write(struct tsv_writer *w, const struct batch *b);
/* -1 when what was written did not all arrive (said). */
int tsv_writer_destroy(struct tsv_writer *w);

/*
 * Reads events from `in` until its end, and hands on each full batch and
 * the last one.  A row that cannot be read (too few cells, a bad number) is
 * named on standard error by line and counted in *bad.  -1 when the stream
 * or `sink` failed, or there is no header.
 */
int tsv_read(FILE *in, const char *name, struct symbols *symbols,
    batch_fn *sink, void *ctx, uint64_t *bad);

#endif
