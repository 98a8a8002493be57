/*
 * A line of a bundle's manifest, the same for who writes and who reads it.
 */
#ifndef BUNDLE_LINE_H
#define BUNDLE_LINE_H

#include "base/buffer.h"
#include "base/hash.h"

#define BUNDLE_MANIFEST "MANIFEST"
enum { BUNDLE_MANIFEST_LONGEST = 1 << 26 };

/* Adds "SHA-256 size mode name"; the hash begins anew. */
void bundle_line(struct buffer *manifest, const char *name, uint64_t size,
    unsigned mode, struct sha256 *hash);

#endif
