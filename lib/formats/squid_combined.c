/*
 * Squid's access.log in the layout of web servers, with referer and agent:
 *
 *   198.51.100.23 - amy.adams [12/Oct/2026:08:31:02 +0100] "GET
 *     http://findly.example/ HTTP/1.1" 200 41822 "-" "Mozilla/5.0 (...)"
 *     TCP_MISS:HIER_DIRECT
 *
 * (one line in the log).  Squid writes referer and agent as they came: a
 * quote in them is no end, and a line that can be read in two ways is
 * rejected.
 */
#include "squid_layout.h"

#define TEXT SLICE("%>a %ui %[un [%tl] \"%rm %ru HTTP/%rv\" %>Hs %<st " \
	"\"%{Referer}>h\" \"%{User-Agent}>h\" %Ss:%Sh")

static const char *
parse(struct parse *p)
{
	return squid_layout_parse_by(p, TEXT);
}

static bool
fits(struct slice line)
{
	return squid_layout_fits_text(TEXT, line);
}

const struct format format_squid_combined = {
	.name = "squid_combined",
	.dataset = "squid.access",
	.title = "Squid access.log, logformat combined",
	.channel = "web",
	.versions = "Squid 2.6 to 7; also through syslog",
	.lacks = "when a request began; media type; the server",
	.state_size = sizeof(struct squid_layout_state),
	.fits = fits,
	.parse = parse,
};
