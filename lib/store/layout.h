/*
 * Which column of an event lies where in the store, once: loading, reading,
 * and the views walk these tables.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "inside.h"

enum form {
	FORM_START,    /* event.start, else @timestamp */
	FORM_STAMP,    /* @timestamp, NULL where start + duration gives it */
	FORM_DURATION, /* nanoseconds as microseconds */
	FORM_NUMBER,
	FORM_SYMBOL,
	FORM_TEXT,
	FORM_TUPLE,    /* which one is in .tuple */
	FORM_MEMBER,
};

struct cell {
	const char *name;
	enum form form;
	enum column column;
	enum tuple tuple;
};

enum { LAYOUT_WIDEST = 32, LAYOUT_TEXTS = 5 };
#define TABLE_COUNT 5 /* of enum store_table, and 0 */

enum { MOST_PACKS = 3 };

struct layout {
	const char *table;
	/* Where its rows lie, if `table` is a view of them: then some cells
	 * stand together in tuples, and the row has only their ids. */
	const char *rows;
	enum tuple packs[MOST_PACKS];
	int pack_count;
	const char *channel; /* in the aggregates; NULL: not counted */
	const struct cell *cells; /* after id; ends with a NULL name */
	const char *side;	  /* table of texts, or NULL */
	const struct cell *texts; /* of the side table, ends as well */
	bool unique;		  /* a row that is there already is left out */
};

/* By enum store_table; 0 is empty. */
extern const struct layout layouts[TABLE_COUNT];

/* The place of a cell among the numbers of a row, 0 where there is none: 0
 * is the id's, then come the cells in order, then the ids of the packs. */
int layout_place(const struct layout *l, const char *cell);
int layout_place_of_pack(const struct layout *l, int pack);
/* The cell stands in a pack, and not in the row itself. */
bool layout_is_packed(const struct layout *l, const char *cell);

struct tuple_cell {
	const char *name;
	enum column column; /* NUMBER columns use -1 for unknown; a pack's
			     * cells are known by name */
};
struct tuple_layout {
	const char *table;
	int width;
	struct tuple_cell cells[TUPLE_WIDEST];
};
extern const struct tuple_layout tuple_layouts[TUPLE_COUNT];

/* Where in its tuple a column stands, for the totals. */
enum { REQUEST_DATASET = 0, REQUEST_TYPE = 5, REQUEST_OUTCOME = 6,
	PLACE_DEVICE = 1, PLACE_ROOM = 2, WHO_PERSON = 0, WHO_ROLE = 1,
	WHO_YEAR = 2, WHO_ATTRIBUTION = 4, MOMENT_HOUR = 0,
	MOMENT_PERIOD = 1, MOMENT_KIND = 2, MOMENT_CATEGORY = 3,
	CALLER_ACCOUNT = 0 };

#endif
