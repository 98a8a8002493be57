/*
 * The store: one SQLite file for one school.  It keeps events, flags, items
 * for review, aggregates, the ledger and the audit, and says what each
 * audience may read.  A night's work is one transaction: ledger and rows
 * are committed together.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdio.h>

#include "event/batch.h"
#include "event/flag.h"

enum audience {
	AUDIENCE_KEEPER,     /* the night: reads and writes all */
	AUDIENCE_LEADERSHIP, /* reads names: head, safeguarding lead */
	AUDIENCE_GOVERNORS,  /* aggregates only: no name, account, address,
				room or log text can be prepared */
	AUDIENCE_AUTHORITY,  /* as governors */
};

struct store;

/* Makes the file (mode 0640) and its schema for the keeper where it is not
 * there.  NULL: said on standard error. */
struct store *store_open(const char *path, enum audience who);
void store_close(struct store *s); /* NULL is fine; rolls back */

int store_begin(struct store *s);  /* -1: said */
int store_commit(struct store *s);
void store_rollback(struct store *s);

/* What a batch came to. */
struct store_counts {
	uint64_t records, used, duplicate, ignored, rejected, events;
};

/*
 * Puts a batch in: events into the tables of their channel, state rows into
 * the ledger, rejects by file, offset and reason, flags and candidates, and
 * the aggregates.  Inside a transaction only.
 */
int store_batch(struct store *s, struct batch *b, struct store_counts *n);

/* What rule names mean at load time; flags keep a copy. */
struct rule_facts {
	struct slice name, label;
	enum severity severity;
	enum treatment treatment;
	bool reported;
	int32_t valid_from;
};
/* The store asks this of each name in beadle.flags; NULL: not known. */
typedef const struct rule_facts *rule_facts_fn(struct slice name, void *ctx);
void store_set_rules(struct store *s, rule_facts_fn *facts, void *ctx);

/* The ledger, row by row; record_hashes is NULL for chunks in the middle. */
typedef int ledger_row_fn(uint64_t high, uint64_t low, uint32_t records,
    const uint64_t *record_hashes, void *ctx);
int store_each_chunk(struct store *s, ledger_row_fn *row, void *ctx);
/* True when a file of that device, inode, size and times was read whole. */
bool store_knows_file(struct store *s, struct slice path, uint64_t device,
    uint64_t inode, uint64_t size, int64_t modified, int64_t changed);

/* Events in [since, until) as batches, in order of time; symbols are those
 * of the batch's. */
int store_dump(struct store *s, int64_t since, int64_t until,
    struct symbols *symbols, batch_fn *sink, void *ctx);
/* All that the store holds, sorted, without row ids and run times, so that
 * two stores can be compared as text. */
int store_dump_canonical(struct store *s, FILE *out);

/* One row in the audit table: chained by hash to the one before. */
int store_audit(struct store *s, struct slice who, struct slice what,
    struct slice why);
/* 0, or the number of the first row that was tampered with; -1: failed. */
int64_t store_audit_verify(struct store *s);

#endif
