/*
 * What the three files of the governors' report share: what was found
 * (governors.c), page one (governors_answers.c), and the charts and tables
 * behind it (governors_details.c).
 */
#ifndef GOVERNORS_H
#define GOVERNORS_H

#include "base/arena.h"
#include "reports/seen.h"
#include "reports/tally.h"

enum outcome_of_try {
	OUTCOME_STOPPED,
	OUTCOME_LET_THROUGH,
	OUTCOME_NOT_KNOWN, /* a program was started; nothing was asked for */
	OUTCOMES,
};

struct report_state {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct seen *seen;
	struct tally *tally;
	int32_t monday; /* of the term's first week */
	int n_weeks;
	int64_t flags, observations;
	int64_t round[OUTCOMES], round_people[OUTCOMES];
	/* Of all kinds on the web; and people of the kinds but `round`. */
	int64_t web[OUTCOMES], web_people[OUTCOMES], rest_people[OUTCOMES];
	int64_t pupils[GROUP_YEAR_LAST + 1]; /* on roll, by year group */
	bool weeks_bear, days_bear, group_bears[GROUP_COUNT];
	bool kinds_told[GROUP_COUNT];
	/* For the appendix; NULL where there is none. */
	struct table *weeks_table, *groups_table, *times_table;
	/* The same figures of other terms, or NULL: no such term, or none
	 * of its days has logs. */
	struct report_state *last_term, *last_year;
};

/* The figure of a term, "not measured" where it is NULL. */
struct figure governors_figure(const struct report_state *g,
    struct which w);
/* Items of a year group for each 100 pupils. */
struct figure governors_rate(const struct report_state *g, int year);
extern const char *const governors_bands[BAND_END];
void governors_answers(struct report_state *g);
void governors_details(struct report_state *g);
void governors_appendix(struct report_state *g);
/* A figure that a person of the school entered for the term. */
struct figure governors_entered(const struct report_state *g,
    const char *what, const char *measure);

#endif
