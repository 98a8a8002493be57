/*
 * Times in UTC, and their text.
 */
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/time.h"

enum { EARLIEST_YEAR = 1, LATEST_YEAR = 9999 };

int64_t
time_now(void)
{
	const char *fixed = getenv("BEADLE_NOW");
	struct timespec now;
	int64_t t;

	if (fixed != NULL && time_parse(slice_of(fixed), &t))
		return t;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * TIME_SECOND + now.tv_nsec / 1000;
}

/* Howard Hinnant's well-known algorithm, with years that begin in March. */
int32_t
day_from_date(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

void
day_to_date(int32_t day, int *year, int *month, int *mday)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int d = z - era * 146097;
	int y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int of_year = d - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

int
day_weekday(int32_t day)
{
	int w = (day + 3) % 7; /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

static bool
take_day(struct slice *rest, int32_t *day)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	struct slice s = *rest;
	int year, month, mday;

	if (!(slice_take_digits(&s, 4, &year) && slice_take_char(&s, '-') &&
		slice_take_digits(&s, 2, &month) && slice_take_char(&s, '-') &&
		slice_take_digits(&s, 2, &mday)))
		return false;
	if (year < EARLIEST_YEAR || month < 1 || month > 12 || mday < 1 ||
	    mday > lengths[month - 1])
		return false;
	if (month == 2 && mday == 29 &&
	    (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))
		return false;
	*day = day_from_date(year, month, mday);
	*rest = s;
	return true;
}

bool
day_parse(struct slice s, int32_t *day)
{
	return take_day(&s, day) && s.len == 0;
}

static bool
take_fraction(struct slice *rest, int64_t *micro)
{
	int64_t scale = 100000;

	*micro = 0;
	if (!slice_take_char(rest, '.') && !slice_take_char(rest, ','))
		return true;
	if (rest->len == 0 || *rest->ptr < '0' || *rest->ptr > '9')
		return false;
	while (rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9') {
		*micro += (*rest->ptr - '0') * scale;
		scale /= 10;
		*rest = slice_from(*rest, 1);
	}
	return true;
}

static bool
take_zone(struct slice *rest, int64_t *offset)
{
	int sign, hours, minutes;

	*offset = 0;
	if (rest->len == 0 || slice_take_char(rest, 'Z') ||
	    slice_take_char(rest, 'z'))
		return true;
	sign = *rest->ptr == '-' ? -1 : 1;
	if (!slice_take_char(rest, '+') && !slice_take_char(rest, '-'))
		return false;
	if (!slice_take_digits(rest, 2, &hours))
		return false;
	slice_take_char(rest, ':');
	if (!slice_take_digits(rest, 2, &minutes) || hours > 23 ||
	    minutes > 59)
		return false;
	*offset = sign * (hours * TIME_HOUR + minutes * TIME_MINUTE);
	return true;
}

bool
time_parse(struct slice s, int64_t *t)
{
	int32_t day;
	int hour = 0, minute = 0, second = 0;
	int64_t micro = 0, offset = 0;

	if (!take_day(&s, &day))
		return false;
	if (slice_take_char(&s, 'T') || slice_take_char(&s, ' ')) {
		if (!(slice_take_digits(&s, 2, &hour) &&
			slice_take_char(&s, ':') &&
			slice_take_digits(&s, 2, &minute)))
			return false;
		if (slice_take_char(&s, ':') &&
		    !slice_take_digits(&s, 2, &second))
			return false;
		if (!take_fraction(&s, &micro) || !take_zone(&s, &offset))
			return false;
	}
	if (s.len != 0 || hour > 23 || minute > 59 || second > 60)
		return false;
	*t = (day * INT64_C(86400) + hour * 3600 + minute * 60 + second) *
		TIME_SECOND +
	    micro - offset;
	return true;
}

static int64_t
floor_div(int64_t n, int64_t by)
{
	int64_t q = n / by;

	return n % by < 0 ? q - 1 : q;
}

void
day_print(struct buffer *out, int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	buffer_printf(out, "%04d-%02d-%02d", year, month, mday);
}

const char *
day_text(struct arena *a, int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	return arena_printf(a, "%04d-%02d-%02d", year, month, mday);
}

static void
two(char *at, int n)
{
	at[0] = (char)('0' + n / 10);
	at[1] = (char)('0' + n % 10);
}

/* By hand, since a night prints millions of them. */
static void
print(struct buffer *out, int64_t t, bool fraction)
{
	char text[] = "0000-00-00T00:00:00.000000Z";
	int64_t seconds = floor_div(t, TIME_SECOND);
	int32_t day = (int32_t)floor_div(seconds, 86400);
	int of_day = (int)(seconds - day * INT64_C(86400));
	int micro = (int)(t - seconds * TIME_SECOND), i;
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	if (year < 0 || year > LATEST_YEAR)
		return;
	two(text, year / 100);
	two(text + 2, year % 100);
	two(text + 5, month);
	two(text + 8, mday);
	two(text + 11, of_day / 3600);
	two(text + 14, of_day / 60 % 60);
	two(text + 17, of_day % 60);
	if (!fraction) {
		text[19] = 'Z';
		buffer_add(out, (struct slice){ text, 20 });
		return;
	}
	for (i = 25; i > 19; i--, micro /= 10)
		text[i] = (char)('0' + micro % 10);
	buffer_add(out, (struct slice){ text, sizeof text - 1 });
}

void
time_print(struct buffer *out, int64_t t)
{
	print(out, t, true);
}

void
time_print_seconds(struct buffer *out, int64_t t)
{
	print(out, t, false);
}
