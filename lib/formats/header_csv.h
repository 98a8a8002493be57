/*
 * CSV exports of web filters: a heading names the columns, and each column's
 * meaning is found by its name, whatever their order.
 *
 * What most products write is not published, so the names here are those
 * that are known from manuals, and each product's words for them.
 */
#ifndef HEADER_CSV_H
#define HEADER_CSV_H

#include "formats/format.h"

enum csv_use {
	CSV_NOTHING,
	CSV_TIME, /* date and time, or a time beside CSV_DATE */
	CSV_DATE,
	CSV_USER,
	CSV_CLIENT,
	CSV_MACHINE,
	CSV_URL,
	CSV_HOST,
	CSV_ACTION,
	CSV_CATEGORY,
	CSV_REASON,
	CSV_STATUS,
	CSV_METHOD,
	CSV_BYTES,
	CSV_MIME,
	CSV_AGENT,
	CSV_USES,
};

enum { CSV_COLUMNS = 64 };

struct header_csv_state {
	size_t count; /* of columns; 0: no heading yet */
	unsigned char uses[CSV_COLUMNS];
	bool has[CSV_USES];
};

/* Which columns a product's heading must have to be its own. */
struct csv_profile {
	const char *const *needs; /* names, in lower case; ends with NULL */
};

const char *header_csv_parse(struct parse *p);
/* 93 where the heading has all that the profile needs; 0 where not. */
int header_csv_recognise(struct slice head, const struct csv_profile *profile);
/* 60 where it has a time, somebody, and a site; else 0. */
int header_csv_recognise_any(struct slice head);

#endif
