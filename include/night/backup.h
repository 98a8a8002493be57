/*
 * All that a school cannot make again, in one file: the store, the settings
 * with their lists and keys, and the sealed evidence.  Logs and what was
 * printed are left out: the first are the school's own, the second can be
 * printed again.
 */
#ifndef NIGHT_BACKUP_H
#define NIGHT_BACKUP_H

#include <stdio.h>

#include "settings/settings.h"

struct backup_job {
	const struct settings *settings; /* read by an absolute path */
	const char *store;
	const char *to;	    /* the new file */
	char *const *more;  /* files and folders that are wanted too */
	size_t more_count;
	struct slice who;   /* for the audit */
	FILE *say;
};

/* A night may run meanwhile.  One of enum exit_code. */
int backup_run(const struct backup_job *job);

struct restore_job {
	const char *from;
	const char *settings; /* school.yml as it is to be; or NULL */
	const char *folder;   /* all below this new folder; or NULL */
	FILE *say;
};

/*
 * Puts back what backup_run made, over nothing that is there, once it was
 * seen to be whole and its figures to be those that it was made with.  With
 * neither settings nor folder that is all it does: a drill.  One of enum
 * exit_code; after anything but EXIT_OK nothing was put anywhere (or it was
 * said where).
 */
int restore_run(const struct restore_job *job);

#endif
