/*
 * What a product calls things, as tables: each name (of a key, a column, a
 * member of an object) and what it means, each word of the product's for
 * what it did.  A format turns its line into names and values, whatever the
 * layout, and this makes a visit of them, the same way for all.
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "table.h"
#include "visit.h"

enum field {
	FIELD_NONE,
	FIELD_TIME,
	FIELD_CLIENT,
	FIELD_CLIENT_PORT,
	FIELD_MACHINE,
	FIELD_MAC,
	FIELD_ACCOUNT,
	FIELD_ACCOUNT_DOMAIN,
	FIELD_METHOD,
	FIELD_URL,
	FIELD_SCHEME,
	FIELD_HOST,
	FIELD_PORT,
	FIELD_PATH,
	FIELD_QUERY,
	FIELD_ACTION,
	FIELD_REASON,
	FIELD_CATEGORY,
	FIELD_CODE,
	FIELD_RULE,
	FIELD_THREAT,
	FIELD_MIME,
	FIELD_AGENT,
	FIELD_SERVER,
	FIELD_SERVER_PORT,
	FIELD_TRANSPORT,
	FIELD_PROTOCOL,
	FIELD_STATUS,
	FIELD_BYTES,
	FIELD_SECONDS,
	FIELD_MILLISECONDS,
	FIELDS,
};

struct fields {
	struct slice at[FIELDS];
};

/* The end of a table is a NULL name.  Of two names for one field, the first
 * in the table that has a value wins. */
struct field_name {
	const char *name;
	enum field field;
};

/* A column by its place, from 0; the end is FIELD_NONE. */
struct column_field {
	unsigned char column, field;
};

/* The end is a NULL word; with VERDICT_UNKNOWN, products of other versions
 * may have more words, which are kept. */
struct action_word {
	const char *word; /* in any case */
	enum verdict verdict;
};

/* Keeps a value where none is held yet; "-", "N/A" and the like are none. */
void fields_put(struct fields *f, enum field field, struct slice value);
void fields_columns(struct fields *f, const struct table_row *row,
    const struct column_field *places);

/*
 * Fills in what of the visit the fields tell.  An action that is in none of
 * the words is refused, as is a number that is none, and a visit without
 * anyone, or without a site.  NULL, or why not.
 */
const char *fields_visit(struct parse *p, const struct fields *f,
    const struct action_word *words, struct visit *v);
/* The same, and adds its row. */
const char *fields_row(struct parse *p, const struct fields *f,
    const struct action_word *words, struct visit *v);

/* "6", "17": "tcp", "udp"; any other text as it is. */
struct slice fields_transport(struct slice protocol);

#endif
