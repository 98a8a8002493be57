/*
 * The firewall of Windows, pfirewall.log:
 *
 *   #Software: Microsoft Windows Firewall
 *   #Time Format: Local
 *   #Fields: date time action protocol src-ip dst-ip src-port dst-port size
 *     tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path
 *   2026-10-12 08:31:02 DROP TCP 198.51.100.24 192.0.2.44 51512 443 52 S 1 0
 *     64240 - - - RECEIVE
 *
 * (each one line in the log), by the clock of the computer.
 */
#include "formats/format.h"

#include "fields.h"
#include "stamp.h"

enum { DATE, CLOCK, ACTION, PROTOCOL, SOURCE, TARGET, SOURCE_PORT,
	TARGET_PORT, SIZE, INFO = 15, PATH, WORDS_LEAST, WORDS_MOST = 20 };

static const struct action_word words[] = {
	{ "ALLOW", VERDICT_ALLOWED }, { "OPEN", VERDICT_ALLOWED },
	{ "OPEN-INBOUND", VERDICT_ALLOWED }, { "CLOSE", VERDICT_ALLOWED },
	{ "DROP", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

static bool
take_time(struct parse *p, struct slice date, struct slice clock,
    struct visit *v)
{
	int32_t day;
	int64_t micro;

	if (!stamp_take_date(&date, '-', false, &day) || date.len > 0 ||
	    !stamp_take_clock(&clock, false, &micro) || clock.len > 0)
		return false;
	v->stamp = stamp_local(p->options, day, micro, &v->source);
	return true;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), at[WORDS_MOST], word;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	size_t n = 0;

	if (line.len == 0 || *line.ptr == '#')
		return parse_ignored;
	while (n < WORDS_MOST && slice_take_word(&line, &word))
		at[n++] = word;
	if (n < WORDS_LEAST)
		return "fewer words than #Fields names: cut short?";
	if (!take_time(p, at[DATE], at[CLOCK], &v))
		return "bad time";
	/* "INFO-EVENTS-LOST ... 12": it could not write as fast as it ran. */
	if (slice_equal(at[ACTION], SLICE("INFO-EVENTS-LOST")))
		return "Windows lost messages here";
	v.channel = "network";
	fields_put(&f, FIELD_ACTION, at[ACTION]);
	fields_put(&f, FIELD_TRANSPORT, at[PROTOCOL]);
	fields_put(&f, FIELD_CLIENT, at[SOURCE]);
	fields_put(&f, FIELD_SERVER, at[TARGET]);
	fields_put(&f, FIELD_CLIENT_PORT, at[SOURCE_PORT]);
	fields_put(&f, FIELD_SERVER_PORT, at[TARGET_PORT]);
	fields_put(&f, FIELD_REASON, at[PATH]);
	return fields_row(p, &f, words, &v);
}

static int
recognise(struct slice head)
{
	return slice_contains(head,
		   SLICE("#Software: Microsoft Windows Firewall")) ?
	    97 :
	    0;
}

const struct format format_windows_firewall = {
	.name = "windows_firewall",
	.dataset = "windows.firewall",
	.title = "The firewall of Windows, pfirewall.log",
	.channel = "network",
	.versions = "Windows XP to 11, Server 2003 on",
	.lacks = "who; the computer; bytes; zone of its stamps",
	.recognise = recognise,
	.parse = parse,
};
