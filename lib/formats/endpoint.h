/*
 * What formats of endpoint and cloud logs share: a row is begun with when and
 * what, then each value is put into its column in the column's own form.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include "base/json.h"
#include "formats/format.h"
#include "table.h"

struct endpoint_event {
	int64_t time;
	const char *time_source;
	const char *category, *type, *outcome;
	struct slice action;
};

/* A new row; the caller ends it with parse_row_done(). */
uint32_t endpoint_row(struct parse *p, const struct endpoint_event *e);
/*
 * Sets a column that is still unknown, unless the value stands for nothing
 * ("-", "N/A", "(null)").  Accounts lose their domain, which goes to its own
 * column; addresses their port and ::ffff:, and what is no address is not
 * set; computers and sites become lower case.
 */
void endpoint_set(struct parse *p, uint32_t row, enum column c,
    struct slice text);
/* The JSON object as beadle.native; lists of Name and Value become objects. */
void endpoint_set_native(struct parse *p, uint32_t row,
    const struct json *object);

/* "2026-10-12T08:31:02.118Z", "2026-10-12 08:31:02", "...+01:00"; without a
 * zone by UTC where `utc`, else by the clock of the options' zone. */
bool endpoint_time(const struct format_options *options, struct slice s,
    bool utc, int64_t *time, const char **source);

/* A value of a JSON object, by its path, for a column.  Ends with NULL. */
struct endpoint_field {
	enum column column;
	const char *path;
};
void endpoint_set_fields(struct parse *p, uint32_t row,
    const struct json *object, const struct endpoint_field *fields);
/* Any scalar as text, borrowed from scratch; empty where there is none. */
struct slice endpoint_text(struct parse *p, const struct json *object,
    const char *path);
/* The first of these values, a list that ends with NULL, that is a time, UTC
 * without a zone; false: none is. */
bool endpoint_first_time(struct parse *p, const struct json *object,
    const char *const *paths, struct endpoint_event *e);
/* The value of the pair of that name, in [{"Name":...,"Value":...}]. */
struct slice endpoint_pair(struct parse *p, const struct json *list,
    const char *name_key, const char *value_key, const char *name);

/*
 * A table's columns by name: their use is a column of ours and one more
 * (COL_ACCOUNT + 1), so that all cells can be set at once.  Uses from
 * ENDPOINT_OWN on are the format's.
 */
enum { ENDPOINT_OWN = COLUMN_COUNT + 1 };
void endpoint_set_cells(struct parse *p, uint32_t row, const struct table *t,
    const struct table_row *cells);
/*
 * A line of CSV under its heading: parse_ignored for the heading and for empty
 * lines, NULL with its cells, or why not.  The heading must have all of `needs`
 * (uses; ends with 0).
 */
const char *endpoint_cells(struct parse *p, struct table *t,
    const struct table_name *names, const int *needs,
    struct table_row *cells);
/* `sure` where the head's first line is such a heading, else 0. */
int endpoint_recognise_table(struct slice head,
    const struct table_name *names, const int *needs, int sure);

#endif
