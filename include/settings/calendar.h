/*
 * School time: terms, holidays, INSET days, and the lesson periods of a
 * school day, in the school's zone, right over both clock changes.
 */
#ifndef SETTINGS_CALENDAR_H
#define SETTINGS_CALENDAR_H

#include "base/time.h"

struct calendar;

enum day_kind { DAY_SCHOOL, DAY_INSET, DAY_WEEKEND, DAY_HOLIDAY };

struct term {
	struct slice name;    /* autumn-2026 */
	int32_t start, end;   /* days, both included */
};

enum day_kind calendar_day(const struct calendar *c, int32_t day);
/* The term of that name, or that holds the day; NULL where none does. */
const struct term *calendar_term(const struct calendar *c,
    struct slice name);
const struct term *calendar_term_of_day(const struct calendar *c,
    int32_t day);
/* Terms in order; NULL past the last. */
const struct term *calendar_term_at(const struct calendar *c, size_t index);

/*
 * The lesson periods and other stretches of the day that [start, end]
 * overlaps by at least `least` microseconds, joined by a space in the
 * order of the day: "break lesson".  One that is shorter than `least` lies
 * in the stretch that holds its start.  Words: registration lesson break
 * lunch before-school after-school evening night weekend holiday.  On an
 * INSET day there are no lesson periods: its school hours are "inset".
 * Minutes between two periods that nothing names are "break"; from 22:00 to
 * 06:00 it is night on every day of the week.
 * Written to out, of `room` bytes; the slice is that text.
 */
struct slice calendar_period(const struct calendar *c, int64_t start,
    int64_t end, int64_t least, char *out, size_t room);

/* The stretch of the day that holds t: [start, end) and its word. */
struct stretch {
	int64_t start, end;
	struct slice word; /* a constant */
};
struct stretch calendar_stretch(const struct calendar *c, int64_t t);

#endif
