/*
 * A page of the policy pack: what goes into it becomes a document and plain
 * text at once, so that neither says what the other does not.
 */
#ifndef PACK_H
#define PACK_H

#include "base/buffer.h"
#include "render/document.h"
#include "reports/policy_pack.h"

struct pack {
	const struct policy_pack_job *job;
	const struct settings *settings;
	struct arena *arena;
	struct document *document;
	struct table *table;
	struct buffer text;
	size_t column, columns;
	const char *titles[8];
};

/* A notice is one page, without a band at its head. */
enum pack_form { PACK_PAGES, PACK_NOTICE, PACK_WIDE };

void pack_begin(struct pack *p, const char *title, const char *audience,
    enum pack_form form);
void pack_heading(struct pack *p, const char *text);
void pack_say(struct pack *p, const char *text);   /* a paragraph */
void pack_point(struct pack *p, const char *text); /* of a list */
/* The titles of its columns; then each cell, row after row; then its end. */
void pack_table(struct pack *p, const char *caption,
    const char *const titles[]);
void pack_cell(struct pack *p, const char *text);
void pack_table_end(struct pack *p);
void pack_sign(struct pack *p, const char *statement,
    const char *const roles[]);
/* Writes NAME.pdf and NAME.txt into that reader's folder; -1: said. */
int pack_put(struct pack *p, const char *reader, const char *name);

/* method.c: each rule in one sentence, what it takes, known false alarms. */
void pack_method(struct pack *p);
/* The printed names of what is looked for under a clause, with ", ". */
const char *pack_kinds(struct pack *p, bool staff);

#endif
