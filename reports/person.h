/*
 * The report on one person: what its files share.
 */
#ifndef PERSON_H
#define PERSON_H

#include "reports/named.h"
#include "reports/request.h"
#include "reports/unname.h"

/* The columns of the CSV: the six of the log first, after what kind of row
 * it is and the number of its item. */
enum person_column {
	P_PART,
	P_ITEM,
	P_WHEN,
	P_NAME,
	P_SEX,
	P_PLACE,
	P_DETAILS,
	P_ACTIONS,
	P_NUMBER,
	P_STATUS,
	P_KIND,
	P_RULES,
	P_KNOWN,
	P_SPELL,
	P_PERIOD,
	P_SITE,
	P_PAGES,
	P_OUTCOME,
	P_COLUMNS,
};

/* One item that is printed; its number is its place in the list. */
struct person_item {
	int64_t start, end;
	int32_t day;
	const char *title;
	struct slice account, device;
	bool illegal; /* nothing around it is told */
};

struct person_sheet {
	struct named_sheet named; /* the first */
	const struct person_paper *paper;
	struct unname *unname;
	struct table *whole, *items;
	struct person_item *list;
	size_t count, room;
	int64_t counts[STANDS_REJECTED + 1];
	/* What lies in the hour around it is not told, however well it is
	 * known whose it was and whatever became of it. */
	struct dark_time {
		int64_t start, end;
	} *dark;
	size_t dark_count, dark_room;
	int64_t weak_items, weak_pages; /* left out */
	int32_t raw_from; /* the first day whose pages are kept */
};

/* A row of the CSV; cells may be NULL. */
void person_row(struct person_sheet *s,
    const char *const cells[P_COLUMNS]);

/* When suspected illegal content was met; ask first.  -1: said. */
int person_dark(struct person_sheet *s);
/* Pages around that item, the spells of use of the days of all, and how
 * much was left out.  -1: said. */
int person_pages(struct person_sheet *s, size_t which);
int person_spells(struct person_sheet *s);
int person_left_out(struct person_sheet *s);

#endif
