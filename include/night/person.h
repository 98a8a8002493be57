/*
 * All that the store holds on one person: given to them on request, or
 * erased.
 */
#ifndef NIGHT_PERSON_H
#define NIGHT_PERSON_H

#include "night/retention.h"

/*
 * Writes two CSV files into the officer's folder: "disclose", what may be
 * handed over, in which nobody else is named; and "officer", what has to be
 * looked at first: what is not decided, what others said, whatever is
 * marked "do not tip off".  job->person and job->why are needed.  One of
 * enum exit_code.
 */
int person_export(const struct retention_job *job);
/* Erases, and says on job->say what stays and why. */
int person_erase(const struct retention_job *job);

#endif
