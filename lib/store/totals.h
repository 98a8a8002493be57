/*
 * Aggregates, kept in memory while events load and added to the tables in
 * one go: daily_visit, coverage, and what settle has to look at.
 */
#ifndef TOTALS_H
#define TOTALS_H

#include "layout.h"

struct totals *totals_create(void);
void totals_destroy(struct totals *t); /* NULL is fine */
void totals_forget(struct totals *t);  /* what was not flushed */

/* The ids that an event's row holds, as the totals need them. */
struct counted {
	enum store_table table;
	int64_t day, start, bytes;
	int64_t request, place, who, moment; /* ids */
};

/* An event was put in. */
void totals_add(struct store *s, const struct counted *c);
/* An event changes: +1 as it is now, -1 as it was. */
void totals_move(struct store *s, const struct counted *c, int by);
int totals_flush(struct store *s); /* -1: said */
/* Makes daily_flag and daily_person again for the days that changed. */
int totals_renew_flags(struct store *s);

#endif
