/*
 * Any archive or compressed stream, opened as a list of members: a plain
 * file or a .gz is one member, a .zip, .tar.xz or .7z has many.  What it is
 * is read from its first bytes, never from its name.  Compressed members
 * within an archive (a .tar of .gz) are opened too.
 *
 * Limits guard against bombs: a member may not inflate past a ceiling, nor
 * by more than a ratio once it is large, nor nest deeper than a few levels.
 * Names are never used as paths; nothing is written to disk.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "base/slice.h"

struct archive_file; /* one file being read */

struct archive_limits {
	uint64_t member_bytes; /* largest inflated member */
	uint64_t total_bytes;  /* of all members of one file */
	uint32_t members;
	uint32_t ratio; /* inflated : compressed, past 1 MB */
};
extern const struct archive_limits archive_default_limits;

struct archive_member {
	const char *name;  /* "" for a plain or merely compressed file */
	int64_t modified;  /* microseconds UTC, or TIME_UNKNOWN */
};

/* "-" or NULL is standard input.  NULL when it cannot be opened; the reason
 * is in archive_problem(NULL).  limits NULL: the default ones. */
struct archive_file *archive_open(const char *path,
    const struct archive_limits *limits);
/* From memory, for tests and fuzzing; the bytes stay the caller's. */
struct archive_file *archive_open_memory(struct slice bytes,
    const struct archive_limits *limits);
void archive_close(struct archive_file *a); /* NULL is fine */

/* 1: *out is the next member, to be read with archive_read; 0: no more;
 * -1: broken, see archive_problem. */
int archive_next(struct archive_file *a, struct archive_member *out);
/* Bytes read, 0 at the member's end, -1: broken or past a limit (what was
 * read before stays good). */
int64_t archive_read(struct archive_file *a, void *to, size_t room);
/* Why the last call failed: a sentence without the path. */
const char *archive_problem(const struct archive_file *a);

#endif
