/*
 * SonicWall firewalls, key=value, perhaps behind a head of syslog:
 *
 *   id=firewall sn=0017C5000001 time="2026-10-12 07:31:02 UTC" fw=192.0.2.1
 *     pri=6 c=1024 m=97 n=4711 src=198.51.100.24:51512:X0 usr="ben.baker"
 *     dst=192.0.2.44:443:X1 proto=tcp/https dstname=luckyreels.example
 *     arg=/ code=11 Category="Gambling" fw_action="drop"
 *
 * (one line in the log).  m is the number of the event: 14 and 16 are the
 * content filter's, 97 is any request, the rest are connections and
 * housekeeping.
 */
#include "formats/format.h"

#include "gateway.h"
#include "syslog.h"
#include "text.h"
#include "when.h"

static const char *const firsts[] = { "id=", NULL };

static const struct field_name names[] = {
	{ "time", FIELD_TIME }, { "usr", FIELD_ACCOUNT },
	{ "user", FIELD_ACCOUNT }, { "dstname", FIELD_HOST },
	{ "arg", FIELD_PATH }, { "Category", FIELD_CATEGORY },
	{ "result", FIELD_STATUS }, { "rcvd", FIELD_BYTES },
	{ "cdur", FIELD_MILLISECONDS }, { "m", FIELD_CODE },
	{ "rule", FIELD_RULE }, { "srcMac", FIELD_MAC },
	{ NULL, FIELD_NONE },
};

/* "198.51.100.24:51512:X0:lib-pc01"; IPv6 has a key of its own. */
static void
put_end(struct fields *f, struct slice value, struct slice v6,
    enum field address, enum field port, struct slice *name)
{
	struct slice part;

	*name = SLICE("");
	if (slice_take_until(&value, ':', &part)) {
		fields_put(f, address, part);
		fields_put(f, port,
		    slice_first(value, slice_find(value, ':')));
		if (slice_take_until(&value, ':', &part) &&
		    slice_take_until(&value, ':', &part))
			*name = value;
	} else
		fields_put(f, address, value);
	if (v6.len > 0)
		f->at[address] = v6;
}

/* "tcp/https" */
static void
put_protocol(struct fields *f, struct slice value, struct slice host)
{
	struct slice service = slice_from(value, slice_find(value, '/') + 1);

	fields_put(f, FIELD_TRANSPORT,
	    slice_first(value, slice_find(value, '/')));
	/* A number is only the port again. */
	if (service.len > 0 && (*service.ptr < '0' || *service.ptr > '9'))
		fields_put(f, FIELD_PROTOCOL, service);
	if (host.len > 0 && (slice_equal(service, SLICE("http")) ||
		slice_equal(service, SLICE("https"))))
		f->at[FIELD_SCHEME] = service;
}

static bool
says_no(struct slice action, struct slice code, struct slice message)
{
	static const char *const words[] = { "denied", "dropped", "blocked",
		"drop", "rejected", NULL };
	struct slice word;

	if (slice_equal_fold(action, SLICE("drop")) ||
	    slice_equal_fold(action, SLICE("deny")) ||
	    slice_equal(code, SLICE("14")))
		return true;
	while (slice_take_word(&message, &word))
		if (text_is_one_of(word, words))
			return true;
	return false;
}

static bool
has_word(struct slice message, const char *wanted)
{
	struct slice word;

	while (slice_take_word(&message, &word))
		if (slice_equal_fold(word, slice_of(wanted)))
			return true;
	return false;
}

/* "Administrator login denied due to bad credentials", "User logged out". */
static bool
is_sign_in(struct slice message, bool *ends)
{
	static const char *const who[] = { "Administrator ", "Admin ",
		"CLI administrator ", "CLI admin ", "User ", NULL };
	const char *const *w;

	for (w = who; *w != NULL; w++)
		if (slice_starts_with(message, slice_of(*w)))
			break;
	*ends = slice_contains(message, SLICE("logged out"));
	return *w != NULL &&
	    (*ends || (has_word(message, "login") &&
			  (has_word(message, "allowed") ||
			      has_word(message, "denied") ||
			      has_word(message, "failed"))));
}

static const char *
add_sign_in(struct parse *p, const struct pairs *kv, const struct fields *f,
    bool ends)
{
	static const struct gateway_name told[] = {
		{ "usr", COL_ACCOUNT }, { "user", COL_ACCOUNT },
		{ "m", COL_CODE }, { "msg", COL_REASON },
		{ NULL, COLUMN_COUNT },
	};
	struct slice message = pairs_get(kv, "msg");
	struct visit v = VISIT_NEW;
	struct endpoint_event e;
	uint32_t row;
	size_t i;

	if (!when_read(f->at[FIELD_TIME], p->options, &v.stamp, &v.source))
		return "bad time";
	e = gateway_sign_in(&v,
	    !ends && (has_word(message, "denied") ||
			 has_word(message, "failed")),
	    ends);
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_ADDRESS, f->at[FIELD_CLIENT]);
	endpoint_set(p, row, COL_DESTINATION, f->at[FIELD_SERVER]);
	for (i = 0; told[i].name != NULL; i++)
		endpoint_set(p, row, told[i].column,
		    pairs_get(kv, told[i].name));
	parse_row_done(p, row);
	return NULL;
}

static void
set_action(const struct pairs *kv, const struct fields *f, struct visit *v)
{
	struct slice action = pairs_get(kv, "fw_action");
	struct slice message = pairs_get(kv, "msg");

	if (slice_equal(action, SLICE("NA")))
		action = SLICE("");
	v->action = action.len > 0 ? action :
	    message.len > 0	   ? message :
				     SLICE("Web site hit");
	v->reason = message;
	if (says_no(action, f->at[FIELD_CODE], message))
		v->verdict = VERDICT_DENIED;
	else if (has_word(message, "failed"))
		v->verdict = VERDICT_UNKNOWN;
}

static const char *
parse(struct parse *p)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct slice name;
	struct pairs kv;
	bool ends;
	const char *why = pairs_take(p, firsts, 0, &kv);

	if (why != NULL)
		return why;
	pairs_fields(&kv, names, &f);
	put_end(&f, pairs_get(&kv, "src"), pairs_get(&kv, "srcV6"),
	    FIELD_CLIENT, FIELD_CLIENT_PORT, &name);
	fields_put(&f, FIELD_MACHINE, name);
	put_end(&f, pairs_get(&kv, "dst"), pairs_get(&kv, "dstV6"),
	    FIELD_SERVER, FIELD_SERVER_PORT, &name);
	if (is_sign_in(pairs_get(&kv, "msg"), &ends) &&
	    f.at[FIELD_CLIENT].len > 0)
		return add_sign_in(p, &kv, &f, ends);
	/* Of an attack, what the prevention of intrusions calls it. */
	if (pairs_get(&kv, "sid").len > 0)
		fields_put(&f, FIELD_THREAT, pairs_get(&kv, "ipscat"));
	/* Housekeeping. */
	if (f.at[FIELD_CLIENT].len == 0 ||
	    (f.at[FIELD_SERVER].len == 0 && f.at[FIELD_HOST].len == 0))
		return parse_ignored;
	put_protocol(&f, pairs_get(&kv, "proto"), f.at[FIELD_HOST]);
	if (slice_equal(pairs_get(&kv, "op"), SLICE("1")))
		v.method = SLICE("GET");
	if (f.at[FIELD_HOST].len == 0) {
		v.channel = "network";
		v.dataset = SLICE("sonicwall.firewall");
	}
	/* "Unknown (SSO failed)" is nobody. */
	if (slice_starts_with(f.at[FIELD_ACCOUNT], SLICE("Unknown (")))
		f.at[FIELD_ACCOUNT] = SLICE("");
	set_action(&kv, &f, &v);
	return fields_row(p, &f, NULL, &v);
}

static bool
fits(struct slice line)
{
	line = syslog_body(line, firsts);
	return slice_starts_with(line, SLICE("id=")) &&
	    slice_contains(line, SLICE(" sn=")) &&
	    slice_contains(line, SLICE(" fw=")) &&
	    slice_contains(line, SLICE(" pri="));
}

const struct format format_sonicwall = {
	.name = "sonicwall",
	.dataset = "sonicwall.web",
	.title = "SonicWall firewall, key=value",
	.channel = "web",
	.versions = "SonicOS 5 to 7, default and enhanced syslog",
	.lacks = "the zone of its stamps where UTC is not set",
	.fits = fits,
	.parse = parse,
};
