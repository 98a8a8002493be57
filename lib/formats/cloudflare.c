/*
 * Cloudflare Gateway, Logpush: one object a line, of the datasets
 * gateway_http, gateway_dns and gateway_network, told apart by their members.
 *
 *   {"Datetime":"2026-10-12T07:31:02Z","Action":"block","Email":"ben.baker@
 *    quillbrook.example","HTTPHost":"luckyreels.example","HTTPMethod":"GET",
 *    "HTTPStatusCode":403,"SourceIP":"198.51.100.24","URL":"https://..."}
 *   {"Datetime":"2026-10-12T07:31:03Z","QueryName":"betmoor.example",
 *    "ResolverDecision":"blockedByCategory","SrcIP":"198.51.100.24", ...}
 *
 * (each one line in the log).
 */
#include "formats/format.h"

#include "objects.h"
#include "text.h"

static const struct field_name members[] = {
	{ "Datetime", FIELD_TIME }, { "SourceInternalIP", FIELD_CLIENT },
	{ "SourceIP", FIELD_CLIENT }, { "SrcIP", FIELD_CLIENT },
	{ "SourcePort", FIELD_CLIENT_PORT },
	{ "SrcPort", FIELD_CLIENT_PORT }, { "DeviceName", FIELD_MACHINE },
	{ "Email", FIELD_ACCOUNT }, { "URL", FIELD_URL },
	{ "HTTPHost", FIELD_HOST }, { "HTTPMethod", FIELD_METHOD },
	{ "HTTPStatusCode", FIELD_STATUS }, { "UserAgent", FIELD_AGENT },
	{ "DestinationIP", FIELD_SERVER }, { "DstIP", FIELD_SERVER },
	{ "DestinationPort", FIELD_SERVER_PORT },
	{ "DstPort", FIELD_SERVER_PORT }, { "Transport", FIELD_TRANSPORT },
	{ "Action", FIELD_ACTION }, { "PolicyName", FIELD_RULE },
	{ "Policy", FIELD_RULE }, { "CategoryNames", FIELD_CATEGORY },
	{ "MatchedCategoryNames", FIELD_CATEGORY },
	{ "QueryCategoryNames", FIELD_CATEGORY }, { NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "allow", VERDICT_ALLOWED }, { "allowed", VERDICT_ALLOWED },
	{ "none", VERDICT_ALLOWED }, { "on", VERDICT_ALLOWED },
	{ "off", VERDICT_ALLOWED }, { "scan", VERDICT_ALLOWED },
	{ "noscan", VERDICT_ALLOWED }, { "isolate", VERDICT_ALLOWED },
	{ "noisolate", VERDICT_ALLOWED }, { "egress", VERDICT_ALLOWED },
	{ "bypass", VERDICT_ALLOWED }, { "override", VERDICT_ALLOWED },
	{ "audit_ssh", VERDICT_ALLOWED }, { "l4_override", VERDICT_ALLOWED },
	{ "block", VERDICT_DENIED }, { "blocked", VERDICT_DENIED },
	{ "quarantine", VERDICT_DENIED }, { "redirect", VERDICT_DENIED },
	{ NULL, VERDICT_ALLOWED },
};

static const char *
add_query(struct parse *p, const struct json *root, struct fields *f,
    struct visit *v)
{
	struct slice decision = objects_get(p, root, "ResolverDecision");

	v->channel = "network";
	v->kind = "query";
	v->dataset = SLICE("cloudflare.dns");
	v->action = decision;
	if (slice_starts_with(decision, SLICE("blocked")))
		v->verdict = VERDICT_DENIED;
	else if (!slice_starts_with(decision, SLICE("allowed")) &&
	    !slice_starts_with(decision, SLICE("override")))
		return "an action that is not known";
	fields_put(f, FIELD_HOST,
	    visit_dns_name(objects_get(p, root, "QueryName")));
	fields_put(f, FIELD_METHOD, objects_get(p, root, "QueryTypeName"));
	f->at[FIELD_ACTION].len = 0;
	return f->at[FIELD_HOST].len == 0 ? "no name" :
					    fields_row(p, f, NULL, v);
}

static const char *
add(struct parse *p, const struct json *root)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	objects_fields(p, root, members, &f);
	if (f.at[FIELD_TIME].len == 0)
		return "bad time";
	if (json_get(root, "QueryName") != NULL)
		return add_query(p, root, &f, &v);
	if (f.at[FIELD_ACTION].len == 0) {
		v.action = SLICE("none");
		v.verdict = VERDICT_ALLOWED;
	}
	if (f.at[FIELD_URL].len == 0 && f.at[FIELD_HOST].len == 0) {
		v.channel = "network";
		v.dataset = SLICE("cloudflare.firewall");
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
	static const char *const http[] = { "\"Datetime\":", "\"SourceIP\":",
		"\"PolicyID\":", NULL };
	static const char *const dns[] = { "\"Datetime\":", "\"QueryName\":",
		"\"ResolverDecision\":", NULL };

	return objects_have(line, http) || objects_have(line, dns);
}

const struct format format_cloudflare = {
	.name = "cloudflare",
	.dataset = "cloudflare.web",
	.title = "Cloudflare Gateway, Logpush: HTTP, DNS and network",
	.channel = "web",
	.versions = "Logpush datasets gateway_http, gateway_dns, "
		    "gateway_network",
	.lacks = "bytes; how long it took",
	.fits = fits,
	.parse = parse,
};
