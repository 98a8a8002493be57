/*
 * Stored flags as hits, with the fields that correlations group by or
 * count, read from the events that they rest on.
 *
 * A rule that counts pages counts acts of a person.  A browser asks again by
 * itself, and draws several things into one page, and each of these requests
 * may be refused: within ACT_GAP of a refused request of the same caller, by
 * the same rule and in the same minute of the clock, another one supports it
 * and is no hit.  So whoever tries three times has done it three times, and
 * whoever tries without end is counted once a minute at least.  Rules that do
 * not ask for beadle.kind count every event, as Sigma has it.
 */
#ifndef HITS_H
#define HITS_H

#include "event/flag.h"

#include "parts.h"

#define ACT_GAP (5 * TIME_SECOND)

/* A flag of a base rule.  Row ids of words are those of the store. */
struct base_flag {
	int64_t id;
	int table; /* and row of its event */
	int64_t event;
	int64_t account, person;
	int64_t caller, address; /* of a visit, as logged; else 0 */
	int64_t device;
	bool denied_page; /* that its rule takes for a page */
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
