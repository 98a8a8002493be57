/*
 * A recorded request for the report on one person: who asked, in what
 * office, why, and who approved.  All of it is a row of the audit before
 * anything is read; where that row cannot be written, nothing is made.
 *
 * Who may have it is decided by whom it is about, as for any case
 * (settings/routing.h); nobody gets one about themselves, and nobody
 * approves what they asked for.
 */
#ifndef REPORTS_REQUEST_H
#define REPORTS_REQUEST_H

#include <stdio.h>

#include "reports/report.h"
#include "reports/subject.h"

enum { CONTEXT_USUAL = 15, CONTEXT_MOST = 60 }; /* minutes */

struct request {
	const struct settings *settings;
	const char *store, *out; /* as of struct report_job */
	struct slice person;	 /* lasting id, or a user name */
	struct slice who;	 /* user name of whoever asks, or the office */
	struct slice office;	 /* dsl, head ... or line-manager */
	struct slice why;
	struct slice approved; /* by whom: a user name, or the office */
	const char *login;     /* who runs it */
	struct reporting_period period;
	const struct term *term; /* that the period is, or NULL */
	int context; /* minutes around each item, up to CONTEXT_MOST */
	FILE *say;   /* where the paths are printed, or NULL */
};

/*
 * person-NUMBER-PERIOD.pdf, .html and .csv, and -figures.csv, in the folder
 * of the reader who asked.  One of enum exit_code.  A request that is refused
 * leaves a row in the audit too.
 */
int request_report(const struct request *r);
/* "15m" or "15", as a command has it; -1: it is none (said). */
int request_minutes(const char *text);

/* What the document is made of, once the audit has the request. */
struct person_paper {
	struct report_run run; /* the first: it is found by it */
	const struct request *request;
	const struct subject *about;
	const char *office, *approver; /* as printed */
};

/* NULL: said. */
struct document *person_lay_out(const struct person_paper *paper);

#endif
