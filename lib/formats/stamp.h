/*
 * Times as products write them.
 */
#ifndef STAMP_H
#define STAMP_H

#include "formats/format.h"

/* "1791803523", "1791803523.101": seconds since 1970, to the microsecond;
 * from 1990 to 2038, so that no other number is taken for one. */
bool stamp_epoch(struct slice s, int64_t *micro);
/* The day of a date that there is, from 1990 to 2037: not 31 April. */
bool stamp_day(int year, int month, int mday, int32_t *day);
/* "2026-10-12" with that separator; `loose`: "2026.1.2" too. */
bool stamp_take_date(struct slice *rest, char separator, bool loose,
    int32_t *day);
/* "08:31", "08:31:02", "08:31:02.5"; `loose`: "8:31:2" too. */
bool stamp_take_clock(struct slice *rest, bool loose, int64_t *micro);
/* "Jan" to "Dec": 1 to 12. */
bool stamp_take_month(struct slice *rest, int *month);
/* A time of day with AM or PM behind it, 12:00 to 11:59, as one of 24 hours;
 * false where its hour is no such. */
bool stamp_twelve(bool afternoon, int64_t *micro);
/* A day and time by the clock of the options' zone; says how it is known. */
int64_t stamp_local(const struct format_options *options, int32_t day,
    int64_t micro, const char **source);
/* A day and time as a computer's culture writes it, by the options' zone:
 * "12/10/2026 08:31:02" is British, "10/12/2026 8:31:02 AM" American,
 * "2026-10-12 08:31:02" anybody's. */
bool stamp_culture(const struct format_options *options, struct slice s,
    int64_t *time, const char **source);
/* The same by the clock of UTC. */
int64_t stamp_utc(int32_t day, int64_t micro);
/* "+0100", "+01:00", "Z": seconds east. */
bool stamp_take_offset(struct slice *rest, int64_t *seconds);
/* "1.5", "12": so many units of `unit` microseconds, or -1. */
int64_t stamp_duration(struct slice s, int64_t unit);

#endif
