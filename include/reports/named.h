/*
 * Items for review as reports of the leadership print them: with names
 * where the account is well known, never for what lies before the day of
 * going live, and in sentences.
 */
#ifndef REPORTS_NAMED_H
#define REPORTS_NAMED_H

#include "reports/evidence.h"
#include "reports/report.h"
#include "reports/seen.h"
#include "settings/routing.h"

enum standing { STANDS_OPEN, STANDS_INCIDENT, STANDS_REJECTED };

enum {
	URGENT = 2,	 /* severity */
	WAIT_URGENT = 1, /* days until one that nobody looked at is overdue */
	WAIT_OTHERS = 14,
};

/* Texts live in the arena; none is NULL. */
struct named_item {
	int64_t id, start, end, events;
	int64_t changed; /* when it last became what it is */
	int32_t day;
	int severity; /* 2: urgent */
	enum queue queue; /* of pupils, of staff, of others */
	size_t kind;	     /* index of kinds[] */
	struct slice status; /* open, confirmed, rejected, closed ... */
	enum standing standing; /* the same, as figures count it */
	struct slice label, subject, account, device;
	bool is_named; /* known well enough for a name */
	struct evidence evidence;
	const char *date, *clock; /* "2026-10-14", "13:25" */
	const char *number; /* of the incident; empty before a decision */
	const char *when, *name, *sex, *place, *details, *actions, *state,
	    *known, *year, *outcome, *spell;
	const char *use; /* the spell of use it stands in (event/use.h) */
	/* What people wrote down: the last of each, or all of them. */
	const char *self_reported, *intent, *planned, *sanctions, *parents,
	    *referrals, *data_loss, *review;
	const char *rules;   /* "circumvention-site (AUP 3.1)" */
	const char *clauses; /* "AUP 3.1" */
};
typedef int named_fn(const struct named_item *item, void *ctx);

/* Possible breaches and welfare of those days that the run's reader may see,
 * in order of start; -1: said, or what `each` gave. */
int named_items(const struct report_run *run, int32_t first, int32_t last,
    struct arena *a, named_fn *each, void *ctx);

/* A report that is a list of such items; the first member of its own. */
struct named_sheet {
	const struct report_run *run;
	const struct seen *seen;
	struct arena *arena;
	struct document *document;
};

struct named_layout {
	size_t size; /* of its own, which begins as zeros */
	bool logged; /* of the days with logs, not of the whole period */
	struct document *(*begin)(void *sheet); /* with its tables */
	named_fn *add;		     /* an item; ctx is the sheet */
	/* What stands around the tables; where it fails it destroys the
	 * document and sets it to NULL. */
	void (*finish)(void *sheet);
	void (*drop)(void *sheet); /* frees what it has; or NULL */
};

/* The document of that run, for .lay_out; NULL: said. */
struct document *named_lay_out(const struct report_run *run,
    const struct named_layout *l);

/* What the audit ended with, and who holds a copy: each report that names
 * people says both.  Who keeps the paper can prove later what the store has
 * to hold. */
void named_say_audit(struct document *d, const struct report_run *run);

#endif
