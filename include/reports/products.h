/*
 * Which filter the web logs are of.  Two products do not block, log or count
 * the same things: figures before and after a change of product cannot be
 * compared, and each report says so.
 */
#ifndef REPORTS_PRODUCTS_H
#define REPORTS_PRODUCTS_H

#include "base/arena.h"
#include "settings/settings.h"

/* The product that wrote logs of that dataset, as people call it, also by a
 * profile of the school's; NULL where it is no filter of the web. */
const char *product_of(struct arena *a, const struct settings *s,
    struct slice dataset);

/* On which days there were logs of each product, and of any.  Begins as
 * zeros; days are added in any order. */
enum { MOST_PRODUCTS = 16 };
struct products {
	struct product_days {
		const char *title;
		int32_t first, last;
	} list[MOST_PRODUCTS];
	size_t count;
	int32_t first, last;
};

void products_add(struct products *p, const char *title, int32_t day);

/* "Squid and squidGuard", of the first week of logs and of the last; NULL
 * where there are none. */
const char *products_before(struct arena *a, const struct products *p);
const char *products_after(struct arena *a, const struct products *p);
/* The first day on which they were others than at first, or DAY_UNKNOWN. */
int32_t products_changed(const struct products *p);

#endif
