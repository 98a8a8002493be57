/*
 * Cisco Umbrella's exports to S3, CSV of quoted cells, without a heading in
 * older ones: DNS, proxy, firewall and IPS logs, told apart by where the
 * action stands.
 *
 *   "2026-10-12 07:31:02","ben.baker","ben.baker,Library","198.51.100.24",
 *     "203.0.113.9","Blocked","1 (A)","NOERROR","betmoor.example.","Gambling",
 *     "AD Users","AD Users,Sites","Gambling"
 *   "2026-10-12 07:31:02","ben.baker","198.51.100.24","203.0.113.9",
 *     "192.0.2.44","text/html","BLOCKED","https://betmoor.example/", ...
 *
 * (each one line in the log).  Times are UTC.
 */
#include "formats/format.h"

#include "fields.h"
#include "stamp.h"
#include "text.h"

enum {
	DNS_CELLS = 10,
	PROXY_CELLS = 16,
	FIREWALL_CELLS = 14,
	ADDRESS_CELLS = 7,
	INTRUSION_CELLS = 17,
};

static const struct column_field dns[] = {
	{ 3, FIELD_CLIENT }, { 4, FIELD_CLIENT }, { 5, FIELD_ACTION },
	{ 7, FIELD_REASON }, { 9, FIELD_CATEGORY }, { 0, FIELD_NONE },
};

static const struct column_field proxy[] = {
	{ 2, FIELD_CLIENT }, { 3, FIELD_CLIENT }, { 4, FIELD_SERVER },
	{ 5, FIELD_MIME }, { 6, FIELD_ACTION }, { 7, FIELD_URL },
	{ 9, FIELD_AGENT }, { 10, FIELD_STATUS }, { 12, FIELD_BYTES },
	{ 15, FIELD_CATEGORY }, { 19, FIELD_THREAT }, { 25, FIELD_METHOD },
	{ 0, FIELD_NONE },
};

/* Of the firewall, and of addresses that are known to be bad. */
static const struct column_field firewall[] = {
	{ 5, FIELD_TRANSPORT }, { 7, FIELD_CLIENT },
	{ 8, FIELD_CLIENT_PORT }, { 9, FIELD_SERVER },
	{ 10, FIELD_SERVER_PORT }, { 12, FIELD_RULE }, { 13, FIELD_ACTION },
	{ 0, FIELD_NONE },
};

static const struct column_field addresses[] = {
	{ 2, FIELD_CLIENT }, { 3, FIELD_CLIENT_PORT }, { 4, FIELD_SERVER },
	{ 5, FIELD_SERVER_PORT }, { 6, FIELD_CATEGORY }, { 0, FIELD_NONE },
};

/* Of the guard against attacks. */
static const struct column_field intrusion[] = {
	{ 4, FIELD_CODE }, { 5, FIELD_THREAT }, { 8, FIELD_CATEGORY },
	{ 10, FIELD_TRANSPORT }, { 12, FIELD_CLIENT },
	{ 13, FIELD_CLIENT_PORT }, { 14, FIELD_SERVER },
	{ 15, FIELD_SERVER_PORT }, { 16, FIELD_ACTION }, { 0, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "Allow", VERDICT_ALLOWED }, { "Block", VERDICT_DENIED },
	{ "Would Block", VERDICT_ALLOWED },
	{ "Allowed", VERDICT_ALLOWED }, { "Proxied", VERDICT_ALLOWED },
	{ "Warned", VERDICT_ALLOWED }, { "Isolated", VERDICT_ALLOWED },
	{ "Blocked", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

static bool
is_action(const struct table_row *row, size_t n)
{
	const struct action_word *w;

	for (w = words; n < row->count && w->word != NULL; w++)
		if (slice_equal_fold(row->cells[n], slice_of(w->word)))
			return true;
	return false;
}

/*
 * An identity is an account where its type says so: "AD Users" beside
 * "Ben Baker (ben.baker@quillbrook.example)"; else a computer, or a site.
 */
static void
put_identity(struct fields *f, struct slice name, struct slice type)
{
	size_t open = slice_find_last(name, '(');

	if (slice_contains(type, SLICE("Users"))) {
		if (open < name.len && name.ptr[name.len - 1] == ')')
			name = slice_first(slice_from(name, open + 1),
			    name.len - open - 2);
		fields_put(f, FIELD_ACCOUNT, name);
	} else if (slice_contains(type, SLICE("Computers")) ||
	    slice_contains(type, SLICE("Roaming")) ||
	    slice_contains(type, SLICE("Devices")))
		fields_put(f, FIELD_MACHINE, name);
}

/* "ben.baker,Library" beside "AD Users,Sites": where they are as many. */
static void
put_identities(struct fields *f, struct slice names, struct slice types)
{
	while (names.len > 0 && types.len > 0) {
		struct slice name = slice_first(names,
		    slice_find(names, ','));
		struct slice type = slice_first(types,
		    slice_find(types, ','));

		names = slice_from(names, name.len + 1);
		types = slice_from(types, type.len + 1);
		put_identity(f, slice_trim(name), type);
	}
}

static size_t
commas(struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += s.ptr[i] == ',';
	return n;
}

/* The surest identity stands first among all, and may be "Baker, Ben": the
 * others are what follows it. */
static void
put_all(struct fields *f, struct slice most, struct slice names,
    struct slice types)
{
	struct slice first = slice_first(types, slice_find(types, ','));

	if (commas(most) == 0 && commas(names) == commas(types))
		put_identities(f, names, types);
	else if (slice_take_text(&names, most) &&
	    slice_take_char(&names, ',')) {
		types = slice_from(types, first.len + 1);
		put_identity(f, most, first);
		if (commas(names) == commas(types))
			put_identities(f, names, types);
	}
}

static void
put_who(struct fields *f, const struct table_row *row, size_t most,
    size_t type, size_t all, size_t types)
{
	if (all < row->count && types < row->count)
		put_all(f, row->cells[most], row->cells[all],
		    row->cells[types]);
	if (type < row->count)
		put_identity(f, row->cells[most], row->cells[type]);
	/* Nothing else may tell who it was: the identity, then. */
	if (f->at[FIELD_CLIENT].len == 0 && f->at[FIELD_ACCOUNT].len == 0)
		fields_put(f, FIELD_MACHINE, row->cells[most]);
}

static bool
set_time(const struct table_row *row, struct visit *v)
{
	struct slice s = row->cells[0];
	int64_t micro;
	int32_t day;

	if (!stamp_take_date(&s, '-', false, &day) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    s.len > 0)
		return false;
	v->stamp = stamp_utc(day, micro);
	return true;
}

static const char *
add_dns(struct parse *p, const struct table_row *row, struct visit *v)
{
	struct fields f = { 0 };
	struct slice type = row->cells[6], name = row->cells[8];
	size_t open = slice_find(type, '(');

	v->channel = "network";
	v->kind = "query";
	v->dataset = SLICE("umbrella.dns");
	fields_columns(&f, row, dns);
	put_who(&f, row, 1, 10, 2, 11);
	/* "1 (A)" */
	if (open < type.len && type.ptr[type.len - 1] == ')')
		type = slice_first(slice_from(type, open + 1),
		    type.len - open - 2);
	fields_put(&f, FIELD_METHOD, type);
	if (slice_ends_with(name, SLICE(".")))
		name.len--;
	fields_put(&f, FIELD_HOST, name);
	return f.at[FIELD_HOST].len == 0 ? "no name" :
					   fields_row(p, &f, words, v);
}

static bool
is_connection(const struct table_row *row)
{
	if (row->count >= FIREWALL_CELLS && is_action(row, 13))
		return url_host_is_address(row->cells[7]) &&
		    url_host_is_address(row->cells[9]);
	return row->count == ADDRESS_CELLS &&
	    url_host_is_address(row->cells[2]) &&
	    url_host_is_address(row->cells[4]);
}

static const char *
add_connection(struct parse *p, const struct table_row *row, struct visit *v)
{
	struct fields f = { 0 };

	v->channel = "network";
	v->dataset = SLICE("umbrella.firewall");
	if (row->count == ADDRESS_CELLS) {
		/* Only what was refused is in that log. */
		fields_columns(&f, row, addresses);
		v->action = SLICE("blocked");
		v->verdict = VERDICT_DENIED;
	} else {
		fields_columns(&f, row, firewall);
		if (commas(row->cells[2]) == commas(row->cells[3]))
			put_identities(&f, row->cells[2], row->cells[3]);
	}
	return fields_row(p, &f, words, v);
}

static bool
is_intrusion(const struct table_row *row)
{
	return row->count == INTRUSION_CELLS && is_action(row, 16) &&
	    url_host_is_address(row->cells[12]) &&
	    url_host_is_address(row->cells[14]);
}

static const char *
add_intrusion(struct parse *p, const struct table_row *row, struct visit *v)
{
	struct fields f = { 0 };

	v->channel = "network";
	v->dataset = SLICE("umbrella.intrusion");
	fields_columns(&f, row, intrusion);
	put_identity(&f, row->cells[1], row->cells[2]);
	return fields_row(p, &f, words, v);
}

static const char *
parse(struct parse *p)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct table_row row;

	if (!table_split(slice_trim(p->record), ',', p->scratch, &row))
		return "not CSV to its end: cut short?";
	if (slice_equal_fold(row.cells[0], SLICE("timestamp")) ||
	    slice_equal_fold(row.cells[0], SLICE("date")))
		return parse_ignored; /* a heading */
	if (!set_time(&row, &v))
		return "bad time";
	if (row.count >= DNS_CELLS && is_action(&row, 5))
		return add_dns(p, &row, &v);
	if (is_connection(&row))
		return add_connection(p, &row, &v);
	if (is_intrusion(&row))
		return add_intrusion(p, &row, &v);
	if (row.count < PROXY_CELLS || !is_action(&row, 6))
		return "neither a query, a request nor a connection";
	fields_columns(&f, &row, proxy);
	put_who(&f, &row, 1, 21, 23, 24);
	return f.at[FIELD_URL].len == 0 ? "no site" :
					  fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	struct arena *scratch = arena_create();
	struct table_row row;
	struct visit v = VISIT_NEW;
	/* Of the firewall some have no quotes. */
	bool result = (*line.ptr == '"' || *line.ptr == '2') &&
	    table_split(slice_trim(line), ',', scratch, &row) &&
	    set_time(&row, &v) &&
	    (is_connection(&row) || is_intrusion(&row) ||
		(*line.ptr == '"' && row.count >= DNS_CELLS &&
		    (is_action(&row, 5) || is_action(&row, 6))));

	arena_destroy(scratch);
	return result;
}

const struct format format_umbrella = {
	.name = "umbrella",
	.dataset = "umbrella.proxy",
	.title = "Cisco Umbrella, DNS, proxy, firewall, IPS and IP logs as CSV",
	.channel = "web",
	.versions = "log formats 1 to 10 as exported to S3",
	.lacks = "how long it took; who, where only a network is known",
	.fits = fits,
	.parse = parse,
};
