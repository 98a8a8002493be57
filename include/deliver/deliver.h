/*
 * Readers' folders.  What a reader gets lies in a folder of that reader's
 * own, with its own owner, group and mode; a folder that others may look
 * into is refused, and so is a file that would be left half-written.
 */
#ifndef DELIVER_DELIVER_H
#define DELIVER_DELIVER_H

#include "base/arena.h"
#include "settings/settings.h"

/*
 * The folder of that reader under `out`, made where it is not there (mode
 * of school.yml, 0750 without; owner and group of school.yml where we may
 * give them).  NULL: said; a folder that the world may read or write, or
 * that is not a folder, is refused.  The text lives in the arena.
 */
const char *deliver_folder(const struct settings *s, const char *out,
    const char *reader, struct arena *a);

/*
 * Writes a file whole or not at all: `write` fills a new file of another
 * name beside it, which takes its name once it is on the disk.  Mode 0640,
 * group of the folder.  -1: said.
 */
typedef int deliver_write_fn(const char *path, void *ctx);
int deliver_file(const char *folder, const char *name,
    deliver_write_fn *write, void *ctx);
/* The same of a text that is at hand. */
int deliver_text(const char *folder, const char *name, struct slice text);

#endif
