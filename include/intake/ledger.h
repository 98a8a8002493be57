/*
 * The ledger: which records are known already, so that the same bytes count
 * once however a log was grown, cut, renamed, re-compressed or joined.
 *
 * A log's records are cut into chunks by content: a chunk ends at a record
 * whose hash is 0 mod CHUNK_MODULUS (or at CHUNK_RECORDS, at CHUNK_BYTES, or
 * after a record that is too long), so the same records give the same
 * chunks wherever they stand.  A chunk is known by the hash of its records'
 * hashes.  Of some chunks (at least the first and the last of each content,
 * which another copy may cut elsewhere) the record hashes are kept as well,
 * so that a head or a tail that is known is recognised record by record.
 *
 * Lines that are alike within one log, in the same second, are legitimate,
 * and count as often as they stand.  So what is recognised must tell:
 *
 *  - A run of records is telling when at least TELLING of them differ.  A
 *    telling run that stands in the kept records too is a copy, wherever it
 *    stands; where it neither begins nor ends a chunk it is found by every
 *    fourth record or so, hence surely only when it is not very short.
 *  - A chunk that does not tell (a single line; one line many times) is
 *    known only as the same occurrence of it within its log, the second as
 *    the second, and at the same place: as the first of its log or not.
 *  - Its head is known only where both begin their logs, or where what
 *    stood before it was known too.
 *
 * What is not recognised, and counts again: records beside a cut within a
 * chunk whose record hashes are not kept, up to that chunk's end; at a cut,
 * a rest that does not tell; of copies joined twice into one log, chunks that
 * do not tell; and what stands twice within one new chunk.  Nothing is lost:
 * where it is doubtful, records count.
 *
 * Records that bear a number of their own (an event of Windows that of its
 * log, an entry of the journal that of its machine) are known by series,
 * number and stamp as well, whatever bytes they lie in: two exports of one
 * log that overlap, or the same events carried on two ways, have few bytes in
 * common.  The stamps may differ by a second, since carriers cut them off.
 * Some 270 million such numbers are held, or fewer where they lie scattered.
 *
 * The ledger's rules are here; the store keeps its rows.
 */
#ifndef INTAKE_LEDGER_H
#define INTAKE_LEDGER_H

#include "event/batch.h"
#include "event/numbers.h"

enum {
	CHUNK_MODULUS = 4096,
	CHUNK_RECORDS = 16384,
	CHUNK_BYTES = 4 << 20,
	TELLING = 8,
};

/*
 * The hash of a record holds, from the top: 41 bits of its text's hash, one
 * bit for an end of \r\n, and 22 bits of its length (without its end), so
 * that a chunk's record hashes also say where each record begins.  Of a record
 * that bears its own end the last byte counts as that end.
 */
uint64_t ledger_record_hash(struct slice text, bool crlf);
/* Bytes of the record with its end. */
uint64_t ledger_record_length(uint64_t record_hash);
bool ledger_ends_chunk(uint64_t record_hash);

struct chunk_hash {
	uint64_t high, low; /* the lowest bit: it begins its log */
};

/* occurrence: of such a chunk within its log, from 0; it matters only for
 * one that does not tell. */
struct chunk_hash ledger_chunk_hash(const uint64_t *record_hashes,
    uint32_t records, bool first, uint32_t occurrence);
bool ledger_tells(const uint64_t *record_hashes, uint32_t records);

struct ledger_chunk {
	struct chunk_hash hash;
	uint32_t records;
	const uint64_t *record_hashes; /* NULL where they are not kept */
};

struct ledger;

struct ledger *ledger_create(void);
void ledger_destroy(struct ledger *l); /* NULL is fine */
/* Oldest first: record hashes of the newest 8 million records are held. */
void ledger_add(struct ledger *l, const struct ledger_chunk *c);

enum ledger_place {
	PLACE_FIRST,	   /* the chunk begins its log */
	PLACE_AFTER_KNOWN, /* all of the chunk before it is known */
	PLACE_AFTER_NEW,
};

/* The whole chunk, by its hash and at its place. */
bool ledger_knows(const struct ledger *l, const struct ledger_chunk *c);

/* Records [from, to) of a chunk. */
struct ledger_run {
	uint32_t from, to;
};
enum { LEDGER_RUNS = 64 };

/* The runs of a chunk's records that are known, in order and apart; how
 * many there are.  Without record hashes the answer is all or none. */
uint32_t ledger_runs(const struct ledger *l, const struct ledger_chunk *c,
    enum ledger_place place, struct ledger_run runs[LEDGER_RUNS]);

/*
 * How many of a chunk's leading records, and how many of its trailing ones,
 * are known (all of them: leading = records, trailing = 0).  Known ones in
 * its middle are left to ledger_judge_batch.
 */
void ledger_judge(const struct ledger *l, const struct ledger_chunk *c,
    enum ledger_place place, uint32_t *leading, uint32_t *trailing);

/* What is known of numbered records, and what was learned since the last such
 * call (put may set its row; -1: it stops).  Those whose last stamp lies before
 * ledger_forgotten are not known any longer. */
void ledger_add_numbers(struct ledger *l, const struct number_block *b);
typedef int ledger_numbers_fn(struct number_block *b, void *ctx);
int ledger_each_changed(struct ledger *l, ledger_numbers_fn *put, void *ctx);
int64_t ledger_forgotten(const struct ledger *l);
/* They are left to a later keeper, which sees more logs than this one. */
void ledger_leave_numbers(struct ledger *l);

/*
 * The keeper's stage.  Walks a batch's rows in order; drops the events and
 * rejects whose records are known, and sets beadle.duplicates of the chunk
 * rows, and of the close row for those known by their numbers alone; learns
 * the new chunks, and takes beadle.record_hashes from the rows of those whose
 * hash was known: there is nothing to keep of them.  State is kept from batch
 * to batch.
 */
void ledger_judge_batch(struct ledger *l, struct batch *b);

#endif
