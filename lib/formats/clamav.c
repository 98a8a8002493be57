/*
 * ClamAV: what clamscan, clamd and clamdscan have found.
 *
 *   Mon Oct 12 08:31:02 2026 -> /home/amy/game.exe: Win.Test.EICAR-1 FOUND
 *   /home/amy/game.exe: Win.Test.EICAR-1 FOUND
 *
 * Lines without a time take that of the "Scan started" or "Start Date" before
 * them.  What was clean, and the summary, are left out.
 */
#include "formats/format.h"

#include "stamp.h"
#include "syslog.h"
#include "text.h"

struct state {
	int64_t time; /* 0: none yet */
	const char *source;
};

/* "Mon Oct 12 08:31:02 2026" */
static bool
take_ctime(const struct format_options *options, struct slice *rest,
    struct state *out)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	struct slice s = *rest;
	int month, mday, year, i;
	int64_t micro;
	int32_t day;

	for (i = 0; i < 7; i++)
		if (s.len > 4 && memcmp(s.ptr, days + 3 * i, 3) == 0)
			break;
	if (i == 7)
		return false;
	s = slice_from(s, 3);
	if (!slice_take_char(&s, ' ') || !stamp_take_month(&s, &month) ||
	    !slice_take_char(&s, ' '))
		return false;
	slice_take_char(&s, ' ');
	if (!slice_take_one_or_two(&s, &mday) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    !slice_take_char(&s, ' ') || !slice_take_digits(&s, 4, &year) ||
	    mday < 1 || mday > 31 || year < 1990 || year > 2037)
		return false;
	day = day_from_date(year, month, mday);
	out->time = stamp_local(options, day, micro, &out->source);
	*rest = s;
	return true;
}

/* "Start Date: 2026:10:12 08:31:02" */
static bool
take_start(const struct format_options *options, struct slice s,
    struct state *out)
{
	int64_t micro;
	int32_t day;

	s = slice_trim(s);
	if (!stamp_take_date(&s, ':', false, &day) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    s.len > 0)
		return false;
	out->time = stamp_local(options, day, micro, &out->source);
	return true;
}

/* "PATH: SIGNATURE FOUND"; a path may hold anything, a signature no space. */
static bool
split_found(struct slice s, struct slice *path, struct slice *name)
{
	size_t space;

	if (!slice_ends_with(s, SLICE(" FOUND")))
		return false;
	s.len -= 6;
	space = slice_find_last(s, ' ');
	if (space == s.len || space < 2 || s.ptr[space - 1] != ':')
		return false;
	*name = slice_from(s, space + 1);
	*path = slice_first(s, space - 1);
	return name->len > 0;
}

static const char *
give(struct parse *p, const struct state *when, struct slice host,
    struct slice path, struct slice name)
{
	struct batch *b = p->batch;
	uint32_t row;

	if (when->time == 0)
		return "found, but when is not told";
	if (!text_is_clean(path))
		return "a control character in a path";
	row = parse_row(p);
	batch_set_number(b, row, COL_TIMESTAMP, when->time);
	batch_set_number(b, row, COL_START, when->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(when->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("malware"));
	batch_set_text(b, row, COL_TYPE, SLICE("info"));
	batch_set_text(b, row, COL_ACTION, SLICE("malware-detected"));
	batch_set_text(b, row, COL_OUTCOME, SLICE("success"));
	batch_set_text(b, row, COL_THREAT, name);
	batch_set_text(b, row, COL_FILE, text_to_utf8(path, p->scratch));
	batch_set_text(b, row, COL_HOST, text_host(host, p->scratch));
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state, when = *state;
	struct slice rest = p->record, path, name, host = SLICE("");
	struct syslog_line s;

	if (slice_take_text(&rest, SLICE("Scan started: "))) {
		if (!take_ctime(p->options, &rest, state))
			return "bad time";
		return parse_ignored;
	}
	if (slice_take_text(&rest, SLICE("Start Date:")))
		return take_start(p->options, rest, state) ? parse_ignored :
							     "bad time";
	if (take_ctime(p->options, &rest, &when)) {
		if (!slice_take_text(&rest, SLICE(" -> ")))
			return "nothing after the time: cut short?";
	} else if (syslog_split(rest, p->options, &s) &&
	    slice_starts_with(s.tag, SLICE("clam"))) {
		when.time = s.time;
		when.source = s.source;
		host = s.host;
		rest = s.text;
	}
	if (!split_found(rest, &path, &name))
		return slice_ends_with(rest, SLICE("FOUND")) ?
		    "a find not understood: cut short?" :
		    parse_ignored;
	return give(p, &when, host, path, name);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct state when = { .time = 0 };
	struct slice a, b;
	struct syslog_line s;

	if (syslog_split(line, &utc, &s))
		return slice_equal(s.tag, SLICE("clamd")) ||
		    slice_starts_with(s.tag, SLICE("clamav"));
	if (take_ctime(&utc, &line, &when))
		return slice_starts_with(line, SLICE(" -> "));
	return split_found(line, &a, &b) ||
	    slice_ends_with(line, SLICE(": OK")) ||
	    slice_starts_with(line, SLICE("Scan started: ")) ||
	    slice_starts_with(line, SLICE("-----------")) ||
	    slice_starts_with(line, SLICE("Known viruses: ")) ||
	    slice_starts_with(line, SLICE("Engine version: ")) ||
	    slice_starts_with(line, SLICE("Scanned ")) ||
	    slice_starts_with(line, SLICE("Infected files: ")) ||
	    slice_starts_with(line, SLICE("Data ")) ||
	    slice_starts_with(line, SLICE("Time: ")) ||
	    slice_starts_with(line, SLICE("Start Date:")) ||
	    slice_starts_with(line, SLICE("End Date:"));
}

const struct format format_clamav = {
	.name = "clamav",
	.dataset = "clamav.scan",
	.title = "ClamAV: clamd.log, clamscan's log",
	.channel = "endpoint",
	.versions = "0.9x to 1.x, with LogTime or through syslog",
	.lacks = "the account; zone of its stamps",
	.header = true,
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
};
