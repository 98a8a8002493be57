/*
 * Stormshield Network Security, key=value: requests, connections, packets,
 * sign-ins.
 *
 *   id=firewall time="2026-10-12 08:31:02" fw="fw1" tz=+0100 pri=4
 *     src=198.51.100.24 srcport=51512 dst=192.0.2.44 dstport=443
 *     dstname="luckyreels.example" user="ben.baker" op=GET arg="/"
 *     cat_site="{gambling}" action=block result=403 logtype="web"
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "gateway.h"
#include "syslog.h"
#include "text.h"
#include "when.h"

static const char *const firsts[] = { "id=firewall", NULL };

static const struct field_name names[] = {
	{ "src", FIELD_CLIENT }, { "srcport", FIELD_CLIENT_PORT },
	{ "srcname", FIELD_MACHINE }, { "user", FIELD_ACCOUNT },
	{ "dst", FIELD_SERVER }, { "dstport", FIELD_SERVER_PORT },
	{ "ipproto", FIELD_TRANSPORT }, { "proto", FIELD_PROTOCOL },
	{ "action", FIELD_ACTION }, { "cat_site", FIELD_CATEGORY },
	{ "rulename", FIELD_RULE }, { "ruleid", FIELD_RULE },
	{ "msg", FIELD_REASON }, { "rcvd", FIELD_BYTES },
	{ "duration", FIELD_SECONDS }, { "logtype", FIELD_CODE },
	{ NULL, FIELD_NONE },
};

static const struct field_name web[] = {
	{ "dstname", FIELD_HOST }, { "arg", FIELD_PATH },
	{ "op", FIELD_METHOD }, { "result", FIELD_STATUS },
	{ NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "pass", VERDICT_ALLOWED }, { "block", VERDICT_DENIED },
	{ "reset", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

/* "2026-10-12 08:31:02" beside "+0100". */
static struct slice
time_of(struct parse *p, const struct pairs *kv)
{
	struct slice time = pairs_get(kv, "time"), zone = pairs_get(kv, "tz");
	char *text = arena_alloc(p->scratch, time.len + zone.len + 1);

	slice_put(text, time);
	text[time.len] = ' ';
	slice_put(text + time.len + 1, zone);
	return (struct slice){ text, time.len + zone.len + 1 };
}

/* logtype "auth" is its own captive portal or agent, "xvpn" a tunnel: `user=
 * src= error=0 msg="User logged in"`.  Another error is why not. */
static const char *
add_sign_in(struct parse *p, const struct pairs *kv)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	struct slice error = pairs_get(kv, "error");
	struct slice said = text_lower(pairs_get(kv, "msg"), p->scratch);

	if (!when_read(time_of(p, kv), p->options, &e.time, &e.source))
		return "bad time";
	e.action = slice_contains(said, SLICE("logged out")) ||
		slice_contains(said, SLICE("closed")) ||
		slice_contains(said, SLICE("disconnected")) ?
	    SESSION_STOP :
	    error.len == 0 || slice_equal(error, SLICE("0")) ?
	    SESSION_START :
	    SESSION_REFUSED;
	e.account = pairs_get(kv, "user");
	e.address = pairs_get(kv, "src");
	e.code = pairs_get(kv, "logtype");
	e.reason = pairs_get(kv, "msg");
	return gateway_session(p, &e);
}

static const char *
parse(struct parse *p)
{
	static const char *const kinds[] = { "web", "ssl", "filter",
		"connection", "plugin", "alarm", NULL };
	static const char *const sign_ins[] = { "auth", "xvpn", NULL };
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct pairs kv;
	const char *why = pairs_take(p, firsts, 0, &kv);

	if (why != NULL)
		return why;
	if (pairs_get(&kv, "logtype").len == 0)
		return "no logtype";
	if (text_is_one_of(pairs_get(&kv, "logtype"), sign_ins))
		return add_sign_in(p, &kv);
	if (!text_is_one_of(pairs_get(&kv, "logtype"), kinds))
		return parse_ignored;
	f.at[FIELD_TIME] = time_of(p, &kv);
	v.account_domain = pairs_get(&kv, "domain");
	pairs_fields(&kv, names, &f);
	/* "{gambling}" */
	slice_take_char(&f.at[FIELD_CATEGORY], '{');
	f.at[FIELD_CATEGORY] = slice_first(f.at[FIELD_CATEGORY],
	    slice_find(f.at[FIELD_CATEGORY], '}'));
	if (slice_equal(f.at[FIELD_CODE], SLICE("web")))
		pairs_fields(&kv, web, &f);
	else {
		v.channel = "network";
		v.dataset = SLICE("stormshield.firewall");
	}
	if (f.at[FIELD_ACTION].len == 0) {
		/* A rule that only logs. */
		v.action = SLICE("log");
		v.verdict = VERDICT_UNKNOWN;
	}
	return fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	line = syslog_body(line, firsts);
	return slice_starts_with(line, SLICE("id=firewall ")) &&
	    slice_contains(line, SLICE(" logtype=\""));
}

const struct format format_stormshield = {
	.name = "stormshield",
	.dataset = "stormshield.web",
	.title = "Stormshield Network Security, key=value",
	.channel = "web",
	.versions = "SNS 3 to 5, by its manual of audit logs; web, ssl, "
		    "filter, connection, plugin, alarm, auth, xvpn",
	.lacks = "whether a page was http or https; user agent",
	.fits = fits,
	.parse = parse,
};
