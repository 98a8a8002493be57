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
	struct slice name;    /* as the school says: Autumn 2026/27 */
	const char *in_files; /* the same in names of files: Autumn-2026-27 */
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
 * People whose timetable is the same are a group; a small number, less than
 * calendar_groups at any later time.  Group 0 is whoever is not known: only
 * rows that bind everybody bind it.  `pattern` is that of the list of
 * people.  Where it is the only group, school time is the same for all.
 */
unsigned calendar_group(const struct calendar *c, struct slice role,
    int year, struct slice pattern);
bool calendar_is_by_group(const struct calendar *c);
/* Has that year group rows of its own (a sixth form's timetable)? */
bool calendar_names_year(const struct calendar *c, int year);

/*
 * The lesson periods and other stretches of a group's day that [start, end]
 * overlaps by at least `least` microseconds, joined by a space in the
 * order of the day: "break lesson".  One that is shorter than `least` lies
 * in the stretch that holds its start.  Words: registration lesson study
 * break lunch working off club let boarding before-school after-school
 * evening night weekend holiday inset exam-leave.  On an INSET day there
 * are no lesson periods: its school hours are "inset", but for rows that
 * bind staff.  Minutes between two periods that nothing names are "break";
 * from 22:00 to 06:00 it is night on every day of the week.
 * Written to out, of `room` bytes; the slice is that text.
 */
struct slice calendar_period(const struct calendar *c, unsigned group,
    int64_t start, int64_t end, int64_t least, char *out, size_t room);

/* The stretch of the group's day that holds t: [start, end) and its word. */
struct stretch {
	int64_t start, end;
	struct slice word; /* a constant */
};
struct stretch calendar_stretch(const struct calendar *c, unsigned group,
    int64_t t);

#endif
