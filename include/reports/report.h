/*
 * Reports: one audience, one reporting period, one question per file.  A
 * report says what it contains (struct document); CSV and PDF come from the
 * same document, so no figure can differ.  It reads the store on a
 * connection of its audience: a governors' report cannot even prepare a
 * question that touches a name.
 *
 * To add one: one file reports/NAME.c with `const struct report
 * report_NAME`, one row in reports/list.h, one sample.
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stdio.h>

#include "render/document.h"
#include "reports/period.h"
#include "settings/settings.h"
#include "store/store.h"

/* The figure that each report on people ends with. */
#define AUDIT_HEAD "Head of the audit"

struct report_run {
	struct store *store; /* opened for the report's audience */
	const struct settings *settings;
	struct reporting_period period;
	const struct term *term; /* that the period is; NULL: it is none */
	const char *what;	 /* as the audit has its making */
	int64_t row;		 /* of the audit, where it is there already */
	const char *reader;	 /* whose cases it may show */
	struct slice subject;	 /* 'p:KEY': of that person alone; or empty */
	bool html;		 /* it lies there as HTML too */
	const char *stamp;	 /* for each page, or NULL */
	int64_t now;
	/* Where what it tells is written down, to be sealed with it, and what
	 * the version before told; each may be NULL.  restated: it is to
	 * stand beside that one, and must give nothing away with it. */
	struct told *told;
	const struct told *before;
	bool restated;
};

struct report {
	const char *name;   /* "governors", as on the command line */
	const char *title;  /* for people */
	const char *reader; /* whose folder: "governors", "head" ... */
	enum audience audience;
	/* Facts of the document, then its contents; NULL: said. */
	struct document *(*lay_out)(const struct report_run *run);
	/* For each reader of school.yml whose name begins so: reader is
	 * "head-of-year", those are head-of-year-7 ... */
	bool each_reader;
	/* Made for these readers too, each with what they may see: of them
	 * those that every school has, or that school.yml names.  NULL, or
	 * ends with NULL. */
	const char *const *also;
	/* The night makes it of a term whose governors meet within two weeks,
	 * beside its rhythm. */
	bool before_meeting;
	bool when_over; /* the night makes it of weeks that are over only */
	bool html;	/* beside PDF and CSV */
	bool table_csv; /* the CSV is the one table, not a row a figure */
	/* Kinds of period it can be made for.  What goes out of the school
	 * is for whole terms alone: of two reports on overlapping days one
	 * could be taken from the other, and few people be left. */
	unsigned periods;
	/* When the night makes it; 0: only when it is asked for. */
	enum period_kind rhythm;
};

extern const struct report *const reports[]; /* ends with NULL */
const struct report *report_find(struct slice name); /* or NULL */

struct report_job {
	const struct settings *settings;
	const char *store; /* path */
	const char *out;   /* folder of the readers' folders, or NULL */
	const char *file;  /* instead: this one file, by its ending; or NULL */
	struct reporting_period period;
	const struct term *term; /* that the period is, or NULL */
	const char *who;   /* for the audit of reports that name people */
	bool say;	   /* print the paths written */
	bool only_new;	   /* leave what names people where it says the same */
	/* Of a term that is over, once.  After that its report is what was
	 * sealed, and `restate`, a reason, makes the next version. */
	bool seal;
	const char *restate; /* or NULL */
};

/*
 * Makes NAME-PERIOD.pdf and NAME-PERIOD.csv in the reader's folder (or the
 * one file).  A report that names people leaves a row in the audit.  -1: said.
 */
int report_make(const struct report *r, const struct report_job *job);

/* The seals of all reports as CSV with what is wrong with them, or, without
 * `out`, only what is wrong, on standard error.  How many have a fault; -1:
 * said. */
int64_t report_seals(struct store *store, FILE *out);

/* The period of those options (each may be NULL) into the job, and the term
 * where it is one; -1: said, with the terms that there are. */
int report_period(const struct settings *s, const char *name,
    const char *since, const char *until, struct report_job *job);
/* The term of that name; NULL: said, with the names that there are. */
const struct term *report_term(const struct settings *s, struct slice name);

#endif
