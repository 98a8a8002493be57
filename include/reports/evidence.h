/*
 * The evidence of an item for review, put into words.  Reads names and log
 * text: for reports of the leadership alone.
 */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "base/arena.h"
#include "store/store.h"

enum { MOST_SHOWN = 3 };

struct evidence {
	/* Sites, programs, malware, packages, recipients: the first few. */
	struct slice things[MOST_SHOWN];
	size_t n_things, more; /* and how many others */
	int64_t allowed, blocked, other; /* flagged events */
	struct slice told; /* entered by hand: what somebody told */
};

/* -1: said.  Texts live in the arena. */
int evidence_read(struct store *store, int64_t item, struct arena *a,
    struct evidence *out);
/* "allowed", "blocked", "some blocked, some allowed" or "". */
const char *evidence_outcome(const struct evidence *e);

/* A drafted sentence of what the account did, with the first few things; of
 * suspected illegal content nothing but that. */
const char *evidence_sentence(const struct evidence *e, struct slice label,
    bool account_known, struct arena *a);

#endif
