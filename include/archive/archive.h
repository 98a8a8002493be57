/*
 * Any archive or compressed stream, opened as a list of members: a plain
 * file or a .gz is one member, a .zip, .tar.xz, .cpio or .7z has many.  What
 * it is is read from its first bytes, never from its name.  Compressed members
 * within an archive (a .tar of .gz) are opened too.
 *
 * Limits guard against bombs: a member may not inflate past a ceiling, nor
 * by more than a ratio once it is large, nor nest deeper than a few levels.
 * Names are never used as paths; nothing is written to disk.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "base/hash.h"
#include "base/slice.h"

struct archive_file; /* one file being read */

struct archive_limits {
	uint64_t member_bytes; /* largest inflated member */
	uint64_t total_bytes;  /* of all members of one file */
	uint32_t members;
	uint32_t ratio; /* inflated : compressed, once a file gave 16 MB */
};
extern const struct archive_limits archive_default_limits;

struct archive_member {
	const char *name; /* "" for a plain or merely compressed file;
			     "inner.tar!a.log" where archives nest */
	int64_t modified; /* microseconds UTC, or TIME_UNKNOWN */
	const char *kind; /* what was opened to reach it: "plain", "gzip",
			     "zip, gzip" */
};

/* "-" or NULL is standard input.  NULL when it cannot be opened: errno and
 * archive_problem(NULL) say why.  limits NULL: the default ones. */
struct archive_file *archive_open(
    const char *path, const struct archive_limits *limits);
/* From memory, for tests and fuzzing; the bytes stay the caller's. */
struct archive_file *archive_open_memory(
    struct slice bytes, const struct archive_limits *limits);
void archive_close(struct archive_file *a); /* NULL is fine */

/*
 * 1: *out is the next member, to be read with archive_read, its texts good
 * until the next call; 0: no more; -1: an archive is broken from here on,
 * see archive_problem.  After -1 it may be called again: what follows in an
 * outer archive is still given, and in the end 0.
 */
int archive_next(struct archive_file *a, struct archive_member *out);
/* Bytes read, 0 at the member's end, -1: broken or past a limit (what was
 * read before stays good). */
int64_t archive_read(struct archive_file *a, void *to, size_t room);
/* Why the last call failed: a sentence without the path. */
const char *archive_problem(const struct archive_file *a);
/* SHA-256 of the file as it lies, in hexadecimal; "" for a stream.  At any
 * time, but cheapest when all was read. */
const char *archive_sha256(struct archive_file *a);

#endif
