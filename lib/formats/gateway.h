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

/* Somebody signs in, or out, or is refused, at that time: who it was, the
 * row says. */
struct endpoint_event gateway_sign_in(const struct visit *v, bool failed,
    bool ends);

/* Adds the row of an event, its values by their names.  A subject stays only
 * where the school keeps subjects.  NULL. */
const char *gateway_row(struct parse *p, const struct endpoint_event *e,
    const struct pairs *kv, const struct gateway_name *names);

/* Who began or ended a session with which address, where it is told.  NULL,
 * or why not: there must be an account. */
const char *gateway_session(struct parse *p, const struct address_event *e);

#endif
