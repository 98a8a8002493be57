/*
 * What RADIUS says of a session, whichever server wrote it down.
 */
#ifndef RADIUS_H
#define RADIUS_H

#include "address_log.h"

/* Values as logged, "" where there is none; numbers of the protocol or the
 * dictionary's words. */
struct radius {
	int64_t time;
	const char *source;
	struct slice user, real_user; /* the second is the directory's */
	struct slice calling, framed;
	struct slice status, delay, length, session, packet, reason;
	struct slice dataset; /* where it is not the format's */
	bool delayed; /* the stamp is when it came, not when it was */
};

/* Adds the row.  NULL, parse_ignored for what begins and ends nothing, or
 * why not. */
const char *radius_row(struct parse *p, const struct radius *r);

#endif
