/*
 * Mail logs that are tables: Exchange's tracking logs, and what Microsoft 365
 * and Google let one download.  In each a mail is several rows; one event
 * comes of each recipient whom it reached, or did not.
 */
#ifndef MAIL_TABLE_H
#define MAIL_TABLE_H

#include "formats/format.h"
#include "table.h"

struct mail_table_state {
	struct table table;
};

enum mail_table_kind {
	MAIL_TABLE_TRACKING, /* a row for each step, by event and source */
	MAIL_TABLE_TRACE,    /* a row for each recipient, or all in one cell */
	MAIL_TABLE_GOOGLE,   /* a row for each step, by target */
};

/* 94 where the heading is one of that kind, else 0. */
int mail_table_recognise(struct slice head, enum mail_table_kind kind);
const char *mail_table_parse(struct parse *p, enum mail_table_kind kind);

#endif
