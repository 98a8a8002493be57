/*
 * FortiGate, key=value, perhaps behind <PRI> or a syslog head:
 *
 *   date=2026-10-12 time=08:31:02 logid="0316013056" type="utm"
 *     subtype="webfilter" eventtype="ftgd_blk" eventtime=1791790262175119738
 *     tz="+0100" srcip=198.51.100.24 user="ben.baker" service="HTTPS"
 *     hostname="luckyreels.example" action="blocked" url="/" catdesc="Gambling"
 *
 * (one line in the log).  The same hit also makes a traffic record, so only
 * those of the web filter are visits.  Events tell who signed in, and leases.
 */
#include "formats/format.h"

#include "gateway.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"

static const char *const firsts[] = { "date=", "logver=", "timestamp=",
	"devname=", "itime=", NULL };

/* unauthuser is a guess by the device, not a sign-in. */
static const struct field_name names[] = {
	{ "srcip", FIELD_CLIENT }, { "srcport", FIELD_CLIENT_PORT },
	{ "srcname", FIELD_MACHINE }, { "user", FIELD_ACCOUNT },
	{ "dstip", FIELD_SERVER }, { "dstport", FIELD_SERVER_PORT },
	{ "proto", FIELD_TRANSPORT }, { "app", FIELD_PROTOCOL },
	{ "service", FIELD_PROTOCOL }, { "action", FIELD_ACTION },
	{ "catdesc", FIELD_CATEGORY }, { "appcat", FIELD_CATEGORY },
	{ "msg", FIELD_REASON },
	{ "logid", FIELD_CODE }, { "policyname", FIELD_RULE },
	{ "profile", FIELD_RULE }, { "agent", FIELD_AGENT },
	{ "contenttype", FIELD_MIME }, { "httpmethod", FIELD_METHOD },
	{ "rcvdbyte", FIELD_BYTES }, { "srcmac", FIELD_MAC },
	{ NULL, FIELD_NONE },
};

/* Of what is no visit: connections, applications, finds, questions. */
static const struct field_name others[] = {
	{ "qname", FIELD_HOST }, { "qtype", FIELD_METHOD },
	{ "virus", FIELD_THREAT }, { "attack", FIELD_THREAT },
	{ "duration", FIELD_SECONDS }, { NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "blocked", VERDICT_DENIED }, { "block", VERDICT_DENIED },
	{ "passthrough", VERDICT_ALLOWED }, { "pass", VERDICT_ALLOWED },
	{ "allow", VERDICT_ALLOWED }, { "allowed", VERDICT_ALLOWED },
	{ "exempt", VERDICT_ALLOWED }, { "filtered", VERDICT_ALLOWED },
	{ "permit", VERDICT_ALLOWED }, { "monitor", VERDICT_ALLOWED },
	{ "warning", VERDICT_ALLOWED }, { "accept", VERDICT_ALLOWED },
	{ "start", VERDICT_ALLOWED }, { "close", VERDICT_ALLOWED },
	{ "timeout", VERDICT_ALLOWED }, { "client-rst", VERDICT_ALLOWED },
	{ "server-rst", VERDICT_ALLOWED }, { "ip-conn", VERDICT_ALLOWED },
	{ "dns", VERDICT_ALLOWED }, { "detected", VERDICT_ALLOWED },
	{ "monitored", VERDICT_ALLOWED }, { "deny", VERDICT_DENIED },
	{ "dropped", VERDICT_DENIED }, { "reset", VERDICT_DENIED },
	{ "redirect", VERDICT_DENIED }, { NULL, VERDICT_UNKNOWN },
};

enum { CLOCKS_AGREE = 60 }; /* seconds */

/* Seconds, or since 6.2 nanoseconds. */
static bool
event_time(struct slice event, int64_t *micro)
{
	int64_t seconds, rest;

	if (event.len == 10)
		return stamp_epoch(event, micro);
	if (event.len != 19 || !stamp_epoch(slice_first(event, 10), &seconds) ||
	    !text_to_number(slice_first(slice_from(event, 10), 6), &rest))
		return false;
	*micro = seconds + rest;
	return true;
}

/* Date and time of the firewall, by its own zone or the declared one. */
static bool
wall_time(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice date = pairs_get(kv, "date");
	struct slice clock = pairs_get(kv, "time");
	struct slice zone = pairs_get(kv, "tz");
	int64_t micro, offset;
	int32_t day;

	if (!stamp_take_date(&date, '-', false, &day) || date.len > 0 ||
	    !stamp_take_clock(&clock, false, &micro) || clock.len > 0)
		return false;
	if (zone.len == 0) {
		v->stamp = stamp_local(p->options, day, micro, &v->source);
		return true;
	}
	if (!stamp_take_offset(&zone, &offset) || zone.len > 0)
		return false;
	v->stamp = stamp_utc(day, micro) - offset * TIME_SECOND;
	return true;
}

/* eventtime is finer than date and time.  Where these have a zone and tell
 * another time, eventtime is wrong: some versions wrote local time into it. */
static const char *
set_time(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice event = pairs_get(kv, "eventtime");
	int64_t micro, apart;

	if (event.len > 0 && !event_time(event, &micro))
		return "bad time";
	if (event.len > 0 && pairs_get(kv, "tz").len == 0) {
		v->stamp = micro;
		return NULL;
	}
	if (!wall_time(p, kv, v)) {
		if (event.len == 0 || pairs_get(kv, "date").len > 0)
			return "bad time";
		v->stamp = micro;
		return NULL;
	}
	apart = event.len == 0 ? 0 : micro - v->stamp;
	if (event.len > 0 && apart < CLOCKS_AGREE * TIME_SECOND &&
	    apart > -CLOCKS_AGREE * TIME_SECOND)
		v->stamp = micro;
	return NULL;
}

static const char *
set_site(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice url = pairs_get(kv, "url"), rest;
	struct slice host = pairs_get(kv, "hostname");
	struct slice service = pairs_get(kv, "service");

	(void)p;
	if (slice_contains(url, SLICE("://")) &&
	    !slice_starts_with(url, SLICE("/"))) {
		v->url = url;
		return NULL;
	}
	if (host.len == 0)
		return "no site";
	/* "h:8443" */
	rest = slice_from(host, slice_find(host, ':') + 1);
	if (rest.len > 0 && slice_find(rest, ':') == rest.len) {
		if (!text_to_number(rest, &v->port))
			return "bad port";
		host = slice_first(host, slice_find(host, ':'));
	}
	v->host = host;
	if (slice_equal_fold(service, SLICE("HTTP")))
		v->scheme = SLICE("http");
	if (slice_equal_fold(service, SLICE("HTTPS")))
		v->scheme = SLICE("https");
	if (url.len > 0 && *url.ptr != '/')
		return NULL; /* the host again */
	v->path = slice_first(url, slice_find(url, '?'));
	v->query = slice_from(url, v->path.len);
	return NULL;
}

/* Who signed in to the network, and from which address he then came. */
static const struct {
	const char *subtype, *action;
	enum address_action means;
	const char *address; /* the key */
} sessions[] = {
	{ "user", "FSSO-logon", SESSION_START, "srcip" },
	{ "user", "FSSO-logoff", SESSION_STOP, "srcip" },
	{ "user", "auth-logon", SESSION_START, "srcip" },
	{ "user", "auth-logout", SESSION_STOP, "srcip" },
	{ "user", "authentication", SESSION_START, "srcip" },
	{ "vpn", "tunnel-up", SESSION_START, "tunnelip" },
	{ "vpn", "tunnel-down", SESSION_STOP, "tunnelip" },
	{ "wireless", "client-authentication", SESSION_START, "srcip" },
	{ "wireless", "client-ip-detected", SESSION_START, "srcip" },
	{ "wireless", "client-deauthentication", SESSION_STOP, "srcip" },
};

static bool
has_failed(const struct pairs *kv)
{
	static const char *const failures[] = { "failure", "failed", "fail",
		"denied", "error", NULL };

	return text_is_one_of(pairs_get(kv, "status"), failures) ||
	    text_is_one_of(pairs_get(kv, "result"), failures);
}

static const char *
add_session(struct parse *p, const struct pairs *kv, const struct visit *v,
    size_t kind)
{
	struct address_event e = ADDRESS_EVENT_NEW;

	e.account = pairs_get(kv, "user");
	if (e.account.len == 0)
		return parse_ignored; /* a tunnel between two firewalls */
	e.time = v->stamp;
	e.source = v->source;
	e.action = sessions[kind].means;
	if (e.action == SESSION_START && has_failed(kv))
		e.action = SESSION_REFUSED;
	e.address = pairs_get(kv, sessions[kind].address);
	e.mac = pairs_get(kv, "stamac");
	if (e.mac.len == 0)
		e.mac = pairs_get(kv, "srcmac");
	e.code = pairs_get(kv, "logid");
	e.reason = pairs_get(kv, "reason");
	return gateway_session(p, &e);
}

/* `dhcp_msg="Ack" mac="00:00:5e:00:53:01" ip=198.51.100.24 lease=86400` */
static const char *
add_lease(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	struct slice message = pairs_get(kv, "dhcp_msg");
	struct address_event e = ADDRESS_EVENT_NEW;

	if (slice_equal_fold(message, SLICE("Ack")))
		e.action = DHCP_ASSIGNED;
	else if (slice_equal_fold(message, SLICE("Release")))
		e.action = DHCP_RELEASED;
	else
		return parse_ignored;
	e.time = v->stamp;
	e.source = v->source;
	e.address = pairs_get(kv, "ip");
	e.mac = pairs_get(kv, "mac");
	e.host = pairs_get(kv, "hostname");
	e.code = pairs_get(kv, "logid");
	if (!text_to_number(pairs_get(kv, "lease"), &e.seconds))
		e.seconds = -1;
	return e.address.len == 0 ? "no address: cut short?" :
				    address_row(p, &e);
}

/* Those who manage the firewall sign in, or fail to. */
static const char *
add_manager(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct gateway_name told[] = {
		{ "user", COL_ACCOUNT }, { "srcip", COL_ADDRESS },
		{ "remip", COL_ADDRESS }, { "dstip", COL_DESTINATION },
		{ "reason", COL_REASON }, { "logid", COL_CODE },
		{ "msg", COL_MESSAGE }, { NULL, COLUMN_COUNT },
	};
	struct slice action = pairs_get(kv, "action");
	bool ends = slice_equal(action, SLICE("logout"));
	bool failed = has_failed(kv) || slice_ends_with(action, SLICE("fail"));
	struct endpoint_event e = gateway_sign_in(v, failed, ends);

	return gateway_row(p, &e, kv, told);
}

static const char *
add_event(struct parse *p, const struct pairs *kv, struct visit *v)
{
	static const char *const managers[] = { "login", "logout",
		"ssl-login-fail", NULL };
	struct slice subtype = pairs_get(kv, "subtype");
	struct slice action = pairs_get(kv, "action");
	const char *why = set_time(p, kv, v);
	size_t i;

	if (why != NULL)
		return why;
	for (i = 0; i < sizeof sessions / sizeof *sessions; i++)
		if (slice_equal(subtype, slice_of(sessions[i].subtype)) &&
		    slice_equal(action, slice_of(sessions[i].action)))
			return add_session(p, kv, v, i);
	if (pairs_get(kv, "dhcp_msg").len > 0)
		return add_lease(p, kv, v);
	return text_is_one_of(action, managers) ? add_manager(p, kv, v) :
						  parse_ignored;
}

/* The same hit makes records of other kinds, so that none of them is a
 * visit. */
static const char *
add_other(struct parse *p, const struct pairs *kv)
{
	static const char *const kinds[] = { "app-ctrl", "dns", "virus", "ips",
		"ssl", "anomaly", "dlp", "file-filter", NULL };
	struct slice type = pairs_get(kv, "type");
	struct slice subtype = pairs_get(kv, "subtype");
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	if (type.len == 0)
		return "no type";
	if (slice_equal(type, SLICE("event")))
		return add_event(p, kv, &v);
	if (!slice_equal(type, SLICE("traffic")) &&
	    !text_is_one_of(subtype, kinds))
		return parse_ignored;
	if ((why = set_time(p, kv, &v)) != NULL)
		return why;
	v.channel = "network";
	v.dataset = SLICE("fortigate.firewall");
	if (slice_equal(subtype, SLICE("dns"))) {
		v.kind = "query";
		v.dataset = SLICE("fortigate.dns");
		/* A question that is not judged yet has no action. */
		v.action = pairs_get(kv, "eventtype");
		v.verdict = VERDICT_UNKNOWN;
	}
	pairs_fields(kv, names, &f);
	pairs_fields(kv, others, &f);
	return fields_row(p, &f, words, &v);
}

static const char *
parse(struct parse *p)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct pairs kv;
	const char *why = pairs_take(p, firsts, 0, &kv);

	if (why != NULL)
		return why;
	if (!slice_equal(pairs_get(&kv, "subtype"), SLICE("webfilter")))
		return add_other(p, &kv);
	if ((why = set_time(p, &kv, &v)) != NULL ||
	    (why = set_site(p, &kv, &v)) != NULL)
		return why;
	pairs_fields(&kv, names, &f);
	return fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	line = syslog_body(line, firsts);
	return (slice_contains(line, SLICE("logid=")) ||
		   slice_contains(line, SLICE("log_id="))) &&
	    slice_contains(line, SLICE("subtype=")) &&
	    (slice_contains(line, SLICE("devid=")) ||
		slice_contains(line, SLICE("vd="))) &&
	    slice_contains(line, SLICE(" type="));
}

const struct format format_fortigate = {
	.name = "fortigate",
	.dataset = "fortigate.webfilter",
	.title = "FortiGate web filter, DNS filter, traffic and sign-ins, "
		 "key=value",
	.channel = "web",
	.versions = "FortiOS 5.0 to 7.6; webfilter, dns, app-ctrl, virus, ips, "
		    "ssl, dlp, traffic; sign-ins and leases of events",
	.lacks = "status; CEF is read by cef",
	.fits = fits,
	.parse = parse,
};
