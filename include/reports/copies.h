/*
 * Who holds a document that names people: the folder it lies in, what was
 * made of it before, and lines for prints that somebody gives away.
 */
#ifndef REPORTS_COPIES_H
#define REPORTS_COPIES_H

#include "reports/report.h"

struct copies {
	struct store *store;
	const struct settings *settings;
	const char *reader; /* in whose folder it lies */
	const char *what;   /* as the audit has its making */
	int64_t row;	    /* of this one in the audit; 0: it has none yet */
	const char *forms;  /* "PDF and CSV" */
	int64_t now;
};

/* The list, under a heading of its own; -1: said. */
int copies_say(struct document *d, const struct copies *c);

#endif
