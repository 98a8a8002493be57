/*
 * Which records of the logs are this day's, and where the others went.  A
 * record is of the day of its first event; what gave none (a reject, what
 * policy leaves out, a copy) is accounted for by the home day of its file.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "event/batch.h"
#include "grid/receipt.h"

/* Records by where they begin in the log in hand.  Those of mail may give
 * events long after, so that they are looked up; of all others the last one
 * is enough. */
struct met {
	int64_t offset;
	bool today;
	uint64_t *mails; /* (offset + 1) * 2 + today */
	size_t room, used;
};

struct account {
	int64_t since, until;
	struct receipt *sum;
	bool home; /* of the file in hand */
	/* Of the file in hand: records, known ones, those of today and of
	 * other days, rejects, and those of today that enrich kept. */
	uint64_t records, duplicate, today, other, rejected, used;
	struct met met, kept;
	/* Of all files as the rows have it, to hold against the reader. */
	uint64_t all_records, all_rejected;
};

/* Before the ledger's judgement: counts what was read. */
void account_read(struct account *a, const struct batch *b);
/* After it: drops the events of other days, counts the rest. */
void account_keep(struct account *a, struct batch *b);
/* After enrich, which may drop events: what is used. */
void account_used(struct account *a, const struct batch *b);
/* The file has ended; -1: it gave more than was read from it (said). */
int account_file(struct account *a);
void account_finish(struct account *a);

#endif
