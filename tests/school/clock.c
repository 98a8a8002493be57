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
	return day % 7 < 5 && day != INSET_DAY;
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
	return (int)((local_seconds(at) - first_day) / 86400);
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

void
clock_file_date(int day, char out[16])
{
	time_t seconds = (time_t)(first_day + day * 86400);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 16, "%Y%m%d", &tm);
}
