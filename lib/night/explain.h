/* What else might explain an incident, asked of the store. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "base/buffer.h"
#include "store/store.h"

struct explained {
	int64_t start, end;
	struct slice account, device;
};

/* A CSV table of question, answer and what it rests on; -1: said. */
int explain(struct store *store, const struct explained *e,
    struct buffer *out);

#endif
