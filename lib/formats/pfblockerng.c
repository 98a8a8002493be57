/*
 * pfBlockerNG, CSV without a heading: dnsbl.log, names that were refused, and
 * ip_block.log (ip_permit, ip_match), packets:
 *
 *   DNSBL-python,Oct 12 08:31:02,betmoor.example,198.51.100.24,Python,
 *     DNSBL_A,Gambling,betmoor.example,Gambling_list,+
 *   Oct 12 08:31:02,1770009321,em1,LAN,block,4,6,TCP-S,198.51.100.24,
 *     192.0.2.44,51512,443,out,GB,pfB_Top_v4,192.0.2.44,Feed,Unknown,lib-pc01
 *
 * (each one line in the log).
 */
#include "formats/format.h"

#include "fields.h"
#include "text.h"

enum { NAME_CELLS = 10, PACKET_CELLS = 17 };

static const struct column_field of_names[] = {
	{ 1, FIELD_TIME }, { 2, FIELD_HOST }, { 3, FIELD_CLIENT },
	{ 5, FIELD_METHOD }, { 6, FIELD_CATEGORY }, { 8, FIELD_RULE },
	{ 0, FIELD_NONE },
};

static const struct column_field of_packets[] = {
	{ 0, FIELD_TIME }, { 1, FIELD_CODE }, { 4, FIELD_ACTION },
	{ 8, FIELD_CLIENT }, { 9, FIELD_SERVER }, { 10, FIELD_CLIENT_PORT },
	{ 11, FIELD_SERVER_PORT }, { 14, FIELD_CATEGORY }, { 16, FIELD_RULE },
	{ 0, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "block", VERDICT_DENIED }, { "reject", VERDICT_DENIED },
	{ "pass", VERDICT_ALLOWED }, { "permit", VERDICT_ALLOWED },
	{ "match", VERDICT_ALLOWED }, { NULL, VERDICT_ALLOWED },
};

static bool
is_of_names(struct slice first)
{
	return slice_starts_with(first, SLICE("DNSBL"));
}

/* "DNSBL_A", "VIP_HTTPS_CNAME": the kind of the query, where it is one. */
static struct slice
query_type(struct slice mode)
{
	static const char *const types[] = { "A", "AAAA", "HTTPS", "CNAME",
		"MX", "TXT", "SRV", "SVCB", "PTR", "NS", "ANY", NULL };
	size_t last = slice_find_last(mode, '_');

	mode = last < mode.len ? slice_from(mode, last + 1) : SLICE("");
	return text_is_one_of(mode, types) ? mode : SLICE("");
}

static const char *
add_name(struct parse *p, const struct table_row *row)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	if (row->count < NAME_CELLS || row->count > NAME_CELLS + 1)
		return "not so many cells as a refused name has";
	v.channel = "network";
	v.kind = "query";
	v.dataset = SLICE("pfblockerng.dnsbl");
	v.action = row->cells[0];
	v.verdict = VERDICT_DENIED;
	fields_columns(&f, row, of_names);
	if (row->count > NAME_CELLS)
		f.at[FIELD_METHOD] = row->cells[NAME_CELLS];
	else
		f.at[FIELD_METHOD] = query_type(f.at[FIELD_METHOD]);
	return f.at[FIELD_TIME].len == 0 ? "bad time" :
					   fields_row(p, &f, words, &v);
}

static const char *
add_packet(struct parse *p, const struct table_row *row)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct slice transport;

	if (row->count < PACKET_CELLS)
		return "fewer cells than any packet has: cut short?";
	v.channel = "network";
	fields_columns(&f, row, of_packets);
	/* "TCP-S" */
	transport = row->cells[7];
	fields_put(&f, FIELD_TRANSPORT,
	    slice_first(transport, slice_find(transport, '-')));
	if (f.at[FIELD_TIME].len == 0)
		return "bad time";
	if (!url_host_is_address(f.at[FIELD_CLIENT]) ||
	    !url_host_is_address(f.at[FIELD_SERVER]))
		return "bad address";
	return fields_row(p, &f, words, &v);
}

static const char *
parse(struct parse *p)
{
	struct table_row row;

	if (!table_split(slice_trim(p->record), ',', p->scratch, &row))
		return "not CSV to its end: cut short?";
	return is_of_names(row.cells[0]) ? add_name(p, &row) :
					   add_packet(p, &row);
}

static bool
fits(struct slice line)
{
	struct slice word;
	int commas = 0;
	size_t i;

	for (i = 0; i < line.len; i++)
		commas += line.ptr[i] == ',';
	if (!slice_take_until(&line, ',', &word))
		return false;
	if (is_of_names(word))
		return commas >= NAME_CELLS - 1;
	return word.len >= 14 && word.len <= 15 && word.ptr[3] == ' ' &&
	    slice_take_until(&line, ',', &word) && word.len > 0 &&
	    word.ptr[0] >= '0' && word.ptr[0] <= '9' &&
	    commas >= PACKET_CELLS - 1;
}

const struct format format_pfblockerng = {
	.name = "pfblockerng",
	.dataset = "pfblockerng.firewall",
	.title = "pfBlockerNG, refused names and packets",
	.channel = "network",
	.versions = "pfBlockerNG-devel 3: dnsbl.log, ip_block.log, "
		    "ip_permit.log, ip_match.log",
	.lacks = "year and zone of its stamps; who; names that were not "
		 "refused",
	.fits = fits,
	.parse = parse,
};
