/*
 * Squid's native access.log without a media type, as the oldest versions and
 * some logformat lines write it:
 *
 *   1791803523.101    210 198.51.100.23 TCP_MISS/200 41822 GET
 *     http://findly.example/ amy.adams DIRECT/192.0.2.10
 *
 * (one line in the log).  A log is of this kind where almost all of its first
 * lines are, so that a line of ten fields which was cut is never taken for
 * one of nine.
 */
#include "recognise.h"
#include "squid_row.h"

enum { NINE = SQUID_FIELDS - 1 };

static const char *
parse(struct parse *p)
{
	return squid_native_parse(p, NINE);
}

static bool
fits(struct slice line)
{
	return squid_native_has(line, NINE);
}

/* More than that of the ten fields, which its lines look like. */
static int
recognise(struct slice head)
{
	int sure = recognise_lines(head, fits);

	return sure < 90 ? 0 : sure + 2;
}

const struct format format_squid_nine = {
	.name = "squid_nine",
	.dataset = "squid.access",
	.title = "Squid access.log, native layout without a media type",
	.channel = "web",
	.versions = "the oldest versions, and logformat squid without %mt",
	.lacks = "media type, so that pages are told from their parts by "
		 "their addresses; user agent; what is inside a tunnel",
	.state_size = sizeof(struct squid_state),
	.recognise = recognise,
	.parse = parse,
};
