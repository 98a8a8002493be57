/*
 * The systemd journal, as `journalctl -o export` writes it: fields, a line
 * each or with a length and any bytes, up to an empty line.
 *
 *   __REALTIME_TIMESTAMP=1791793862118812
 *   _HOSTNAME=files
 *   SYSLOG_IDENTIFIER=sshd
 *   MESSAGE=Accepted password for amy from 198.51.100.7 port 52144 ssh2
 */
#include "auth_text.h"

#include "text.h"

struct entry {
	struct slice cursor, time, host, identifier, command, message;
};

static uint64_t
u64_at(struct slice s)
{
	uint64_t n = 0;
	size_t i;

	for (i = 8; i-- > 0;)
		n = n << 8 | (unsigned char)s.ptr[i];
	return n;
}

/* One field; false where it is cut short. */
static bool
take_field(struct slice *rest, struct slice *name, struct slice *value)
{
	struct slice line = slice_first(*rest, slice_find(*rest, '\n'));
	struct slice s = slice_from(*rest, line.len + 1);
	size_t equals = slice_find(line, '=');
	uint64_t length;

	if (line.len == rest->len)
		return false;
	*name = slice_first(line, equals);
	if (equals < line.len) {
		*value = slice_from(line, equals + 1);
		*rest = s;
		return true;
	}
	if (s.len < 9 || (length = u64_at(s)) > s.len - 9)
		return false;
	*value = slice_first(slice_from(s, 8), (size_t)length);
	s = slice_from(s, 8 + (size_t)length);
	if (!slice_take_char(&s, '\n'))
		return false;
	*rest = s;
	return true;
}

static void
keep(struct entry *e, struct slice name, struct slice value)
{
	const struct {
		const char *name;
		struct slice *into;
	} kept[] = { { "__CURSOR", &e->cursor },
		{ "__REALTIME_TIMESTAMP", &e->time },
		{ "_HOSTNAME", &e->host },
		{ "SYSLOG_IDENTIFIER", &e->identifier },
		{ "_COMM", &e->command }, { "MESSAGE", &e->message } };
	size_t i;

	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (slice_equal(name, slice_of(kept[i].name)) &&
		    kept[i].into->len == 0)
			*kept[i].into = value;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, name, value;
	struct auth_text a = { .source = "offset" };
	struct entry e = { .cursor = SLICE("") };

	while (rest.len > 0 && *rest.ptr != '\n') {
		if (!take_field(&rest, &name, &value))
			return "cut short";
		keep(&e, name, value);
	}
	if (e.message.len == 0)
		return parse_ignored;
	if (!text_to_number(e.time, &a.time) || a.time < 631152000000000 ||
	    a.time > 4102444800000000)
		return "no time";
	a.cursor = e.cursor;
	a.host = e.host;
	a.text = e.message;
	a.program = e.identifier.len > 0 ? e.identifier : e.command;
	if (!auth_is_program(a.program))
		return parse_ignored;
	if (memchr(a.text.ptr, '\0', a.text.len) != NULL)
		return "a NUL byte";
	return auth_row(p, &a);
}

static int
recognise(struct slice head)
{
	return slice_starts_with(head, SLICE("__CURSOR=")) &&
		slice_contains(slice_first(head, 4096),
		    SLICE("\n__REALTIME_TIMESTAMP=")) ?
	    95 :
	    0;
}

const struct format format_journal = {
	.name = "journal",
	.dataset = "linux.journal",
	.title = "The systemd journal: log-ons",
	.channel = "endpoint",
	.versions = "journalctl -o export",
	.lacks = "nothing that auth.log has",
	.framing = FRAMING_JOURNAL,
	.recognise = recognise,
	.parse = parse,
};
