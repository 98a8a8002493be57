/*
 * Netskope, page and application events and alerts, one object a line as its
 * REST API and Cloud Exchange give them:
 *
 *   {"timestamp":1791790262,"type":"page","user":"ben.baker@quillbrook.
 *    example","srcip":"198.51.100.24","dstip":"192.0.2.44","url":
 *    "luckyreels.example/","domain":"luckyreels.example","action":"block",
 *    "category":"Gambling","policy":"No gambling"}
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "objects.h"

static const struct field_name members[] = {
	{ "timestamp", FIELD_TIME }, { "userip", FIELD_CLIENT },
	{ "srcip", FIELD_CLIENT }, { "src_ip", FIELD_CLIENT },
	{ "srcport", FIELD_CLIENT_PORT }, { "hostname", FIELD_MACHINE },
	{ "user", FIELD_ACCOUNT }, { "ur_normalized", FIELD_ACCOUNT },
	{ "dstip", FIELD_SERVER }, { "dst_ip", FIELD_SERVER },
	{ "dstport", FIELD_SERVER_PORT }, { "url", FIELD_URL },
	{ "domain", FIELD_HOST }, { "dsthost", FIELD_HOST },
	{ "policy", FIELD_RULE }, { "category", FIELD_CATEGORY },
	{ "useragent", FIELD_AGENT }, { "user_agent", FIELD_AGENT },
	{ "http_status", FIELD_STATUS }, { "resp_cnt", FIELD_NONE },
	{ "server_bytes", FIELD_BYTES }, { "app", FIELD_PROTOCOL },
	{ "action", FIELD_ACTION }, { "activity", FIELD_REASON },
	{ "malware_name", FIELD_THREAT }, { "alert_type", FIELD_CODE },
	{ "type", FIELD_CODE }, { NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "allow", VERDICT_ALLOWED }, { "alert", VERDICT_ALLOWED },
	{ "bypass", VERDICT_ALLOWED }, { "useralert", VERDICT_ALLOWED },
	{ "proceed", VERDICT_ALLOWED }, { "coach", VERDICT_ALLOWED },
	{ "Detection", VERDICT_ALLOWED }, { "anyrule", VERDICT_ALLOWED },
	{ "block", VERDICT_DENIED }, { "blocked", VERDICT_DENIED },
	{ "quarantine", VERDICT_DENIED }, { "stop", VERDICT_DENIED },
	{ "cancel", VERDICT_DENIED }, { NULL, VERDICT_UNKNOWN },
};

static const char *
add(struct parse *p, const struct json *root)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	objects_fields(p, root, members, &f);
	if (f.at[FIELD_TIME].len == 0)
		return "bad time";
	if (f.at[FIELD_URL].len == 0 && f.at[FIELD_HOST].len == 0)
		return parse_ignored;
	/* A page that no policy spoke of has no action. */
	if (f.at[FIELD_ACTION].len == 0) {
		v.action = SLICE("none");
		v.verdict = VERDICT_UNKNOWN;
	}
	return fields_row(p, &f, words, &v);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, add);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"timestamp\":", "\"ccl\":",
		"\"user\":", NULL };
	static const char *const other[] = { "\"timestamp\":",
		"\"traffic_type\":", "\"user\":", NULL };

	return objects_have(line, needs) || objects_have(line, other);
}

const struct format format_netskope = {
	.name = "netskope",
	.dataset = "netskope.web",
	.title = "Netskope, events and alerts as JSON",
	.channel = "web",
	.versions = "unverified: page, application and alert events of the "
		    "REST API v2; CEF by cef",
	.lacks = "method; whether what has no action was allowed",
	.fits = fits,
	.parse = parse,
};
