/*
 * The store: one SQLite file for one school.  It keeps events, flags, items
 * for review, aggregates, the ledger and the audit, and says what each
 * audience may read.  A night's work is one transaction: ledger and rows
 * are committed together.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdio.h>

#include "base/arena.h"
#include "event/batch.h"
#include "event/flag.h"
#include "event/numbers.h"
#include "event/use.h"

enum audience {
	AUDIENCE_KEEPER,     /* the night: reads and writes all */
	AUDIENCE_LEADERSHIP, /* reads names: head, safeguarding lead */
	AUDIENCE_GOVERNORS,  /* aggregates only: no name, account, address,
				room or log text can be prepared */
	AUDIENCE_AUTHORITY,  /* as governors */
};

struct store;

/* The version of the tables that this program writes. */
int store_schema(void);
/* There is a finished store in that file: false where there is no file, or
 * one that is being made. */
bool store_exists(const char *path);
/* Makes the file (mode 0640) and its schema for the keeper where it is not
 * there.  NULL: said on standard error. */
struct store *store_open(const char *path, enum audience who);
void store_close(struct store *s); /* NULL is fine; rolls back */

/* A run was stopped in the middle of writing, by a kill or a power cut: what
 * it began will be taken back.  Ask before the store is opened. */
bool store_was_stopped(const char *path);
/* Looks for damage in the whole file: `thoroughly`, or only where it is
 * small.  -1: it is damaged (said). */
int store_check(struct store *s, bool thoroughly);

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

/* The tables of events.  lib/store/schema.h explains them. */
enum store_table {
	STORE_VISIT = 1,
	STORE_MAIL,
	STORE_DEVICE_EVENT,
	STORE_MAIL_FRAGMENT,
};

/* ids[row] is the row's id in its table. */
typedef int store_rows_fn(struct batch *b, const int64_t *ids, void *ctx);
/*
 * Gives stored events as batches, in order of start, as they were put in
 * (path, native and the like only where they were kept), with
 * beadle.candidates where the event is one.  `ids` is a question that gives
 * their ids: "SELECT event FROM candidate WHERE tbl = 1".  -1: said, or
 * `rows` said so.  `rows` may write to the store.
 */
int store_rows(struct store *s, enum store_table t, const char *ids,
    struct symbols *symbols, store_rows_fn *rows, void *ctx);

/* Writes back what settle may change of stored events: device, room, type,
 * kind, and the late fields.  Their flags (not those of correlations) and
 * the totals follow. */
int store_update_late(struct store *s, enum store_table t, struct batch *b,
    const int64_t *ids);

/* Takes stored events out, with their flags and texts; the totals follow.
 * A flag that a person has decided on stays, without its event.  `ids` is a
 * question that gives their ids. */
int store_forget(struct store *s, enum store_table t, const char *ids);

/* The dataset of events that tell what did not come: they are of no log, and
 * no figure counts them. */
#define STORE_ABSENCE "beadle.absence"

/* Puts in events that were made from stored ones (joined mails); they are
 * not counted as records.  Mails that are there already are left out. */
int store_derived(struct store *s, struct batch *b);

/* A flag of one stored event, which is row `row` of b.  Its id, 0 where it
 * is before the rule is valid or there already, -1: said. */
int64_t store_flag(struct store *s, const struct rule_facts *rule,
    struct batch *b, uint32_t row, enum store_table t, int64_t event);
/* A flag of a correlation that rests on other flags (ids as in the table
 * flag, the first one first).  It copies what all parts share, and the
 * weakest attribution.  Its id, or -1: said. */
int64_t store_flag_run(struct store *s, const struct rule_facts *rule,
    int64_t start, int64_t end, uint64_t events, const uint64_t *parts,
    size_t count, struct symbols *symbols);

/* The spells of use that an item stands in, as one: from the first to the
 * last page, the rest summed.  1: there is one, 0: none is known, -1: said. */
int store_use(struct store *s, int64_t item, struct use *use);

/* The row of a text in the table symbol, added where it is not there; and
 * the random number of a subject ('p:KEY', 'a:ACCOUNT', 'd:DEVICE').
 * -1: said. */
int64_t store_symbol(struct store *s, enum domain d, struct slice text);
int64_t store_subject(struct store *s, struct slice subject);

/* Writes down that a night ran; call before the commit. */
int store_night(struct store *s, int64_t started, int64_t finished,
    const struct store_counts *n, bool ok);

/* What one night leaves for the next, beside its rows: "people" is how many
 * the list of people had, "reports" which of them are due.  -1: said;
 * nothing is an empty text. */
int store_remember(struct store *s, const char *name, struct slice value);
struct slice store_recall(struct store *s, const char *name, struct arena *a);
/* Of a store that merge made without some of the planned school-days: how
 * many it has, "20 of 21", for all that is made from it to say; else empty. */
struct slice store_share(struct store *s, struct arena *a);

/* The ledger, row by row; record_hashes is NULL for chunks in the middle. */
typedef int ledger_row_fn(uint64_t high, uint64_t low, uint32_t records,
    const uint64_t *record_hashes, void *ctx);
int store_each_chunk(struct store *s, ledger_row_fn *row, void *ctx);
/* Records known by their numbers. */
typedef void numbers_row_fn(const struct number_block *b, void *ctx);
int store_each_numbers(struct store *s, numbers_row_fn *row, void *ctx);
int store_put_numbers(struct store *s, struct number_block *b); /* sets row */
/* Those whose last stamp lies before that. */
int store_forget_numbers(struct store *s, int64_t before);
/* True when a file of that device, inode, size and times was read whole. */
bool store_knows_file(struct store *s, struct slice path, uint64_t device,
    uint64_t inode, uint64_t size, int64_t modified, int64_t changed);

/* Events in [since, until) as batches, in order of time; symbols are those
 * of the batch's. */
int store_dump(struct store *s, int64_t since, int64_t until,
    struct symbols *symbols, batch_fn *sink, void *ctx);
/* The store's share, where it has one, as a state row for those who read
 * the dump. */
int store_dump_share(struct store *s, struct symbols *symbols,
    batch_fn *sink, void *ctx);
/* All that the store holds, sorted, without row ids and run times, so that
 * two stores can be compared as text. */
int store_dump_canonical(struct store *s, FILE *out);

/* One row in the audit table: chained by hash to the one before. */
int store_audit(struct store *s, struct slice who, struct slice what,
    struct slice why);
/* 0, or the number of the first row that was tampered with; -1: failed. */
int64_t store_audit_verify(struct store *s);
/* The hash of the newest row in hexadecimal, which people keep elsewhere so
 * that rows cut off at the end are noticed too; zeros for no row. */
int store_audit_head(struct store *s, char hex[65]);
/* The number of the row of that hash, or of one that begins so (eight
 * letters at least); 0: none; -1: said. */
int64_t store_audit_find(struct store *s, struct slice hex);

#endif
