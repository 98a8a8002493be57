/*
 * A data file and the file that describes it, in the layout of the DfE's
 * statistics service (NAME.csv, NAME.meta.csv): what the DfE's own screener
 * holds such files to, so far as it can apply to ours.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include "base/csv.h"

#include "findings.h"
#include "place_codes.h"

struct screen {
	const struct csv *data, *meta;
	struct slice data_name, meta_name;
	struct findings *f;
	const struct place_codes *codes; /* NULL: they are not looked at */
	/* Columns of the description; -1 where there is none. */
	int name, type, label, grouping, unit, dp, hint, parent;
	/* Columns of the data. */
	int period, identifier, level;
};

enum {
	LEVEL_ALONE = 1,  /* its rows are shown only in a file of their own */
	LEVEL_NEVER = 2,  /* and not even there */
	LEVEL_LARGER = 4, /* than an authority */
};

/* A level of place and the columns that say which. */
struct screen_level {
	const char *name;
	const char *columns[4]; /* ends with NULL */
	unsigned flags;
};
extern const struct screen_level screen_levels[]; /* ends with no name */

/* Exactly that name, or -1. */
int screen_find(const struct csv *t, struct slice name);
bool screen_is_filter(const struct screen *s, size_t row);
bool screen_is_indicator(const struct screen *s, size_t row);
/* Of the description. */
struct slice screen_meta(const struct screen *s, size_t row, int column);
/* Says which place a row is of. */
bool screen_is_place(struct slice column);
const struct screen_level *screen_level_of(struct slice name); /* or NULL */

/* What follows is said of the data, or of its description; row SIZE_MAX: of
 * the file as a whole. */
void screen_data(struct screen *s, size_t row);
void screen_describes(struct screen *s, size_t row);

/* Each distinct value of a column, with the first row that has it. */
struct screen_values {
	struct slice *values;
	size_t *rows;
	size_t count;
};
void screen_values(const struct csv *t, int column, struct screen_values *out);
void screen_values_free(struct screen_values *v);

void screen_columns(struct screen *s);
void screen_description(struct screen *s);
void screen_time(struct screen *s);
void screen_place(struct screen *s);
void screen_filters(struct screen *s);
void screen_indicators(struct screen *s);
void screen_rows(struct screen *s);

#endif
