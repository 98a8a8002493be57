/*
 * Syslog: RFC 3164 as daemons write it, RFC 5424, and rsyslog's own forms.
 */
#include "syslog.h"

#include "stamp.h"

enum {
	LONGEST_HEAD = 160,
	LONGEST_TAG = 128,
	YEARS_TRIED = 9, /* from one 29 February to the next, at most */
	FUTURE_ALLOWED = 2, /* days that a stamp may lie after the file's */
};

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static bool
take_month(struct slice *rest, int *month)
{
	int i;

	if (rest->len < 4 || rest->ptr[3] != ' ')
		return false;
	for (i = 0; i < 12; i++)
		if (memcmp(rest->ptr, months + 3 * i, 3) == 0) {
			*month = i + 1;
			*rest = slice_from(*rest, 4);
			return true;
		}
	return false;
}

/* " 2026", between other words. */
static bool
take_year(struct slice *rest, int *year)
{
	struct slice s = *rest;

	if (!slice_take_char(&s, ' ') || !slice_take_digits(&s, 4, year) ||
	    s.len == 0 || *s.ptr != ' ' || *year < 1990 || *year > 2099)
		return false;
	*rest = s;
	return true;
}

/* What some write behind a stamp.  That of UTC says its zone, others are of the
 * zone that is declared: which, the letters alone do not tell. */
static void
take_zone_name(struct slice *rest, bool *utc)
{
	static const char *const names[] = { "UTC", "GMT", "BST", "WET",
		"WEST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "CST",
		"CDT", "MST", "MDT", "PST", "PDT", NULL };
	struct slice s = *rest, word;
	size_t i;

	if (!slice_take_char(&s, ' ') || !slice_take_word(&s, &word) ||
	    s.len == 0)
		return;
	for (i = 0; names[i] != NULL; i++)
		if (slice_equal(word, slice_of(names[i]))) {
			*utc = i < 2;
			*rest = s;
			return;
		}
}

/* "Oct 12 08:31:02", "Oct  2 08:31:02", perhaps with ".123" after it, and a
 * year, else 0, before or after the time. */
static bool
take_bsd_stamp(struct slice *rest, int *month, int *mday, int *year,
    int64_t *micro)
{
	struct slice s = *rest, fraction;
	int hour, minute, second;

	if (!take_month(&s, month))
		return false;
	/* Some write "Oct 2" with one space. */
	if (slice_take_char(&s, ' ')) {
		if (!slice_take_digits(&s, 1, mday))
			return false;
	} else if (!slice_take_digits(&s, 2, mday) &&
	    !slice_take_digits(&s, 1, mday))
		return false;
	if (!take_year(&s, year))
		*year = 0;
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

static bool
take_bsd(struct slice *rest, const struct format_options *options,
    struct syslog_line *out, bool *taken)
{
	int month, mday, year;
	int64_t micro;
	struct format_options as_utc = *options;
	bool utc = false, told;

	*taken = take_bsd_stamp(rest, &month, &mday, &year, &micro);
	if (!*taken)
		return false;
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

static bool
take_stamp(struct slice *rest, const struct format_options *options,
    struct syslog_line *out)
{
	struct slice word;
	bool taken, exists = take_bsd(rest, options, out, &taken);

	if (taken)
		return exists;
	if (rest->len < 20 || rest->ptr[4] != '-' || rest->ptr[10] != 'T' ||
	    !slice_take_word(rest, &word))
		return false;
	out->source = "offset";
	/* A time without an offset would be taken for UTC. */
	if (word.ptr[word.len - 1] != 'Z' &&
	    (word.len < 25 || (word.ptr[word.len - 6] != '+' &&
				  word.ptr[word.len - 6] != '-')))
		return false;
	return time_parse(word, &out->time);
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

/* "tag[pid]: text", "tag: text". */
static bool
take_tag(struct slice *rest, struct syslog_line *out)
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
	slice_take_char(rest, ' ');
	return out->tag.len > 0;
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
	*out = (struct syslog_line){ 0 };
	skip_priority(&line);
	if (slice_take_text(&line, SLICE("1 "))) {
		if (!take_5424(&line, options, out))
			return false;
	} else if (!take_stamp(&line, options, out) ||
	    !slice_take_char(&line, ' ') ||
	    !slice_take_word(&line, &out->host) ||
	    !slice_take_char(&line, ' '))
		return false;
	else if (!relayed && syslog_begins(line))
		return split(line, options, out, true);
	else if (!take_tag(&line, out))
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
	int month, mday, year;
	int64_t micro;

	skip_priority(&line);
	slice_take_text(&line, SLICE("1 "));
	return take_bsd_stamp(&line, &month, &mday, &year, &micro) ||
	    take_stamp(&line, &utc, &ignored);
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
