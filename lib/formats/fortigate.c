/*
 * FortiGate, key=value, perhaps behind <PRI> or a syslog head:
 *
 *   date=2026-10-12 time=08:31:02 logid="0316013056" type="utm"
 *     subtype="webfilter" eventtype="ftgd_blk" eventtime=1791790262175119738
 *     tz="+0100" srcip=198.51.100.24 user="ben.baker" service="HTTPS"
 *     hostname="luckyreels.example" action="blocked" url="/" catdesc="Gambling"
 *
 * (one line in the log).  The same hit also makes a traffic record, so only
 * those of the web filter are visits.
 */
#include "formats/format.h"

#include "pairs.h"
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
	{ "rcvdbyte", FIELD_BYTES }, { NULL, FIELD_NONE },
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
	{ "redirect", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

/* Seconds, or since 6.2 nanoseconds; else date and time of the firewall. */
static const char *
set_time(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice event = pairs_get(kv, "eventtime");
	struct slice date = pairs_get(kv, "date");
	struct slice clock = pairs_get(kv, "time");
	struct slice zone = pairs_get(kv, "tz");
	int32_t day;
	int64_t micro, offset, seconds;

	if (event.len == 10)
		return stamp_epoch(event, &v->stamp) ? NULL : "bad time";
	if (event.len == 19) {
		if (!stamp_epoch(slice_first(event, 10), &seconds) ||
		    !text_to_number(slice_first(slice_from(event, 10), 6),
			&micro))
			return "bad time";
		v->stamp = seconds + micro;
		return NULL;
	}
	if (event.len > 0 || !stamp_take_date(&date, '-', false, &day) ||
	    date.len > 0 || !stamp_take_clock(&clock, false, &micro) ||
	    clock.len > 0)
		return "bad time";
	if (zone.len == 0)
		v->stamp = stamp_local(p->options, day, micro, &v->source);
	else if (stamp_take_offset(&zone, &offset) && zone.len == 0)
		v->stamp = stamp_utc(day, micro) - offset * TIME_SECOND;
	else
		return "bad time";
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

/* The same hit makes records of other kinds, so that none of them is a
 * visit. */
static const char *
add_other(struct parse *p, const struct pairs *kv)
{
	static const char *const kinds[] = { "app-ctrl", "dns", "virus", "ips",
		NULL };
	struct slice type = pairs_get(kv, "type");
	struct slice subtype = pairs_get(kv, "subtype");
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;

	if (type.len == 0)
		return "no type";
	if (!slice_equal(type, SLICE("traffic")) &&
	    !(slice_equal(type, SLICE("utm")) &&
		text_is_one_of(subtype, kinds)))
		return parse_ignored;
	if ((why = set_time(p, kv, &v)) != NULL)
		return why;
	v.channel = "network";
	v.dataset = SLICE("fortigate.firewall");
	if (slice_equal(subtype, SLICE("dns"))) {
		v.kind = "query";
		v.dataset = SLICE("fortigate.dns");
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
	const char *why = pairs_take(p, firsts, &kv);

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
	.title = "FortiGate web filter, DNS filter and traffic, key=value",
	.channel = "web",
	.versions = "FortiOS 5.0 to 7.4; webfilter, dns, app-ctrl, virus, ips, "
		    "traffic",
	.lacks = "status; CEF is read by cef",
	.fits = fits,
	.parse = parse,
};
