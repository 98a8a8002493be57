/*
 * What is kept for how long, and what is held of one person.  Figures that
 * name nobody (the daily_ tables, items without their subject) are never
 * taken away; what is taken away is overwritten in the file.
 */
#ifndef STORE_RETENTION_H
#define STORE_RETENTION_H

#include "store/store.h"

/* A legal hold: what lies on these days, of that name and item, stays. */
struct retention_hold {
	struct slice name; /* account or lasting id; empty: everybody */
	struct slice item; /* id of an item; empty: all */
	int32_t from, to;  /* days, both included */
};

struct retention {
	/* What lies before these days goes: events that no rule flagged;
	 * search terms, subjects and command lines that are in no item;
	 * flags, with items that nobody made an incident; closed incidents
	 * of pupils, and of others. */
	int32_t raw, details, flags, pupils, others;
	const struct retention_hold *holds;
	size_t hold_count;
	/* Only what is held on this person, by these names (lasting id,
	 * accounts, mailboxes), however young; NULL: on all.  Incidents
	 * that are open or within their time stay. */
	const struct slice *names;
	size_t name_count;
	bool change_nothing;
};

/* One line of the receipt: how many of a class on a day went. */
typedef void retention_fn(const char *kind, int64_t day, int64_t count,
    void *ctx);
/* A sealed pack of evidence whose item goes: the caller removes the file
 * once the store is committed.  Called before that. */
typedef void retention_pack_fn(struct slice path, void *ctx);

/* In a transaction of its own; afterwards the file is made small where much
 * went.  -1: said, and nothing went. */
int store_retain(struct store *s, const struct retention *r,
    retention_fn *line, retention_pack_fn *pack, void *ctx);

#endif
