/*
 * What firewalls, filters and access points tell beside visits and
 * connections: who signed in, which mail was held, which lease ended.
 */
#ifndef GATEWAY_H
#define GATEWAY_H

#include "address_log.h"
#include "endpoint.h"
#include "pairs.h"

/* A product's name for a column.  Ends with a NULL name; of two names for
 * one column, the first that has a value wins. */
struct gateway_name {
	const char *name;
	enum column column;
};

/* Adds the row of an event, its values by their names.  A subject stays only
 * where the school keeps subjects.  NULL. */
const char *gateway_row(struct parse *p, const struct endpoint_event *e,
    const struct pairs *kv, const struct gateway_name *names);

/* Who began or ended a session with which address; of a sign-in without an
 * address, or without an account, nobody's address is known: a plain event
 * of that account.  NULL, or why not. */
const char *gateway_session(struct parse *p, const struct address_event *e);

#endif
