/*
 * Juniper SRX, structured syslog (RFC 5424): sessions and the web filter.
 *
 *   <14>1 2026-10-12T08:31:02.123+01:00 srx1 RT_UTM - WEBFILTER_URL_BLOCKED
 *     [junos@2636.1.1.1.2.40 source-address="198.51.100.24" source-port="51512"
 *     destination-address="192.0.2.44" destination-port="443"
 *     category="Enhanced_Gambling" reason="BY_PRE_DEFINED" profile="pupils"
 *     url="luckyreels.example" obj="/" username="ben.baker" roles="N/A"] ...
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "pairs.h"
#include "syslog.h"
#include "text.h"

static const struct field_name names[] = {
	{ "source-address", FIELD_CLIENT },
	{ "source-port", FIELD_CLIENT_PORT },
	{ "destination-address", FIELD_SERVER },
	{ "destination-port", FIELD_SERVER_PORT },
	{ "protocol-id", FIELD_TRANSPORT }, { "application", FIELD_PROTOCOL },
	{ "service-name", FIELD_PROTOCOL }, { "username", FIELD_ACCOUNT },
	{ "policy-name", FIELD_RULE }, { "profile", FIELD_RULE },
	{ "profile-name", FIELD_RULE }, { "category", FIELD_CATEGORY },
	{ "reason", FIELD_REASON }, { "url", FIELD_HOST },
	{ "obj", FIELD_PATH }, { "elapsed-time", FIELD_SECONDS },
	{ "bytes-from-server", FIELD_BYTES },
	{ "threat-name", FIELD_THREAT }, { "name", FIELD_THREAT },
	{ "attack-name", FIELD_THREAT }, { "filename", FIELD_URL },
	{ NULL, FIELD_NONE },
};

/* What an event is of, by its name; the rest are the device's own. */
static const struct {
	const char *name;
	enum verdict verdict;
	bool web;
} events[] = {
	{ "RT_FLOW_SESSION_CREATE", VERDICT_ALLOWED, false },
	{ "RT_FLOW_SESSION_CLOSE", VERDICT_ALLOWED, false },
	{ "RT_FLOW_SESSION_DENY", VERDICT_DENIED, false },
	{ "APPTRACK_SESSION_CREATE", VERDICT_ALLOWED, false },
	{ "APPTRACK_SESSION_CLOSE", VERDICT_ALLOWED, false },
	{ "APPTRACK_SESSION_VOL_UPDATE", VERDICT_ALLOWED, false },
	{ "WEBFILTER_URL_BLOCKED", VERDICT_DENIED, true },
	{ "WEBFILTER_URL_PERMITTED", VERDICT_ALLOWED, true },
	{ "WEBFILTER_URL_REDIRECTED", VERDICT_DENIED, true },
	{ "AV_VIRUS_DETECTED", VERDICT_DENIED, false },
	{ "AV_FILE_NOT_SCANNED_DROPPED", VERDICT_DENIED, false },
	{ "AV_HUGE_FILE_DROPPED", VERDICT_DENIED, false },
	{ "AV_SCANNER_DROP_FILE", VERDICT_DENIED, false },
	{ "CONTENT_FILTERING_BLOCKED", VERDICT_DENIED, false },
	{ "RT_SCREEN_TCP", VERDICT_DENIED, false },
	{ "RT_SCREEN_UDP", VERDICT_DENIED, false },
	{ "RT_SCREEN_ICMP", VERDICT_DENIED, false },
	{ "RT_SCREEN_IP", VERDICT_DENIED, false },
	{ "IDP_ATTACK_LOG_EVENT", VERDICT_UNKNOWN, false },
};
enum { EVENTS = sizeof events / sizeof *events };

/* Of a logical system, and of newer releases. */
static struct slice
plain_name(struct slice name)
{
	if (slice_ends_with(name, SLICE("_LS")))
		name.len -= 3;
	if (slice_ends_with(name, SLICE("_MT")))
		name.len -= 3;
	return name;
}

/* "RT_UTM - WEBFILTER_URL_BLOCKED [junos@... name="value"]" */
static size_t
find_event(struct slice line, struct slice *body)
{
	size_t i, at;

	for (at = 0; at < line.len && at < 200; at++)
		if (slice_starts_with(slice_from(line, at),
			SLICE(" [junos@")))
			break;
	*body = slice_from(line, at + 8);
	line = slice_first(line, at);
	line = plain_name(slice_from(line, slice_find_last(line, ' ') + 1));
	for (i = 0; i < EVENTS; i++)
		if (slice_equal(line, slice_of(events[i].name)))
			break;
	return i;
}

static bool
is_structured(struct slice line)
{
	return slice_contains(slice_first(line, 240), SLICE(" [junos@"));
}

/* What the guard did of what it saw. */
static void
set_verdict(struct slice action, struct visit *v)
{
	static const char *const noes[] = { "DROP", "DROPPED", "BLOCKED",
		"BLOCK", "CLOSE", "CLOSE_CLIENT", "CLOSE_SERVER",
		"DROP_PACKET", "DROP_CONNECTION", NULL };
	static const char *const yeses[] = { "NONE", "PERMIT", "IGNORE",
		"ACCEPT", NULL };

	if (text_is_one_of(action, noes))
		v->verdict = VERDICT_DENIED;
	else if (text_is_one_of(action, yeses))
		v->verdict = VERDICT_ALLOWED;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), body, id, head = line;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct pairs kv;
	size_t event, end;

	if (line.len == 0)
		return parse_ignored;
	event = find_event(line, &body);
	if (event == EVENTS)
		return syslog_begins(line) ? parse_ignored :
					     "not a line of Junos";
	if (!syslog_take_time(&head, p->options, &v.stamp, &v.source))
		return "bad time";
	end = slice_find_last(body, ']');
	if (end == body.len || !slice_take_word(&body, &id) ||
	    !pairs_read(slice_first(body, slice_find_last(body, ']')), 0,
		p->scratch, &kv))
		return "not key=value to its end: cut short?";
	pairs_fields(&kv, names, &f);
	v.action = slice_of(events[event].name);
	v.verdict = events[event].verdict;
	if (!events[event].web) {
		v.channel = "network";
		v.dataset = SLICE("junos.firewall");
		f.at[FIELD_HOST] = f.at[FIELD_PATH] = SLICE("");
		/* "www.h.example/p/x.exe"; of a mail's it is only a name. */
		if (slice_find(f.at[FIELD_URL], '/') ==
		    f.at[FIELD_URL].len)
			f.at[FIELD_URL] = SLICE("");
	}
	if (v.verdict == VERDICT_UNKNOWN)
		set_verdict(pairs_get(&kv, "action"), &v);
	return fields_row(p, &f, NULL, &v);
}

static bool
fits(struct slice line)
{
	return syslog_begins(line) && is_structured(line);
}

const struct format format_junos = {
	.name = "junos",
	.dataset = "junos.web",
	.title = "Juniper SRX, structured syslog",
	.channel = "network",
	.versions = "Junos 12 to 23 with structured-data: sessions, web "
		    "filter, virus, screens, IDP; other events are left out",
	.lacks = "whether a page was http or https; status; user agent",
	.fits = fits,
	.parse = parse,
};
