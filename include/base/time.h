/*
 * Time is microseconds since 1970-01-01T00:00:00Z.  Days, weeks and terms
 * come from the civil calendar of a zone, never from 86,400 seconds.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/buffer.h"
#include "base/slice.h"

#define TIME_UNKNOWN INT64_MIN
#define TIME_SECOND INT64_C(1000000)
#define TIME_MINUTE (60 * TIME_SECOND)
#define TIME_HOUR (60 * TIME_MINUTE)

/* The clock, or BEADLE_NOW where the environment has it. */
int64_t time_now(void);

/*
 * ISO 8601: 2026-09-01T08:00:00[.fraction][Z or +hh:mm], or a date alone
 * (midnight); without a zone it is UTC.  The whole slice must be a time.
 */
bool time_parse(struct slice s, int64_t *t);
/* 2026-09-01T08:00:00.123456Z, the form between filters. */
void time_print(struct buffer *out, int64_t t);
/* 2026-09-01T08:00:00Z, for lists that people read. */
void time_print_seconds(struct buffer *out, int64_t t);

/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. */
int32_t day_from_date(int year, int month, int day);
void day_to_date(int32_t day, int *year, int *month, int *mday);
bool day_parse(struct slice s, int32_t *day); /* 2026-09-01, checked */
void day_print(struct buffer *out, int32_t day);
struct arena;
const char *day_text(struct arena *a, int32_t day);
int day_weekday(int32_t day); /* 0 Monday ... 6 Sunday */

/* A civil (local) time: the day and the second within that day's clock. */
struct civil {
	int32_t day;	/* since 1970-01-01 */
	int32_t second; /* 0..86399 by the wall clock */
};

/* A time zone of the IANA database, read whole when it is opened. */
struct zone;

struct zone *zone_open(const char *name); /* NULL: no such zone */
void zone_close(struct zone *z);	  /* NULL is fine */
const char *zone_name(const struct zone *z);
struct civil zone_civil(const struct zone *z, int64_t t);
/* Seconds east of Greenwich at that time. */
int32_t zone_offset(const struct zone *z, int64_t t);

enum civil_kind { CIVIL_PLAIN, CIVIL_AMBIGUOUS, CIVIL_MISSING };
/*
 * The UTC of a civil time.  In the repeated hour the earlier one is given
 * and CIVIL_AMBIGUOUS returned; in the missing hour the time as if the
 * clock had not been put forward, and CIVIL_MISSING.
 */
enum civil_kind zone_utc(const struct zone *z, struct civil c, int64_t *t);
/* When the local day begins, in UTC. */
int64_t zone_day_start(const struct zone *z, int32_t day);

#endif
