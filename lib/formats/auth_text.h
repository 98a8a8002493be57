/*
 * What Linux says of log-ons: the text of sshd, sudo, su and PAM, whichever
 * log it lies in.
 */
#ifndef AUTH_TEXT_H
#define AUTH_TEXT_H

#include "formats/format.h"

struct auth_text {
	int64_t time;
	const char *source; /* beadle.time_source */
	struct slice host, program, text;
	struct slice cursor; /* the journal's, or empty */
};

/* Is it one of the programs that are understood? */
bool auth_is_program(struct slice program);
/* Adds the row.  NULL, parse_ignored for what is no log-on, or why not. */
const char *auth_row(struct parse *p, const struct auth_text *a);

#endif
