/*
 * The sign-off of a term's incident log: who has read it, by name, and when.
 * It is an act in the audit, which is only ever added to; the next version of
 * the log prints it, and until it is made it is among what is missing before
 * the governors meet.
 */
#ifndef REPORTS_SIGNED_H
#define REPORTS_SIGNED_H

#include "base/arena.h"
#include "reports/report.h"

enum sign_office { SIGN_HEAD, SIGN_LEAD, SIGN_OFFICES };

struct signature {
	bool given;
	struct slice name; /* as it was signed, with what was said to it */
	int32_t day;	   /* that it bears */
	int64_t version;   /* of the log: its row of the audit */
	int64_t recorded;  /* when */
};

/* "head", "dsl"; "Headteacher", "Designated safeguarding lead". */
const char *signed_reader(enum sign_office o);
const char *signed_title(struct arena *a, enum sign_office o);

/* The last of each office for the log of that period; texts live in the
 * arena.  -1: said. */
int signed_read(struct store *store, const char *period, struct arena *a,
    struct signature out[SIGN_OFFICES]);
/* The newest version of that log, 0 where none was made; -1: said. */
int64_t signed_version(struct store *store, const char *period);
/* Writes one down, inside the caller's transaction or in one of its own.
 * NULL, or why not: a static text. */
const char *signed_write(struct store *store, enum sign_office o,
    const char *period, const struct signature *s);

/*
 * The meeting of the governors who get a term's report, as termly.csv has it,
 * or DAY_UNKNOWN; is it today or in the next two weeks?
 */
int32_t meeting_day(const struct settings *s, const struct term *t);
bool meeting_is_near(const struct settings *s, const struct term *t,
    int32_t today);
/* From two weeks before the meeting (or the end of the term, where no meeting
 * is entered) on, until some weeks after it, a log waits to be signed. */
bool signing_is_due(const struct settings *s, const struct term *t,
    int32_t today);

#endif
