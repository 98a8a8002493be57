/*
 * Palo Alto Networks firewalls: TRAFFIC and THREAT records, CSV by place,
 * perhaps behind a head of syslog, which then stands in the first cell:
 *
 *   1,2026/10/12 08:31:03,0123,THREAT,url,2561,2026/10/12 08:31:02,
 *     198.51.100.24,192.0.2.44,,,Pupils,quillbrook\ben.baker,,ssl,vsys1, ...
 *     tcp,block-url,"luckyreels.example/",(9999),gambling,informational, ...
 *
 * (one line in the log).  USERID and GLOBALPROTECT records tell who came to
 * have which address, AUTHENTICATION ones who signed in, DECRYPTION ones of
 * TLS.  Each version adds cells at the end, so that a cell
 * has the same place in all.  Only what came later may be missing.
 */
#include "formats/format.h"

#include "fields.h"
#include "gateway.h"
#include "text.h"
#include "when.h"

enum {
	CELL_TYPE = 3,
	CELL_SUBTYPE = 4,
	CELL_GENERATED = 6,
	CELL_URL = 31,
	CELL_THREAT = 32,
	CELL_PORT = 25,
	CELL_SENT_BYTES = 33,
	/* The oldest that are known, of PAN-OS 4. */
	TRAFFIC_CELLS = 38,
	THREAT_CELLS = 36,
	USERID_CELLS = 10,
	VPN_CELLS = 29,
	/* Both began with PAN-OS 8 and 10. */
	AUTHENTICATION_CELLS = 22,
	DECRYPTION_CELLS = 65,
	/* A time with its zone, since PAN-OS 10. */
	AUTHENTICATION_PRECISE = 33,
	DECRYPTION_PRECISE = 72,
	TRAFFIC_PRECISE = 102,
	THREAT_PRECISE = 107,
};

/* Of a THREAT record of any kind. */
static const struct column_field threat[] = {
	{ 7, FIELD_CLIENT }, { 8, FIELD_SERVER }, { 11, FIELD_RULE },
	{ 12, FIELD_ACCOUNT }, { 14, FIELD_PROTOCOL },
	{ 24, FIELD_CLIENT_PORT }, { CELL_PORT, FIELD_SERVER_PORT },
	{ 29, FIELD_TRANSPORT }, { 30, FIELD_ACTION },
	{ 33, FIELD_CATEGORY }, { 0, FIELD_NONE },
};

static const struct column_field traffic[] = {
	{ 7, FIELD_CLIENT }, { 8, FIELD_SERVER }, { 11, FIELD_RULE },
	{ 12, FIELD_ACCOUNT }, { 14, FIELD_PROTOCOL },
	{ 24, FIELD_CLIENT_PORT }, { CELL_PORT, FIELD_SERVER_PORT },
	{ 29, FIELD_TRANSPORT }, { 30, FIELD_ACTION },
	{ CELL_SENT_BYTES, FIELD_BYTES }, { 36, FIELD_SECONDS },
	{ 37, FIELD_CATEGORY }, { 46, FIELD_REASON }, { 0, FIELD_NONE },
};

/* Of TLS, beside what THREAT has: the name asked for, and what went wrong. */
static const struct column_field decryption[] = {
	{ 63, FIELD_HOST }, { 64, FIELD_REASON }, { 0, FIELD_NONE },
};

static const struct column_field url[] = {
	{ CELL_URL, FIELD_URL }, { 41, FIELD_MIME }, { 46, FIELD_AGENT },
	{ 63, FIELD_METHOD }, { 0, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "allow", VERDICT_ALLOWED }, { "alert", VERDICT_ALLOWED },
	{ "continue", VERDICT_ALLOWED }, { "override", VERDICT_ALLOWED },
	{ "syncookie-sent", VERDICT_ALLOWED },
	{ "forward", VERDICT_ALLOWED }, { "wildfire-upload-success",
	    VERDICT_ALLOWED }, { "wildfire-upload-skip", VERDICT_ALLOWED },
	{ "deny", VERDICT_DENIED }, { "drop", VERDICT_DENIED },
	{ "drop-all-packets", VERDICT_DENIED }, { "drop-all", VERDICT_DENIED },
	{ "drop ICMP", VERDICT_DENIED }, { "drop-icmp", VERDICT_DENIED },
	{ "reset both", VERDICT_DENIED }, { "reset-both", VERDICT_DENIED },
	{ "reset client", VERDICT_DENIED }, { "reset-client", VERDICT_DENIED },
	{ "reset server", VERDICT_DENIED }, { "reset-server", VERDICT_DENIED },
	{ "block", VERDICT_DENIED }, { "block-url", VERDICT_DENIED },
	{ "block-ip", VERDICT_DENIED }, { "block-continue", VERDICT_DENIED },
	{ "block-override", VERDICT_DENIED }, { "sinkhole", VERDICT_DENIED },
	{ "override-lockout", VERDICT_DENIED },
	{ "random-drop", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

static struct slice
cell(const struct table_row *row, size_t n)
{
	return n < row->count ? slice_trim(row->cells[n]) : SLICE("");
}

/* A stamp with its own zone is better than one by the firewall's clock. */
static const char *
set_time(struct parse *p, const struct table_row *row, size_t precise,
    struct visit *v)
{
	if (slice_find(cell(row, precise), 'T') == 10 &&
	    when_read(cell(row, precise), p->options, &v->stamp, &v->source) &&
	    strcmp(v->source, "offset") == 0)
		return NULL;
	return when_read(cell(row, CELL_GENERATED), p->options, &v->stamp,
		   &v->source) ?
	    NULL :
	    "bad time";
}

static const char *
add_traffic(struct parse *p, const struct table_row *row)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	if (row->count < TRAFFIC_CELLS)
		return "fewer cells than any version writes: cut short?";
	if ((why = set_time(p, row, TRAFFIC_PRECISE, &v)) != NULL)
		return why;
	v.channel = "network";
	v.dataset = SLICE("panos.firewall");
	v.code = cell(row, CELL_SUBTYPE);
	/* Of a session that has begun there is no length yet. */
	v.stamped_at_start = slice_equal(v.code, SLICE("start"));
	fields_columns(&f, row, traffic);
	return fields_row(p, &f, words, &v);
}

static const char *
add_threat(struct parse *p, const struct table_row *row)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	if (row->count < THREAT_CELLS)
		return "fewer cells than any version writes: cut short?";
	if ((why = set_time(p, row, THREAT_PRECISE, &v)) != NULL)
		return why;
	v.code = cell(row, CELL_SUBTYPE);
	fields_columns(&f, row, threat);
	if (slice_equal(v.code, SLICE("url"))) {
		fields_columns(&f, row, url);
		return f.at[FIELD_URL].len == 0 ? "no site" :
						  fields_row(p, &f, words, &v);
	}
	v.channel = "network";
	v.dataset = SLICE("panos.firewall");
	fields_put(&f, FIELD_THREAT, cell(row, CELL_THREAT));
	return fields_row(p, &f, words, &v);
}

static const char *
add_decryption(struct parse *p, const struct table_row *row)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	if (row->count < DECRYPTION_CELLS)
		return "fewer cells than any version writes: cut short?";
	if ((why = set_time(p, row, DECRYPTION_PRECISE, &v)) != NULL)
		return why;
	v.channel = "network";
	v.dataset = SLICE("panos.firewall");
	v.code = SLICE("decryption");
	fields_columns(&f, row, threat);
	f.at[FIELD_CATEGORY] = SLICE("");
	fields_columns(&f, row, decryption);
	return fields_row(p, &f, words, &v);
}

/* Somebody was asked who he is, by a portal or for a second factor; the
 * firewall has words of its own for what came of it. */
static const char *
add_authentication(struct parse *p, const struct table_row *row)
{
	static const char *const good[] = { "success", "auth-success",
		"allow", "allowed", NULL };
	static const char *const bad[] = { "fail", "failed", "failure",
		"auth-fail", "deny", "denied", "reject", "rejected",
		"timeout", "error", NULL };
	struct slice event = cell(row, 20);
	struct visit v = VISIT_NEW;
	struct endpoint_event e;
	bool failed = text_is_one_of(event, bad);
	const char *why;
	uint32_t n;

	if (row->count < AUTHENTICATION_CELLS)
		return "fewer cells than any version writes: cut short?";
	if ((why = set_time(p, row, AUTHENTICATION_PRECISE, &v)) != NULL)
		return why;
	e = gateway_sign_in(&v, failed, false);
	if (!failed && !text_is_one_of(event, good)) {
		e.action = SLICE("authentication");
		e.type = "info";
		e.outcome = "unknown";
	}
	n = endpoint_row(p, &e);
	endpoint_set(p, n, COL_ACCOUNT, cell(row, 9));
	endpoint_set(p, n, COL_ADDRESS, cell(row, 8));
	endpoint_set(p, n, COL_RULE, cell(row, 12));
	endpoint_set(p, n, COL_CODE, cell(row, CELL_SUBTYPE));
	endpoint_set(p, n, COL_REASON, cell(row, 18));
	parse_row_done(p, n);
	return NULL;
}

static const char *
add_session(struct parse *p, const struct table_row *row,
    enum address_action action, struct slice address, struct slice account)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	struct visit v = VISIT_NEW;
	const char *why = set_time(p, row, row->count, &v);

	if (why != NULL)
		return why;
	e.time = v.stamp;
	e.source = v.source;
	e.action = action;
	e.address = address;
	e.account = account;
	e.code = cell(row, CELL_SUBTYPE);
	return gateway_session(p, &e);
}

/* `USERID,login,2561,2026/10/12 08:31:02,vsys1,198.51.100.24,quillbrook\ben` */
static const char *
add_user(struct parse *p, const struct table_row *row)
{
	struct slice subtype = cell(row, CELL_SUBTYPE);

	if (row->count < USERID_CELLS)
		return "fewer cells than any version writes: cut short?";
	if (!slice_equal(subtype, SLICE("login")) &&
	    !slice_equal(subtype, SLICE("logout")))
		return parse_ignored;
	return add_session(p, row,
	    slice_equal(subtype, SLICE("login")) ? SESSION_START :
						   SESSION_STOP,
	    cell(row, 8), cell(row, 9));
}

/* Who signed in from where, which is not yet an address of the network. */
static const char *
add_sign_in(struct parse *p, const struct table_row *row)
{
	struct endpoint_event e;
	struct visit v = VISIT_NEW;
	const char *why = set_time(p, row, row->count, &v);
	uint32_t n;

	if (why != NULL)
		return why;
	e = gateway_sign_in(&v,
	    !slice_equal_fold(cell(row, 28), SLICE("success")), false);
	n = endpoint_row(p, &e);
	endpoint_set(p, n, COL_ACCOUNT, cell(row, 12));
	endpoint_set(p, n, COL_HOST, cell(row, 14));
	endpoint_set(p, n, COL_ADDRESS, cell(row, 15));
	endpoint_set(p, n, COL_CODE, cell(row, 8));
	endpoint_set(p, n, COL_REASON, cell(row, 25));
	parse_row_done(p, n);
	return NULL;
}

static const char *
add_vpn(struct parse *p, const struct table_row *row)
{
	static const struct {
		const char *event;
		enum address_action means;
	} events[] = { { "gateway-connected", SESSION_START },
		{ "gateway-setup-ipsec", SESSION_START },
		{ "gateway-setup-ssl", SESSION_START },
		{ "gateway-logout", SESSION_STOP } };
	static const char *const sign_ins[] = { "portal-auth", "gateway-auth",
		NULL };
	struct slice event = cell(row, 8), address = cell(row, 17);
	size_t i;

	if (row->count < VPN_CELLS)
		return "fewer cells than any version writes: cut short?";
	if (cell(row, 12).len == 0)
		return parse_ignored;
	if (text_is_one_of(event, sign_ins))
		return add_sign_in(p, row);
	for (i = 0; i < sizeof events / sizeof *events; i++)
		if (slice_equal(event, slice_of(events[i].event)) &&
		    url_host_is_address(address) &&
		    !slice_equal(address, SLICE("0.0.0.0")))
			return add_session(p, row, events[i].means, address,
			    cell(row, 12));
	return parse_ignored;
}

static const char *
parse(struct parse *p)
{
	static const char *const others[] = { "SYSTEM", "CONFIG", "HIPMATCH",
		"HIP-MATCH", "CORRELATION", "GTP", "IPTAG", "SCTP", "START",
		"END", "AUDIT", NULL };
	struct table_row row;
	struct slice type;

	if (!table_split(slice_trim(p->record), ',', p->scratch, &row))
		return "not CSV to its end: cut short?";
	type = cell(&row, CELL_TYPE);
	if (slice_equal(type, SLICE("TRAFFIC")))
		return add_traffic(p, &row);
	if (slice_equal(type, SLICE("THREAT")))
		return add_threat(p, &row);
	if (slice_equal(type, SLICE("USERID")))
		return add_user(p, &row);
	if (slice_equal(type, SLICE("GLOBALPROTECT")))
		return add_vpn(p, &row);
	if (slice_equal(type, SLICE("AUTHENTICATION")))
		return add_authentication(p, &row);
	if (slice_equal(type, SLICE("DECRYPTION")))
		return add_decryption(p, &row);
	return text_is_one_of(type, others) ? parse_ignored :
					      "a type that is not known";
}

/* "...,2026/10/12 08:31:03,0123,THREAT,": in the first few cells. */
static bool
fits(struct slice line)
{
	struct slice first, received, serial, type;

	return slice_take_until(&line, ',', &first) &&
	    slice_take_until(&line, ',', &received) &&
	    slice_take_until(&line, ',', &serial) &&
	    slice_take_until(&line, ',', &type) && received.len == 19 &&
	    received.ptr[4] == '/' && received.ptr[7] == '/' && type.len > 2 &&
	    type.ptr[0] >= 'A' && type.ptr[0] <= 'Z' &&
	    type.ptr[1] >= 'A' && type.ptr[1] <= 'Z';
}

const struct format format_panos = {
	.name = "panos",
	.dataset = "panos.url",
	.title = "Palo Alto Networks firewall, as CSV",
	.channel = "web",
	.versions = "PAN-OS 4 to 11, default layout: TRAFFIC, THREAT, USERID, "
		    "GLOBALPROTECT, AUTHENTICATION, DECRYPTION; other types "
		    "are left out",
	.lacks = "the zone of its stamps before PAN-OS 10; status; whether a "
		 "page was http or https",
	.fits = fits,
	.parse = parse,
};
