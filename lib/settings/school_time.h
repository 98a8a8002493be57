/*
 * What school_time.c (terms and days), timetable.c (the school's day) and
 * ics.c (iCalendar) put together while the calendar is being read.
 */
#ifndef SETTINGS_SCHOOL_TIME_H
#define SETTINGS_SCHOOL_TIME_H

#include "calendar.h"
#include "load.h"

struct dated {
	struct slice name;
	int32_t start, end;
	int32_t until; /* second of the wall clock, or -1 */
	struct binding binds;
	struct slice path;
	int line;
};

struct reading {
	struct loading *l;
	struct slice path;
	struct dated *terms;
	size_t term_count, term_room;
	struct day_range *ranges;
	size_t range_count, range_room;
	struct day_period *periods;
	size_t period_count, period_room;
};

/* A term, holiday, inset, closure, leave, early, week-a or week-b; false:
 * the kind is none of these. */
bool add_dated(struct reading *r, struct slice kind, const struct dated *d);
void add_period(struct reading *r, struct day_period p);
bool read_day(struct reading *r, struct slice cell, const char *column,
    int line, int32_t *day);
/* "9:00", "09:00" or "09:00:00", as seconds of the wall clock. */
bool read_clock(struct reading *r, struct slice cell, const char *column,
    int line, int32_t *second);
/* "7-9 11" and "pupil staff"; an unknown word is a fault. */
void read_binding(struct reading *r, struct slice years, struct slice roles,
    struct slice pattern, int line, struct binding *b);

void read_timetable(struct reading *r);	  /* day: */
void read_calendars(struct reading *r); /* calendars: */

#endif
