/*
 * What the files of the yearly review share: what it asks and the lines to
 * fill in (annual_review.c), and what there is to tell of the logs
 * (annual_review_facts.c) and of the policy (annual_review_policy.c).
 */
#ifndef ANNUAL_REVIEW_H
#define ANNUAL_REVIEW_H

#include "governors.h"

struct review {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct seen *seen; /* of the whole year, so far */
	struct governors_terms terms;
	int32_t today;
	int64_t with_clause, without_clause; /* rules */
	int points;
};

void review_count_rules(struct review *v);
void review_coverage(struct review *v); /* what is covered where; tests */
void review_results(struct review *v);	/* did it work? */
void review_decided(struct review *v);	/* what was decided, and why */
void review_changes(struct review *v);	/* what changed */

#endif
