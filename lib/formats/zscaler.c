/*
 * Zscaler Internet Access, web log from an NSS feed: JSON, or key=value with
 * tabs between after the time:
 *
 *   {"sourcetype":"zscalernss-web","event":{"time":"Mon Oct 12 07:31:02
 *     2026","login":"ben.baker@quillbrook.example","action":"Blocked", ...}}
 *   2026-10-12 07:31:02<TAB>reason=Gambling<TAB>event_id=4711<TAB> ...
 *
 * (each one line in the log).
 */
#include "formats/format.h"

#include "objects.h"
#include "pairs.h"
#include "syslog.h"
#include "text.h"
#include "when.h"

static const struct field_name members[] = {
	{ "epochtime", FIELD_TIME }, { "time", FIELD_TIME },
	{ "datetime", FIELD_TIME }, { "cltintip", FIELD_CLIENT },
	{ "cltip", FIELD_CLIENT }, { "ClientIP", FIELD_CLIENT },
	{ "cintip", FIELD_CLIENT }, { "cip", FIELD_CLIENT },
	{ "cltsourceport", FIELD_CLIENT_PORT },
	{ "devicehostname", FIELD_MACHINE }, { "login", FIELD_ACCOUNT },
	{ "user", FIELD_ACCOUNT }, { "url", FIELD_URL },
	{ "eurl", FIELD_URL }, { "host", FIELD_HOST },
	{ "hostname", FIELD_HOST }, { "action", FIELD_ACTION },
	{ "reason", FIELD_REASON }, { "urlcat", FIELD_CATEGORY },
	{ "urlcategory", FIELD_CATEGORY }, { "threatname", FIELD_THREAT },
	{ "rulelabel", FIELD_RULE }, { "urlfilterrulelabel", FIELD_RULE },
	{ "reqmethod", FIELD_METHOD }, { "requestmethod", FIELD_METHOD },
	{ "respcode", FIELD_STATUS }, { "status", FIELD_STATUS },
	{ "respsize", FIELD_BYTES }, { "responsesize", FIELD_BYTES },
	{ "contenttype", FIELD_MIME }, { "useragent", FIELD_AGENT },
	{ "ua", FIELD_AGENT }, { "serverip", FIELD_SERVER },
	{ "sip", FIELD_SERVER }, { "proto", FIELD_PROTOCOL },
	{ "protocol", FIELD_PROTOCOL }, { "recordid", FIELD_CODE },
	/* Of the cloud firewall. */
	{ "csip", FIELD_CLIENT }, { "csport", FIELD_CLIENT_PORT },
	{ "cdip", FIELD_SERVER }, { "cdport", FIELD_SERVER_PORT },
	{ "inbytes", FIELD_BYTES },
	{ NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "Allowed", VERDICT_ALLOWED }, { "Allow", VERDICT_ALLOWED },
	{ "Caution", VERDICT_ALLOWED }, { "Isolated", VERDICT_ALLOWED },
	{ "Blocked", VERDICT_DENIED }, { "Block", VERDICT_DENIED },
	{ "Denied", VERDICT_DENIED }, { "Drop", VERDICT_DENIED },
	{ "Reset", VERDICT_DENIED }, { "Block/Drop", VERDICT_DENIED },
	{ "Block/Reset", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

static const char *
add(struct parse *p, struct fields *f, struct visit *v)
{
	/* NSS writes hosts without a scheme; the protocol tells it. */
	struct slice protocol = f->at[FIELD_PROTOCOL];

	if (f->at[FIELD_TIME].len == 0 && v->stamp == TIME_UNKNOWN)
		return "no time";
	if (f->at[FIELD_URL].len > 0 && !slice_contains(f->at[FIELD_URL],
		SLICE("://")) && protocol.len > 0 &&
	    slice_starts_with(protocol, SLICE("HTTP"))) {
		struct slice url = f->at[FIELD_URL];
		size_t slash = slice_find(url, '/');

		if (slice_find(url, ':') > slash) {
			f->at[FIELD_HOST] = slice_first(url, slash);
			f->at[FIELD_PATH] = slice_from(url, slash);
			f->at[FIELD_URL].len = 0;
			f->at[FIELD_SCHEME] = slice_equal(protocol,
			    SLICE("HTTP")) ? SLICE("http") : SLICE("https");
		}
	}
	if (f->at[FIELD_URL].len == 0 && f->at[FIELD_HOST].len == 0) {
		v->channel = "network";
		v->dataset = SLICE("zscaler.firewall");
	}
	return fields_row(p, f, words, v);
}

/* "Mon Oct 12 07:31:02 2026" beside "GMT". */
static void
put_zone(struct parse *p, struct fields *f, struct slice zone)
{
	struct slice *at = &f->at[FIELD_TIME];
	char *text;

	if (at->len == 0 || *at->ptr < 'A' ||
	    (!slice_equal(zone, SLICE("GMT")) &&
		!slice_equal(zone, SLICE("UTC"))))
		return;
	text = arena_alloc(p->scratch, at->len + 4);
	slice_put(text, *at);
	slice_put(text + at->len, SLICE(" GMT"));
	*at = (struct slice){ text, at->len + 4 };
}

static const char *
add_object(struct parse *p, const struct json *root)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const struct json *event = json_get(root, "event");

	if (json_kind(event) != JSON_OBJECT)
		event = root;
	/* Of the firewall proto is the transport. */
	if (json_get(event, "cdip") != NULL) {
		fields_put(&f, FIELD_TRANSPORT,
		    objects_get(p, event, "proto"));
		fields_put(&f, FIELD_PROTOCOL, objects_get(p, event, "nwapp"));
	}
	objects_fields(p, event, members, &f);
	put_zone(p, &f, objects_get(p, event, "tz"));
	return add(p, &f, &v);
}

/* "2026-10-12 07:31:02<TAB>reason=Allowed<TAB>..." */
static const char *
parse_tabs(struct parse *p, struct slice line)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const struct field_name *n;
	struct slice part, name;

	part = slice_first(line, slice_find(line, '\t'));
	line = slice_from(line, part.len + 1);
	/* A head of syslog may stand before it. */
	if (part.len > 19)
		part = slice_from(part, part.len - 19);
	if (!when_read(part, p->options, &v.stamp, &v.source))
		return "bad time";
	while (line.len > 0) {
		part = slice_first(line, slice_find(line, '\t'));
		line = slice_from(line, part.len + 1);
		name = slice_first(part, slice_find(part, '='));
		if (name.len == 0 || name.len == part.len)
			return "not key=value to its end: cut short?";
		for (n = members; n->name != NULL; n++)
			if (slice_equal(name, slice_of(n->name)))
				fields_put(&f, n->field,
				    slice_from(part, name.len + 1));
	}
	return add(p, &f, &v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);

	if (line.len == 0)
		return parse_ignored;
	if (slice_find(line, '\t') < line.len &&
	    slice_contains(line, SLICE("vendor=Zscaler")))
		return parse_tabs(p, line);
	return objects_parse(p, add_object);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"login\"", "\"urlcat\"",
		"\"action\"", NULL };
	static const char *const firewall[] = { "\"csip\"", "\"cdip\"",
		"\"action\"", NULL };

	return objects_have(line, needs) || objects_have(line, firewall) ||
	    (slice_contains(line, SLICE("\treason=")) &&
		slice_contains(line, SLICE("\turlcategory=")) &&
		slice_contains(line, SLICE("\tvendor=Zscaler")));
}

const struct format format_zscaler = {
	.name = "zscaler",
	.dataset = "zscaler.web",
	.title = "Zscaler Internet Access, web and firewall logs of NSS",
	.channel = "web",
	.versions = "NSS 5 and 6, feeds JSON and Splunk; CEF and LEEF by those",
	.lacks = "the zone of a stamp that is not an epoch",
	.fits = fits,
	.parse = parse,
};
