/*
 * Stormshield Network Security, key=value: requests, connections, packets.
 *
 *   id=firewall time="2026-10-12 08:31:02" fw="fw1" tz=+0100 pri=4
 *     src=198.51.100.24 srcport=51512 dst=192.0.2.44 dstport=443
 *     dstname="luckyreels.example" user="ben.baker" op=GET arg="/"
 *     cat_site="{gambling}" action=block result=403 logtype="web"
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "pairs.h"
#include "syslog.h"
#include "text.h"

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
static void
put_time(struct parse *p, const struct pairs *kv, struct fields *f)
{
	struct slice time = pairs_get(kv, "time"), zone = pairs_get(kv, "tz");
	char *text = arena_alloc(p->scratch, time.len + zone.len + 1);

	slice_put(text, time);
	text[time.len] = ' ';
	slice_put(text + time.len + 1, zone);
	f->at[FIELD_TIME] = (struct slice){ text, time.len + zone.len + 1 };
}

static const char *
parse(struct parse *p)
{
	static const char *const kinds[] = { "web", "ssl", "filter",
		"connection", "plugin", "alarm", NULL };
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct pairs kv;
	const char *why = pairs_take(p, firsts, 0, &kv);

	if (why != NULL)
		return why;
	if (pairs_get(&kv, "logtype").len == 0)
		return "no logtype";
	if (!text_is_one_of(pairs_get(&kv, "logtype"), kinds))
		return parse_ignored;
	put_time(p, &kv, &f);
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
		    "filter, connection, plugin, alarm",
	.lacks = "whether a page was http or https; user agent",
	.fits = fits,
	.parse = parse,
};
