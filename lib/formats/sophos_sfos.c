/*
 * Sophos Firewall (SFOS, XG), key=value, perhaps behind a syslog head:
 *
 *   date=2026-10-12 time=08:31:02 timezone="BST" device_name="SF01V"
 *     log_id=050901616001 log_type="Content Filtering" log_component="HTTP"
 *     log_subtype="Denied" user_name="ben.baker" category="Gambling"
 *     url="http://luckyreels.example/" src_ip=198.51.100.24 ...
 *
 * (one line in the log).  The zone is an abbreviation, so that the declared
 * one decides.  Since 18.5 many names are others (http_category, http_status)
 * and the stamp has an offset.
 */
#include "formats/format.h"

#include "gateway.h"
#include "stamp.h"
#include "text.h"

static const char *const firsts[] = { "device=", "device_name=", "date=",
	"timestamp=", NULL };

static const struct field_name names[] = {
	{ "log_subtype", FIELD_ACTION }, { "src_ip", FIELD_CLIENT },
	{ "sourceip", FIELD_CLIENT }, { "src_port", FIELD_CLIENT_PORT },
	{ "src_mac", FIELD_MAC },
	{ "user_name", FIELD_ACCOUNT }, { "user", FIELD_ACCOUNT },
	{ "url", FIELD_URL }, { "domain", FIELD_HOST },
	{ "domainname", FIELD_HOST }, { "website", FIELD_HOST },
	{ "recv_bytes", FIELD_BYTES }, { "bytes_received", FIELD_BYTES },
	{ "httpresponsecode", FIELD_STATUS }, { "status_code", FIELD_STATUS },
	{ "http_status", FIELD_STATUS },
	{ "category", FIELD_CATEGORY }, { "http_category", FIELD_CATEGORY },
	{ "site_category", FIELD_CATEGORY }, { "app_category", FIELD_CATEGORY },
	{ "reason", FIELD_REASON },
	{ "log_id", FIELD_CODE }, { "contenttype", FIELD_MIME },
	{ "content_type", FIELD_MIME },
	{ "user_agent", FIELD_AGENT }, { "http_user_agent", FIELD_AGENT },
	{ "dst_ip", FIELD_SERVER }, { "destinationip", FIELD_SERVER },
	{ "dst_port", FIELD_SERVER_PORT }, { "protocol", FIELD_TRANSPORT },
	{ "fw_rule_name", FIELD_RULE }, { "fw_rule_id", FIELD_RULE },
	{ "app_name", FIELD_PROTOCOL }, { "application", FIELD_PROTOCOL },
	{ "application_name", FIELD_PROTOCOL },
	{ "virus", FIELD_THREAT }, { "threatname", FIELD_THREAT },
	{ "signature_msg", FIELD_THREAT },
	{ NULL, FIELD_NONE },
};

/* Of what the firewall itself says; a connection's seconds. */
static const struct field_name firewall[] = {
	{ "duration", FIELD_SECONDS }, { NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "Denied", VERDICT_DENIED }, { "Allowed", VERDICT_ALLOWED },
	{ "Warned", VERDICT_ALLOWED }, { "Allow", VERDICT_ALLOWED },
	{ "Deny", VERDICT_DENIED }, { "Drop", VERDICT_DENIED },
	{ "Reject", VERDICT_DENIED }, { "Virus", VERDICT_DENIED },
	{ "PUA", VERDICT_DENIED }, { "Alert", VERDICT_ALLOWED },
	{ "Detect", VERDICT_ALLOWED }, { NULL, VERDICT_ALLOWED },
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

/* What it calls a sign-in is one of a person with that address where the
 * firewall itself then lets him through; else of one who manages it. */
static const char *
add_sign_in(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct gateway_name told[] = {
		{ "user_name", COL_ACCOUNT }, { "src_ip", COL_ADDRESS },
		{ "log_id", COL_CODE }, { "reason", COL_REASON },
		{ "message", COL_MESSAGE }, { NULL, COLUMN_COUNT },
	};
	struct slice code = pairs_get(kv, "log_id");
	bool failed = slice_equal(pairs_get(kv, "status"), SLICE("Failed"));
	struct address_event e = ADDRESS_EVENT_NEW;
	struct endpoint_event other = gateway_sign_in(v, failed, false);

	if (!slice_equal(pairs_get(kv, "log_component"),
		SLICE("Firewall Authentication")))
		return gateway_row(p, &other, kv, told);
	e.time = v->stamp;
	e.source = v->source;
	e.action = failed ? SESSION_REFUSED : SESSION_START;
	if (slice_ends_with(code, SLICE("17703")))
		e.action = SESSION_STOP;
	e.account = pairs_get(kv, "user_name");
	e.address = pairs_get(kv, "src_ip");
	e.mac = pairs_get(kv, "src_mac");
	e.code = code;
	e.reason = pairs_get(kv, "reason");
	return gateway_session(p, &e);
}

static const char *
add_lease(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct {
		const char *status;
		enum address_action action;
	} actions[] = { { "Renew", DHCP_RENEWED }, { "Expire", DHCP_EXPIRED },
		{ "Release", DHCP_RELEASED } };
	struct address_event e = ADDRESS_EVENT_NEW;
	size_t i;

	for (i = 0; i < sizeof actions / sizeof *actions; i++)
		if (slice_equal(pairs_get(kv, "status"),
			slice_of(actions[i].status)))
			break;
	if (i == sizeof actions / sizeof *actions)
		return parse_ignored;
	e.action = actions[i].action;
	e.time = v->stamp;
	e.source = v->source;
	e.address = pairs_get(kv, "ipaddress");
	if (e.address.len == 0)
		e.address = pairs_get(kv, "reported_ip");
	e.mac = pairs_get(kv, "client_physical_address");
	if (e.mac.len == 0)
		e.mac = pairs_get(kv, "src_mac");
	e.host = pairs_get(kv, "client_host_name");
	if (e.host.len == 0)
		e.host = pairs_get(kv, "reported_host");
	e.code = pairs_get(kv, "log_id");
	if (!text_to_number(pairs_get(kv, "lease_time"), &e.seconds))
		e.seconds = -1;
	return e.address.len == 0 ? "no address: cut short?" :
				    address_row(p, &e);
}

/* What the firewall held back of the mail.  What it let pass is in the log of
 * the mail server, where it is counted. */
static const char *
add_mail(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	static const struct gateway_name told[] = {
		{ "from_email_address", COL_FROM }, { "sender", COL_FROM },
		{ "to_email_address", COL_TO }, { "recipient", COL_TO },
		{ "email_subject", COL_SUBJECT }, { "subject", COL_SUBJECT },
		{ "mailid", COL_MESSAGE_ID }, { "mailsize", COL_MAIL_SIZE },
		{ "src_ip", COL_ADDRESS }, { "dst_ip", COL_DESTINATION },
		{ "user_name", COL_ACCOUNT }, { "virus", COL_THREAT },
		{ "reason", COL_REASON }, { "log_id", COL_CODE },
		{ NULL, COLUMN_COUNT },
	};
	static const char *const held[] = { "drop", "reject", "quarantine",
		"tmpreject", "discard", NULL };
	struct slice done = pairs_get(kv, "spamaction");
	bool denied = text_is_one_of(done, held) ||
	    slice_equal(pairs_get(kv, "log_subtype"), SLICE("Virus"));
	struct endpoint_event e = { v->stamp, v->source, "email",
		denied ? "denied" : "info", denied ? "failure" : "unknown",
		done.len > 0 ? done : pairs_get(kv, "log_subtype") };

	return gateway_row(p, &e, kv, told);
}

static const char *
add_event(struct parse *p, const struct pairs *kv, const struct visit *v)
{
	struct slice subtype = pairs_get(kv, "log_subtype");
	struct slice component = pairs_get(kv, "log_component");

	if (slice_equal(component, SLICE("DHCP Server")))
		return add_lease(p, kv, v);
	if (slice_equal(subtype, SLICE("Authentication")) ||
	    slice_ends_with(pairs_get(kv, "log_id"), SLICE("17507")))
		return add_sign_in(p, kv, v);
	return parse_ignored;
}

/* A connection of an application, or a match of the guards: no visit. */
static bool
is_network(struct slice type, struct slice component)
{
	static const char *const types[] = { "Firewall", "ATP", "IDP", NULL };
	static const char *const components[] = { "Application", "FTP", NULL };

	return text_is_one_of(type, types) ||
	    text_is_one_of(component, components);
}

static bool
is_mail(struct slice type, struct slice component)
{
	static const char *const protocols[] = { "SMTP", "SMTPS", "POP3",
		"POPS", "POP", "IMAP", "IMAP4", "IMAPS", "IMAP4S", NULL };

	return slice_equal(type, SLICE("Anti-Spam")) ||
	    (slice_equal(type, SLICE("Anti-Virus")) &&
		text_is_one_of(component, protocols));
}

static const char *
parse(struct parse *p)
{
	static const char *const types[] = { "Content Filtering",
		"Anti-Virus", "Firewall", "ATP", "IDP", NULL };
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct slice type, component;
	struct pairs kv;
	const char *why = pairs_take(p, firsts, PAIRS_BARE_WORDS, &kv);

	if (why != NULL)
		return why;
	type = pairs_get(&kv, "log_type");
	component = pairs_get(&kv, "log_component");
	if (type.len == 0)
		return "no log_type";
	if ((why = set_time(p, &kv, &v)) != NULL)
		return why;
	if (slice_equal(type, SLICE("Event")))
		return add_event(p, &kv, &v);
	if (is_mail(type, component))
		return add_mail(p, &kv, &v);
	if (!text_is_one_of(type, types))
		return parse_ignored;
	/* A policy about words says itself what was done. */
	if (slice_equal(component, SLICE("Web Content Policy")))
		fields_put(&f, FIELD_ACTION, pairs_get(&kv, "action"));
	if (is_network(type, component))
		v.channel = "network";
	if (slice_equal(type, SLICE("Firewall")))
		pairs_fields(&kv, firewall, &f);
	pairs_fields(&kv, names, &f);
	/* Nothing was answered, or nobody looked into it; no rule was met. */
	if (slice_equal(f.at[FIELD_STATUS], SLICE("0")))
		f.at[FIELD_STATUS].len = 0;
	if (slice_equal(f.at[FIELD_RULE], SLICE("0")))
		f.at[FIELD_RULE].len = 0;
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
	.title = "Sophos Firewall (SFOS, XG), key=value",
	.channel = "web",
	.versions = "SFOS (XG) 15 to 21: web, firewall, virus, mail, ATP, IPS, "
		    "sign-ins, leases; other log types are left out",
	.lacks = "the zone of its stamps; method; how long it took",
	.fits = fits,
	.parse = parse,
};
