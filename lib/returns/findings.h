/*
 * What is wrong with a package: errors must be put right, queries put right
 * or explained.  All are found in one pass.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"

struct finding {
	bool query;
	const char *code;   /* D012 */
	struct slice file;  /* infringements.csv, or empty */
	size_t line;	    /* 0: none */
	const char *column; /* or NULL */
	struct slice value; /* made harmless */
	struct slice text;  /* "is an obsolete symbol; use c" */
};

enum { MOST_FINDINGS = 1000 };

struct findings {
	struct arena *arena;
	struct finding *list;
	size_t count, room;
	size_t errors, queries; /* also those past the most */
	/* Set for the findings that follow. */
	const char *file;
	size_t line;
};

void findings_init(struct findings *f);
void findings_finish(struct findings *f);

/* column NULL: of the line or file as a whole. */
void error_found(struct findings *f, const char *code, const char *column,
    struct slice value, const char *text, ...)
    __attribute__((format(printf, 5, 6)));
void query_found(struct findings *f, const char *code, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

void findings_print(const struct findings *f, const char *package, FILE *out);
/* package,kind,code,file,line,column,value,text; without the header. */
void findings_csv(const struct findings *f, const char *package,
    struct buffer *out);
void findings_csv_titles(struct buffer *out);

#endif
