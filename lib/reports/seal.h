/*
 * Reports of terms that are over read their seal.
 */
#ifndef REPORTS_SEAL_H
#define REPORTS_SEAL_H

#include "reports/report.h"
#include "reports/told.h"
#include "store/seal.h"

/* The section that says what a restatement changed. */
#define RESTATED_HEADING "What has changed since it was sealed"

struct difference {
	struct slice name, was, is;
};

/* What making one report of a term has to do with its seal. */
struct sealing {
	struct store *store; /* NULL: such a report, or such a period, has
			      * none */
	struct arena *arena;
	bool found;
	struct seal seal; /* the newest, where one was found */
	struct told *told, *before; /* figures of this one, and of that */
	struct difference *differences;
	size_t count, room;
};

/* -1: said. */
int sealing_begin(struct sealing *s, const struct report *r,
    const struct report_job *job, const struct report_run *run);
void sealing_finish(struct sealing *s);

/* What the twin says otherwise than the one that was sealed. */
void sealing_compare(struct sealing *s, struct slice twin);
/* Says them on standard error, with what may be done. */
void sealing_say(const struct sealing *s, const struct report *r,
    const struct report_job *job);
/* "Version 2, restated: ..." for each page; NULL where nothing is. */
const char *sealing_stamp(const struct sealing *s,
    const struct report_job *job);
/* What has changed, at the end of the document. */
void sealing_tell(const struct sealing *s, struct document *d,
    const struct report_job *job);

#endif
