/*
 * A bundle: a compressed tar of our own making that proves itself.  Its last
 * member, MANIFEST, names every other one with its size, mode and SHA-256,
 * in order, so that one that was cut off, damaged or changed is refused
 * whole.  Unlike archive.h it opens nothing within it: what is put in comes
 * out byte for byte.
 */
#ifndef ARCHIVE_BUNDLE_H
#define ARCHIVE_BUNDLE_H

#include "base/slice.h"

struct bundle;

/* A new file of mode 0600; one that is there is refused.  NULL: said. */
struct bundle *bundle_create(const char *path);
/* A file of this machine, under a name with slashes and without "..";
 * -1: said. */
int bundle_add_file(struct bundle *b, const char *name, const char *path);
int bundle_add_text(struct bundle *b, const char *name, struct slice text);
/* Writes the manifest and waits for the disk.  NULL is fine; -1: said, and
 * the file is gone. */
int bundle_close(struct bundle *b);
/* Gives up: the file goes. */
void bundle_abandon(struct bundle *b); /* NULL is fine */

/* Gives up all rights of the process but to read `path` and write to `out`;
 * -1: said. */
typedef int bundle_walls_fn(const char *path, int out);

/*
 * Puts all members below `folder`, which is there and empty; NULL: only looks
 * whether the bundle is whole.  A process of its own, which calls `walls`
 * first, takes the archive apart; this one judges and writes.  As root,
 * owner and group are those of the same names here.  -1: it is not a whole
 * bundle, or cannot be written (said); some members may have been written by
 * then.
 */
int bundle_extract(const char *path, const char *folder,
    bundle_walls_fn *walls);

#endif
