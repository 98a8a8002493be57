/*
 * ArcSight's Common Event Format, of whatever product:
 *
 *   Oct 12 08:31:02 gw CEF:0|Forcepoint|Security|8.5|194|Transaction blocked|
 *     7|act=blocked app=https dvc=192.0.2.1 dst=192.0.2.44 dpt=443
 *     dhost=luckyreels.example src=198.51.100.24 suser=ben.baker
 *     request=https://luckyreels.example/ rt=1791790262000
 *
 * (one line in the log).
 */
#include "cef.h"

#include "cef_endpoint.h"

static const struct field_name names[] = {
	{ "rt", FIELD_TIME }, { "FTNTFGTeventtime", FIELD_TIME },
	{ "UNIFIutcTime", FIELD_TIME },
	{ "end", FIELD_TIME }, { "start", FIELD_TIME },
	{ "src", FIELD_CLIENT }, { "c6a2", FIELD_CLIENT },
	{ "UNIFIsrcClientIp", FIELD_CLIENT },
	{ "sourceTranslatedAddress", FIELD_CLIENT },
	{ "spt", FIELD_CLIENT_PORT }, { "shost", FIELD_MACHINE },
	{ "suser", FIELD_ACCOUNT }, { "duser", FIELD_ACCOUNT },
	{ "sntdom", FIELD_ACCOUNT_DOMAIN }, { "dst", FIELD_SERVER },
	{ "c6a3", FIELD_SERVER }, { "dpt", FIELD_SERVER_PORT },
	{ "request", FIELD_URL }, { "dhost", FIELD_HOST },
	{ "destinationDnsDomain", FIELD_HOST },
	{ "requestMethod", FIELD_METHOD },
	{ "requestClientApplication", FIELD_AGENT }, { "act", FIELD_ACTION },
	{ "reason", FIELD_REASON }, { "msg", FIELD_REASON },
	{ "proto", FIELD_TRANSPORT }, { "app", FIELD_PROTOCOL },
	{ "in", FIELD_BYTES }, { "UNIFIdstDeviceIp", FIELD_SERVER },
	{ "UNIFIfirewallPolicy", FIELD_RULE },
	{ "UNIFIpolicyName", FIELD_RULE }, { NULL, FIELD_NONE },
};

/* Fields of the product's own, by the labels that go with them: "cs2" is
 * what "cs2Label" says. */
static const struct field_name labels[] = {
	{ "URL Category", FIELD_CATEGORY }, { "urlCategory", FIELD_CATEGORY },
	{ "Category", FIELD_CATEGORY }, { "Category Name", FIELD_CATEGORY },
	{ "Rule", FIELD_RULE }, { "Rule Name", FIELD_RULE },
	{ "Policy", FIELD_RULE }, { "Policy Name", FIELD_RULE },
	{ "Threat Name", FIELD_THREAT }, { "threatname", FIELD_THREAT },
	{ "Protection Name", FIELD_THREAT }, { NULL, FIELD_NONE },
};

static void
put_labelled(const struct pairs *kv, struct fields *f)
{
	char label[] = "cs0Label", name[] = "cs0";
	const struct field_name *n;
	struct slice said;

	for (label[2] = '1'; label[2] <= '6'; label[2]++) {
		name[2] = label[2];
		said = pairs_get(kv, label);
		for (n = labels; said.len > 0 && n->name != NULL; n++)
			if (slice_equal_fold(said, slice_of(n->name)))
				fields_put(f, n->field, pairs_get(kv, name));
	}
	/* "utm:webfilter" is the kind of a FortiGate's record. */
	if (pairs_get(kv, "FTNTFGTlogid").len > 0)
		fields_put(f, FIELD_CATEGORY,
		    pairs_get(kv, "requestContext"));
	else
		fields_put(f, FIELD_CATEGORY, pairs_get(kv, "cat"));
}

static const char *
add(struct parse *p, const struct cef *e)
{
	struct fields f = { 0 };

	pairs_fields(&e->kv, names, &f);
	put_labelled(&e->kv, &f);
	return cef_row(p, e, &f, SLICE("cef.firewall"));
}

static const char *
parse(struct parse *p)
{
	struct cef e;
	const char *why = cef_read(p, &e);

	if (why != NULL)
		return why;
	return cef_is_endpoint(&e) ? cef_endpoint_row(p, &e) : add(p, &e);
}

static bool
fits(struct slice line)
{
	return cef_begins(line, SLICE("CEF:")) < line.len &&
	    slice_contains(line, SLICE("|"));
}

const struct format format_cef = {
	.name = "cef",
	.dataset = "cef.event",
	.title = "CEF (ArcSight) of any firewall or filter",
	.channel = "web",
	.versions = "CEF 0 and 1: Forcepoint, FortiGate, Check Point, Zscaler, "
		    "Barracuda, Imperva, Netskope and others",
	.lacks = "what the product puts into fields of its own",
	.fits = fits,
	.parse = parse,
};
