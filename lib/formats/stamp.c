/*
 * Times as products write them.
 */
#include "stamp.h"

#include "syslog.h"
#include "text.h"

enum {
	EARLIEST = 631152000, /* 1990: before any proxy */
	LATEST = INT32_MAX,   /* 2038 */
};

/* The digits after a point, as microseconds; the rest is not kept. */
static bool
take_fraction(struct slice *rest, int64_t *micro)
{
	int64_t scale = TIME_SECOND / 10;
	size_t i;

	*micro = 0;
	for (i = 0; i < rest->len; i++, scale /= 10) {
		if (rest->ptr[i] < '0' || rest->ptr[i] > '9')
			break;
		*micro += (rest->ptr[i] - '0') * scale;
	}
	*rest = slice_from(*rest, i);
	return i > 0;
}

bool
stamp_epoch(struct slice s, int64_t *micro)
{
	size_t point = slice_find(s, '.');
	struct slice fraction = slice_from(s, point + 1);
	int64_t seconds, part = 0;

	if (!text_to_number(slice_first(s, point), &seconds) ||
	    seconds < EARLIEST || seconds >= LATEST)
		return false;
	if (point < s.len &&
	    (!take_fraction(&fraction, &part) || fraction.len > 0))
		return false;
	*micro = seconds * TIME_SECOND + part;
	return true;
}

static bool
take_part(struct slice *rest, bool loose, int *value)
{
	return loose ? slice_take_one_or_two(rest, value) :
		       slice_take_digits(rest, 2, value);
}

bool
stamp_day(int year, int month, int mday, int32_t *day)
{
	int y, m, d;

	if (year < 1990 || year > 2037 || month < 1 || month > 12 ||
	    mday < 1 || mday > 31)
		return false;
	*day = day_from_date(year, month, mday);
	day_to_date(*day, &y, &m, &d);
	return m == month;
}

bool
stamp_twelve(bool afternoon, int64_t *micro)
{
	int64_t hour = *micro / TIME_HOUR;

	if (hour < 1 || hour > 12)
		return false;
	*micro += ((afternoon ? 12 : 0) - (hour == 12 ? 12 : 0)) * TIME_HOUR;
	return true;
}

bool
stamp_take_date(struct slice *rest, char separator, bool loose, int32_t *day)
{
	struct slice s = *rest;
	int year, month, mday;

	if (!slice_take_digits(&s, 4, &year) ||
	    !slice_take_char(&s, separator) || !take_part(&s, loose, &month) ||
	    !slice_take_char(&s, separator) || !take_part(&s, loose, &mday) ||
	    !stamp_day(year, month, mday, day))
		return false;
	*rest = s;
	return true;
}

bool
stamp_take_clock(struct slice *rest, bool loose, int64_t *micro)
{
	struct slice s = *rest;
	int hour, minute, second = 0;
	int64_t part = 0;

	if (!take_part(&s, loose, &hour) || !slice_take_char(&s, ':') ||
	    !take_part(&s, loose, &minute))
		return false;
	if (slice_take_char(&s, ':')) {
		if (!take_part(&s, loose, &second))
			return false;
		if (slice_take_char(&s, '.') && !take_fraction(&s, &part))
			return false;
	}
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*micro = (hour * 3600 + minute * 60 + (second > 59 ? 59 : second)) *
		TIME_SECOND +
	    part;
	*rest = s;
	return true;
}

bool
stamp_take_month(struct slice *rest, int *month)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int i;

	for (i = 0; i < 12; i++)
		if (rest->len >= 3 &&
		    memcmp(rest->ptr, months + 3 * i, 3) == 0) {
			*month = i + 1;
			*rest = slice_from(*rest, 3);
			return true;
		}
	return false;
}

int64_t
stamp_local(const struct format_options *options, int32_t day, int64_t micro,
    const char **source)
{
	struct civil civil = { day, (int32_t)(micro / TIME_SECOND) };

	return syslog_local_time(options, civil, source) +
	    micro % TIME_SECOND;
}

int64_t
stamp_utc(int32_t day, int64_t micro)
{
	return day * INT64_C(86400) * TIME_SECOND + micro;
}

bool
stamp_take_offset(struct slice *rest, int64_t *seconds)
{
	struct slice s = *rest;
	int hour, minute, sign;

	if (slice_take_char(&s, 'Z')) {
		*seconds = 0;
		*rest = s;
		return true;
	}
	sign = slice_take_char(&s, '-') ? -1 : 1;
	if ((sign == 1 && !slice_take_char(&s, '+')) ||
	    !slice_take_digits(&s, 2, &hour))
		return false;
	slice_take_char(&s, ':');
	if (!slice_take_digits(&s, 2, &minute) || hour > 14 || minute > 59)
		return false;
	*seconds = sign * (hour * 3600 + minute * 60);
	*rest = s;
	return true;
}

int64_t
stamp_duration(struct slice s, int64_t unit)
{
	size_t point = slice_find(s, '.');
	struct slice fraction = slice_from(s, point + 1);
	int64_t whole, part = 0;

	/* No longer than can be told in nanoseconds: 292 years. */
	if (!text_to_number(slice_first(s, point), &whole) ||
	    whole > (INT64_MAX / 1000 - unit) / unit)
		return -1;
	if (point < s.len &&
	    (!take_fraction(&fraction, &part) || fraction.len > 0))
		return -1;
	return whole * unit + part * unit / TIME_SECOND;
}

static bool
take_culture_day(struct slice *rest, bool american, int32_t *day)
{
	struct slice s = *rest;
	int a, b, year;

	if (stamp_take_date(rest, '-', false, day))
		return true;
	if (!slice_take_one_or_two(&s, &a) || !slice_take_char(&s, '/') ||
	    !slice_take_one_or_two(&s, &b) ||
	    !slice_take_char(&s, '/') || !slice_take_digits(&s, 4, &year) ||
	    !stamp_day(year, american ? a : b, american ? b : a, day))
		return false;
	*rest = s;
	return true;
}

bool
stamp_culture(const struct format_options *options, struct slice s,
    int64_t *time, const char **source)
{
	bool morning = slice_ends_with(s, SLICE(" AM"));
	bool afternoon = slice_ends_with(s, SLICE(" PM"));
	int64_t micro;
	int32_t day;

	if (morning || afternoon)
		s.len -= 3;
	if (!take_culture_day(&s, morning || afternoon, &day) ||
	    (!slice_take_char(&s, ' ') && !slice_take_char(&s, 'T')) ||
	    !stamp_take_clock(&s, true, &micro) || s.len > 0)
		return false;
	if ((morning || afternoon) && !stamp_twelve(afternoon, &micro))
		return false;
	*time = stamp_local(options, day, micro, source);
	return true;
}
