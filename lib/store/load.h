/*
 * Putting batches in: what is known of the logs in hand, and of the rows
 * that come next.
 */
#ifndef LOAD_H
#define LOAD_H

#include "layout.h"

/* A reading of a log that this transaction has opened. */
struct reading {
	int64_t id; /* member.id */
	symbol path;
	uint64_t records, used, duplicate, rejected;
	int64_t offset;	 /* of the last record used */
	bool loose;	 /* no chunks were announced: what comes is counted */
	bool changed;	 /* since it was last written */
	bool closed, dropped;
};

/* A chunk that may turn out to be the last of its log. */
struct held_chunk {
	uint64_t high, low;
	int64_t records;
	struct buffer hashes; /* 8 bytes a record */
	bool end;	      /* of its log, or known in part */
	bool held;
};

struct loader {
	const struct symbols *of; /* whose numbers `reading_of` knows */
	struct reading *readings;
	size_t reading_count, reading_room;
	uint32_t *reading_of; /* by symbol of the path; index + 1 */
	uint32_t reading_of_room;
	/* Offsets of mail records seen, as a set of hashes. */
	uint64_t *seen;
	size_t seen_room, seen_used;
	/* The file in hand, as its open row told of it. */
	struct buffer file;
	bool file_trouble;
	struct held_chunk chunk;
	bool new_chunks;    /* since old ones were told to forget */
	int64_t forgetful;  /* chunks up to this one have */

	int64_t next_id[TABLE_COUNT]; /* 0 not looked up yet */
	/* Of the batch in hand. */
	uint32_t list[TABLE_COUNT][BATCH_ROWS]; /* its rows, by table */
	uint32_t count[TABLE_COUNT];
	int64_t member[BATCH_ROWS]; /* by row of the batch */

	/* For reading one event back. */
	struct batch *single;
	struct symbols *single_of;

	sqlite3_stmt *add_member, *write_member, *drop_member, *add_chunk,
	    *forget_chunks, *put_numbers, *add_reject, *add_file, *close_file,
	    *text[TABLE_COUNT], *add_candidate, *add_flag, *has_flag,
	    *update[TABLE_COUNT], *update_flag, *add_stretch, *one[TABLE_COUNT];
};

struct loader *loader_create(void);
void loader_destroy(struct loader *l); /* NULL is fine */
void loader_forget(struct loader *l);  /* after a rollback */
int loader_flush(struct store *s);     /* totals of members; -1: said */

/* Prepares where *st is still NULL; NULL: said. */
sqlite3_stmt *loader_prepare(struct store *s, sqlite3_stmt **st,
    const char *sql);

/* The ids of one tuple of the rows listed, `stride` apart. */
void load_tuples(struct store *s, struct batch *b, const uint32_t *list,
    uint32_t count, enum tuple t, int64_t *out, int stride);

/* What a row has for cells that stand together. */
int64_t load_pack(struct store *s, enum tuple t, const int64_t *key);

/* ledger.c */
/* A state row or a reject; -1: said. */
int ledger_state(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n);
int ledger_reject(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n);
/* The reading that an event's row belongs to, begun where nothing
 * announced it; NULL: said. */
struct reading *ledger_reading(struct store *s, struct batch *b,
    uint32_t row);
/* Counts the record of an event, once however many events it gave. */
void ledger_used(struct store *s, struct reading *r, int64_t offset,
    bool in_order, struct store_counts *n);

/* flags.c */
/* Candidate, flags and side texts of one new row; -1: said. */
int load_judgement(struct store *s, struct batch *b, uint32_t row,
    enum store_table t, int64_t id);

#endif
