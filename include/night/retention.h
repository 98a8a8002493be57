/*
 * Retention and erasure as the school sets them: what has had its time goes
 * out of the store, with a receipt of how many of what and of which day.
 */
#ifndef NIGHT_RETENTION_H
#define NIGHT_RETENTION_H

#include <stdio.h>

#include "settings/settings.h"
#include "store/store.h"

struct retention_job {
	const struct settings *settings;
	const char *store, *out; /* paths */
	struct slice who, why;	 /* for the audit */
	struct slice person;	 /* erase what is held on them; empty: all */
	bool change_nothing;
	FILE *say; /* the receipt is printed there too; or NULL */
};

/* The receipt, a CSV table of class, day and count, lies in the folder of
 * the officer where something went.  One of enum exit_code. */
int retention_run(const struct retention_job *job);
/* The same where it has not run yet today; -1: said. */
int retention_daily(const struct retention_job *job);

/* Lasting id, user names, mailboxes of a person that are nobody else's
 * now; how many, and the key in *key, empty where nobody is known by it. */
enum { PERSON_NAMES = 32 };
size_t retention_names(const struct settings *s, struct slice person,
    struct slice names[PERSON_NAMES], struct slice *key);

#endif
