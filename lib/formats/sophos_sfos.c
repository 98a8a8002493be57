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
#include "stamp.h"

static const char *const firsts[] = { "device=", "device_name=", "date=",
	"timestamp=", NULL };

static const struct field_name names[] = {
	{ "log_subtype", FIELD_ACTION }, { "src_ip", FIELD_CLIENT },
	{ "src_port", FIELD_CLIENT_PORT }, { "user_name", FIELD_ACCOUNT },
	{ "url", FIELD_URL }, { "domain", FIELD_HOST },
	{ "recv_bytes", FIELD_BYTES }, { "bytes_received", FIELD_BYTES },
	{ "httpresponsecode", FIELD_STATUS }, { "status_code", FIELD_STATUS },
	{ "category", FIELD_CATEGORY }, { "reason", FIELD_REASON },
	{ "log_id", FIELD_CODE }, { "contenttype", FIELD_MIME },
	{ "user_agent", FIELD_AGENT }, { "dst_ip", FIELD_SERVER },
	{ "dst_port", FIELD_SERVER_PORT }, { "protocol", FIELD_TRANSPORT },
	{ "fw_rule_name", FIELD_RULE },
	{ "app_name", FIELD_PROTOCOL }, { "application", FIELD_PROTOCOL },
	{ NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "Denied", VERDICT_DENIED }, { "Allowed", VERDICT_ALLOWED },
	{ "Warned", VERDICT_ALLOWED }, { "Allow", VERDICT_ALLOWED },
	{ "Deny", VERDICT_DENIED }, { "Drop", VERDICT_DENIED },
	{ "Reject", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

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
parse(struct parse *p)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct slice type, component;
	struct pairs kv;
	const char *why = pairs_take(p, firsts, &kv);

	if (why != NULL)
		return why;
	type = pairs_get(&kv, "log_type");
	component = pairs_get(&kv, "log_component");
	if (slice_equal(type, SLICE("Firewall")))
		v.channel = "network";
	else if (!slice_equal(type, SLICE("Content Filtering")) ||
	    !(slice_equal(component, SLICE("HTTP")) ||
		slice_equal(component, SLICE("HTTPS"))))
		return type.len > 0 ? parse_ignored : "no log_type";
	if ((why = set_time(p, &kv, &v)) != NULL)
		return why;
	pairs_fields(&kv, names, &f);
	return fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	return slice_contains(line, SLICE("log_type=\"")) &&
	    slice_contains(line, SLICE("log_component=")) &&
	    slice_contains(line, SLICE("log_subtype="));
}

const struct format format_sophos_sfos = {
	.name = "sophos_sfos",
	.dataset = "sophos.firewall",
	.title = "Sophos Firewall content filtering and connections, key=value",
	.channel = "web",
	.versions = "SFOS (XG) 15 to 21; other log types are left out",
	.lacks = "the zone of its stamps; method; how long it took",
	.fits = fits,
	.parse = parse,
};
