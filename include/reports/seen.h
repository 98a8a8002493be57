/*
 * What could be seen: which days have logs, whether the nights ran, how
 * much of the traffic is tied to an account.  These are figures about the
 * system itself, and are never hidden.
 */
#ifndef REPORTS_SEEN_H
#define REPORTS_SEEN_H

#define SEEN_HEADING "What we could and could not see"

#include "reports/labels.h"
#include "reports/products.h"
#include "reports/report.h"

enum { SCHOOL_HOURS = 7, FIRST_HOUR = 9 }; /* 9 to 4, by the hour */

struct seen_day {
	enum day_kind kind;
	int64_t events;
	int hours; /* of the school hours, that have events */
};

struct seen_source {
	const char *title; /* "Web filter and proxy"; a log of ours each */
	bool *has_day;	   /* by day of the term */
	int school_days;   /* that have logs of it */
	int64_t events;
};

enum { MOST_SOURCES = 32 };

struct seen {
	struct arena *arena;
	int32_t first, last; /* of the term, as far as it has gone */
	struct seen_day *days;
	size_t n_days;
	int school_days, days_with_logs;
	int gap_days; /* the longest run of school days without logs */
	int32_t gap_first, gap_last;
	int nights, nights_run;
	int64_t records, used, duplicate, ignored, rejected;
	int64_t pages, pages_blocked, pages_known; /* pages on the web */
	int64_t channels[CHANNEL_COUNT]; /* entries of each */
	struct seen_source sources[MOST_SOURCES];
	size_t n_sources;
	struct products filters; /* of the web, as far as logs came */
};

/* NULL: said. */
struct seen *seen_create(const struct report_run *run);
void seen_destroy(struct seen *s); /* NULL is fine */
/* The last day of the term that has begun, or the day before it starts. */
int32_t seen_last_day(const struct report_run *run);
bool seen_week_has_logs(const struct seen *s, int32_t monday);
bool seen_week_has_school(const struct seen *s, int32_t monday);
/* The filter changed within those days: a sentence that says from what, to
 * what, and that no figure may be compared across; NULL: it did not. */
const char *seen_change(const struct seen *s);
/* "What we could and could not see": a section that each report has. */
void seen_say(struct document *d, const struct report_run *run,
    const struct seen *s);

#endif
