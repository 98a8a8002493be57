/*
 * What these logs are and what they can show, before anything is set up:
 * it keeps nothing and names nobody.
 */
#ifndef NIGHT_DOCTOR_H
#define NIGHT_DOCTOR_H

#include <stdio.h>

#include "base/time.h"
#include "settings/settings.h"

struct doctor_job {
	char *const *paths; /* files, folders, patterns */
	size_t count;
	const struct zone *zone; /* of stamps without one */
	const struct settings *settings; /* NULL: whose they are is not said */
};

/* Prints the account on `out`; one of enum exit_code. */
int doctor_run(const struct doctor_job *job, FILE *out);

#endif
