/*
 * pfSense's and OPNsense's packet filter, CSV behind a head of syslog:
 *
 *   Oct 12 08:31:02 fw filterlog[812]: 4,,,1000000103,em0,match,block,in,4,
 *     0x0,,64,1,0,DF,6,tcp,60,198.51.100.24,192.0.2.44,51512,443,0,S,1,,64,,
 *
 * (one line in the log), with or without the name of the host.
 */
#include "formats/format.h"

#include "fields.h"
#include "syslog.h"
#include "text.h"

enum {
	CELL_VERSION = 8,
	V4_CELLS = 20, /* up to the addresses */
	V6_CELLS = 17,
	LONGEST_HEAD = 160,
};

static const struct column_field both[] = {
	{ 3, FIELD_RULE }, { 5, FIELD_REASON }, { 6, FIELD_ACTION },
	{ 0, FIELD_NONE },
};
static const struct column_field v4[] = {
	{ 16, FIELD_TRANSPORT }, { 18, FIELD_CLIENT }, { 19, FIELD_SERVER },
	{ 0, FIELD_NONE },
};
static const struct column_field v4_ports[] = {
	{ 20, FIELD_CLIENT_PORT }, { 21, FIELD_SERVER_PORT },
	{ 0, FIELD_NONE },
};
static const struct column_field v6[] = {
	{ 12, FIELD_TRANSPORT }, { 15, FIELD_CLIENT }, { 16, FIELD_SERVER },
	{ 0, FIELD_NONE },
};
static const struct column_field v6_ports[] = {
	{ 17, FIELD_CLIENT_PORT }, { 18, FIELD_SERVER_PORT },
	{ 0, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "pass", VERDICT_ALLOWED }, { "match", VERDICT_ALLOWED },
	{ "rdr", VERDICT_ALLOWED }, { "nat", VERDICT_ALLOWED },
	{ "binat", VERDICT_ALLOWED }, { "block", VERDICT_DENIED },
	{ "reject", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

/* Past "filterlog[812]: " or, of RFC 5424, "filterlog 812 - - ". */
static bool
take_head(struct slice *line)
{
	struct slice rest, word;
	size_t i;

	for (i = 1; i < line->len && i < LONGEST_HEAD; i++)
		if (line->ptr[i - 1] == ' ' &&
		    slice_starts_with(slice_from(*line, i),
			SLICE("filterlog")))
			break;
	if (i >= line->len || i >= LONGEST_HEAD)
		return false;
	rest = slice_from(*line, i + 9);
	if (slice_starts_with(rest, SLICE(" ")) ?
		!(slice_take_word(&rest, &word) &&
		    slice_take_word(&rest, &word) &&
		    slice_take_word(&rest, &word)) :
		!slice_take_until(&rest, ':', &word))
		return false;
	*line = slice_trim(rest);
	return true;
}

static bool
is_numbered(struct slice transport)
{
	return slice_equal_fold(transport, SLICE("tcp")) ||
	    slice_equal_fold(transport, SLICE("udp"));
}

static const char *
add(struct parse *p, const struct table_row *row, struct visit *v)
{
	struct fields f = { 0 };
	struct slice version;
	bool is_v6;

	if (row->count <= CELL_VERSION)
		return "fewer cells than any record has: cut short?";
	version = row->cells[CELL_VERSION];
	is_v6 = slice_equal(version, SLICE("6"));
	if (!is_v6 && !slice_equal(version, SLICE("4")))
		return "neither IPv4 nor IPv6";
	if (row->count < (is_v6 ? V6_CELLS : V4_CELLS))
		return "fewer cells than any record has: cut short?";
	fields_columns(&f, row, both);
	fields_columns(&f, row, is_v6 ? v6 : v4);
	if (is_numbered(f.at[FIELD_TRANSPORT]))
		fields_columns(&f, row, is_v6 ? v6_ports : v4_ports);
	if (!url_host_is_address(f.at[FIELD_CLIENT]) ||
	    !url_host_is_address(f.at[FIELD_SERVER]))
		return "bad address";
	if (is_numbered(f.at[FIELD_TRANSPORT]) &&
	    f.at[FIELD_SERVER_PORT].len == 0)
		return "no port: cut short?";
	return fields_row(p, &f, words, v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = p->record;
	struct visit v = VISIT_NEW;
	struct table_row row;

	v.channel = "network";
	if (!take_head(&line))
		return syslog_begins(p->record) ? parse_ignored :
						  "not a line of filterlog";
	if (!table_split(line, ',', p->scratch, &row))
		return "not CSV to its end: cut short?";
	line = p->record;
	if (!syslog_take_time(&line, p->options, &v.stamp, &v.source))
		return "bad time";
	return add(p, &row, &v);
}

static bool
fits(struct slice line)
{
	return syslog_begins(line) && take_head(&line) &&
	    slice_contains(line, SLICE(","));
}

const struct format format_filterlog = {
	.name = "filterlog",
	.dataset = "pfsense.firewall",
	.title = "pfSense and OPNsense packet filter (filterlog)",
	.channel = "network",
	.versions = "pfSense 2.2 to 2.7, OPNsense 19 to 24; other daemons' "
		    "lines are left out",
	.lacks = "year and zone in the old syslog layout; who; rule by number "
		 "only",
	.fits = fits,
	.parse = parse,
};
