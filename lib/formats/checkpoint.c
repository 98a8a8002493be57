/*
 * Check Point gateways, as their Log Exporter writes them:
 *
 *   <134>1 2026-10-12T07:31:02Z gw1 CheckPoint 1930 - [action:"Block";
 *     time:"1791790262"; product:"URL Filtering"; src:"198.51.100.24"; ...]
 *   time=1791790262|hostname=gw1|product=Firewall|action=Accept|...
 *
 * (each one line in the log): the form "syslog" and the form "splunk".  Its
 * form "cef" is read as any CEF.  And as older ones print theirs, `fw log -n`:
 *
 *   12Oct2026  8:31:02 drop gw1 >eth0 rule: 5; src: 198.51.100.24; ...
 */
#include "formats/format.h"

#include "gateway.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "when.h"

static const struct field_name names[] = {
	{ "time", FIELD_TIME }, { "src", FIELD_CLIENT },
	{ "client_ip", FIELD_CLIENT }, { "s_port", FIELD_CLIENT_PORT },
	{ "dst", FIELD_SERVER }, { "service", FIELD_SERVER_PORT },
	{ "proto", FIELD_TRANSPORT },
	{ "action", FIELD_ACTION }, { "resource", FIELD_URL },
	{ "http_host", FIELD_HOST }, { "sni", FIELD_HOST },
	{ "method", FIELD_METHOD },
	{ "user_agent", FIELD_AGENT }, { "web_client_type", FIELD_AGENT },
	{ "matched_category", FIELD_CATEGORY },
	{ "app_category", FIELD_CATEGORY }, { "appi_name", FIELD_PROTOCOL },
	{ "app_name", FIELD_PROTOCOL }, { "service_id", FIELD_PROTOCOL },
	{ "rule_name", FIELD_RULE }, { "rule", FIELD_RULE },
	{ "protection_name", FIELD_THREAT },
	{ "malware_family", FIELD_THREAT }, { "reason", FIELD_REASON },
	{ "received_bytes", FIELD_BYTES },
	{ "server_outbound_bytes", FIELD_BYTES },
	{ "product", FIELD_CODE }, { NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "Accept", VERDICT_ALLOWED }, { "Allow", VERDICT_ALLOWED },
	{ "Detect", VERDICT_ALLOWED }, { "Encrypt", VERDICT_ALLOWED },
	{ "Decrypt", VERDICT_ALLOWED }, { "Bypass", VERDICT_ALLOWED },
	{ "HTTPS Bypass", VERDICT_ALLOWED }, { "HTTPS Inspect",
	    VERDICT_ALLOWED }, { "Inspect", VERDICT_ALLOWED },
	{ "Inform", VERDICT_ALLOWED }, { "Inform User", VERDICT_ALLOWED },
	{ "Monitor", VERDICT_ALLOWED }, { "Update", VERDICT_ALLOWED },
	{ "Ask User", VERDICT_DENIED }, { "Ask", VERDICT_DENIED },
	{ "Redirect", VERDICT_DENIED }, { "Drop", VERDICT_DENIED },
	{ "Reject", VERDICT_DENIED }, { "Block", VERDICT_DENIED },
	{ "Prevent", VERDICT_DENIED }, { "Quarantine", VERDICT_DENIED },
	{ NULL, VERDICT_ALLOWED },
};

static bool
keep(struct pairs *kv, struct slice name, struct slice value)
{
	if (kv->count == MOST_PAIRS || name.len == 0)
		return false;
	kv->names[kv->count] = name;
	kv->values[kv->count++] = value;
	return true;
}

/* In an address that somebody made up, a name could stand a second time. */
static bool
is_twice(const struct pairs *kv, struct slice name)
{
	size_t i;

	for (i = 0; i < kv->count; i++)
		if (slice_equal(kv->names[i], name))
			return true;
	return false;
}

/* `action:"Accept"; flags:"1"]` */
static bool
read_syslog(struct slice rest, struct arena *scratch, struct pairs *kv)
{
	struct slice name;
	size_t i;

	for (kv->count = 0; !slice_equal(rest, SLICE("]"));) {
		if (!slice_take_until(&rest, ':', &name))
			return false;
		slice_take_char(&rest, ':'); /* sys_message::"..." */
		if (!slice_take_char(&rest, '"'))
			return false;
		for (i = 0; i < rest.len && rest.ptr[i] != '"'; i++)
			if (rest.ptr[i] == '\\')
				i++;
		if (i >= rest.len ||
		    !keep(kv, slice_trim(name),
			text_unquote(slice_first(rest, i), scratch)))
			return false;
		rest = slice_from(rest, i + 1);
		if (!slice_take_char(&rest, ';') &&
		    !slice_equal(rest, SLICE("]")))
			return false;
		slice_take_char(&rest, ' ');
	}
	return kv->count > 0;
}

/* `time=1791790262|action=Accept` */
static bool
read_splunk(struct slice rest, struct pairs *kv)
{
	struct slice part;
	size_t equals, i;

	for (kv->count = 0; rest.len > 0;) {
		for (i = 0; i < rest.len && rest.ptr[i] != '|'; i++)
			if (rest.ptr[i] == '\\')
				i++;
		part = slice_first(rest, i);
		rest = slice_from(rest, part.len + 1);
		equals = slice_find(part, '=');
		if (equals == part.len ||
		    is_twice(kv, slice_first(part, equals)) ||
		    !keep(kv, slice_first(part, equals),
			slice_from(part, equals + 1)))
			return false;
	}
	return kv->count > 0;
}

/* "rule: 5", up to a semicolon that stands in no brackets. */
static bool
take_said(struct slice *rest, struct slice *name, struct slice *value)
{
	size_t i, depth = 0;

	for (i = 0; i < rest->len && (depth > 0 || rest->ptr[i] != ';'); i++)
		if (rest->ptr[i] == '[')
			depth++;
		else if (rest->ptr[i] == ']' && depth > 0)
			depth--;
	if (i == rest->len)
		return false;
	*value = slice_first(*rest, i);
	*rest = slice_trim(slice_from(*rest, i + 1));
	if (!slice_take_until(value, ':', name))
		return false;
	*name = slice_trim(*name);
	*value = slice_trim(*value);
	return true;
}

/* "12Oct2026 " */
static bool
take_date(struct slice *rest, int *day, int *month, int *year)
{
	return slice_take_one_or_two(rest, day) &&
	    stamp_take_month(rest, month) &&
	    slice_take_digits(rest, 4, year) && slice_take_char(rest, ' ');
}

/* "12Oct2026  8:31:02" as "2026-10-12 08:31:02". */
static bool
take_stamp(struct slice *rest, struct arena *scratch, struct slice *stamp)
{
	int day, month, year, hour, minute, second;

	if (!take_date(rest, &day, &month, &year))
		return false;
	*rest = slice_trim(*rest);
	if (!slice_take_one_or_two(rest, &hour) ||
	    !slice_take_char(rest, ':') ||
	    !slice_take_digits(rest, 2, &minute) ||
	    !slice_take_char(rest, ':') ||
	    !slice_take_digits(rest, 2, &second) ||
	    !slice_take_char(rest, ' '))
		return false;
	*stamp = slice_of(arena_printf(scratch,
	    "%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hour, minute,
	    second));
	return true;
}

/* `fw log -n`: stamp, action, gateway, interface, then what it says. */
static bool
read_fw_log(struct slice rest, struct arena *scratch, struct pairs *kv)
{
	struct slice stamp, action, gateway, interface, name, value;

	kv->count = 0;
	if (!take_stamp(&rest, scratch, &stamp) ||
	    !slice_take_word(&rest, &action) ||
	    !slice_take_word(&rest, &gateway) ||
	    !slice_take_word(&rest, &interface) ||
	    (*interface.ptr != '>' && *interface.ptr != '<') ||
	    !keep(kv, SLICE("time"), stamp) ||
	    !keep(kv, SLICE("action"), action))
		return false;
	for (rest = slice_trim(rest); rest.len > 0;)
		if (!take_said(&rest, &name, &value) || is_twice(kv, name) ||
		    !keep(kv, name, value))
			return false;
	return true;
}

static bool
is_fw_log(struct slice text)
{
	int day, month, year;

	return take_date(&text, &day, &month, &year) &&
	    (slice_contains(text, SLICE(" >")) ||
		slice_contains(text, SLICE(" <")));
}

/* Behind a head of syslog, or without one. */
static struct slice
fw_log(struct slice line)
{
	size_t at = slice_find_text(line, SLICE("heckpoint: "));

	return slice_trim(at < line.len && at < 80 ?
		slice_from(line, at + 11) :
		line);
}

/* Where the record begins: "[action:", "time=". */
static struct slice
body(struct slice line)
{
	static const char *const firsts[] = { "[", "time=", "loguid=", NULL };

	return syslog_body(line, firsts);
}

/* "Ben Baker (ben.baker)": the name of the account. */
static struct slice
account(struct slice user)
{
	size_t open = slice_find_last(user, '(');

	if (open < user.len && user.ptr[user.len - 1] == ')')
		return slice_first(slice_from(user, open + 1),
		    user.len - open - 2);
	return user;
}

/* Whom Identity Awareness saw at which address. */
static const char *
add_session(struct parse *p, struct fields *f, const struct visit *v)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	struct slice action = f->at[FIELD_ACTION];

	if (f->at[FIELD_ACCOUNT].len == 0)
		return parse_ignored; /* a computer */
	e.time = v->stamp;
	e.source = v->source;
	if (slice_equal_fold(action, SLICE("Log In")))
		e.action = SESSION_START;
	else if (slice_equal_fold(action, SLICE("Log Out")))
		e.action = SESSION_STOP;
	else if (slice_equal_fold(action, SLICE("Failed Log In")))
		e.action = SESSION_REFUSED;
	else
		return parse_ignored; /* "Update" */
	e.account = f->at[FIELD_ACCOUNT];
	e.address = f->at[FIELD_CLIENT];
	e.host = f->at[FIELD_MACHINE];
	e.code = SLICE("Identity Awareness");
	return gateway_session(p, &e);
}

/* `operation:"Log In"; administrator:"ben"`: of those who manage it. */
static const char *
add_manager(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct gateway_name told[] = {
		{ "administrator", COL_ACCOUNT }, { "client_ip", COL_ADDRESS },
		{ "machine", COL_HOST }, { "product", COL_CODE },
		{ "additional_info", COL_MESSAGE }, { NULL, COLUMN_COUNT },
	};
	bool failed = slice_equal_fold(pairs_get(kv, "audit_status"),
	    SLICE("Failure"));
	bool ends = slice_equal_fold(pairs_get(kv, "operation"),
	    SLICE("Log Out"));
	struct endpoint_event e = gateway_sign_in(v, failed, ends);

	return pairs_get(kv, "administrator").len == 0 ?
	    parse_ignored :
	    gateway_row(p, &e, kv, told);
}

static void
put_account(const struct pairs *kv, struct fields *f)
{
	fields_put(f, FIELD_ACCOUNT, account(pairs_get(kv, "user")));
	fields_put(f, FIELD_ACCOUNT, account(pairs_get(kv, "src_user_name")));
	fields_put(f, FIELD_ACCOUNT,
	    account(pairs_get(kv, "source_user_name")));
}

static const char *
set_time(struct parse *p, struct fields *f, struct visit *v)
{
	struct slice line = p->record;

	if (f->at[FIELD_TIME].len == 0)
		return syslog_take_time(&line, p->options, &v->stamp,
			   &v->source) ?
		    NULL :
		    "no time";
	return when_read(f->at[FIELD_TIME], p->options, &v->stamp,
		   &v->source) ?
	    NULL :
	    "bad time";
}

static const char *
add(struct parse *p, const struct pairs *kv)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct slice machine, operation = pairs_get(kv, "operation");
	const char *why;

	pairs_fields(kv, names, &f);
	/* "lib-pc01@quillbrook.example" */
	machine = pairs_get(kv, "src_machine_name");
	fields_put(&f, FIELD_MACHINE,
	    slice_first(machine, slice_find(machine, '@')));
	put_account(kv, &f);
	if ((why = set_time(p, &f, &v)) != NULL)
		return why;
	if (slice_equal_fold(operation, SLICE("Log In")) ||
	    slice_equal_fold(operation, SLICE("Log Out")))
		return add_manager(p, kv, &v);
	if (f.at[FIELD_ACTION].len == 0 || f.at[FIELD_CLIENT].len == 0)
		return parse_ignored; /* of the gateway itself */
	if (slice_equal(pairs_get(kv, "product"), SLICE("Identity Awareness")))
		return add_session(p, &f, &v);
	if (f.at[FIELD_URL].len == 0 && f.at[FIELD_HOST].len == 0) {
		v.channel = "network";
		v.dataset = SLICE("checkpoint.firewall");
	}
	/* A service may be a name. */
	if (f.at[FIELD_SERVER_PORT].len > 0 &&
	    !visit_number(f.at[FIELD_SERVER_PORT], &v.server_port)) {
		fields_put(&f, FIELD_PROTOCOL, f.at[FIELD_SERVER_PORT]);
		f.at[FIELD_SERVER_PORT].len = 0;
	}
	return fields_row(p, &f, words, &v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(body(p->record));
	struct pairs kv;
	bool whole;

	if (line.len == 0)
		return parse_ignored;
	if (is_fw_log(fw_log(p->record)))
		return read_fw_log(fw_log(p->record), p->scratch, &kv) ?
		    add(p, &kv) :
		    "not whole: cut short?";
	whole = slice_take_char(&line, '[') ?
	    read_syslog(line, p->scratch, &kv) :
	    read_splunk(line, &kv);
	return whole ? add(p, &kv) : "not whole: cut short?";
}

static bool
fits(struct slice line)
{
	struct slice text = body(line);

	if (slice_starts_with(text, SLICE("[")))
		return slice_contains(line, SLICE(" CheckPoint ")) &&
		    slice_contains(text, SLICE(":\"")) &&
		    slice_contains(text, SLICE("; "));
	return is_fw_log(fw_log(line)) ||
	    (slice_contains(text, SLICE("|product=")) &&
		slice_contains(text, SLICE("|action=")));
}

const struct format format_checkpoint = {
	.name = "checkpoint",
	.dataset = "checkpoint.web",
	.title = "Check Point gateway, Log Exporter",
	.channel = "web",
	.versions = "Log Exporter of R80.10 to R81.20, forms syslog and "
		    "splunk; its form CEF by cef; fw log -n",
	.lacks = "status; how long it took",
	.fits = fits,
	.parse = parse,
};
