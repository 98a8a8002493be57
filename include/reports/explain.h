/*
 * What else might explain an item: each question that a fair reader would
 * ask, answered from the store, with "not known" where no log can tell.
 */
#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

#include "base/buffer.h"
#include "base/time.h"
#include "store/store.h"

struct explained {
	int64_t start, end;
	struct slice account, device; /* or empty */
	bool for_one;		      /* others are counted, not named */
	const struct zone *zone;      /* of times; NULL: UTC */
};

struct explanation {
	const char *question;
	struct slice answer;
	const char *rests_on;
};
typedef void explain_fn(const struct explanation *x, void *ctx);

/* Answers live until the next.  -1: said. */
int explain_each(struct store *store, const struct explained *e,
    explain_fn *each, void *ctx);
/* A CSV table of question, answer and what it rests on; -1: said. */
int explain(struct store *store, const struct explained *e,
    struct buffer *out);

#endif
