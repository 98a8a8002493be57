/*
 * Batches from the reader process to the keeper process, through a pipe.
 * The keeper trusts nothing it reads: lengths, numbers and offsets are
 * checked before use.  Symbols are sent as text at their first use and get
 * numbers of the keeper's own.
 */
#ifndef EVENT_FRAME_H
#define EVENT_FRAME_H

#include "event/batch.h"

struct frame_writer;
struct frame_writer *frame_writer_create(int fd, struct symbols *symbols);
/* Through something else than a pipe, such as a compressed file.  put: 0; -1:
 * errno. */
typedef int frame_put_fn(void *ctx, struct slice bytes);
struct frame_writer *frame_writer_through(frame_put_fn *put, void *ctx,
    struct symbols *symbols);
int frame_write(struct frame_writer *w, const struct batch *b); /* -1: errno */
/* The reader has finished in order; a pipe that ends without it broke. */
int frame_write_end(struct frame_writer *w);
void frame_writer_destroy(struct frame_writer *w);

struct frame_reader;
struct frame_reader *frame_reader_create(int fd, struct symbols *symbols);
/* get: as fd_read_all. */
typedef int frame_get_fn(void *ctx, void *to, size_t len);
struct frame_reader *frame_reader_through(frame_get_fn *get, void *ctx,
    struct symbols *symbols);
/* 1 a batch, 0 the end in order, -1 broken (said on standard error). */
int frame_read(struct frame_reader *r, struct batch *b);
void frame_reader_destroy(struct frame_reader *r);

#endif
