/*
 * The codes of Squid's logformat.
 */
#ifndef SQUID_CODES_H
#define SQUID_CODES_H

#include "layout.h"

/* What a field is to us. */
enum squid_use {
	SQUID_NOTHING,
	SQUID_SECONDS,	  /* of the end, since 1970 */
	SQUID_MILLI,	  /* of that second */
	SQUID_LOCAL_TIME, /* of the end, by Squid's own clock */
	SQUID_GMT_TIME,
	SQUID_BEGUN,	  /* when it began, since 1970 */
	SQUID_ELAPSED,
	SQUID_CLIENT,
	SQUID_CLIENT_NAME,
	SQUID_USER,
	SQUID_RESULT,
	SQUID_SERVER,
	SQUID_STATUS,
	SQUID_BYTES,
	SQUID_METHOD,
	SQUID_URL,
	SQUID_SCHEME,
	SQUID_HOST,
	SQUID_PORT,
	SQUID_PATH,
	SQUID_MIME,
	SQUID_AGENT,
	SQUID_SNI,
	SQUID_REASON,
	SQUID_VERSION, /* HTTP/1.1 */
};

struct squid_code {
	const char *name;
	enum squid_use use;
	enum layout_kind kind;
};

/*
 * The code at the front of *rest, the longest that there is; NULL where it is
 * none of Squid's.  "http::" may stand before it; "tls::" is "ssl::".
 */
const struct squid_code *squid_take_code(struct slice *rest);

#endif
