/*
 * QRadar's Log Event Extended Format, of whatever product:
 *
 *   Oct 12 08:31:02 gw LEEF:1.0|Forcepoint|Security|8.5|transaction:blocked|
 *     devTime=Oct 12 2026 08:31:02<TAB>src=198.51.100.24<TAB>...
 *
 * (one line in the log).
 */
#include "cef_endpoint.h"

static const struct field_name names[] = {
	{ "devTime", FIELD_TIME }, { "src", FIELD_CLIENT },
	{ "identSrc", FIELD_CLIENT }, { "srcPort", FIELD_CLIENT_PORT },
	{ "identHostName", FIELD_MACHINE }, { "usrName", FIELD_ACCOUNT },
	{ "domain", FIELD_ACCOUNT_DOMAIN }, { "dst", FIELD_SERVER },
	{ "dstPort", FIELD_SERVER_PORT }, { "url", FIELD_URL },
	{ "action", FIELD_ACTION }, { "policy", FIELD_RULE },
	{ "proto", FIELD_TRANSPORT }, { "method", FIELD_METHOD },
	{ "userAgent", FIELD_AGENT }, { "useragent", FIELD_AGENT },
	{ "contentType", FIELD_MIME }, { "contenttype", FIELD_MIME },
	{ "reason", FIELD_REASON }, { "dstBytes", FIELD_BYTES },
	{ "urlCategory", FIELD_CATEGORY }, { "urlcategory", FIELD_CATEGORY },
	{ "cat", FIELD_CATEGORY }, { NULL, FIELD_NONE },
};

static const char *
parse(struct parse *p)
{
	struct cef e;
	struct fields f = { 0 };
	const char *why = leef_read(p, &e);

	if (why == NULL && cef_is_endpoint(&e))
		return cef_endpoint_row(p, &e);
	pairs_fields(&e.kv, names, &f);
	return why != NULL ? why :
			     cef_row(p, &e, &f, SLICE("leef.firewall"));
}

static bool
fits(struct slice line)
{
	return cef_begins(line, SLICE("LEEF:")) < line.len &&
	    slice_contains(line, SLICE("|"));
}

const struct format format_leef = {
	.name = "leef",
	.dataset = "leef.event",
	.title = "LEEF (QRadar) of any firewall or filter",
	.channel = "web",
	.versions = "LEEF 1.0 and 2.0, with the attributes that IBM names",
	.lacks = "what the product puts into attributes of its own",
	.fits = fits,
	.parse = parse,
};
