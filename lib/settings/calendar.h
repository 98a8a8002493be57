/*
 * What the calendar is made from; read by school_time.c.
 */
#ifndef SETTINGS_CALENDAR_FACTS_H
#define SETTINGS_CALENDAR_FACTS_H

#include "base/arena.h"
#include "settings/calendar.h"

enum { MOST_PERIODS = 30 };

struct day_range {
	int32_t start, end; /* days, both included */
	enum day_kind kind; /* DAY_HOLIDAY or DAY_INSET */
};

struct day_period {
	int32_t start, end; /* seconds of the wall clock */
	int word;	    /* by period_word */
};

/* All borrowed: they outlive the calendar. */
struct calendar_facts {
	const struct term *terms; /* in order */
	size_t term_count;
	const struct day_range *ranges;
	size_t range_count;
	const struct day_period *periods; /* in order, without overlap */
	size_t period_count;
};

struct calendar *calendar_create(const struct zone *zone,
    const struct calendar_facts *facts);
void calendar_destroy(struct calendar *c); /* NULL is fine */
/* The word of a period as day.csv names it, or -1. */
int period_word(struct slice name);

#endif
