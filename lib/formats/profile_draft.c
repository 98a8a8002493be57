/*
 * The head of an unknown log, by columns, and what products call theirs.
 */
#include "profile_draft.h"

#include "objects.h"
#include "pairs.h"
#include "text.h"

enum { LONGEST_LINE = 8192 };

/* Names in lower case, letters and digits only. */
static const struct {
	const char *name, *ours;
} aliases[] = { { "time", "time" }, { "datetime", "time" },
	{ "timestamp", "time" }, { "ts", "time" }, { "date", "time" },
	{ "accesstime", "time" }, { "eventtime", "time" },
	{ "requesttime", "time" }, { "createdat", "time" },
	{ "logtime", "time" }, { "day", "time" },
	{ "user", "user.name" }, { "username", "user.name" },
	{ "useremail", "user.name" }, { "email", "user.name" },
	{ "login", "user.name" }, { "loginname", "user.name" },
	{ "account", "user.name" }, { "student", "user.name" },
	{ "person", "user.name" }, { "clientname", "user.name" },
	{ "userid", "user.name" }, { "who", "user.name" },
	{ "upn", "user.name" },
	{ "ip", "source.ip" }, { "ipaddress", "source.ip" },
	{ "clientip", "source.ip" }, { "client", "source.ip" },
	{ "sourceip", "source.ip" }, { "srcip", "source.ip" },
	{ "src", "source.ip" }, { "localip", "source.ip" },
	{ "internalip", "source.ip" },
	{ "computer", "host.name" }, { "device", "host.name" },
	{ "devicename", "host.name" }, { "machine", "host.name" },
	{ "machinename", "host.name" }, { "hostname", "host.name" },
	{ "workstation", "host.name" }, { "computername", "host.name" },
	{ "url", "url" }, { "website", "url" }, { "requesturl", "url" },
	{ "requestedurl", "url" }, { "address", "url" }, { "uri", "url" },
	{ "site", "url" }, { "page", "url" }, { "fullurl", "url" },
	{ "domain", "url.domain" }, { "host", "url.domain" },
	{ "sitedomain", "url.domain" }, { "destination", "url.domain" },
	{ "queryname", "url.domain" }, { "qname", "url.domain" },
	{ "action", "event.type" }, { "verdict", "event.type" },
	{ "result", "event.type" }, { "outcome", "event.type" },
	{ "allowedblocked", "event.type" }, { "decision", "event.type" },
	{ "disposition", "event.type" }, { "blocked", "event.type" },
	{ "category", "rule.category" }, { "categories", "rule.category" },
	{ "categoryname", "rule.category" },
	{ "topic", "rule.category" }, { "rule", "rule.name" },
	{ "policy", "rule.name" }, { "policyname", "rule.name" },
	{ "reason", "event.reason" }, { "blockreason", "event.reason" },
	{ "method", "http.request.method" },
	{ "requestmethod", "http.request.method" },
	{ "status", "http.response.status_code" },
	{ "statuscode", "http.response.status_code" },
	{ "httpstatus", "http.response.status_code" },
	{ "responsecode", "http.response.status_code" },
	{ "bytes", "http.response.bytes" },
	{ "size", "http.response.bytes" },
	{ "bytesreceived", "http.response.bytes" },
	{ "contenttype", "http.response.mime_type" },
	{ "mimetype", "http.response.mime_type" },
	{ "useragent", "user_agent.original" },
	{ "agent", "user_agent.original" },
	{ "destinationip", "destination.ip" }, { "dstip", "destination.ip" },
	{ "serverip", "destination.ip" },
	{ "from", "email.from.address" }, { "sender", "email.from.address" },
	{ "senderaddress", "email.from.address" },
	{ "to", "email.to.address" }, { "recipient", "email.to.address" },
	{ "recipients", "email.to.address" },
	{ "recipientaddress", "email.to.address" },
	{ "subject", "email.subject" }, { "messageid", "email.message_id" },
	{ "virus", "threat.indicator.name" },
	{ "threat", "threat.indicator.name" },
	{ "protocol", "network.protocol" } };

static const char *
known_as(struct slice name)
{
	char plain[64];
	struct slice s = { plain, profile_plain(name, plain) };
	size_t i;

	for (i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (slice_equal(s, slice_of(aliases[i].name)))
			return aliases[i].ours;
	/* "user.ip" is an "ip" of something. */
	i = slice_find_last(name, '.');
	return i < name.len ? known_as(slice_from(name, i + 1)) : NULL;
}

static size_t
column_of(struct draft *d, struct slice name)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (slice_equal(d->names[i], name))
			return i;
	if (d->count == PROFILE_COLUMNS)
		return PROFILE_COLUMNS;
	d->names[d->count] = name;
	return d->count++;
}

static void
add_value(struct draft *d, struct slice name, struct slice value)
{
	size_t i = column_of(d, name);

	if (i < PROFILE_COLUMNS && d->lines < DRAFT_LINES)
		d->values[i][d->lines] = slice_trim(value);
}

/* Members of objects in each other become a.b. */
static void
add_members(struct draft *d, const struct json *object, struct slice before,
    int depth)
{
	const struct json *v;
	struct buffer text;
	struct slice name;

	for (v = json_first(object); v != NULL; v = json_next(v)) {
		name = before.len == 0 ?
		    arena_copy(d->arena, json_key(v)) :
		    slice_of(arena_printf(d->arena, "%.*s.%.*s",
			SLICE_ARG(before), SLICE_ARG(json_key(v))));
		if (json_kind(v) == JSON_OBJECT && depth < 4) {
			add_members(d, v, name, depth + 1);
			continue;
		}
		buffer_init(&text, LONGEST_LINE);
		json_print_scalar(v, &text);
		add_value(d, name, arena_copy(d->arena,
		    buffer_slice(&text)));
		buffer_finish(&text);
	}
}

static bool
add_object(struct draft *d, struct slice line)
{
	struct json *root = json_parse(line);
	bool good = root != NULL && json_kind(root) == JSON_OBJECT;

	if (good)
		add_members(d, root, SLICE(""), 0);
	json_destroy(root);
	return good;
}

static bool
add_pairs(struct draft *d, struct slice line)
{
	struct pairs *pairs = arena_alloc(d->arena, sizeof *pairs);
	size_t i;

	if (!pairs_read(line, 0, d->arena, pairs) || pairs->count < 3)
		return false;
	for (i = 0; i < pairs->count; i++)
		add_value(d, pairs->names[i], pairs->values[i]);
	return true;
}

static bool
add_cells(struct draft *d, struct slice line)
{
	struct table_row *row = arena_alloc(d->arena, sizeof *row);
	size_t i;

	if (!table_split(line, d->separator, d->arena, row))
		return false;
	if (d->heading.len == 0) {
		d->heading = line;
		for (i = 0; i < row->count; i++)
			column_of(d, slice_trim(row->cells[i]));
		/* Two columns of one name cannot be told apart. */
		return d->count == row->count && d->count >= 2;
	}
	if (row->count != d->count)
		return false;
	for (i = 0; i < row->count; i++)
		d->values[i][d->lines] = slice_trim(row->cells[i]);
	return true;
}

static void
set_framing(struct draft *d, struct slice line)
{
	static const char separators[] = ",;|\t";
	struct pairs *pairs = arena_alloc(d->arena, sizeof *pairs);
	size_t best = 0, n, i;
	const char *c;

	d->separator = ',';
	d->framing = "csv";
	if (slice_starts_with(line, SLICE("{"))) {
		d->framing = "ndjson";
		return;
	}
	if (pairs_read(line, 0, d->arena, pairs) && pairs->count >= 3) {
		d->framing = "pairs";
		return;
	}
	for (c = separators; *c != '\0'; c++) {
		for (n = i = 0; i < line.len; i++)
			n += line.ptr[i] == *c;
		if (n > best) {
			best = n;
			d->separator = *c;
		}
	}
	if (d->separator == '\t')
		d->framing = "tsv";
}

bool
draft_read(struct draft *d, struct slice head)
{
	struct slice line;
	bool heading, good;
	size_t i;

	slice_take_text(&head, SLICE("\xef\xbb\xbf"));
	while (d->lines < DRAFT_LINES && slice_take_line(&head, &line)) {
		line = slice_trim(text_to_utf8(line, d->arena));
		if (line.len == 0 || line.len > LONGEST_LINE)
			continue;
		if (d->framing == NULL)
			set_framing(d, line);
		heading = d->heading.len == 0;
		good = *d->framing == 'n' ? add_object(d, line) :
		    *d->framing == 'p'	  ? add_pairs(d, line) :
					    add_cells(d, line);
		if (!good && d->lines == 0)
			return false;
		if (!good || (heading && d->heading.len > 0))
			continue;
		if (d->lines++ == 0)
			d->sample = line;
	}
	for (i = 0; i < d->count; i++)
		d->ours[i] = known_as(d->names[i]);
	return d->lines > 0;
}
