/*
 * What the calendar is made from, read by school_time.c and ics.c; and the
 * calendar itself, for calendar.c and plan.c.
 */
#ifndef SETTINGS_CALENDAR_FACTS_H
#define SETTINGS_CALENDAR_FACTS_H

#include "base/arena.h"
#include "settings/calendar.h"

enum {
	MOST_PERIODS = 4000, /* rows of day.csv, and timed events of .ics */
	MOST_GROUPS = 200,
	MOST_BINDINGS = 64,
	STRETCHES = 96,	 /* of one day */
	KEPT_PLANS = 256,
};

/* Whom a row binds.  Nothing set: everybody. */
struct binding {
	uint32_t years;	      /* bit 7 is Year 7 */
	uint32_t roles;	      /* bits by role_number */
	struct slice pattern; /* of work, as in the list of people */
};

enum range_kind {
	RANGE_HOLIDAY,
	RANGE_INSET,
	RANGE_EARLY, /* school ends at `until` */
	RANGE_LEAVE, /* exam leave */
	RANGE_WEEK_A,
	RANGE_WEEK_B,
};

struct day_range {
	int32_t start, end; /* days, both included */
	enum range_kind kind;
	int32_t until; /* second of the wall clock */
	struct binding binds;
};

/* No day: a bound that is not given. */
#define DAY_UNBOUND INT32_MIN

enum { WEEK_A = 1, WEEK_B = 2 };

struct day_period {
	int32_t start, end; /* seconds of the wall clock */
	int word;	    /* by period_word */
	unsigned weekdays;  /* bit 0 Monday; 0: Monday to Friday */
	unsigned weeks;	    /* WEEK_A, WEEK_B; 0: both */
	struct binding binds;
	int32_t from, to; /* days, both included; DAY_UNBOUND: no bound */
};

/* All borrowed: they outlive the calendar. */
struct calendar_facts {
	const struct term *terms; /* in order */
	size_t term_count;
	const struct day_range *ranges;
	size_t range_count;
	const struct day_period *periods;
	size_t period_count;
};

struct calendar *calendar_create(const struct zone *zone,
    const struct calendar_facts *facts);
void calendar_destroy(struct calendar *c); /* NULL is fine */
/* Is any lesson period listed? */
bool calendar_has_day(const struct calendar *c);
/* The word of a period as day.csv names it, or -1. */
int period_word(struct slice name);
/* Any value that beadle.period may hold, derived ones too. */
bool names_period(struct slice name);
/* The roles of the list of people, ending with NULL; and the number of one
 * among them, or -1. */
extern const char *const role_words[];
int role_number(struct slice role);
/* "7" or "7-9" of "7-9 11" as bits, added to those that are there; false:
 * neither. */
bool parse_years(struct slice word, uint32_t *years);
bool binding_equal(const struct binding *a, const struct binding *b);
/* How closely a row looks; of two that overlap the closer one counts. */
int period_closeness(const struct day_period *p);

/* ---- inside ----------------------------------------------------------- */

enum word {
	NIGHT,
	BEFORE_SCHOOL,
	/* Those that day.csv may name ... */
	REGISTRATION,
	LESSON,
	STUDY,
	BREAK,
	LUNCH,
	WORKING,
	OFF,
	/* ... and those of them that are not part of the school day. */
	CLUB,
	LET,
	BOARDING,
	AFTER_SCHOOL,
	EVENING,
	WEEKEND,
	HOLIDAY,
	INSET,
	EXAM_LEAVE,
	NOT_KNOWN, /* school hours without a list of lesson periods */
	WORDS
};

struct piece {
	int64_t start, end;
	enum word word;
};

struct day_plan {
	int32_t day;
	unsigned group;
	bool known;
	size_t count;
	struct piece pieces[STRETCHES];
};

struct calendar {
	const struct zone *zone;
	struct calendar_facts facts;
	bool has_weeks;
	struct binding bindings[MOST_BINDINGS]; /* those that rows use */
	size_t binding_count;
	struct groups *groups; /* by which bindings hold */
	struct day_plan *plans; /* KEPT_PLANS, by day and group */
};

struct groups {
	uint64_t holds[MOST_GROUPS]; /* bits by binding; group 0: none */
	unsigned count;
};

/* Does the row bind that group? */
bool calendar_binds(const struct calendar *c, unsigned group,
    const struct binding *b);
/* As calendar_day, for that group; kind RANGE_LEAVE and RANGE_EARLY. */
enum day_kind calendar_day_of(const struct calendar *c, int32_t day,
    unsigned group);
const struct day_range *calendar_range_of(const struct calendar *c,
    int32_t day, unsigned group, enum range_kind kind);
unsigned calendar_week(const struct calendar *c, int32_t day);
const struct day_plan *plan_of_day(const struct calendar *c, int32_t day,
    unsigned group);

#endif
