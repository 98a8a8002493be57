/*
 * A request as any web product logs it, on its way to a row.  A format fills
 * in what its line says, as text, and this does the rest the same way for
 * all: addresses taken apart, accounts split, queries reduced, outcomes told.
 */
#ifndef VISIT_H
#define VISIT_H

#include "base/url.h"
#include "formats/format.h"

enum verdict {
	VERDICT_ALLOWED,
	VERDICT_DENIED,	   /* by the filter */
	VERDICT_CHALLENGE, /* "who are you?": no refusal */
	VERDICT_UNKNOWN,   /* the record does not say */
};

struct visit {
	int64_t stamp;	      /* UTC */
	const char *source;   /* beadle.time_source */
	int64_t duration;     /* microseconds, or -1 */
	bool stamped_at_start; /* most stamp the end */
	enum verdict verdict;
	int64_t status, bytes, port; /* NUMBER_UNKNOWN where not told */
	/* Decoded, where the product encodes them; empty or "-": unknown. */
	struct slice client;  /* an address, or a name */
	struct slice machine; /* a name of the client's computer */
	struct slice mac;     /* the client's hardware address, in any form */
	struct slice account, account_domain;
	struct slice method;
	struct slice url; /* whole, or what there is of it */
	struct slice scheme, host, path, query; /* or in parts */
	struct slice action, reason, category, code, mime, agent, server;
	struct slice dataset; /* where it is not the format's */
	/* Of firewalls and name servers. */
	const char *channel;  /* "web", or "network": no visit */
	const char *kind;     /* "query": of a name; or NULL */
	int64_t client_port, server_port;
	struct slice transport, protocol, rule, threat;
};

#define VISIT_NEW                                                           \
	((struct visit){ .stamp = TIME_UNKNOWN,                            \
	    .source = "offset",                                            \
	    .duration = -1,                                                \
	    .status = NUMBER_UNKNOWN,                                      \
	    .bytes = NUMBER_UNKNOWN,                                       \
	    .port = NUMBER_UNKNOWN,                                        \
	    .channel = "web",                                              \
	    .client_port = NUMBER_UNKNOWN,                                 \
	    .server_port = NUMBER_UNKNOWN })

/* A question to a name server: no visit.  Its name is .host, without the dot
 * at the end, its type .method. */
#define VISIT_QUERY(at, how)                                                \
	((struct visit){ .stamp = (at),                                    \
	    .source = (how),                                               \
	    .duration = -1,                                                \
	    .status = NUMBER_UNKNOWN,                                      \
	    .bytes = NUMBER_UNKNOWN,                                       \
	    .port = NUMBER_UNKNOWN,                                        \
	    .action = SLICE("query"),                                      \
	    .channel = "network",                                          \
	    .kind = "query",                                               \
	    .client_port = NUMBER_UNKNOWN,                                 \
	    .server_port = NUMBER_UNKNOWN })

/* Adds the row.  NULL, or why not. */
const char *visit_row(struct parse *p, const struct visit *v);

/* "findly.example.": without its last dot; "." is left. */
struct slice visit_dns_name(struct slice name);

/* A number that may be "-"; false where it is anything else. */
bool visit_number(struct slice s, int64_t *n);

#endif
