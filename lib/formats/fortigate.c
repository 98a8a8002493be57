/*
 * FortiGate's web filter, key=value, perhaps behind <PRI> or a syslog head:
 *
 *   date=2026-10-12 time=08:31:02 logid="0316013056" type="utm"
 *     subtype="webfilter" eventtype="ftgd_blk" eventtime=1791790262175119738
 *     tz="+0100" srcip=198.51.100.24 user="ben.baker" service="HTTPS"
 *     hostname="luckyreels.example" action="blocked" url="/" catdesc="Gambling"
 *
 * (one line in the log).  The same hit also makes a traffic record, so only
 * those of the web filter count.
 */
#include "formats/format.h"

#include "pairs.h"
#include "recognise.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

/* "<189>date=...", "Oct 12 08:31:02 fw date=...". */
static struct slice
body(struct slice line)
{
	static const char *const firsts[] = { "date=", "logver=", "timestamp=",
		"devname=", "itime=", NULL };
	const char *const *f;
	size_t i;

	if (line.len > 0 && *line.ptr == '<')
		line = slice_from(line, slice_find(line, '>') + 1);
	if (!syslog_begins(line))
		return line;
	for (i = 0; i < line.len && i < 160; i++)
		for (f = firsts; *f != NULL; f++)
			if (line.ptr[i == 0 ? 0 : i - 1] == ' ' &&
			    slice_starts_with(slice_from(line, i),
				slice_of(*f)))
				return slice_from(line, i);
	return line;
}

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

static const char *
add(struct parse *p, const struct pairs *kv)
{
	struct visit v = VISIT_NEW;
	const char *why;

	if ((why = set_time(p, kv, &v)) != NULL ||
	    (why = set_site(p, kv, &v)) != NULL)
		return why;
	if (!visit_number(pairs_get(kv, "rcvdbyte"), &v.bytes))
		return "bad size";
	v.client = pairs_get(kv, "srcip");
	v.machine = pairs_get(kv, "srcname");
	/* unauthuser is a guess by the device, not a sign-in. */
	v.account = pairs_get(kv, "user");
	v.server = pairs_get(kv, "dstip");
	v.action = pairs_get(kv, "action");
	if (v.client.len == 0 || v.action.len == 0)
		return "no client, or no action";
	v.verdict = slice_equal(v.action, SLICE("blocked")) ||
		slice_equal(v.action, SLICE("block")) ?
	    VERDICT_DENIED :
	    VERDICT_ALLOWED;
	v.category = pairs_get(kv, "catdesc");
	v.reason = pairs_get(kv, "msg");
	v.code = pairs_get(kv, "logid");
	v.agent = pairs_get(kv, "agent");
	v.mime = pairs_get(kv, "contenttype");
	v.method = pairs_get(kv, "httpmethod");
	return visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = body(p->record);
	struct pairs kv;

	if (line.len == 0)
		return parse_ignored;
	if (memchr(line.ptr, '\0', line.len) != NULL)
		return "a NUL byte";
	if (!pairs_read(line, false, p->scratch, &kv))
		return "not key=value to its end: cut short?";
	if (!slice_equal(pairs_get(&kv, "subtype"), SLICE("webfilter")))
		return pairs_get(&kv, "type").len > 0 ? parse_ignored :
							"no type";
	return add(p, &kv);
}

static bool
fits(struct slice line)
{
	line = body(line);
	return (slice_contains(line, SLICE("logid=")) ||
		   slice_contains(line, SLICE("log_id="))) &&
	    slice_contains(line, SLICE("subtype=")) &&
	    (slice_contains(line, SLICE("devid=")) ||
		slice_contains(line, SLICE("vd="))) &&
	    slice_contains(line, SLICE(" type="));
}

static int
recognise(struct slice head)
{
	return recognise_lines(head, fits);
}

const struct format format_fortigate = {
	.name = "fortigate",
	.dataset = "fortigate.webfilter",
	.title = "FortiGate web filter, key=value",
	.channel = "web",
	.versions = "FortiOS 5.0 to 7.4; other log types are left out",
	.lacks = "status; how long it took; CEF is not read",
	.recognise = recognise,
	.parse = parse,
};
