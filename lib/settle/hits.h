/*
 * Stored flags as hits, with the fields that correlations group by or
 * count, read from the events that they rest on.
 */
#ifndef HITS_H
#define HITS_H

#include "event/flag.h"

#include "parts.h"

/* A flag of a base rule.  Row ids of words are those of the store. */
struct base_flag {
	int64_t id;
	int table; /* and row of its event */
	int64_t event;
	int64_t account, person;
	struct slice account_text;
	int attribution; /* 0 none ... 3 strong */
	struct slice *fields; /* as detect_fields() has them */
	const struct slice *names;
};

struct hits {
	const struct settle *s;
	struct arena *arena;
	struct hit *list;
	struct base_flag *flags; /* by hit */
	size_t count, room;
};

void hits_init(struct hits *h, const struct settle *s);
void hits_finish(struct hits *h);
/* The flags of base rules that overlap [since, until]; -1: said. */
int hits_read(struct hits *h, int64_t since, int64_t until);

#endif
