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

/* "F7", as a spreadsheet names the cell; and what stands in one, without
 * what spreadsheets add to it. */
const char *cell_name(struct returned *r, int column, size_t row);
struct slice clean(struct returned *r, struct slice s);

/* entries.c: the sheet of what was told, within a transaction. */
int answer_entries(struct returned *r, const struct csv *t);

/* sample.c: the sheet of what was drawn by lot, signed. */
bool is_sample(const struct csv *t);
int answer_sample(struct returned *r, const struct csv *t);

/* sign.c: the sheet on which the log of a term is signed. */
bool is_sign_off(const struct csv *t);
int answer_sign_off(struct returned *r, const struct csv *t);

/* acknowledge.c: the text of an alert, or a line of it. */
bool is_acknowledgement(struct slice text);
int answer_acknowledgement(struct returned *r);

#endif
