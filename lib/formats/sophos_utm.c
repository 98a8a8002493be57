/*
 * Sophos UTM 9's web proxy, packet filter, sign-ins and DHCP:
 *
 *   2026:10:12-08:31:02 utm1 httpproxy[5207]: id="0060" severity="info"
 *     sys="SecureWeb" sub="http" name="web request blocked, forbidden
 *     category detected" action="block" method="GET" srcip="198.51.100.24"
 *     user="ben.baker" ad_domain="QUILLBROOK" statuscode="403" ...
 *
 * (one line in the log), by the clock of the device, at the end of a request.
 */
#include "formats/format.h"

#include "gateway.h"
#include "stamp.h"
#include "text.h"

/* "2026:10:12-08:31:02 utm1 httpproxy[5207]: ", perhaps behind "<30>". */
static bool
take_head(const struct format_options *options, struct slice *rest,
    struct visit *v, struct slice *daemon)
{
	struct slice s = *rest, host, tag;
	int32_t day;
	int64_t micro;

	if (slice_take_char(&s, '<') && !slice_take_until(&s, '>', &tag))
		return false;
	if (!stamp_take_date(&s, ':', false, &day) ||
	    !slice_take_char(&s, '-') || !stamp_take_clock(&s, false, &micro) ||
	    !slice_take_char(&s, ' ') || !slice_take_word(&s, &host) ||
	    !slice_take_char(&s, ' ') || !slice_take_until(&s, ' ', &tag) ||
	    tag.len < 2 || tag.ptr[tag.len - 1] != ':')
		return false;
	tag = slice_first(tag, tag.len - 1);
	*daemon = slice_first(tag, slice_find(tag, '['));
	v->stamp = stamp_local(options, day, micro, &v->source);
	*rest = s;
	return true;
}

static const char *
add(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice took = pairs_get(kv, "fullreqtime");

	v->action = pairs_get(kv, "action");
	/* "error converting file name": no request at all. */
	if (v->action.len == 0 && pairs_get(kv, "message").len > 0)
		return parse_ignored;
	/* Went on after a warning: that line has no action of its own. */
	if (v->action.len == 0 &&
	    slice_equal(pairs_get(kv, "id"), SLICE("0072")))
		v->action = SLICE("proceed");
	v->client = pairs_get(kv, "srcip");
	v->url = pairs_get(kv, "url");
	if (v->action.len == 0 || v->client.len == 0 || v->url.len == 0)
		return "no client, action or site";
	if (slice_equal(v->action, SLICE("block")))
		v->verdict = VERDICT_DENIED;
	else if (!slice_equal(v->action, SLICE("pass")) &&
	    !slice_equal(v->action, SLICE("proceed")) &&
	    !slice_equal(v->action, SLICE("warn")))
		return "an action that is not known";
	if (!visit_number(pairs_get(kv, "statuscode"), &v->status) ||
	    !visit_number(pairs_get(kv, "size"), &v->bytes))
		return "bad size or status";
	if (took.len > 0 && (v->duration = stamp_duration(took, 1)) < 0)
		return "bad duration";
	v->account = pairs_get(kv, "user");
	v->account_domain = pairs_get(kv, "ad_domain");
	v->method = pairs_get(kv, "method");
	v->category = pairs_get(kv, "categoryname");
	v->reason = v->verdict == VERDICT_DENIED ? pairs_get(kv, "name") :
						   pairs_get(kv, "error");
	v->code = pairs_get(kv, "id");
	v->mime = pairs_get(kv, "content-type");
	v->agent = pairs_get(kv, "ua");
	v->server = pairs_get(kv, "dstip");
	return visit_row(p, v);
}

/* `sub="packetfilter" action="drop" srcip= dstip= proto="6" ...` */
static const char *
add_packet(struct parse *p, const struct pairs *kv, struct visit *v)
{
	static const struct field_name names[] = {
		{ "srcip", FIELD_CLIENT }, { "srcport", FIELD_CLIENT_PORT },
		{ "srcmac", FIELD_MAC },
		{ "dstip", FIELD_SERVER }, { "dstport", FIELD_SERVER_PORT },
		{ "proto", FIELD_TRANSPORT }, { "action", FIELD_ACTION },
		{ "fwrule", FIELD_RULE }, { "name", FIELD_REASON },
		{ "id", FIELD_CODE }, { NULL, FIELD_NONE },
	};
	static const struct action_word words[] = {
		{ "accept", VERDICT_ALLOWED }, { "log", VERDICT_ALLOWED },
		{ "nat", VERDICT_ALLOWED },
		{ "DNS request", VERDICT_ALLOWED }, { "drop", VERDICT_DENIED },
		{ "reject", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
	};
	struct fields f = { 0 };

	pairs_fields(kv, names, &f);
	v->channel = "network";
	v->dataset = SLICE("sophos.firewall");
	return fields_row(p, &f, words, v);
}

/* `sub="auth" name="Authentication failed" srcip= user= caller="portal"
 * reason="DENIED"`: whom the caller, a part of the device, let in. */
static const char *
add_sign_in(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct gateway_name told[] = {
		{ "user", COL_ACCOUNT }, { "srcip", COL_ADDRESS },
		{ "id", COL_CODE }, { "reason", COL_REASON },
		{ NULL, COLUMN_COUNT },
	};
	bool done = slice_equal(pairs_get(kv, "name"),
	    SLICE("Authentication successful"));
	struct endpoint_event e = gateway_sign_in(v, !done, false);

	if (!done &&
	    !slice_equal(pairs_get(kv, "name"), SLICE("Authentication failed")))
		return parse_ignored;
	if (pairs_get(kv, "user").len == 0)
		return "no account: cut short?";
	return gateway_row(p, &e, kv, told);
}

static const char *
add_lease(struct parse *p, struct slice text, const struct visit *v)
{
	struct address_event e = ADDRESS_EVENT_NEW;

	e.time = v->stamp;
	e.source = v->source;
	return address_dhcp_text(p, text, &e);
}

enum kind { HOUSEKEEPING, VISIT, PACKET, SIGN_IN };

static enum kind
kind_of(struct slice daemon, struct slice text)
{
	static const struct {
		const char *daemon, *sub;
		enum kind kind;
	} kinds[] = {
		{ "httpproxy", "sub=\"http\"", VISIT },
		{ "ulogd", "sub=\"packetfilter\"", PACKET },
		{ "aua", "sub=\"auth\"", SIGN_IN },
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_equal(daemon, slice_of(kinds[i].daemon)) &&
		    slice_contains(text, slice_of(kinds[i].sub)))
			return kinds[i].kind;
	return HOUSEKEEPING;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, daemon;
	enum kind kind;
	struct visit v = VISIT_NEW;
	struct pairs kv;

	if (!take_head(p->options, &rest, &v, &daemon))
		return "bad time, or no daemon";
	if (slice_equal(daemon, SLICE("dhcpd")))
		return add_lease(p, rest, &v);
	if ((kind = kind_of(daemon, rest)) == HOUSEKEEPING)
		return parse_ignored;
	if (!pairs_read(rest, 0, p->scratch, &kv))
		return "not key=value to its end: cut short?";
	return kind == PACKET	? add_packet(p, &kv, &v) :
	    kind == SIGN_IN ? add_sign_in(p, &kv, &v) :
			      add(p, &kv, &v);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	static const char *const daemons[] = { "httpproxy", "ulogd", "aua",
		"dhcpd" };
	struct visit ignored;
	struct slice daemon;
	size_t i;

	if (!take_head(&utc, &line, &ignored, &daemon))
		return false;
	for (i = 0; i < sizeof daemons / sizeof *daemons; i++)
		if (slice_equal(daemon, slice_of(daemons[i])))
			return true;
	return false;
}

const struct format format_sophos_utm = {
	.name = "sophos_utm",
	.dataset = "sophos.utm",
	.title = "Sophos UTM web proxy, packet filter, sign-ins, DHCP",
	.channel = "web",
	.versions = "Sophos UTM 9",
	.lacks = "the zone of its stamps",
	.fits = fits,
	.parse = parse,
};
