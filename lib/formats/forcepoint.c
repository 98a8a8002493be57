/*
 * Forcepoint Web Security (Websense), SIEM integration as key=value behind a
 * head of syslog:
 *
 *   <159>Oct 12 08:31:02 gw1 vendor=Websense product=Security action=blocked
 *     severity=7 category=17 user=ben.baker src_host=198.51.100.24
 *     src_port=51512 dst_host=luckyreels.example dst_ip=192.0.2.44 dst_port=443
 *     bytes_out=512 bytes_in=0 http_response=403 http_method=GET
 *     url=https://luckyreels.example/ ...
 *
 * (one line in the log).  The time is that of syslog; spaces in a browser's
 * name are written as "_".
 */
#include "formats/format.h"

#include "pairs.h"
#include "syslog.h"
#include "text.h"

static const char *const firsts[] = { "vendor=", NULL };

static const struct field_name names[] = {
	{ "src_host", FIELD_CLIENT }, { "src_port", FIELD_CLIENT_PORT },
	{ "user", FIELD_ACCOUNT }, { "dst_ip", FIELD_SERVER },
	{ "dst_port", FIELD_SERVER_PORT }, { "dst_host", FIELD_HOST },
	{ "url", FIELD_URL }, { "action", FIELD_ACTION },
	{ "category", FIELD_CATEGORY }, { "policy", FIELD_RULE },
	{ "reason", FIELD_REASON }, { "http_method", FIELD_METHOD },
	{ "http_response", FIELD_STATUS }, { "bytes_in", FIELD_BYTES },
	{ "http_content_type", FIELD_MIME },
	{ "http_user_agent", FIELD_AGENT }, { "disposition", FIELD_CODE },
	{ NULL, FIELD_NONE },
};

static const struct action_word words[] = {
	{ "permitted", VERDICT_ALLOWED }, { "blocked", VERDICT_DENIED },
	{ NULL, VERDICT_ALLOWED },
};

/* "LDAP://192.0.2.5 OU=Pupils,DC=quillbrook/Ben Baker": what is last. */
static struct slice
account(struct slice user)
{
	if (!slice_starts_with(user, SLICE("LDAP://")) &&
	    !slice_starts_with(user, SLICE("WinNT://")))
		return user;
	return slice_from(user, slice_find_last(user, '/') + 1);
}

static const char *
parse(struct parse *p)
{
	struct slice head = p->record;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct pairs kv;
	const char *why = pairs_take(p, firsts, 0, &kv);

	if (why != NULL)
		return why;
	if (!syslog_take_time(&head, p->options, &v.stamp, &v.source))
		return "bad time";
	pairs_fields(&kv, names, &f);
	f.at[FIELD_ACCOUNT] = account(f.at[FIELD_ACCOUNT]);
	return fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	line = syslog_body(line, firsts);
	return slice_starts_with(line, SLICE("vendor=")) &&
	    slice_contains(line, SLICE(" src_host=")) &&
	    slice_contains(line, SLICE(" http_method="));
}

const struct format format_forcepoint = {
	.name = "forcepoint",
	.dataset = "forcepoint.web",
	.title = "Forcepoint (Websense) Web Security, key=value",
	.channel = "web",
	.versions = "unverified: 7.7 to 8.5, SIEM format syslog/key-value; "
		    "CEF and LEEF by those",
	.lacks = "category by its number only; year and zone in the old "
		 "syslog layout",
	.fits = fits,
	.parse = parse,
};
