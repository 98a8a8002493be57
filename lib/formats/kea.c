/*
 * Kea's DHCP server, its own log:
 *
 *   2026-10-12 08:31:02.123 INFO  [kea-dhcp4.leases/812.1403]
 *     DHCP4_LEASE_ALLOC [hwtype=1 00:00:5e:00:53:01], cid=[no info],
 *     tid=0x1a2b3c: lease 198.51.100.24 has been allocated for 14400 seconds
 *
 * (one line in the log), perhaps with a head of syslog in front; Kea's own
 * stamp has a year.
 */
#include "address_log.h"

#include "endpoint.h"
#include "text.h"

/* Kea's own stamp stands before its severity and "[kea-dhcp4". */
static bool
take_stamp(struct slice line, const struct format_options *options,
    int64_t *time, const char **source)
{
	size_t at = slice_find_text(line, SLICE(" [kea-dhcp"));
	struct slice head = slice_trim(slice_first(line, at)), clock, date;
	size_t space;

	if (at == line.len)
		return false;
	head.len = slice_find_last(head, ' ') < head.len ?
	    slice_find_last(head, ' ') : 0;
	head = slice_trim(head);
	space = slice_find_last(head, ' ');
	if (space == head.len)
		return false;
	clock = slice_from(head, space + 1);
	date = slice_trim(slice_first(head, space));
	if (date.len < 10)
		return false;
	date = slice_from(date, date.len - 10);
	return endpoint_time(options,
	    (struct slice){ date.ptr,
		(size_t)(clock.ptr + clock.len - date.ptr) },
	    false, time, source);
}

static const char *
take_lease(struct parse *p, struct slice rest, struct address_event *e)
{
	struct slice client, word;
	size_t at;

	if (!slice_take_text(&rest, SLICE(" [hwtype=")) ||
	    !slice_take_until(&rest, ']', &client) ||
	    !slice_take_word(&client, &word))
		return "no client: cut short?";
	e->mac = slice_trim(client);
	at = slice_find_text(rest, SLICE(": lease "));
	rest = slice_from(rest, at + 8);
	if (!address_take(&rest, &e->address))
		return "no address: cut short?";
	if (!slice_take_text(&rest, SLICE(" has been allocated")))
		return parse_ignored;
	if (slice_take_text(&rest, SLICE(" for ")) &&
	    (!slice_take_word(&rest, &word) ||
		!text_to_number(word, &e->seconds)))
		return "no length of the lease: cut short?";
	return address_row(p, e);
}

static const char *
parse(struct parse *p)
{
	static const char *const verbs[] = { "DHCP4_LEASE_ALLOC",
		"DHCP4_LEASE_RENEW" };
	struct address_event e = ADDRESS_EVENT_NEW;
	size_t i, at;

	if (!take_stamp(p->record, p->options, &e.time, &e.source))
		return slice_find_text(p->record, SLICE("DHCP4_LEASE_ALLOC")) <
			p->record.len ?
		    "bad time" :
		    parse_ignored;
	for (i = 0; i < 2; i++) {
		at = slice_find_text(p->record, slice_of(verbs[i]));
		if (at == p->record.len)
			continue;
		e.action = i == 0 ? DHCP_ASSIGNED : DHCP_RENEWED;
		return take_lease(p,
		    slice_from(p->record, at + strlen(verbs[i])), &e);
	}
	return parse_ignored;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	const char *source;
	int64_t time;

	return take_stamp(line, &utc, &time, &source);
}

const struct format format_kea = {
	.name = "kea",
	.dataset = "kea.dhcp",
	.title = "Kea DHCP server, its log",
	.channel = "network",
	.versions = "kea-dhcp4 1 to 3, its default pattern",
	.lacks = "the account; the computer's name; zone of its stamps",
	.fits = fits,
	.parse = parse,
};
