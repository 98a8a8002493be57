/*
 * Cisco ASA, and Firepower (FTD) which writes the same and more:
 *
 *   Oct 12 2026 08:31:02 fw1 : %ASA-6-302013: Built outbound TCP connection
 *     4711 for outside:192.0.2.44/443 (192.0.2.44/443) to
 *     inside:198.51.100.24/51512 (203.0.113.9/51512) (QUILLBROOK\ben.baker)
 *   Oct 12 08:31:04 fw1 %ASA-5-304001: 198.51.100.24 Accessed URL
 *     192.0.2.10:http://findly.example/
 *   2026-10-12T07:31:05Z ftd1 %FTD-1-430003: AccessControlRuleAction: Block,
 *     SrcIP: 198.51.100.24, DstIP: 192.0.2.44, ...
 *
 * (each one line in the log).
 */
#include "asa.h"

#include "syslog.h"
#include "text.h"

enum { LONGEST_HEAD = 200, YEAR_STAMP = 20 };

static size_t
find_mark(struct slice line)
{
	size_t i;

	for (i = 0; i + 5 < line.len && i < LONGEST_HEAD; i++)
		if (line.ptr[i] == '%' &&
		    (slice_starts_with(slice_from(line, i), SLICE("%ASA-")) ||
			slice_starts_with(slice_from(line, i),
			    SLICE("%FTD-")) ||
			slice_starts_with(slice_from(line, i),
			    SLICE("%PIX-"))))
			return i;
	return line.len;
}

/* Its own stamp has a year, "Oct 12 2026 08:31:02", and perhaps a zone,
 * wherever it stands. */
static bool
read_time(struct slice head, const struct format_options *options,
    struct visit *v)
{
	struct slice rest = head;
	size_t i;

	for (i = 0; i + YEAR_STAMP <= head.len; i++) {
		struct slice s = slice_from(head, i);

		if (s.ptr[3] == ' ' && s.ptr[6] == ' ' && s.ptr[11] == ' ' &&
		    syslog_take_time(&s, options, &v->stamp, &v->source))
			return true;
	}
	return syslog_take_time(&rest, options, &v->stamp, &v->source);
}

/* "%ASA-6-302013: ": its number, and what follows. */
static bool
take_number(struct slice *rest, struct slice *number)
{
	struct slice tag;
	size_t last;

	if (!slice_take_until(rest, ':', &tag))
		return false;
	last = slice_find_last(tag, '-');
	*number = slice_from(tag, last + 1);
	*rest = slice_trim(*rest);
	return last < tag.len && number->len == 6;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), rest;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	size_t at = find_mark(line);
	const char *why;

	if (line.len == 0)
		return parse_ignored;
	if (at == line.len)
		return syslog_begins(line) ? parse_ignored :
					     "not a line of an ASA";
	rest = slice_from(line, at);
	if (!take_number(&rest, &v.code))
		return "no number of the message: cut short?";
	why = asa_message(p, rest, &f, &v);
	if (why != NULL && why != parse_ignored)
		return why;
	if (!read_time(slice_first(line, at), p->options, &v))
		return "bad time";
	if (why == parse_ignored)
		return asa_sign_in(p, rest, &v);
	return fields_row(p, &f, NULL, &v);
}

static bool
fits(struct slice line)
{
	return find_mark(line) < line.len;
}

const struct format format_asa = {
	.name = "asa",
	.dataset = "asa.web",
	.title = "Cisco ASA and Firepower (FTD)",
	.channel = "network",
	.versions = "ASA 7 to 9, FTD 6 and 7: connections, refusals, URLs, "
		    "sign-ins; other messages are left out",
	.lacks = "the zone of its stamps; which end began it, where the end "
		 "of a connection stands without its beginning",
	.state_size = sizeof(struct asa_state),
	.fits = fits,
	.parse = parse,
};
