/*
 * What Zeek says, by the names of its fields, whether they come in columns or
 * as JSON.
 */
#ifndef ZEEK_H
#define ZEEK_H

#include "visit.h"

enum zeek_field {
	NOTHING,
	TS,
	CLIENT,
	CLIENT_PORT,
	SERVER,
	SERVER_PORT,
	METHOD,
	HOST,
	URI,
	AGENT,
	STATUS,
	BYTES,
	USER,
	MIME,
	QUERY,
	QUERY_TYPE,
	REPLY,
	SNI,
	TRANSPORT,
	SERVICE,
	DURATION,
	STATE,
	MAC,
	HOST_NAME,
	ASSIGNED,
	LEASE,
	MESSAGES,
	FRAMED,
	RESULT,
	REPLY_TEXT,
	ZEEK_FIELDS,
};

/* The end is a NULL name; of two names for one field, the first of a log
 * wins. */
struct zeek_name {
	const char *name;
	enum zeek_field field;
};
extern const struct zeek_name zeek_names[];

enum zeek_log { NO_LOG, HTTP, DNS, SSL, CONN, DHCP, RADIUS };
/* "http", "dns" ...; NO_LOG for those that are left out. */
enum zeek_log zeek_log_of(struct slice name);

/* Adds the row.  NULL, parse_ignored, or why not. */
const char *zeek_row(struct parse *p, enum zeek_log log,
    const struct slice at[ZEEK_FIELDS]);

#endif
