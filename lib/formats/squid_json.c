/*
 * Squid's access log as OPNsense writes it where JSON is chosen, one object a
 * line in the words of ECS, behind syslog:
 *
 *   <166>Oct 12 08:31:02 gw (squid-1)[6802]: {"@timestamp":
 *     "2026-10-12T07:31:02+0000","http":{"request":{"method":"GET"},
 *     "response":{"bytes":3162,"body":{"status_code":403}}},
 *     "source":{"ip":"198.51.100.24"},"event":{"duration":"40","dataset":
 *     "squid.access"},"user":{"name":"ben.baker"},"url":{"original":
 *     "http://luckyreels.example/"},"labels":{"request_status":"TCP_DENIED"}}
 *
 * (one line in the log).  The stamp is the end of the request.
 */
#include "formats/format.h"

#include "objects.h"
#include "squid_row.h"
#include "text.h"

static const struct field_name members[] = {
	{ "@timestamp", FIELD_TIME }, { "source.ip", FIELD_CLIENT },
	{ "user.name", FIELD_ACCOUNT }, { "url.original", FIELD_URL },
	{ "http.request.method", FIELD_METHOD },
	{ "http.response.body.status_code", FIELD_STATUS },
	{ "http.response.bytes", FIELD_BYTES },
	{ "http.response.mime_type", FIELD_MIME },
	{ "user_agent.original", FIELD_AGENT },
	{ "event.duration", FIELD_MILLISECONDS },
	{ "labels.request_status", FIELD_ACTION },
	{ NULL, FIELD_NONE },
};

static const char *
add(struct parse *p, const struct json *root)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	objects_fields(p, root, members, &f);
	if (f.at[FIELD_TIME].len == 0)
		return "no time";
	/* What Squid fetches for itself, say a certificate. */
	if (json_kind(json_get(root, "source")) == JSON_OBJECT &&
	    text_is_blank(f.at[FIELD_CLIENT]))
		return parse_ignored;
	v.action = f.at[FIELD_ACTION];
	if (v.action.len == 0)
		return "no request_status: cut short?";
	f.at[FIELD_ACTION] = SLICE("");
	if (slice_equal(f.at[FIELD_STATUS], SLICE("407")))
		v.verdict = VERDICT_CHALLENGE;
	else if (squid_is_refusal(v.action))
		v.verdict = VERDICT_DENIED;
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
	static const char *const needs[] = { "\"@timestamp\":",
		"\"squid.access\"", "\"request_status\":", NULL };

	return objects_have(line, needs);
}

const struct format format_squid_json = {
	.name = "squid_json",
	.dataset = "squid.access",
	.title = "Squid's access log as JSON, of OPNsense",
	.channel = "web",
	.versions = "OPNsense 21 to 26, JSON in ECS",
	.lacks = "where the page came from",
	.fits = fits,
	.parse = parse,
};
