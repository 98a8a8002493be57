/*
 * The systemd journal, as `journalctl -o json` writes it, an object a line:
 *
 *   {"__REALTIME_TIMESTAMP":"1791793862118812","_HOSTNAME":"files",
 *    "SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Accepted password for amy from
 *    198.51.100.7 port 52144 ssh2", ...}
 *
 * A message that is not UTF-8 is an array of bytes, a long one null.
 */
#include "auth_text.h"
#include "endpoint.h"
#include "objects.h"
#include "text.h"

enum { BYTES_MOST = 1 << 16 };

/* [65, 66, ...]; false where it is something else. */
static bool
take_bytes(struct parse *p, const struct json *list, struct slice *text)
{
	const struct json *v;
	char *out = arena_alloc(p->scratch, BYTES_MOST);
	size_t n = 0;

	for (v = json_first(list); v != NULL; v = json_next(v)) {
		double byte = json_number(v);

		if (json_kind(v) != JSON_NUMBER || byte < 1 || byte > 255 ||
		    n == BYTES_MOST)
			return false;
		out[n++] = (char)(unsigned char)byte;
	}
	*text = text_to_utf8((struct slice){ out, n }, p->scratch);
	return true;
}

static const char *
take(struct parse *p, const struct json *v)
{
	struct auth_text a = { .source = "offset" };
	const struct json *message = json_get(v, "MESSAGE");

	if (!text_to_number(endpoint_text(p, v, "__REALTIME_TIMESTAMP"),
		&a.time) ||
	    a.time < 631152000000000 || a.time > 4102444800000000)
		return "no time";
	a.program = endpoint_text(p, v, "SYSLOG_IDENTIFIER");
	if (a.program.len == 0)
		a.program = endpoint_text(p, v, "_COMM");
	if (!auth_is_program(a.program))
		return parse_ignored;
	if (json_kind(message) == JSON_ARRAY) {
		if (!take_bytes(p, message, &a.text))
			return "a message that is neither text nor bytes";
	} else
		a.text = json_text(message);
	a.cursor = endpoint_text(p, v, "__CURSOR");
	a.host = endpoint_text(p, v, "_HOSTNAME");
	return a.text.len == 0 ? parse_ignored : auth_row(p, &a);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, take);
}

static bool
fits(struct slice line)
{
	static const char *const texts[] = { "\"__REALTIME_TIMESTAMP\"",
		"\"_BOOT_ID\"", NULL };

	return objects_have(line, texts);
}

const struct format format_journal_json = {
	.name = "journal_json",
	.dataset = "linux.journal",
	.title = "The systemd journal as JSON: log-ons",
	.channel = "endpoint",
	.versions = "journalctl -o json",
	.lacks = "messages so long that journalctl leaves them out",
	.fits = fits,
	.parse = parse,
};
