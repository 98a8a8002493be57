/*
 * Windows DNS Server's debug log, packets on one line:
 *
 *   12/10/2026 08:31:02 0E24 PACKET  000002AA0B9D4C40 UDP Rcv 198.51.100.24
 *     0002   Q [0001   D   NOERROR] A      (6)findly(7)example(0)
 *
 * (one line in the log).  Answers, and what the server asks others, say
 * nothing new.  The date is in the server's own manner: with AM or PM the
 * month stands first, else the day.
 */
#include "formats/format.h"

#include "recognise.h"
#include "stamp.h"
#include "text.h"
#include "visit.h"

enum { LONGEST_NAME = 256 };

/* "12/10/2026 08:31:02", "10/12/2026 8:31:02 AM", "12.10.2026 08:31:02",
 * "2026-10-12 08:31:02". */
static bool
take_time(struct slice *rest, const struct format_options *options,
    struct visit *v)
{
	struct slice s = *rest, half;
	int first, second, year;
	int32_t day;
	int64_t micro;
	bool afternoon = false, twelve = false, iso;

	iso = stamp_take_date(&s, '-', false, &day);
	if (!iso) {
		char dot;

		if (!slice_take_one_or_two(&s, &first) || s.len == 0 ||
		    ((dot = *s.ptr) != '/' && dot != '.' && dot != '-') ||
		    !slice_take_char(&s, dot) ||
		    !slice_take_one_or_two(&s, &second) ||
		    !slice_take_char(&s, dot) ||
		    !slice_take_digits(&s, 4, &year))
			return false;
	}
	if (!slice_take_char(&s, ' ') || !stamp_take_clock(&s, true, &micro))
		return false;
	*rest = s;
	if (slice_take_word(&s, &half) &&
	    (slice_equal(half, SLICE("AM")) ||
		slice_equal(half, SLICE("PM")))) {
		twelve = true;
		afternoon = *half.ptr == 'P';
		*rest = s;
	}
	if (!iso && !stamp_day(year, twelve ? first : second,
		twelve ? second : first, &day))
		return false;
	if (twelve && !stamp_twelve(afternoon, &micro))
		return false;
	v->stamp = stamp_local(options, day, micro, &v->source);
	return true;
}

/* "(6)findly(7)example(0)" */
static bool
read_name(struct slice text, struct arena *scratch, struct slice *name)
{
	char *out = arena_alloc(scratch, LONGEST_NAME);
	struct slice number;
	size_t n = 0;
	int64_t length;

	while (slice_take_char(&text, '(')) {
		if (!slice_take_until(&text, ')', &number) ||
		    !text_to_number(number, &length) || length > 63)
			return false;
		if (length == 0) {
			*name = n == 0 ? SLICE(".") :
					 (struct slice){ out, n };
			return text.len == 0;
		}
		if ((size_t)length > text.len ||
		    n + (size_t)length + 1 > LONGEST_NAME)
			return false;
		if (n > 0)
			out[n++] = '.';
		memcpy(out + n, text.ptr, (size_t)length);
		n += (size_t)length;
		text = slice_from(text, (size_t)length);
	}
	return false;
}

/* "PACKET  ADDRESS UDP Rcv CLIENT XID   Q [flags] TYPE NAME" */
static const char *
add(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice word, flags, name;

	if (!slice_take_word(&rest, &word) || !slice_take_word(&rest, &word))
		return parse_ignored;
	if (!slice_equal(word, SLICE("PACKET")))
		return parse_ignored;
	if (!slice_take_word(&rest, &word)) /* an address in memory */
		return "cut short";
	if (!slice_take_word(&rest, &v->transport) ||
	    !slice_take_word(&rest, &word))
		return "cut short";
	if (!slice_equal(word, SLICE("Rcv")))
		return parse_ignored;
	if (!slice_take_word(&rest, &v->client) ||
	    !url_host_is_address(v->client) || !slice_take_word(&rest, &word) ||
	    !slice_take_word(&rest, &word))
		return "no client";
	if (slice_equal(word, SLICE("R")))
		return parse_ignored; /* an answer from another server */
	if (!slice_equal(word, SLICE("Q")))
		return parse_ignored; /* a notice, an update */
	slice_take_char(&rest, ' ');
	if (!slice_take_char(&rest, '[') ||
	    !slice_take_until(&rest, ']', &flags) ||
	    !slice_take_word(&rest, &v->method))
		return "no flags and type: cut short?";
	if (!read_name(slice_trim(rest), p->scratch, &name))
		return "no whole name: cut short?";
	v->host = name;
	return visit_row(p, v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "zone");

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	if (line.len == 0 || *line.ptr < '0' || *line.ptr > '9')
		return parse_ignored; /* its head explains the columns */
	if (!take_time(&line, p->options, &v))
		return "bad time";
	return add(p, line, &v);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "zone");

	return take_time(&line, &utc, &v) &&
	    slice_contains(line, SLICE(" PACKET ")) &&
	    (slice_contains(line, SLICE(" Rcv ")) ||
		slice_contains(line, SLICE(" Snd ")));
}

/* Some thirty lines that explain the columns stand before the packets. */
static int
recognise(struct slice head)
{
	if (slice_contains(slice_first(head, 400),
		SLICE("DNS Server log file creation")))
		return 92;
	return recognise_lines(head, fits);
}

const struct format format_windows_dns = {
	.name = "windows_dns",
	.dataset = "windows_dns.query",
	.title = "Windows DNS Server, debug log of packets",
	.channel = "network",
	.versions = "Windows Server 2008 to 2022, without packet details",
	.lacks = "the zone of its stamps, and whether day or month stands "
		 "first: with AM or PM the month, else the day; who",
	.recognise = recognise,
	.parse = parse,
};
