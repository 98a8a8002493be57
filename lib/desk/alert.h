/*
 * An urgent alert, and what is known of the case that it is about.
 */
#ifndef ALERT_H
#define ALERT_H

#include "settings/alerts.h"
#include "settings/routing.h"

#include "sheet.h"
#include "store/store.h"

#define FRESH (48 * TIME_HOUR) /* older events are told once, as historic */

struct alert {
	int64_t id, raised, passed, item;
	int64_t rung, round, severity, day;
	struct slice name; /* a3f21ab9 */
	struct slice kind, status, label, subject;
	/* The gravest item of it; of a drill nothing is known. */
	struct slice item_name, item_status, role, year, account, key,
	    attribution, person;
	int64_t start;
};

/* Texts live in the arena.  1, 0 there is none of that name, -1: said. */
int alert_find(struct store *store, const struct settings *s,
    struct slice name, struct arena *a, struct alert *out);
/* The alerts of an item: how many names were written to `names`. */
enum { MOST_ALERTS = 8 };
int alert_names_of_item(struct store *store, int64_t item, struct arena *a,
    struct slice names[MOST_ALERTS]);
struct routing_case alert_case(const struct alert *a);

/* Appends to what became of it. */
int alert_note(struct store *store, int64_t alert, int64_t now,
    const char *act, struct slice who, struct slice reader,
    struct slice how);
/* Its status, rung and when it came there. */
int alert_move(struct store *store, const struct alert *a);

/* page.c: the page in the contact's folder, and the mail. */
int alert_write(const struct desk *d, struct store *store,
    const struct alert *a, const struct contact *const *ladder, size_t rungs,
    size_t rung);

/* Somebody has answered.  NULL, or why not: a static sentence. */
const char *alert_acknowledge(const struct desk *d, struct store *store,
    struct slice name, struct slice who, struct slice reader,
    const char *how);

#endif
