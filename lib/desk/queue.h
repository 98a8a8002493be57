/*
 * What waits for a reader: items for review that are open or confirmed.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include "base/arena.h"
#include "desk/desk.h"
#include "settings/routing.h"
#include "store/store.h"

struct waiting {
	int64_t row, number, start, end, events, new_events;
	int64_t version; /* how often people have written about it */
	int severity;
	struct slice name; /* id */
	struct slice status, label, account, role, year, attribution, device,
	    room, serial, key;
	struct slice person; /* Forename Surname; empty where not known well
				enough */
	bool by_hand; /* entered by a person */
	bool self_reported;
};

enum { CHECK_MARK = 32 };
/*
 * The mark that stands at the other end of the row: "c3-0f1e2d3c", from the
 * item's id and version.  A row that was torn apart, or whose item has
 * changed since, is known by it.
 */
void check_mark(struct slice name, int64_t version, char mark[CHECK_MARK]);

typedef int waiting_fn(const struct waiting *w, void *ctx);
/* All items that `reader` sees in that queue, the gravest first; texts live
 * until the next.  -1: said, or what `each` gave. */
int queue_each(const struct desk *d, struct store *store,
    struct slice reader, enum queue q, waiting_fn *each, void *ctx);
/* The one item of that id whatever its status, if `reader` sees it: 1;
 * 0 where there is none; -1: said.  Texts live in the arena. */
int queue_find(const struct desk *d, struct store *store,
    struct slice reader, struct slice name, struct arena *a,
    struct waiting *w);

#endif
