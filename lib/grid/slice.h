/*
 * Slices: written by partition, read log by log by merge.
 */
#ifndef SLICE_FILE_H
#define SLICE_FILE_H

#include "event/batch.h"

struct slice_writer;

/* NULL: said. */
struct slice_writer *slice_create(const char *path, struct symbols *symbols);
/* The rows that follow are of this file of the plan. */
int slice_input(struct slice_writer *w, struct slice path); /* -1: said */
int slice_write(struct slice_writer *w, struct batch *b);   /* -1: said */
/* -1: said, and what was written is not good. */
int slice_finish(struct slice_writer *w);

struct slice_reader;

struct slice_reader *slice_open(const char *path, struct symbols *symbols);
/* Does the log stand next?  Then its rows follow. */
bool slice_begin(struct slice_reader *r, struct slice path);
/*
 * The next rows: 1 rows, *close: the one row that closes a log; 0 no more of
 * this file; -1 broken (said).  The batch is good until the next call.
 */
int slice_next(struct slice_reader *r, struct batch **b, bool *close);
bool slice_ended(struct slice_reader *r); /* all logs were given */
void slice_close(struct slice_reader *r); /* NULL is fine */

#endif
