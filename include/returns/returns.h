/*
 * The return: the figures of a term for the local authority, as files that
 * the authority's own checks read.  No name, account, host, time or free
 * text is in it.
 */
#ifndef RETURNS_RETURNS_H
#define RETURNS_RETURNS_H

#include "reports/report.h"

struct return_wish {
	bool unreviewed;   /* count what nobody has looked at yet too, in
			      files named so; to be looked at, never sent */
	bool final;	   /* write down what was hidden, so that a later
			      return does not tell it */
	bool zip;	   /* a package; it is final */
	const char *key;   /* secret key that signs the package, or NULL */
	const char *notes; /* CSV of query_code,note, or NULL */
};

/* Writes infringements.csv, coverage.csv and their descriptions into
 * OUT/authority/TERM, or the package; -1: said.  Only what a person has
 * confirmed is an incident. */
int return_make(const struct report_job *job);
int return_make_as(const struct report_job *job,
    const struct return_wish *wish);

/* Prints every figure, what would be hidden, and why; writes nothing. */
int return_preview(const struct report_job *job);

/* Makes a secret key in PATH, which must be kept closed, and the public one
 * in PATH.pub, which the authority gets; -1: said. */
int return_make_key(const char *path);

#endif
