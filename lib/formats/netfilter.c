/*
 * Linux's packet filter, as iptables, ufw, UniFi, EdgeRouter, IPFire and
 * others log it through the kernel:
 *
 *   Oct 12 08:31:02 gw kernel: [123.4] [LAN_IN-2001-D]IN=eth1 OUT=eth0
 *     MAC=... SRC=198.51.100.24 DST=192.0.2.44 LEN=60 ... PROTO=TCP SPT=51512
 *     DPT=443 WINDOW=64240 RES=0x00 SYN URGP=0
 *
 * (one line in the log).  The prefix before IN= is whatever the rule says:
 * its words tell what was done, or nothing does.
 */
#include "formats/format.h"

#include "fields.h"
#include "syslog.h"
#include "text.h"

static const struct field_name names[] = {
	{ "SRC", FIELD_CLIENT }, { "DST", FIELD_SERVER },
	{ "SPT", FIELD_CLIENT_PORT }, { "DPT", FIELD_SERVER_PORT },
	{ "PROTO", FIELD_TRANSPORT }, { "MAC", FIELD_MAC },
	{ NULL, FIELD_NONE },
};

enum { MACS = 35 }; /* two hardware addresses and a colon */

/* Where "IN=" begins, as a word or right behind the prefix. */
static size_t
find_in(struct slice line)
{
	size_t i;

	for (i = 0; i + 3 < line.len && i < 300; i++)
		if (slice_starts_with(slice_from(line, i), SLICE("IN=")) &&
		    slice_contains(slice_from(line, i), SLICE(" OUT=")))
			return i;
	return line.len;
}

/* "[UFW BLOCK] ", "[LAN_IN-2001-D]", "DROP_INPUT ": what stands between the
 * kernel's own words and IN=. */
static struct slice
prefix_of(struct slice head)
{
	struct slice rest = head, number;
	size_t i;

	for (i = 0; i < head.len; i++)
		if (slice_starts_with(slice_from(head, i), SLICE("kernel:")))
			rest = slice_trim(slice_from(head, i + 7));
	/* UniFi's newer ones: `fw [LAN_IN-A-100] DESCR="Allow all" IN=`. */
	if (rest.ptr == head.ptr && slice_contains(head, SLICE(" DESCR="))) {
		rest = slice_from(head, slice_find(head, '['));
		return slice_first(rest, slice_find(rest, ']') + 1);
	}
	/* "[123.456]": how long it has been up. */
	if (slice_starts_with(rest, SLICE("["))) {
		struct slice s = slice_from(rest, 1);

		if (slice_take_until(&s, ']', &number)) {
			number = slice_trim(number);
			if (number.len > 0 && *number.ptr >= '0' &&
			    *number.ptr <= '9' &&
			    slice_find(number, '.') < number.len)
				rest = s;
		}
	}
	rest = slice_trim(rest);
	return rest.ptr == head.ptr ? SLICE("") : rest;
}

static bool
has_word(struct slice text, const char *const *words)
{
	size_t i, start = 0;

	for (i = 0; i <= text.len; i++) {
		char c = i < text.len ? text.ptr[i] : ' ';

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			continue;
		if (text_is_one_of((struct slice){ text.ptr + start,
			i - start }, words))
			return true;
		start = i + 1;
	}
	return false;
}

/* UniFi ends a prefix with -A, -D or -R. */
static void
set_verdict(struct slice prefix, struct visit *v)
{
	static const char *const noes[] = { "BLOCK", "BLOCKED", "DROP",
		"DROPPED", "DENY", "DENIED", "REJECT", "REJECTED", "D", "R",
		NULL };
	static const char *const yeses[] = { "ALLOW", "ALLOWED", "ACCEPT",
		"ACCEPTED", "PASS", "A", NULL };

	v->action = prefix.len > 0 ? prefix : SLICE("logged");
	v->verdict = has_word(prefix, noes) ? VERDICT_DENIED :
	    has_word(prefix, yeses)	    ? VERDICT_ALLOWED :
					      VERDICT_UNKNOWN;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), head = line, rest, word;
	size_t at = find_in(line);
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const struct field_name *n;

	if (line.len == 0)
		return parse_ignored;
	if (at == line.len)
		return syslog_begins(line) ? parse_ignored :
					     "not a packet";
	if (!syslog_take_time(&head, p->options, &v.stamp, &v.source))
		return "bad time";
	rest = slice_from(line, at);
	v.channel = "network";
	set_verdict(prefix_of(slice_first(line, at)), &v);
	while (slice_take_word(&rest, &word))
		for (n = names; n->name != NULL; n++)
			if (slice_equal(slice_first(word,
				slice_find(word, '=')), slice_of(n->name)))
				fields_put(&f, n->field, slice_from(word,
				    slice_find(word, '=') + 1));
	/* Its own hardware address, then the sender's, then the type. */
	if (f.at[FIELD_MAC].len >= MACS)
		f.at[FIELD_MAC] = slice_first(slice_from(f.at[FIELD_MAC],
		    MACS / 2 + 1), MACS / 2);
	else
		f.at[FIELD_MAC] = SLICE("");
	if (!url_host_is_address(f.at[FIELD_CLIENT]) ||
	    !url_host_is_address(f.at[FIELD_SERVER]))
		return "no addresses: cut short?";
	if (f.at[FIELD_TRANSPORT].len == 0 ||
	    ((slice_equal(f.at[FIELD_TRANSPORT], SLICE("TCP")) ||
		 slice_equal(f.at[FIELD_TRANSPORT], SLICE("UDP"))) &&
		f.at[FIELD_SERVER_PORT].len == 0))
		return "no port: cut short?";
	return fields_row(p, &f, NULL, &v);
}

static bool
fits(struct slice line)
{
	size_t at = find_in(line);

	return at < line.len && syslog_begins(line) &&
	    slice_contains(line, SLICE(" SRC=")) &&
	    slice_contains(line, SLICE(" PROTO="));
}

const struct format format_netfilter = {
	.name = "netfilter",
	.dataset = "netfilter.firewall",
	.title = "Linux packet filter: iptables, ufw, UniFi, IPFire",
	.channel = "network",
	.versions = "any kernel's LOG target; other lines are left out",
	.lacks = "year and zone in the old syslog layout; who; what was done, "
		 "where the rule's prefix does not say",
	.fits = fits,
	.parse = parse,
};
