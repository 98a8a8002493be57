/*
 * Lines of logs, read again from where they came: by a process of its own
 * behind the walls of the reader, since logs are foreign bytes.
 */
#ifndef REREAD_H
#define REREAD_H

#include "base/arena.h"
#include "base/slice.h"

struct wanted {
	struct slice path; /* "path" or "path!member" */
	int64_t offset;	   /* in the inflated member */
	struct slice told[2]; /* what must stand in the line; or empty */
	/* Found: */
	struct slice line; /* in the arena; without its end */
	const char *file;  /* in which it lay; NULL: it is lost */
};

/*
 * Finds each line, also where its log has been renamed since (log.1,
 * log.1.gz ...).  A line counts when all that was told of it stands in it.
 * -1: said.
 */
int reread(struct wanted *w, size_t count, struct arena *a);

#endif
