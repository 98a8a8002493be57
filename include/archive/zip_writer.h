/*
 * A ZIP file made in memory, the same bytes for the same input: entries in
 * the order in which they are given, stored as they are, all of one time.
 */
#ifndef ARCHIVE_ZIP_WRITER_H
#define ARCHIVE_ZIP_WRITER_H

#include "base/buffer.h"

struct zip_writer;

/* Writes to `out`, which must live until the end.  NULL: no memory. */
struct zip_writer *zip_writer_create(struct buffer *out);
/* NULL, or the reason why not. */
const char *zip_writer_add(struct zip_writer *z, const char *name,
    struct slice bytes);
/* Writes the end and destroys; NULL, or the reason why not. */
const char *zip_writer_finish(struct zip_writer *z);

#endif
