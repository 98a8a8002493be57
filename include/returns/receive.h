/*
 * The authority's side: what comes in is checked, kept, merged.  Its folder
 * is explained in beadle-receive(1).
 */
#ifndef RETURNS_RECEIVE_H
#define RETURNS_RECEIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct receive_job {
	const char *folder; /* the authority's; NULL only for check */
	const char *term;   /* autumn-2026 */
	const char *out;    /* folder for what is merged */
	const char *why;    /* of a withdrawal, or of a return after the lock */
	bool csv;	    /* findings and lists as CSV */
	bool by_hand;	    /* a table that was filled by hand */
	bool dry;	    /* change nothing */
	bool sheets;	    /* one for each school too */
	bool data;	    /* a bare data file and what describes it */
};

/* Each gives an exit code of base/command.h. */
int receive_check(const struct receive_job *job, char **paths, size_t count);
/* NAME.csv beside NAME.meta.csv, as the DfE's screener judges them. */
int receive_check_data(const struct receive_job *job, char **paths,
    size_t count);
int receive_add(const struct receive_job *job, char **paths, size_t count);
int receive_withdraw(const struct receive_job *job, const char *urn);
int receive_list(const struct receive_job *job);
int receive_merge(const struct receive_job *job);
/* authority-overview-TERM.pdf and .csv, after the merged table. */
int receive_overview(const struct receive_job *job);
/* URN-queries-TERM.txt for each school there is something to ask, and
 * late-TERM.csv. */
int receive_queries(const struct receive_job *job);
int receive_template(const struct receive_job *job, const char *urn);

/* Any bytes through all checks that need no folder, for fuzzing; the number
 * of errors. */
size_t receive_try(struct slice bytes, bool by_hand);
/* A data file, NUL, and its description. */
size_t receive_try_data(struct slice bytes);

#endif
