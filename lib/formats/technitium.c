/*
 * Technitium DNS Server: its log of queries, and the CSV that its query log
 * exports.
 *
 *   [2026-10-12 07:31:02 UTC] [198.51.100.24:51512] [UDP] QNAME:
 *     betmoor.example; QTYPE: A; QCLASS: IN; RCODE: NxDomain; ANSWER: []
 *   RowNumber,Timestamp,ClientIpAddress,Protocol,ResponseType,ResponseRtt,
 *     RCODE,Domain,Type,Class,Answer
 *
 * (each one line in the log).  Which names it refused is only in the CSV.
 */
#include "formats/format.h"

#include "stamp.h"
#include "table.h"
#include "text.h"
#include "when.h"
#include "visit.h"

enum use { TIME = 1, CLIENT, PROTOCOL, RESPONSE, CODE, NAME, TYPE };

static const struct table_name names[] = { { "timestamp", TIME },
	{ "clientipaddress", CLIENT }, { "protocol", PROTOCOL },
	{ "responsetype", RESPONSE }, { "rcode", CODE }, { "domain", NAME },
	{ "qname", NAME }, { "type", TYPE }, { "qtype", TYPE }, { NULL, 0 } };

static const char *
add(struct parse *p, struct visit *v, struct slice name)
{
	v->dataset = SLICE("technitium.dns");
	v->host = visit_dns_name(name);
	if (v->host.len == 0 || slice_equal(v->host, SLICE(".")))
		return parse_ignored; /* of the root */
	if (!url_host_is_address(v->client))
		return "no client";
	return visit_row(p, v);
}

/* "198.51.100.24:51512", "[2001:db8::1]:51512" */
static void
set_client(struct slice end, struct visit *v)
{
	size_t colon = slice_find_last(end, ':');
	struct slice inner = slice_first(end, colon);

	if (!text_to_number(slice_from(end, colon + 1), &v->client_port))
		v->client_port = NUMBER_UNKNOWN;
	if (slice_starts_with(inner, SLICE("[")))
		inner = slice_from(slice_first(inner, inner.len - 1), 1);
	v->client = inner;
}

static bool
take_bracketed(struct slice *rest, struct slice *inner)
{
	struct slice s = *rest;
	size_t i, depth = 0;

	slice_take_char(&s, ' ');
	if (!slice_starts_with(s, SLICE("[")))
		return false;
	for (i = 0; i < s.len; i++) {
		depth += s.ptr[i] == '[';
		if (s.ptr[i] == ']' && --depth == 0)
			break;
	}
	if (i == s.len)
		return false;
	*inner = slice_from(slice_first(s, i), 1);
	*rest = slice_from(s, i + 1);
	return true;
}

/* "2026-10-12 07:31:02 UTC", "... Local" */
static bool
take_time(struct parse *p, struct slice s, struct visit *v)
{
	struct slice zone = slice_from(s, slice_find_last(s, ' ') + 1);
	struct slice date = slice_first(s, slice_find_last(s, ' '));
	int64_t micro;
	int32_t day;

	if (!stamp_take_date(&date, '-', false, &day) ||
	    !slice_take_char(&date, ' ') ||
	    !stamp_take_clock(&date, false, &micro) || date.len > 0)
		return false;
	if (slice_equal(zone, SLICE("UTC"))) {
		v->source = "offset";
		v->stamp = stamp_utc(day, micro);
	} else if (slice_equal(zone, SLICE("Local")))
		v->stamp = stamp_local(p->options, day, micro, &v->source);
	else
		return false;
	return true;
}

/* "QTYPE: A;": the value, and what follows. */
static bool
take_value(struct slice *rest, struct slice name, struct slice *value)
{
	return slice_take_text(rest, name) &&
	    slice_take_until(rest, ';', value) && slice_take_char(rest, ' ');
}

static const char *
parse_text(struct parse *p)
{
	struct visit v = VISIT_QUERY(0, "offset");
	struct slice rest = slice_trim(p->record), stamp, client, protocol;
	struct slice name, type, class, code;

	if (!take_bracketed(&rest, &stamp) || !take_time(p, stamp, &v))
		return "bad time";
	if (!take_bracketed(&rest, &client))
		return parse_ignored; /* of the server itself */
	/* The oldest do not tell the protocol. */
	if (take_bracketed(&rest, &protocol))
		v.transport = protocol;
	if (!slice_take_text(&rest, SLICE(" QNAME: ")))
		return parse_ignored; /* "[admin] User logged in." */
	if (!slice_take_until(&rest, ';', &name) ||
	    !slice_take_char(&rest, ' ') ||
	    !take_value(&rest, SLICE("QTYPE: "), &type) ||
	    !take_value(&rest, SLICE("QCLASS: "), &class) ||
	    !take_value(&rest, SLICE("RCODE: "), &code))
		return "not whole: cut short?";
	set_client(client, &v);
	v.method = type;
	v.reason = code;
	return add(p, &v, name);
}

static const char *
parse_row_of(struct parse *p, const struct table *t)
{
	struct visit v = VISIT_QUERY(0, "offset");
	struct table_row cells;
	struct slice type;

	if (!table_split(p->record, ',', p->scratch, &cells))
		return "not CSV to its end: cut short?";
	if (cells.count != t->count)
		return "more or fewer cells than the heading has";
	if (!when_read(table_cell(t, &cells, TIME), p->options, &v.stamp,
		&v.source))
		return "bad time";
	v.client = table_cell(t, &cells, CLIENT);
	v.transport = table_cell(t, &cells, PROTOCOL);
	v.method = table_cell(t, &cells, TYPE);
	v.reason = table_cell(t, &cells, CODE);
	type = table_cell(t, &cells, RESPONSE);
	if (slice_equal_fold(type, SLICE("Blocked")) ||
	    slice_equal_fold(type, SLICE("UpstreamBlocked")))
		v.verdict = VERDICT_DENIED;
	return add(p, &v, table_cell(t, &cells, NAME));
}

static bool
is_heading(struct slice line)
{
	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	return slice_starts_with(line,
	    SLICE("RowNumber,Timestamp,ClientIpAddress,"));
}

static const char *
parse(struct parse *p)
{
	struct table *t = p->state;
	struct table_row cells;

	if (is_heading(p->record)) {
		if (!table_split(p->record, ',', p->scratch, &cells))
			return "a heading not understood";
		table_head(t, &cells, names);
		return parse_ignored;
	}
	return t->count > 0 ? parse_row_of(p, t) : parse_text(p);
}

static int
recognise(struct slice head)
{
	struct slice line;
	int fits = 0, lines = 0;

	if (is_heading(head))
		return 96;
	while (slice_take_line(&head, &line)) {
		lines++;
		fits += slice_starts_with(line, SLICE("[")) &&
		    slice_contains(line, SLICE("] QNAME: ")) &&
		    slice_contains(line, SLICE("; QCLASS: "));
	}
	return fits * 2 >= lines && fits > 0 ? 90 : fits > 0 ? 60 : 0;
}

const struct format format_technitium = {
	.name = "technitium",
	.dataset = "technitium.dns",
	.title = "Technitium DNS Server, log and export of queries",
	.channel = "network",
	.versions = "DNS Server 2 to 14: its text log, CSV of its query logs",
	.lacks = "who; in the text, what was refused",
	.state_size = sizeof(struct table),
	.recognise = recognise,
	.parse = parse,
};
