/*
 * ISC's DHCP server, its file of leases (dhcpd.leases).
 *
 *   lease 198.51.100.24 {
 *     starts 1 2026/10/12 07:31:02;
 *     ends 1 2026/10/12 11:31:02;
 *     binding state active;
 *     hardware ethernet 00:00:5e:00:53:01;
 *     client-hostname "LAB-1";
 *   }
 *
 * Times are of UTC, or seconds since 1970.  What is no lease in hand gives
 * and takes no address: only the active are events.
 */
#include "address_log.h"

#include "base/url.h"
#include "stamp.h"
#include "text.h"

struct lease {
	struct slice address, state, mac, host;
	int64_t starts, ends;
	bool bad;
};

/* "1 2026/10/12 07:31:02", "epoch 1791790262", "never" */
static bool
take_when(struct slice s, int64_t *time)
{
	struct slice word;
	int64_t micro;
	int32_t day;

	*time = TIME_UNKNOWN;
	if (slice_equal(s, SLICE("never")))
		return true;
	if (slice_take_text(&s, SLICE("epoch ")))
		return stamp_epoch(s, time);
	if (!slice_take_word(&s, &word) || !slice_take_char(&s, ' ') ||
	    !stamp_take_date(&s, '/', false, &day) ||
	    !slice_take_char(&s, ' ') ||
	    !stamp_take_clock(&s, false, &micro) || s.len > 0)
		return false;
	*time = stamp_utc(day, micro);
	return true;
}

static void
take_statement(struct slice line, struct parse *p, struct lease *l)
{
	struct slice s = slice_first(line, slice_find_last(line, ';'));

	if (slice_find_last(line, ';') == line.len)
		return;
	if (slice_take_text(&s, SLICE("starts ")))
		l->bad = l->bad || !take_when(s, &l->starts);
	else if (slice_take_text(&s, SLICE("ends ")))
		l->bad = l->bad || !take_when(s, &l->ends);
	else if (slice_take_text(&s, SLICE("binding state ")))
		l->state = s;
	else if (slice_take_text(&s, SLICE("hardware ethernet ")))
		l->mac = s;
	else if (slice_take_text(&s, SLICE("client-hostname \"")) &&
	    s.len > 0 && s.ptr[s.len - 1] == '"')
		l->host = text_unquote(slice_first(s, s.len - 1), p->scratch);
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, line, s;
	struct address_event e = ADDRESS_EVENT_NEW;
	struct lease l = { .starts = TIME_UNKNOWN, .ends = TIME_UNKNOWN };
	int depth = 0;

	while (slice_take_line(&rest, &line)) {
		line = slice_trim(line);
		if (line.len == 0 || *line.ptr == '#')
			continue;
		s = line;
		if (depth == 0 && slice_take_text(&s, SLICE("lease ")) &&
		    !address_take(&s, &l.address))
			return "no address";
		if (depth == 1)
			take_statement(line, p, &l);
		depth += line.ptr[line.len - 1] == '{';
		depth -= *line.ptr == '}';
	}
	if (l.address.len == 0)
		return parse_ignored; /* the server's own facts */
	if (depth != 0)
		return "a lease that does not end: cut short?";
	if (!slice_equal(l.state, SLICE("active")))
		return parse_ignored;
	if (l.bad || l.starts == TIME_UNKNOWN)
		return "bad time";
	e.time = l.starts;
	e.source = "offset";
	e.action = DHCP_ASSIGNED;
	e.address = l.address;
	e.mac = l.mac;
	e.host = l.host;
	if (l.ends != TIME_UNKNOWN && l.ends >= l.starts)
		e.seconds = (l.ends - l.starts) / TIME_SECOND;
	return address_row(p, &e);
}

static int
recognise(struct slice head)
{
	struct slice line;

	while (slice_take_line(&head, &line))
		if (slice_starts_with(line, SLICE("lease ")) &&
		    slice_ends_with(slice_trim(line), SLICE("{")))
			return 93;
	return 0;
}

const struct format format_isc_leases = {
	.name = "isc_leases",
	.dataset = "isc.leases",
	.title = "ISC DHCP server, file of leases",
	.channel = "network",
	.versions = "dhcpd.leases of ISC dhcpd 3 and 4, IPv4",
	.lacks = "the account; leases of fixed addresses; what was rewritten "
		 "before it was read",
	.framing = FRAMING_BRACES,
	.recognise = recognise,
	.parse = parse,
};
