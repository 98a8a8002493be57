/*
 * Syslog: RFC 3164 as daemons write it, RFC 5424, and rsyslog's own forms.
 */
#include "syslog.h"

#include "stamp.h"
#include "text.h"

enum {
	LONGEST_HEAD = 160,
	LONGEST_TAG = 128,
	YEARS_TRIED = 9, /* from one 29 February to the next, at most */
	FUTURE_ALLOWED = 2, /* days that a stamp may lie after the file's */
};

/* " 2026", between other words. */
static void
take_year(struct slice *rest, int *year)
{
	struct slice s = *rest;
	int n;

	if (!slice_take_char(&s, ' ') || !slice_take_digits(&s, 4, &n) ||
	    s.len == 0 || *s.ptr != ' ' || n < 1990 || n > 2099)
		return;
	*year = n;
	*rest = s;
}

/* What some write behind a stamp.  That of UTC says its zone, others are of the
 * zone that is declared: which, the letters alone do not tell. */
static void
take_zone_name(struct slice *rest, bool *utc)
{
	static const char *const names[] = { "UTC", "GMT", "BST", "WET",
		"WEST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "CST",
		"CDT", "MST", "MDT", "PST", "PDT", NULL };
	struct slice s = *rest;
	size_t i;

	if (!slice_take_char(&s, ' '))
		return;
	for (i = 0; names[i] != NULL; i++) {
		struct slice after = s;

		/* Cisco ends its stamp with a colon: "UTC: %ASA-..." */
		if (slice_take_text(&after, slice_of(names[i])) &&
		    after.len > 0 && (*after.ptr == ' ' || *after.ptr == ':')) {
			*utc = i < 2;
			*rest = after;
			return;
		}
	}
}

/* "2026 " before the month, as syslog-ng writes it when told to be full, and
 * Cisco's switches. */
static void
take_first_year(struct slice *rest, int *year)
{
	struct slice s = *rest;
	int n;

	if (slice_take_digits(&s, 4, &n) && slice_take_char(&s, ' ') &&
	    n >= 1990 && n <= 2099) {
		*year = n;
		*rest = s;
	}
}

/* "Oct 12 08:31:02", "Oct  2 08:31:02", perhaps with ".123" after it, and a
 * year, else 0, before the month or before or after the time. */
static bool
take_bsd_stamp(struct slice *rest, int *month, int *mday, int *year,
    int64_t *micro)
{
	struct slice s = *rest, fraction;
	int hour, minute, second;

	*year = 0;
	take_first_year(&s, year);
	if (!stamp_take_month(&s, month) || !slice_take_char(&s, ' '))
		return false;
	/* Some write "Oct 2" with one space. */
	if (slice_take_char(&s, ' ')) {
		if (!slice_take_digits(&s, 1, mday))
			return false;
	} else if (!slice_take_one_or_two(&s, mday))
		return false;
	if (*year == 0)
		take_year(&s, year);
	if (!(slice_take_char(&s, ' ') && slice_take_digits(&s, 2, &hour) &&
		slice_take_char(&s, ':') && slice_take_digits(&s, 2, &minute) &&
		slice_take_char(&s, ':') && slice_take_digits(&s, 2, &second)))
		return false;
	if (*mday < 1 || *mday > 31 || hour > 23 || minute > 59 || second > 60)
		return false;
	*micro = (hour * 3600 + minute * 60 + (second > 59 ? 59 : second)) *
	    TIME_SECOND;
	if (slice_take_char(&s, '.')) {
		int64_t scale = TIME_SECOND / 10;

		fraction = s;
		while (s.len > 0 && *s.ptr >= '0' && *s.ptr <= '9') {
			*micro += (*s.ptr - '0') * scale;
			scale /= 10;
			s = slice_from(s, 1);
		}
		if (s.len == fraction.len)
			return false;
	}
	if (*year == 0)
		take_year(&s, year);
	*rest = s;
	return true;
}

/* The zone that was declared for that day. */
static const struct zone *
zone_of_day(const struct format_options *options, int32_t day)
{
	size_t i;

	for (i = 0; i < options->zone_count; i++)
		if (day >= options->zones[i].from &&
		    day <= options->zones[i].to)
			return options->zones[i].zone;
	return options->zone;
}

int64_t
syslog_local_time(const struct format_options *options, struct civil civil,
    const char **source)
{
	const struct zone *zone = zone_of_day(options, civil.day);
	int64_t t;

	*source = "zone";
	if (zone == NULL)
		return (civil.day * INT64_C(86400) + civil.second) *
		    TIME_SECOND;
	switch (zone_utc(zone, civil, &t)) {
	case CIVIL_AMBIGUOUS:
		*source = "ambiguous";
		break;
	case CIVIL_MISSING:
		*source = "missing";
		break;
	case CIVIL_PLAIN:
		break;
	}
	return t;
}

/*
 * The year is not written: it is the latest in which the stamp does not lie
 * after the file's own time.  So the answer is the same however a log was
 * cut, as long as none is older than a year.
 */
static bool
infer_year(const struct format_options *options, int month, int mday,
    int64_t micro, struct syslog_line *out)
{
	int64_t latest = time_now();
	int year, ignored, i;

	/* Archives hold files that were changed in 1970, or in 2106. */
	if (options->modified > 0 && options->modified < latest)
		latest = options->modified;
	latest += FUTURE_ALLOWED * 24 * TIME_HOUR;
	day_to_date((int32_t)(latest / (24 * TIME_HOUR)), &year, &ignored,
	    &ignored);
	for (i = 0; i < YEARS_TRIED; i++, year--) {
		int32_t day = day_from_date(year, month, mday);
		int y, m, d;

		day_to_date(day, &y, &m, &d);
		if (m != month) /* 29 February, 31 April */
			continue;
		out->time = syslog_local_time(options,
		    (struct civil){ day, (int32_t)(micro / TIME_SECOND) },
		    &out->source);
		out->time += micro % TIME_SECOND;
		if (strcmp(out->source, "zone") == 0)
			out->source = "year";
		if (out->time <= latest)
			return true;
	}
	return false;
}

static bool
told_year(const struct format_options *options, int year, int month, int mday,
    int64_t micro, struct syslog_line *out)
{
	int32_t day;

	if (!stamp_day(year, month, mday, &day))
		return false;
	out->time = syslog_local_time(options,
	    (struct civil){ day, (int32_t)(micro / TIME_SECOND) },
	    &out->source) + micro % TIME_SECOND;
	return true;
}

/*
 * What Cisco puts before a stamp: the number of the message, perhaps its own
 * name, and a mark where its clock is not set.
 *
 *   45: sw1: *Oct 12 2026 08:31:02.123 UTC: %SYS-5-CONFIG_I: text
 */
static struct slice
after_number(struct slice line)
{
	struct slice s = line, name;
	int64_t number;

	if (!slice_take_int(&s, &number) || !slice_take_text(&s, SLICE(": "))) {
		slice_take_char(&line, ':'); /* "logging emblem" */
		return line;
	}
	line = s;
	if (slice_take_until(&s, ' ', &name) &&
	    slice_ends_with(name, SLICE(":")))
		line = s;
	if (!slice_take_char(&line, '*'))
		slice_take_char(&line, '.');
	return line;
}

static bool
take_bsd(struct slice *rest, const struct format_options *options,
    struct syslog_line *out, bool *taken)
{
	int month, mday, year;
	int64_t micro;
	struct format_options as_utc = *options;
	struct slice s = after_number(*rest);
	bool utc = false, told;

	*taken = take_bsd_stamp(&s, &month, &mday, &year, &micro);
	if (!*taken)
		return false;
	*rest = s;
	take_zone_name(rest, &utc);
	as_utc.zone = NULL;
	as_utc.zone_count = 0;
	options = utc ? &as_utc : options;
	if (year == 0)
		return infer_year(options, month, mday, micro, out);
	told = told_year(options, year, month, mday, micro, out);
	if (utc)
		out->source = "offset";
	return told;
}

/* As one of the RFCs has it, so that no other line begins so. */
static bool
take_plain_stamp(struct slice *rest, const struct format_options *options,
    struct syslog_line *out)
{
	struct slice s = *rest, word;
	bool taken, exists = take_bsd(rest, options, out, &taken);

	if (taken)
		return exists;
	if (rest->len < 20 || rest->ptr[4] != '-' || rest->ptr[10] != 'T' ||
	    !slice_take_word(&s, &word))
		return false;
	out->source = "offset";
	/* A time without an offset would be taken for UTC. */
	if (word.ptr[word.len - 1] != 'Z' &&
	    (word.len < 25 || (word.ptr[word.len - 6] != '+' &&
				  word.ptr[word.len - 6] != '-')))
		return false;
	*rest = s;
	return time_parse(word, &out->time);
}

/* "+01:00", "+0100", "Z", " UTC", " BST" or nothing behind a day and time. */
static bool
take_zone(struct slice *rest, const struct format_options *options,
    int32_t day, int64_t micro, struct syslog_line *out)
{
	struct slice s = *rest;
	int64_t offset = 0;
	bool utc = false;

	slice_take_char(&s, ' ');
	if (stamp_take_offset(&s, &offset) && (s.len == 0 || *s.ptr == ' ')) {
		utc = true;
		*rest = s;
	} else {
		offset = 0;
		take_zone_name(rest, &utc);
	}
	out->source = "offset";
	out->time = utc ?
	    stamp_utc(day, micro) - offset * TIME_SECOND :
	    stamp_local(options, day, micro, &out->source);
	return rest->len == 0 || *rest->ptr == ' ';
}

/*
 * Neither RFC's, but written: by rsyslog where a template says so, and by
 * journalctl as short-iso, short-full and short-unix.
 *
 *   2026-10-12 08:31:02.118, 2026-10-12T08:31:02+0100
 *   Mon 2026-10-12 08:31:02 BST, 1791790262.118812
 *
 * The lines of many products begin so: in doubt, what follows decides.
 */
static bool
take_other_stamp(struct slice *rest, const struct format_options *options,
    struct syslog_line *out)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun", NULL };
	struct slice s = *rest, word;
	int64_t micro;
	int32_t day;

	if (!slice_take_word(&s, &word))
		return false;
	if (stamp_epoch(word, &out->time)) {
		out->source = "offset";
		*rest = s;
		return true;
	}
	if (!text_is_one_of(word, days) || !slice_take_char(&s, ' '))
		s = *rest;
	if (!stamp_take_date(&s, '-', false, &day) ||
	    (!slice_take_char(&s, ' ') && !slice_take_char(&s, 'T')) ||
	    !stamp_take_clock(&s, false, &micro) ||
	    !take_zone(&s, options, day, micro, out))
		return false;
	*rest = s;
	return true;
}

static bool
take_stamp(struct slice *rest, const struct format_options *options,
    struct syslog_line *out)
{
	return take_plain_stamp(rest, options, out) ||
	    take_other_stamp(rest, options, out);
}

static void
skip_priority(struct slice *rest)
{
	struct slice s = *rest, number;
	int64_t n;

	if (slice_take_char(&s, '<') && slice_take_until(&s, '>', &number) &&
	    number.len <= 3 && slice_to_int(number, &n))
		*rest = s;
}

/* "tag[pid]: text", "tag: text"; `plain`: "tag:text" too. */
static bool
take_tag(struct slice *rest, bool plain, struct syslog_line *out)
{
	size_t i;

	for (i = 0; i < rest->len && i < LONGEST_TAG; i++)
		if (rest->ptr[i] == '[' || rest->ptr[i] == ':' ||
		    rest->ptr[i] == ' ')
			break;
	/* squid writes "(squid-1)[6802]:" */
	out->tag = slice_first(*rest, i);
	*rest = slice_from(*rest, i);
	if (slice_take_char(rest, '[') &&
	    !slice_take_until(rest, ']', &out->pid))
		return false;
	if (!slice_take_char(rest, ':'))
		return false;
	return (slice_take_char(rest, ' ') || plain || rest->len == 0) &&
	    out->tag.len > 0;
}

/* After "<PRI>1 ": HOST APP PROCID MSGID SD [MSG]. */
static bool
take_5424(struct slice *rest, const struct format_options *options,
    struct syslog_line *out)
{
	struct slice word;

	if (!take_stamp(rest, options, out) ||
	    !slice_take_word(rest, &out->host) ||
	    !slice_take_word(rest, &out->tag) ||
	    !slice_take_word(rest, &out->pid) ||
	    !slice_take_word(rest, &word) || !slice_take_char(rest, ' '))
		return false;
	if (slice_take_char(rest, '[')) {
		bool quoted = false;
		size_t i;

		for (i = 0; i < rest->len; i++) {
			char c = rest->ptr[i];

			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = !quoted;
			else if (c == ']' && !quoted &&
			    (i + 1 == rest->len || rest->ptr[i + 1] != '['))
				break;
		}
		if (i >= rest->len)
			return false;
		*rest = slice_from(*rest, i + 1);
	} else if (!slice_take_char(rest, '-'))
		return false;
	slice_take_char(rest, ' ');
	slice_take_text(rest, SLICE("\xef\xbb\xbf"));
	return true;
}

/* Some relays put a head of their own before that of the line. */
static bool
split(struct slice line, const struct format_options *options,
    struct syslog_line *out, bool relayed)
{
	bool plain;

	*out = (struct syslog_line){ 0 };
	skip_priority(&line);
	if (slice_take_text(&line, SLICE("1 "))) {
		if (!take_5424(&line, options, out))
			return false;
		out->text = line;
		return true;
	}
	plain = take_plain_stamp(&line, options, out);
	if ((!plain && !take_other_stamp(&line, options, out)) ||
	    !slice_take_char(&line, ' ') ||
	    !slice_take_word(&line, &out->host) ||
	    !slice_take_char(&line, ' '))
		return false;
	if (!relayed && syslog_begins(line))
		return split(line, options, out, true);
	if (!take_tag(&line, plain, out))
		return false;
	out->text = line;
	return true;
}

bool
syslog_split(struct slice line, const struct format_options *options,
    struct syslog_line *out)
{
	return split(line, options, out, false);
}

bool
syslog_begins(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line ignored;
	struct slice s;
	int month, mday, year;
	int64_t micro;

	skip_priority(&line);
	slice_take_text(&line, SLICE("1 "));
	s = after_number(line);
	if (take_bsd_stamp(&s, &month, &mday, &year, &micro))
		return true;
	s = line;
	return take_plain_stamp(&s, &utc, &ignored) ||
	    split(line, &utc, &ignored, true);
}

bool
syslog_take_time(struct slice *rest, const struct format_options *options,
    int64_t *time, const char **source)
{
	struct syslog_line line = { 0 };
	struct slice s = *rest;

	skip_priority(&s);
	slice_take_text(&s, SLICE("1 "));
	if (!take_stamp(&s, options, &line))
		return false;
	*time = line.time;
	*source = line.source;
	*rest = s;
	return true;
}

struct slice
syslog_body(struct slice line, const char *const *firsts)
{
	const char *const *f;
	size_t i;
	bool begins;

	skip_priority(&line);
	begins = syslog_begins(line);
	for (i = 1; i < line.len && i < LONGEST_HEAD; i++) {
		/* Of a head that only names a host: "192.0.2.1 id=firewall". */
		if (!begins && strchr("=\"'", line.ptr[i - 1]) != NULL)
			break;
		/* A mark of UTF-8 may stand before the text. */
		for (f = firsts; (line.ptr[i - 1] == ' ' ||
			 line.ptr[i - 1] == '\xbf') && *f != NULL; f++)
			if (slice_starts_with(slice_from(line, i),
				slice_of(*f)))
				return slice_from(line, i);
	}
	return line;
}
