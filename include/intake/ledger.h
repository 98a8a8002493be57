/*
 * The ledger: which records are known already, so that the same bytes count
 * once however a log was grown, cut, renamed, re-compressed or joined.
 *
 * A log's records are cut into chunks by content: a chunk ends at a record
 * whose hash is 0 mod CHUNK_MODULUS (or at CHUNK_RECORDS or CHUNK_BYTES), so
 * the same records give the same chunks wherever they stand.  A chunk is
 * known by the hash of its records' hashes.  The first and the last chunk
 * of each content may be cut short in another copy of it: of those the
 * record hashes are kept as well, so that a head or a tail that is known is
 * recognised record by record.
 *
 * The ledger's rules are here; the store keeps its rows.
 */
#ifndef INTAKE_LEDGER_H
#define INTAKE_LEDGER_H

#include "event/batch.h"

enum {
	CHUNK_MODULUS = 4096,
	CHUNK_RECORDS = 16384,
	CHUNK_BYTES = 4 << 20,
};

struct chunk_hash {
	uint64_t high, low;
};

struct ledger_chunk {
	struct chunk_hash hash;
	uint32_t records;
	const uint64_t *record_hashes; /* NULL for one in the middle */
};

struct ledger;

struct ledger *ledger_create(void);
void ledger_destroy(struct ledger *l); /* NULL is fine */
void ledger_add(struct ledger *l, const struct ledger_chunk *c);

/*
 * How many of a chunk's leading records, and how many of its trailing ones,
 * are known (all of them: leading = records, trailing = 0).  *first says
 * whether the chunk begins its log.
 */
void ledger_judge(const struct ledger *l, const struct chunk_hash *hash,
    const uint64_t *record_hashes, uint32_t records, bool first,
    uint32_t *leading, uint32_t *trailing);

/*
 * The keeper's stage.  Walks a batch's rows in order; drops the events and
 * rejects whose records are known, and sets beadle.duplicates of the chunk
 * rows; learns the new chunks.  State is kept from batch to batch.
 */
void ledger_judge_batch(struct ledger *l, struct batch *b);

#endif
