/*
 * A line of what is entered by hand, cell by cell.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include "incident/incident.h"

#include "sheet.h"

enum entry_cell {
	ENTRY_KIND,
	ENTRY_DATE,
	ENTRY_TIME,
	ENTRY_WHO,
	ENTRY_DEVICE,
	ENTRY_DETAILS,
	ENTRY_TOLD_TO,
	ENTRY_TOLD_ON,
	ENTRY_ACTION,
	ENTRY_ALSO,
	ENTRY_CELLS,
};
extern const char *const entry_titles[ENTRY_CELLS];

/* What is wrong with a cell is told through `fault`. */
typedef void entry_fault_fn(enum entry_cell cell, const char *what,
    void *ctx);
/* Checks all cells; false where one is wrong.  Texts live in the arena. */
bool entry_read(const struct desk *d, const struct slice cells[ENTRY_CELLS],
    struct arena *a, struct incident_entry *out, entry_fault_fn *fault,
    void *ctx);

/* Is this the sheet for entries, and not a review sheet? */
bool is_entries(const struct csv *t);

#endif
