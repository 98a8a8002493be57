/*
 * Squid's native access.log, perhaps sent through syslog:
 *
 *   1791803523.101    210 198.51.100.23 TCP_MISS/200 41822 GET
 *     http://findly.example/ amy.adams HIER_DIRECT/192.0.2.10 text/html
 *
 * (one line in the log).  The stamp is the end of the request; the second
 * number, how many milliseconds it took.  A user name with a space shifts
 * the fields after it, so a line has exactly ten, or is rejected.
 */
#include "squid_row.h"

static const char *
parse(struct parse *p)
{
	return squid_native_parse(p, SQUID_FIELDS);
}

const struct format format_squid = {
	.name = "squid",
	.dataset = "squid.access",
	.title = "Squid access.log, native layout",
	.channel = "web",
	.versions = "Squid 2.6 to 7, logformat squid; also through syslog",
	.lacks = "user agent; what is inside a tunnel; the query, unless "
		 "strip_query_terms is off",
	.state_size = sizeof(struct squid_state),
	.fits = squid_native_begins,
	.parse = parse,
};
