/*
 * The receipt of a partition: what it read, how that adds up, and what it
 * wrote.  It is written last, so a valid one means that all is done.
 */
#ifndef GRID_RECEIPT_H
#define GRID_RECEIPT_H

#include "grid/plan.h"

struct receipt {
	/* records = used + other_day + duplicate + ignored + rejected; what
	 * bears no day of its own is accounted for by one of the days that
	 * its log touches, so that `used` of all partitions adds up. */
	uint64_t records, used, other_day, duplicate, ignored, rejected;
	uint64_t events;    /* of the day */
	uint64_t bad_files; /* not recognised, or broken */
	uint64_t slice_bytes;
	char slice_sha256[SHA256_HEX];
};

/* Results of a plan lie in one folder, each beside its like. */
const char *receipt_path(const char *folder, struct slice id,
    struct arena *a);
const char *slice_path(const char *folder, struct slice id, struct arena *a);

/* -1: said. */
int receipt_write(const char *folder, const struct plan *p,
    const struct plan_partition *part, const struct receipt *r);
/*
 * NULL: it is valid, with its slice (`deep`: and the bytes of that).  Else
 * what is wrong: "missing", "quarantined: ...", "sealed otherwise" ...
 */
const char *receipt_read(const char *folder, const struct plan *p,
    const struct plan_partition *part, bool deep, struct receipt *r,
    struct arena *a);

/* What can never be done is put down beside the receipts; -1: said. */
int receipt_quarantine(const char *folder, struct slice id, const char *why);

#endif
