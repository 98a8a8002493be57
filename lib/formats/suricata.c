/*
 * Suricata's eve.json, one object a line: requests, questions to name
 * servers, names in TLS, and alerts.
 *
 *   {"timestamp":"2026-10-12T08:31:02.175119+0100","event_type":"http",
 *    "src_ip":"198.51.100.23","src_port":51512,"dest_ip":"192.0.2.10",
 *    "dest_port":80,"proto":"TCP","http":{"hostname":"findly.example",
 *    "url":"/search?q=volcano","http_method":"GET","status":200}}
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "objects.h"
#include "text.h"

static const struct field_name members[] = {
	{ "timestamp", FIELD_TIME }, { "src_ip", FIELD_CLIENT },
	{ "src_port", FIELD_CLIENT_PORT }, { "dest_ip", FIELD_SERVER },
	{ "dest_port", FIELD_SERVER_PORT }, { "proto", FIELD_TRANSPORT },
	{ "app_proto", FIELD_PROTOCOL }, { NULL, FIELD_NONE },
};

static const struct field_name http[] = {
	{ "http.hostname", FIELD_HOST }, { "http.url", FIELD_PATH },
	{ "http.http_method", FIELD_METHOD }, { "http.status", FIELD_STATUS },
	{ "http.length", FIELD_BYTES },
	{ "http.http_user_agent", FIELD_AGENT },
	{ "http.http_content_type", FIELD_MIME }, { NULL, FIELD_NONE },
};

static const char *
add_http(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	objects_fields(p, root, http, f);
	v->action = SLICE("http");
	v->dataset = SLICE("suricata.http");
	/* Through a proxy the whole address stands where the path does. */
	if (slice_contains(f->at[FIELD_PATH], SLICE("://")) &&
	    *f->at[FIELD_PATH].ptr != '/') {
		f->at[FIELD_URL] = f->at[FIELD_PATH];
		f->at[FIELD_PATH].len = 0;
	} else
		f->at[FIELD_SCHEME] = SLICE("http");
	if (f->at[FIELD_PATH].len > 0 && *f->at[FIELD_PATH].ptr != '/')
		f->at[FIELD_PATH].len = 0; /* "h:443" of a CONNECT */
	return fields_row(p, f, NULL, v);
}

/* An answer says nothing new, nor do questions that the server asks. */
static const char *
add_dns(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	struct slice type = objects_get(p, root, "dns.type");
	const struct json *queries = json_get(root, "dns.queries");

	if (!slice_equal(type, SLICE("query")) &&
	    !slice_equal(type, SLICE("request")))
		return parse_ignored;
	v->channel = "network";
	v->kind = "query";
	v->action = SLICE("query");
	v->dataset = SLICE("suricata.dns");
	if (queries != NULL && json_kind(queries) == JSON_ARRAY &&
	    json_first(queries) != NULL) {
		queries = json_first(queries);
		fields_put(f, FIELD_HOST,
		    visit_dns_name(objects_get(p, queries, "rrname")));
		fields_put(f, FIELD_METHOD, objects_get(p, queries, "rrtype"));
	}
	fields_put(f, FIELD_HOST,
	    visit_dns_name(objects_get(p, root, "dns.rrname")));
	fields_put(f, FIELD_METHOD, objects_get(p, root, "dns.rrtype"));
	return f->at[FIELD_HOST].len == 0 ? "no name" :
					    fields_row(p, f, NULL, v);
}

static const char *
add_tls(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	fields_put(f, FIELD_HOST, objects_get(p, root, "tls.sni"));
	v->channel = "network";
	v->action = SLICE("tls");
	v->dataset = SLICE("suricata.firewall");
	return fields_row(p, f, NULL, v);
}

static const char *
add_alert(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	v->channel = "network";
	v->dataset = SLICE("suricata.firewall");
	v->action = objects_get(p, root, "alert.action");
	if (slice_equal(v->action, SLICE("blocked")))
		v->verdict = VERDICT_DENIED;
	else if (!slice_equal(v->action, SLICE("allowed")))
		return "an action that is not known";
	fields_put(f, FIELD_RULE, objects_get(p, root, "alert.signature"));
	fields_put(f, FIELD_CATEGORY, objects_get(p, root, "alert.category"));
	fields_put(f, FIELD_CODE,
	    objects_get(p, root, "alert.signature_id"));
	return fields_row(p, f, NULL, v);
}

/* A connection that has ended; when it began and ended, it says itself. */
static const char *
add_flow(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	v->channel = "network";
	v->dataset = SLICE("suricata.firewall");
	v->verdict = VERDICT_UNKNOWN;
	v->action = objects_get(p, root, "flow.state");
	if (v->action.len == 0)
		return "no state of the flow";
	fields_put(f, FIELD_BYTES, objects_get(p, root, "flow.bytes_toclient"));
	fields_put(f, FIELD_REASON, objects_get(p, root, "flow.reason"));
	return fields_row(p, f, NULL, v);
}

static const char *
add(struct parse *p, const struct json *root)
{
	struct slice type = objects_get(p, root, "event_type");
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	if (type.len == 0)
		return "no type of the event";
	objects_fields(p, root, members, &f);
	if (f.at[FIELD_TIME].len == 0)
		return "bad time";
	if (slice_equal(type, SLICE("http")))
		return add_http(p, root, &f, &v);
	if (slice_equal(type, SLICE("dns")))
		return add_dns(p, root, &f, &v);
	if (slice_equal(type, SLICE("tls")))
		return add_tls(p, root, &f, &v);
	if (slice_equal(type, SLICE("alert")))
		return add_alert(p, root, &f, &v);
	if (slice_equal(type, SLICE("flow")))
		return add_flow(p, root, &f, &v);
	return parse_ignored;
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, add);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"timestamp\":",
		"\"event_type\":", NULL };
	static const char *const ends[] = { "\"src_ip\":", NULL };
	static const char *const stats[] = { "\"stats\":", NULL };

	return objects_have(line, needs) &&
	    (objects_have(line, ends) || objects_have(line, stats));
}

const struct format format_suricata = {
	.name = "suricata",
	.dataset = "suricata.http",
	.title = "Suricata, eve.json: http, dns, tls, flow, alert",
	.channel = "network",
	.versions = "Suricata 4 to 8; other types of events are left out",
	.lacks = "who; what is inside a tunnel but the name in TLS",
	.fits = fits,
	.parse = parse,
};
