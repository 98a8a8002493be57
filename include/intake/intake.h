/*
 * Files to records.  A file has members, a member has chunks, a chunk has
 * records: lines, without their ends.  The chunk is the unit that the
 * ledger knows; its records are good until the next call.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "base/hash.h"
#include "event/framing.h"
#include "intake/ledger.h"

enum {
	HEAD_BYTES = 65536,
	LONGEST_RECORD = 1 << 20,
	LONGEST_CELL = 65536, /* a quoted cell's line ends are looked for so
				 far */
};

struct intake;

struct intake_record {
	struct slice text; /* without its line end */
	int64_t offset;	   /* of its first byte in the inflated member */
	uint32_t length;   /* with its end */
	uint64_t hash;	   /* see ledger.h */
	const char *fault; /* NULL, or why it cannot be read (longer than
			      1 MB: text is its beginning; cut short; a
			      quoted cell does not end; damaged) */
};

struct intake_chunk {
	struct intake_record *records;
	const uint64_t *hashes; /* those of the records, side by side */
	uint32_t count;
	uint32_t leading, trailing; /* known already, by the ledger given */
	int64_t offset;
	uint64_t length;
	struct chunk_hash hash;
	bool first, last; /* the member begins, ends with it */
	bool tells;	  /* by its hash alone, see ledger.h */
};

struct intake_member {
	struct slice path; /* "path" or "path!member" */
	struct slice head; /* first bytes, for recognising the format; good
			      until the first chunk is asked for */
	int64_t modified;  /* of the member or file, or TIME_UNKNOWN */
	const char *kind;  /* "plain", "zip, gzip" */
};

/* ledger: what is known, or NULL; borrowed. */
struct intake *intake_create(const struct ledger *ledger);
void intake_destroy(struct intake *in); /* NULL is fine */

/* "-" is standard input.  -1: said on standard error. */
int intake_open(struct intake *in, const char *path);
/* 1, 0 no more, -1 an archive is broken from here on (intake_problem); it
 * may be called again for what stands after that, and in the end gives 0. */
int intake_next_member(struct intake *in, struct intake_member *m);
/*
 * 1, 0 the member has ended, -1 it is broken from here on: what came before
 * was good.  A last line without its end waits when `growing` (it is not
 * given), and counts otherwise.
 */
int intake_next_chunk(struct intake *in, enum framing framing, bool growing,
    struct intake_chunk *c);
const char *intake_problem(const struct intake *in);
/* SHA-256 of the file as it lies; "" for a stream.  At any time while it is
 * open, but cheapest when all was read. */
const char *intake_sha256(const struct intake *in);
void intake_close(struct intake *in);

#endif
