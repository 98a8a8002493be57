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
	int64_t pupils[GROUP_YEAR_LAST + 1]; /* on roll, by year group */
	bool weeks_bear, days_bear, group_bears[GROUP_COUNT];
	bool kinds_told[GROUP_COUNT];
};

void governors_answers(struct report_state *g);
void governors_details(struct report_state *g);

#endif
