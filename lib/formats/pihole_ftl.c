/*
 * Pi-hole's own database of queries (pihole-FTL.db), as sqlite3 writes the
 * view "queries" with a heading:
 *
 *   id,timestamp,type,status,domain,client,forward,additional_info,...
 *   4711,1791790262.25,1,1,betmoor.example,198.51.100.24,,,...
 *
 * with commas, tabs or "|" between.  Types and states are Pi-hole's numbers.
 * Pi-hole brings the program that writes it:
 *
 *   pihole-FTL sqlite3 -header -csv /etc/pihole/pihole-FTL.db \
 *     'SELECT * FROM queries WHERE timestamp >= ...'
 */
#include "formats/format.h"

#include "stamp.h"
#include "table.h"
#include "text.h"
#include "visit.h"

enum use { ID = 1, TIME, TYPE, STATE, NAME, CLIENT };

static const struct table_name names[] = { { "id", ID },
	{ "timestamp", TIME }, { "type", TYPE }, { "status", STATE },
	{ "domain", NAME }, { "client", CLIENT }, { NULL, 0 } };

/* By their numbers from 1. */
static const char *const types[] = { "A", "AAAA", "ANY", "SRV", "SOA", "PTR",
	"TXT", "NAPTR", "MX", "DS", "RRSIG", "DNSKEY", "NS", "OTHER", "SVCB",
	"HTTPS" };
enum { TYPES = sizeof types / sizeof *types, TYPE_BY_NUMBER = 100 };

static const struct {
	const char *name;
	bool denied;
} states[] = { { "unknown", false }, { "gravity", true },
	{ "forwarded", false }, { "cached", false }, { "regex", true },
	{ "denylist", true }, { "upstream-ip", true },
	{ "upstream-null", true }, { "upstream-nxra", true },
	{ "gravity-cname", true }, { "regex-cname", true },
	{ "denylist-cname", true }, { "retried", false },
	{ "retried-dnssec", false }, { "in-progress", false },
	{ "database-busy", true }, { "special-domain", true },
	{ "cached-stale", false }, { "upstream-ede15", true } };
enum { STATES = sizeof states / sizeof *states };

static bool
is_heading(struct slice line, char *separator)
{
	static const char separators[] = { ',', '|', '\t' };
	struct slice rest;
	size_t i;

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	for (i = 0; i < sizeof separators; i++) {
		*separator = separators[i];
		rest = line;
		if (slice_take_text(&rest, SLICE("id")) &&
		    slice_take_char(&rest, *separator) &&
		    slice_take_text(&rest, SLICE("timestamp")) &&
		    slice_take_char(&rest, *separator) &&
		    slice_take_text(&rest, SLICE("type")) &&
		    slice_take_char(&rest, *separator) &&
		    slice_starts_with(rest, SLICE("status")))
			return true;
	}
	return false;
}

static struct slice
type_of(struct parse *p, int64_t n)
{
	if (n >= 1 && n <= TYPES)
		return slice_of(types[n - 1]);
	return n > TYPE_BY_NUMBER ?
	    slice_of(arena_printf(p->scratch, "TYPE%lld",
		(long long)(n - TYPE_BY_NUMBER))) :
	    SLICE("");
}

static const char *
add(struct parse *p, const struct table *t, const struct table_row *cells)
{
	struct visit v = VISIT_QUERY(0, "offset");
	int64_t type, state;

	if (!stamp_epoch(table_cell(t, cells, TIME), &v.stamp))
		return "bad time";
	if (!text_to_number(table_cell(t, cells, TYPE), &type) ||
	    !text_to_number(table_cell(t, cells, STATE), &state))
		return "no number of the type or the state";
	if (state >= STATES)
		return "a state that is not known";
	v.action = slice_of(states[state].name);
	if (states[state].denied)
		v.verdict = VERDICT_DENIED;
	v.method = type_of(p, type);
	v.client = table_cell(t, cells, CLIENT);
	v.host = visit_dns_name(table_cell(t, cells, NAME));
	if (!url_host_is_address(v.client))
		return "no client";
	return v.host.len == 0 ? parse_ignored : visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	struct table *t = p->state;
	struct table_row cells;
	char separator;

	if (is_heading(p->record, &separator)) {
		if (!table_split(p->record, separator, p->scratch, &cells))
			return "a heading not understood";
		table_head(t, &cells, names);
		t->separator = separator;
		return parse_ignored;
	}
	if (t->count == 0)
		return "no heading above it";
	if (!table_split(p->record, t->separator, p->scratch, &cells))
		return "a quoted cell does not end";
	if (cells.count != t->count)
		return "more or fewer cells than the heading has";
	return add(p, t, &cells);
}

static int
recognise(struct slice head)
{
	char separator;

	return is_heading(head, &separator) ? 96 : 0;
}

const struct format format_pihole_ftl = {
	.name = "pihole_ftl",
	.dataset = "pihole.dns",
	.title = "Pi-hole, its database of queries as sqlite3 exports it",
	.channel = "network",
	.versions = "pihole-FTL.db of Pi-hole 5 and 6, the view queries",
	.lacks = "who",
	.header = true,
	.state_size = sizeof(struct table),
	.recognise = recognise,
	.parse = parse,
};
