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

#include "recognise.h"

static const struct field_name names[] = {
	{ "rt", FIELD_TIME }, { "FTNTFGTeventtime", FIELD_TIME },
	{ "end", FIELD_TIME }, { "start", FIELD_TIME },
	{ "src", FIELD_CLIENT }, { "c6a2", FIELD_CLIENT },
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
	{ "in", FIELD_BYTES }, { "cat", FIELD_CATEGORY },
	{ NULL, FIELD_NONE },
};

static const char *
parse(struct parse *p)
{
	struct cef e;
	const char *why = cef_read(p, &e);

	return why != NULL ? why :
			     cef_row(p, &e, names, SLICE("cef.firewall"));
}

static bool
fits(struct slice line)
{
	return cef_begins(line, SLICE("CEF:")) < line.len &&
	    slice_contains(line, SLICE("|"));
}

static int
recognise(struct slice head)
{
	return recognise_lines(head, fits);
}

const struct format format_cef = {
	.name = "cef",
	.dataset = "cef.event",
	.title = "CEF (ArcSight) of any firewall or filter",
	.channel = "web",
	.versions = "CEF 0 and 1: Forcepoint, FortiGate, Check Point, Zscaler, "
		    "Barracuda, Imperva, Netskope and others",
	.lacks = "what the product puts into fields of its own",
	.recognise = recognise,
	.parse = parse,
};
