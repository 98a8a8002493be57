/*
 * What lies beside the events that are handed off, and what the files that
 * write them share.
 */
#ifndef HANDOFF_H
#define HANDOFF_H

#include "base/arena.h"

#include "merge.h"
#include "parquet.h"

#define HANDOFF_CSV "part-0.csv.zst"
#define HANDOFF_PARQUET "part-0.parquet"
#define HANDOFF_RECEIPT "part-0.receipt.json"

/* events/school_urn=URN, under the folder of results. */
const char *handoff_folder(const char *folder, struct slice urn,
    struct arena *a);
/* "all", or the share of the planned school-days. */
const char *handoff_share(struct slice share, struct arena *a);

struct handoff_receipt {
	struct slice urn, share;
	int32_t day;
	uint64_t rows;
};

/* Beside the files of that day: their rows, sizes and SHA-256.  It comes
 * last, so that a file without one is not to be believed.  -1: said. */
int handoff_receipt_write(const char *folder,
    const struct handoff_receipt *r);

/* The receipt is there, and is the one that would be written now. */
bool handoff_receipt_stands(const char *folder,
    const struct handoff_receipt *r);

/* The days that a school has handed off, and those that its plan has and
 * it lacks, in days.json.  -1: said. */
int handoff_list(const struct hand_off *o, struct slice share);

#endif
