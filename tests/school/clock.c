/*
 * The school's clock: Europe/London around the last Sunday of October 2026,
 * reckoned here so that the machine's own zone tables have no say.
 */

#include <time.h>

#include "school.h"

/* 2026-10-12T00:00:00Z, and 2026-10-25T01:00:00Z, when summer time ends. */
static const int64_t first_day = 1791763200;
static const int64_t summer_ends = 1792890000;

int64_t
clock_utc(int day, int hour, int minute)
{
	return (first_day + day * 86400 + hour * 3600 + minute * 60) * SECOND;
}

/* In the hour that comes twice we mean the first. */
int64_t
clock_local(int day, int minute, int second)
{
	int64_t at = first_day + day * 86400 + minute * 60 + second - 3600;

	if (at >= summer_ends)
		at += 3600;
	return at * SECOND;
}

bool
clock_is_school_day(int day)
{
	bool in_term = day >= TERM_FIRST_DAY + 2 && day <= TERM_END_DAY - 3;
	bool at_half_term = day >= 21 && day <= 25;

	return (day + 70) % 7 < 5 && day != INSET_DAY && in_term &&
	       !at_half_term;
}

static int64_t
local_seconds(int64_t at)
{
	int64_t seconds = at / SECOND;

	return seconds + (seconds < summer_ends ? 3600 : 0);
}

int
clock_local_day(int64_t at)
{
	/* From ten weeks before, so that no day is below 0. */
	return (int)((local_seconds(at) - first_day + 70 * 86400) / 86400) - 70;
}

void
clock_iso(int64_t at, bool milliseconds, char out[32])
{
	time_t seconds = (time_t)(at / SECOND);
	struct tm tm;
	size_t n;

	gmtime_r(&seconds, &tm);
	n = strftime(out, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	if (milliseconds)
		n += (size_t)snprintf(
		    out + n, 32 - n, ".%03d", (int)(at % SECOND));
	snprintf(out + n, 32 - n, "Z");
}

void
clock_syslog(int64_t at, char out[32])
{
	time_t seconds = (time_t)local_seconds(at);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 32, "%b %e %H:%M:%S", &tm);
}

static void
date_as(int day, const char *format, char out[16])
{
	time_t seconds = (time_t)(first_day + day * 86400);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 16, format, &tm);
}

void
clock_date(int day, char out[16])
{
	date_as(day, "%Y-%m-%d", out);
}

void
clock_file_date(int day, char out[16])
{
	date_as(day, "%Y%m%d", out);
}
