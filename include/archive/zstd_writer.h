/*
 * Writing a compressed file (zstd): the same bytes for the same input.
 */
#ifndef ARCHIVE_ZSTD_WRITER_H
#define ARCHIVE_ZSTD_WRITER_H

#include "base/slice.h"

struct zstd_writer;

/* NULL: it cannot be made there (said). */
struct zstd_writer *zstd_writer_create(const char *path);
void zstd_writer_add(struct zstd_writer *w, struct slice bytes);
/* Writes the end and destroys; -1: not all of it was written (said). */
int zstd_writer_finish(struct zstd_writer *w);

#endif
