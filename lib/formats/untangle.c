/*
 * Untangle (Arista) NG Firewall, one JSON object a line, behind syslog:
 *
 *   <174>Oct 12 08:31:02 INFO uvm[0]: {"timeStamp":"2026-10-12 08:31:02.39",
 *     "blocked":true,"category":"Gambling","requestLine":"GET
 *     http://betmoor.example/","sessionEvent":{"username":"ben.baker",
 *     "CClientAddr":"198.51.100.24",...},
 *     "class":"class com.untangle.app.web_filter.WebFilterEvent"}
 *
 * (one line in the log).  A request is a visit where the web filter judged it;
 * the rest are connections.
 */
#include "formats/format.h"

#include "gateway.h"
#include "objects.h"
#include "text.h"

static const struct field_name session[] = {
	{ "sessionEvent.CClientAddr", FIELD_CLIENT },
	{ "CClientAddr", FIELD_CLIENT },
	{ "sessionEvent.CClientPort", FIELD_CLIENT_PORT },
	{ "CClientPort", FIELD_CLIENT_PORT },
	{ "sessionEvent.SServerAddr", FIELD_SERVER },
	{ "SServerAddr", FIELD_SERVER },
	{ "sessionEvent.SServerPort", FIELD_SERVER_PORT },
	{ "SServerPort", FIELD_SERVER_PORT },
	{ "sessionEvent.username", FIELD_ACCOUNT },
	{ "username", FIELD_ACCOUNT },
	{ "sessionEvent.hostname", FIELD_MACHINE },
	{ "hostname", FIELD_MACHINE },
	{ "sessionEvent.protocolName", FIELD_TRANSPORT },
	{ "protocolName", FIELD_TRANSPORT }, { "timeStamp", FIELD_TIME },
	{ "category", FIELD_CATEGORY }, { "reason", FIELD_REASON },
	{ "ruleId", FIELD_RULE }, { "application", FIELD_PROTOCOL },
	{ "virusName", FIELD_THREAT }, { NULL, FIELD_NONE },
};

static bool
is_true(const struct json *root, const char *path)
{
	const struct json *v = json_get(root, path);

	return v != NULL && json_kind(v) == JSON_BOOL && json_bool(v);
}

/* "GET http://betmoor.example/" */
static void
put_request(struct fields *f, struct slice line)
{
	struct slice method;

	if (!slice_take_word(&line, &method))
		return;
	fields_put(f, FIELD_METHOD, method);
	fields_put(f, FIELD_URL, slice_trim(line));
}

static const char *
add_web(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	put_request(f, objects_get(p, root, "requestLine"));
	return f->at[FIELD_URL].len == 0 ? "no site" :
					   fields_row(p, f, NULL, v);
}

/* Who manages it signs in. */
static const char *
add_manager(struct parse *p, const struct json *root, const struct visit *v)
{
	struct endpoint_event e = gateway_sign_in(v,
	    !is_true(root, "succeeded"), false);
	uint32_t row = endpoint_row(p, &e);

	endpoint_set(p, row, COL_ACCOUNT, objects_get(p, root, "login"));
	endpoint_set(p, row, COL_ADDRESS,
	    objects_get(p, root, "clientAddress"));
	endpoint_set(p, row, COL_REASON, objects_get(p, root, "reason"));
	parse_row_done(p, row);
	return NULL;
}

static const char *
add(struct parse *p, const struct json *root)
{
	static const char *const connections[] = { "FirewallEvent",
		"SessionEvent", "ApplicationControlLogEvent", "VirusHttpEvent",
		"IntrusionPreventionLogEvent", "CaptureRuleEvent", NULL };
	struct slice class = objects_get(p, root, "class");
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	class = slice_from(class, slice_find_last(class, '.') + 1);
	objects_fields(p, root, session, &f);
	if (f.at[FIELD_TIME].len == 0)
		return "no time";
	/* A name that is the address again is none. */
	if (url_host_is_address(f.at[FIELD_MACHINE]))
		f.at[FIELD_MACHINE] = SLICE("");
	v.code = class;
	if (is_true(root, "blocked"))
		v.verdict = VERDICT_DENIED;
	v.action = is_true(root, "blocked") ? SLICE("blocked") :
	    is_true(root, "flagged")	    ? SLICE("flagged") :
					      SLICE("passed");
	if (slice_equal(class, SLICE("WebFilterEvent")))
		return add_web(p, root, &f, &v);
	if (slice_equal(class, SLICE("AdminLoginEvent"))) {
		f.at[FIELD_CLIENT] = f.at[FIELD_SERVER] = SLICE("0.0.0.0");
		why = fields_visit(p, &f, NULL, &v);
		return why != NULL ? why : add_manager(p, root, &v);
	}
	if (!text_is_one_of(class, connections))
		return parse_ignored;
	v.channel = "network";
	v.dataset = SLICE("untangle.firewall");
	return fields_row(p, &f, NULL, &v);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, add);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"timeStamp\":",
		"\"class com.untangle.", NULL };

	return objects_have(line, needs);
}

const struct format format_untangle = {
	.name = "untangle",
	.dataset = "untangle.web",
	.title = "Untangle (Arista) NG Firewall, web filter and connections",
	.channel = "web",
	.versions = "NG Firewall 13 to 17 through syslog: web filter, "
		    "firewall, sessions, applications, virus, log-ons",
	.lacks = "the zone of its stamps; status; bytes; user agent",
	.fits = fits,
	.parse = parse,
};
