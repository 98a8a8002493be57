/*
 * What the ledger's two files share: the store of what is known, and the
 * walk over batches.  The room's own header.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "intake/ledger.h"

/* Bytes [from, to) of the log in hand, whose records are known. */
struct known_range {
	int64_t from, to;
};

/* Where the walk over batches is. */
struct ledger_walk {
	enum ledger_place place;
	struct known_range *ranges; /* of the log in hand, in order */
	size_t count, room;
	uint64_t *hashes; /* of the chunk row in hand */
	size_t hashes_room;
	bool *keep;
	bool leave_numbers;
	/* Numbered records: the last one looked at, and those of the log in
	 * hand that were known by their number alone. */
	int64_t judged; /* its offset */
	bool judged_known;
	int64_t numbered;
};

struct numbers;

struct ledger_walk *ledger_walk_of(struct ledger *l);
struct numbers *ledger_numbers_of(struct ledger *l);
void ledger_walk_finish(struct ledger_walk *w);

#endif
