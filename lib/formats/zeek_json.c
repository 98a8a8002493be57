/*
 * Zeek's logs as JSON, one object a line:
 *
 *   {"_path":"http","ts":1791790262.101,"id.orig_h":"198.51.100.23",
 *    "id.resp_h":"192.0.2.10","method":"GET","host":"findly.example", ...}
 *   {"http":{"ts":1791790262.101, ...}}
 *
 * (each one line in the log).  Where neither says which log it is, its
 * fields do.
 */
#include "objects.h"
#include "when.h"
#include "zeek.h"

/* Which log has such a member, the surest first. */
static const struct {
	const char *member;
	enum zeek_log log;
} marks[] = { { "conn_state", CONN }, { "qtype_name", DNS },
	{ "trans_id", DNS }, { "trans_depth", HTTP }, { "msg_types", DHCP },
	{ "cipher", SSL }, { "established", SSL },
	{ "framed_addr", RADIUS }, { "reply_msg", RADIUS },
	{ "connect_info", RADIUS } };

/* The object, and which log it is of. */
static enum zeek_log
find(struct parse *p, const struct json **root)
{
	struct slice path = objects_get(p, *root, "_path");
	const struct json *only = json_first(*root);
	size_t i;

	if (path.len > 0)
		return zeek_log_of(path);
	if (only != NULL && json_next(only) == NULL &&
	    json_kind(only) == JSON_OBJECT) {
		*root = only;
		return zeek_log_of(json_key(only));
	}
	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		if (json_get(*root, marks[i].member) != NULL)
			return marks[i].log;
	return NO_LOG;
}

/* "2026-10-12T07:31:02.101Z" where the writer was set to ISO 8601. */
static bool
is_epoch(struct slice s)
{
	return slice_find(s, 'T') == s.len;
}

static struct slice
messages(struct parse *p, const struct json *root)
{
	struct buffer text;
	struct slice s;

	buffer_init(&text, UINT16_MAX);
	json_print(root, &text);
	s = arena_copy(p->scratch, buffer_slice(&text));
	buffer_finish(&text);
	return s;
}

static const char *
add(struct parse *p, const struct json *root)
{
	struct slice at[ZEEK_FIELDS] = { 0 };
	enum zeek_log log = find(p, &root);
	const struct zeek_name *n;
	const char *source;
	int64_t stamp;

	if (log == NO_LOG)
		return parse_ignored;
	for (n = zeek_names; n->name != NULL; n++)
		if (at[n->field].len == 0)
			at[n->field] = objects_get(p, root, n->name);
	if (json_get(root, "msg_types") != NULL)
		at[MESSAGES] = messages(p, json_get(root, "msg_types"));
	if (!is_epoch(at[TS])) {
		if (!when_read(at[TS], p->options, &stamp, &source))
			return "bad time";
		at[TS] = slice_of(arena_printf(p->scratch, "%lld.%06lld",
		    (long long)(stamp / TIME_SECOND),
		    (long long)(stamp % TIME_SECOND)));
	}
	return zeek_row(p, log, at);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, add);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"ts\":", "\"id.orig_h\":",
		"\"id.resp_h\":", NULL };
	static const char *const lease[] = { "\"ts\":", "\"msg_types\":",
		"\"mac\":", NULL };

	return objects_have(line, needs) || objects_have(line, lease);
}

const struct format format_zeek_json = {
	.name = "zeek_json",
	.dataset = "zeek.http",
	.title = "Zeek http, dns, ssl, conn, dhcp and radius logs, as JSON",
	.channel = "network",
	.versions = "Bro 2 to Zeek 7, streaming JSON too; other logs are left "
		    "out",
	.lacks = "who; what is inside TLS",
	.fits = fits,
	.parse = parse,
};
