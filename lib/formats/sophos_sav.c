/*
 * Sophos Anti-Virus on a computer, SAV.txt: sentences by its clock.
 *
 *   20261012 083102  File "C:\x.com" belongs to virus/spyware 'EICAR-AV-Test'.
 *   20261012 083103  Virus/spyware 'EICAR-AV-Test' has been detected in
 *     "C:\x.com". Cleanup unavailable.
 *   20261012 083104  The file "C:\x.com" was cleaned.
 *
 * (a tab behind the time).  Sentences about no find are left out.
 */
#include "endpoint.h"
#include "stamp.h"

static bool
take_time(struct slice *s, const struct format_options *options,
    struct endpoint_event *e)
{
	int year, month, mday, hour, minute, second;
	int32_t day;

	if (!slice_take_digits(s, 4, &year) ||
	    !slice_take_digits(s, 2, &month) ||
	    !slice_take_digits(s, 2, &mday) || !slice_take_char(s, ' ') ||
	    !slice_take_digits(s, 2, &hour) ||
	    !slice_take_digits(s, 2, &minute) ||
	    !slice_take_digits(s, 2, &second) ||
	    !(slice_take_char(s, '\t') || slice_take_char(s, ' ')) ||
	    hour > 23 || minute > 59 || second > 59 ||
	    !stamp_day(year, month, mday, &day))
		return false;
	e->time = stamp_local(options, day,
	    (hour * 3600 + minute * 60 + second) * TIME_SECOND,
	    &e->time_source);
	return true;
}

/* What stands in the quotes behind those words; false where the words are not
 * there. */
static bool
quoted_after(struct slice s, const char *words, struct slice *out)
{
	char quote;

	if (!slice_take_past(&s, slice_of(words)) || s.len == 0 ||
	    (*s.ptr != '"' && *s.ptr != '\''))
		return false;
	quote = *s.ptr;
	s = slice_from(s, 1);
	return slice_take_until(&s, quote, out) && out->len > 0;
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .category = "malware", .type = "info",
		.action = SLICE("malware-detected"), .outcome = "success" };
	struct slice rest = p->record, threat = SLICE(""), path = SLICE("");
	bool found, acted;
	uint32_t row;

	if (slice_trim(rest).len == 0)
		return parse_ignored;
	if (!take_time(&rest, p->options, &e))
		return "no time";
	found = quoted_after(rest, "belongs to virus/spyware ", &threat) ||
	    quoted_after(rest, "Virus/spyware ", &threat) ||
	    quoted_after(rest, "belongs to adware or PUA ", &threat);
	acted = slice_contains(rest, SLICE(" was cleaned")) ||
	    slice_contains(rest, SLICE(" moved in ")) ||
	    slice_contains(rest, SLICE(" was deleted"));
	if (!found && !acted)
		return slice_contains(rest, SLICE("virus/spyware")) ?
		    "a find not understood: cut short?" :
		    parse_ignored;
	if (!quoted_after(rest, "ile ", &path) &&
	    !quoted_after(rest, "detected in ", &path))
		quoted_after(rest, "virus/spyware ", &threat);
	if (found && path.len == 0)
		return "a find without its file: cut short?";
	if (!found)
		e.action = SLICE("malware-acted-on");
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_THREAT, threat);
	endpoint_set(p, row, COL_FILE, path);
	endpoint_set(p, row, COL_MESSAGE, rest);
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct endpoint_event e;

	return take_time(&line, &utc, &e);
}

const struct format format_sophos_sav = {
	.name = "sophos_sav",
	.dataset = "sophos.sav",
	.title = "Sophos Anti-Virus on a computer, SAV.txt",
	.channel = "endpoint",
	.versions = "9 and 10, in English",
	.lacks = "the account and the computer; zone of its stamps",
	.fits = fits,
	.parse = parse,
};
