/*
 * A file that a reader put into the folder for what comes back.
 */
#ifndef INBOX_H
#define INBOX_H

#include "sheet.h"
#include "store/store.h"

struct returned {
	const struct desk *desk;
	struct store *store;
	struct arena *arena;
	struct slice reader;
	const char *name;  /* of the file */
	struct slice text; /* decoded */
	char hash[65];	   /* SHA-256 of its bytes */
	struct buffer receipt; /* what was done */
	struct buffer told;    /* what was wrong */
	size_t faults, applied;
};

/* A fault: changes nothing, and is told with its cell. */
void returned_fault(struct returned *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* answer.c: a completed sheet.  -1: the store failed (said). */
int answer_sheet(struct returned *r);

/* acknowledge.c: the text of an alert, or a line of it. */
bool is_acknowledgement(struct slice text);
int answer_acknowledgement(struct returned *r);

#endif
