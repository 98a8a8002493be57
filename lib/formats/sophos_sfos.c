/*
 * Sophos Firewall (SFOS, XG): content filtering, key=value, perhaps behind a
 * syslog head:
 *
 *   date=2026-10-12 time=08:31:02 timezone="BST" device_name="SF01V"
 *     log_id=050901616001 log_type="Content Filtering" log_component="HTTP"
 *     log_subtype="Denied" user_name="ben.baker" category="Gambling"
 *     url="http://luckyreels.example/" src_ip=198.51.100.24 ...
 *
 * (one line in the log).  The zone is an abbreviation, so that the declared
 * one decides.
 */
#include "formats/format.h"

#include "pairs.h"
#include "recognise.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

static struct slice
body(struct slice line)
{
	static const char *const firsts[] = { "device=", "device_name=",
		"date=", "timestamp=", NULL };
	const char *const *f;
	size_t i;

	if (line.len > 0 && *line.ptr == '<')
		line = slice_from(line, slice_find(line, '>') + 1);
	if (!syslog_begins(line))
		return line;
	for (i = 1; i < line.len && i < 160; i++)
		for (f = firsts; *f != NULL; f++)
			if (line.ptr[i - 1] == ' ' &&
			    slice_starts_with(slice_from(line, i),
				slice_of(*f)))
				return slice_from(line, i);
	return line;
}

static const char *
set_time(struct parse *p, const struct pairs *kv, struct visit *v)
{
	struct slice date = pairs_get(kv, "date");
	struct slice clock = pairs_get(kv, "time");
	struct slice stamp = pairs_get(kv, "timestamp");
	int32_t day;
	int64_t micro, offset;

	if (date.len == 0 && stamp_take_date(&stamp, '-', false, &day) &&
	    slice_take_char(&stamp, 'T') &&
	    stamp_take_clock(&stamp, false, &micro) &&
	    stamp_take_offset(&stamp, &offset) && stamp.len == 0) {
		v->stamp = stamp_utc(day, micro) - offset * TIME_SECOND;
		return NULL;
	}
	if (!stamp_take_date(&date, '-', false, &day) || date.len > 0 ||
	    !stamp_take_clock(&clock, false, &micro) || clock.len > 0)
		return "bad time";
	v->stamp = stamp_local(p->options, day, micro, &v->source);
	return NULL;
}

static const char *
add(struct parse *p, const struct pairs *kv)
{
	struct visit v = VISIT_NEW;
	const char *why;

	if ((why = set_time(p, kv, &v)) != NULL)
		return why;
	v.action = pairs_get(kv, "log_subtype");
	v.client = pairs_get(kv, "src_ip");
	v.url = pairs_get(kv, "url");
	if (v.url.len == 0)
		v.host = pairs_get(kv, "domain");
	if (v.client.len == 0 || v.action.len == 0 ||
	    (v.url.len == 0 && v.host.len == 0))
		return "no client, action or site";
	if (slice_equal_fold(v.action, SLICE("Denied")))
		v.verdict = VERDICT_DENIED;
	else if (!slice_equal_fold(v.action, SLICE("Allowed")) &&
	    !slice_equal_fold(v.action, SLICE("Warned")))
		return "an action that is not known";
	if (!visit_number(pairs_get(kv, "recv_bytes"), &v.bytes) ||
	    !visit_number(pairs_get(kv, "httpresponsecode"), &v.status))
		return "bad size or status";
	if (v.status == NUMBER_UNKNOWN &&
	    !visit_number(pairs_get(kv, "status_code"), &v.status))
		return "bad status";
	v.account = pairs_get(kv, "user_name");
	v.category = pairs_get(kv, "category");
	v.reason = pairs_get(kv, "reason");
	v.code = pairs_get(kv, "log_id");
	v.mime = pairs_get(kv, "contenttype");
	v.agent = pairs_get(kv, "user_agent");
	v.server = pairs_get(kv, "dst_ip");
	return visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = body(p->record), component;
	struct pairs kv;

	if (line.len == 0)
		return parse_ignored;
	if (memchr(line.ptr, '\0', line.len) != NULL)
		return "a NUL byte";
	if (!pairs_read(line, false, p->scratch, &kv))
		return "not key=value to its end: cut short?";
	component = pairs_get(&kv, "log_component");
	if (!slice_equal(pairs_get(&kv, "log_type"),
		SLICE("Content Filtering")) ||
	    !(slice_equal(component, SLICE("HTTP")) ||
		slice_equal(component, SLICE("HTTPS"))))
		return pairs_get(&kv, "log_type").len > 0 ? parse_ignored :
							     "no log_type";
	return add(p, &kv);
}

static bool
fits(struct slice line)
{
	return slice_contains(line, SLICE("log_type=\"")) &&
	    slice_contains(line, SLICE("log_component=")) &&
	    slice_contains(line, SLICE("log_subtype="));
}

static int
recognise(struct slice head)
{
	return recognise_lines(head, fits);
}

const struct format format_sophos_sfos = {
	.name = "sophos_sfos",
	.dataset = "sophos.firewall",
	.title = "Sophos Firewall content filtering, key=value",
	.channel = "web",
	.versions = "SFOS (XG) 15 to 21; other log types are left out",
	.lacks = "the zone of its stamps; method; how long it took",
	.recognise = recognise,
	.parse = parse,
};
