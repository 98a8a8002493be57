/*
 * ISC's DHCP server, as syslog has it:
 *
 *   Oct 12 08:31:02 gw dhcpd[812]: DHCPACK on 198.51.100.24 to
 *     00:00:5e:00:53:01 (LAB-1) via eth0
 *
 * (one line in the log).  Only what gives or takes an address is an event.
 */
#include "address_log.h"

#include "syslog.h"

enum { LONGEST_HOSTS = 160 };

/* The head, and after it perhaps another host: Infoblox names the member that
 * said it behind the grid. */
static bool
split(struct slice line, const struct format_options *options,
    struct syslog_line *out)
{
	struct slice rest = line;
	size_t i;

	if (syslog_split(line, options, out) &&
	    slice_equal(out->tag, SLICE("dhcpd")))
		return true;
	if (!syslog_take_time(&rest, options, &out->time, &out->source))
		return false;
	for (i = 0; i < rest.len && i < LONGEST_HOSTS; i++) {
		struct slice s = slice_from(rest, i), pid;

		if (slice_take_text(&s, SLICE(" dhcpd[")) &&
		    slice_take_until(&s, ']', &pid) &&
		    slice_take_text(&s, SLICE(": "))) {
			out->tag = SLICE("dhcpd");
			out->text = s;
			return true;
		}
	}
	return syslog_split(line, options, out);
}

static const char *
parse(struct parse *p)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	struct syslog_line s;

	if (!split(p->record, p->options, &s))
		return syslog_begins(p->record) ? parse_ignored :
						  "no time stamp";
	if (!slice_equal(s.tag, SLICE("dhcpd")))
		return parse_ignored;
	e.time = s.time;
	e.source = s.source;
	return address_dhcp_text(p, s.text, &e);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line s;

	return split(line, &utc, &s) &&
	    slice_equal(s.tag, SLICE("dhcpd"));
}

const struct format format_isc_dhcpd = {
	.name = "isc_dhcpd",
	.dataset = "isc.dhcpd",
	.title = "ISC DHCP server, syslog",
	.channel = "network",
	.versions = "ISC dhcpd 4, OpenBSD's, Infoblox, through any syslog",
	.lacks = "the account; how long a lease lasts, in most versions; the "
		 "year, in the old syslog layout",
	.fits = fits,
	.parse = parse,
};
