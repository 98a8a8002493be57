/*
 * The return: the figures of a term for the local authority, as files that
 * the authority's own checks read.  No name, account, host, time or free
 * text is in it.
 */
#ifndef RETURNS_RETURNS_H
#define RETURNS_RETURNS_H

#include "reports/report.h"

/* Writes infringements.csv, coverage.csv and their descriptions into
 * OUT/authority/TERM; -1: said.  Only what a person has confirmed is an
 * incident. */
int return_make(const struct report_job *job);
/* preview: also what nobody has looked at yet, in files named so; to be
 * looked at, never sent. */
int return_make_as(const struct report_job *job, bool preview);

#endif
