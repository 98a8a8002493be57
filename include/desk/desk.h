/*
 * Readers decide from their desks, without a shell on the server.  Each
 * gets a review sheet, which comes back completed; alerts come back with a
 * line that acknowledges them.  What comes back is foreign text: each cell
 * is checked, and a sheet with one bad cell changes nothing.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "base/buffer.h"
#include "settings/settings.h"
#include "store/store.h"

struct desk {
	const struct settings *settings;
	const char *store; /* path */
	const char *out;   /* folder of the readers' folders */
	const char *in;	   /* the same of what they send back */
	int64_t now;
};

/*
 * Applies what readers put in their folders under `in`, and answers each
 * file with a receipt under `out`.  Makes the folders.  The number of
 * files that changed something, -1: said.
 */
int desk_answer(const struct desk *d);

/*
 * Writes for each reader the empty sheet for entries by hand, and
 * review-DATE.csv and .pdf: the items that wait for
 * a decision or are not closed.  A sheet of today that somebody has begun
 * to fill in is left alone.  -1: said.
 */
int desk_sheets(const struct desk *d);

/*
 * Where the school looks at use by lot: draws spells of use of the week that
 * is over, once, and writes sample-MONDAY.csv for the lead, who signs them.
 * -1: said.
 */
int desk_sample(const struct desk *d);

/* From two weeks before the governors meet on (or before the term ends):
 * sign-off-TERM.csv for each of head and lead who has not signed the incident
 * log of that term.  -1: said. */
int desk_sign_offs(const struct desk *d);

/* On the first run of a week: what the audit ends with, into the folders of
 * head and chair, and by mail where their contacts have an address.  Before
 * desk_alerts(), which lets mail leave.  -1: said. */
int desk_audit_head(const struct desk *d);

/* Do the heads of the audit that lie in readers' folders, weekly ones and
 * those of reports, stand in it?  So many do not (said); -1: said. */
int desk_audit_stands(const struct desk *d, struct store *store);

/*
 * Urgent alerts: raises one for what is new and urgent, and passes on those
 * that nobody has answered in time; then lets the mail leave, where this
 * process may.  Safe to call as often as one likes.  -1: said.
 */
int desk_alerts(const struct desk *d);
/* Hands what waits in the outbox to the machine's own program: how many
 * still wait; -1: said. */
int desk_mail(const struct settings *s);
/* Raises an alert about nothing, to see who answers; its name is written
 * to `name`. */
int desk_drill(const struct desk *d, struct slice who, struct buffer *name);

#endif
