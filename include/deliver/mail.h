/*
 * Mail that leaves: it waits as a file in an outbox until the machine's own
 * program has taken it.  The program is run by its absolute path, with a
 * clean environment, limits and a deadline.
 */
#ifndef DELIVER_MAIL_H
#define DELIVER_MAIL_H

#include "base/slice.h"

struct mail {
	struct slice from, to; /* addresses, checked before */
	struct slice subject;  /* any text */
	struct slice body;     /* lines of UTF-8 */
	const char *id;	       /* letters, digits, dashes; no two alike */
	int64_t time;
};

/* Writes ID.eml into the outbox, which is made where it is not there and
 * must be closed to others.  -1: said. */
int mail_put(const char *outbox, const struct mail *m);

/* Has this process the right to let mail leave?  Where it may gain no
 * privileges a set-group program cannot work: a unit of its own does it. */
bool mail_may_leave(void);

/* Hands over all that waits, and removes what was taken.  How many still
 * wait; -1: said. */
int mail_leave(const char *outbox, const char *sendmail, const char *from);

#endif
