/*
 * Who gets a case: by whom it is about, never by who asks.  Pupils' cases
 * go to the safeguarding lead and the deputy, low-level ones also to the
 * head of that year; cases of staff, technicians and governors to the
 * headteacher, who sees pupils' too; nobody gets a case about themselves:
 * "routing:" of school.yml says who gets it instead.
 */
#ifndef SETTINGS_ROUTING_H
#define SETTINGS_ROUTING_H

#include "settings/settings.h"

/* What may stand on one sheet: pupils and staff never do. */
enum queue { QUEUE_PUPILS, QUEUE_STAFF, QUEUE_OTHER, QUEUE_COUNT };

/* Whom a case is about, as far as is known; empty where it is not. */
struct routing_case {
	struct slice role, year, account;
	struct slice person; /* key of the list of people */
	bool low_level;
	struct slice label; /* empty: it does not matter */
};

enum queue routing_queue(struct slice role);
bool routing_sees(const struct settings *s, struct slice reader,
    const struct routing_case *c);
/* Is the case about somebody who holds that office? */
bool routing_is_own(const struct settings *s, struct slice reader,
    const struct routing_case *c);

/* Those who judge cases: dsl and head always, deputy, chair and heads of
 * year where school.yml names them.  Gives their number. */
enum { ROUTING_MOST = 16 };
size_t routing_readers(const struct settings *s,
    struct slice out[ROUTING_MOST]);
/* Who stands in for that reader; empty where nobody does. */
struct slice routing_next(const struct settings *s, struct slice reader);
const struct reader *settings_reader(const struct settings *s,
    struct slice name); /* or NULL */
/* Is that user name one of the people of the office?  r: or NULL. */
bool routing_holds(const struct reader *r, struct slice who);

#endif
