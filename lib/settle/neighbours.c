/*
 * Denied requests that name no account.  A proxy may refuse before it asks
 * who is there; where the school says so, such a request is taken to be that
 * of the one account that had requests of its own at the same address, some
 * minutes to either side.  Where several had, nobody is named.
 *
 * What log-ons or network sign-ins tell comes first, and stays.
 */
#include <stdlib.h>

#include "base/map.h"

#include "parts.h"

#define TAKEN "denied beside a signed-in request"
#define NO_PERSON "an account of no one person at this address"
#define SEVERAL "several were signed in at this address"
#define NOBODY "nobody known to be logged on"

/* Own requests at those addresses where somebody was denied. */
static const char signed_in[] =
    "SELECT address.text, v.start, account.text"
    "  FROM visit_by_time AS v"
    "  JOIN symbol AS address ON address.id = v.address"
    "  JOIN symbol AS account ON account.id = v.account"
    " WHERE v.stretch_until >= (:first - 1) * 86400000000"
    "   AND v.stretch_since < (:last + 2) * 86400000000"
    "   AND v.day BETWEEN :first AND :last AND v.account <> 0"
    "   AND v.address IN (SELECT d.address FROM visit AS d"
    "         JOIN request AS r ON r.id = d.request"
    "         JOIN symbol AS type ON type.id = r.type"
    "        WHERE d.id IN (SELECT id FROM visit_row WHERE caller < 0)"
    "          AND d.day BETWEEN :first AND :last"
    "          AND d.address <> 0 AND type.text = 'denied')"
    "   AND v.moment NOT IN (SELECT id FROM moment WHERE kind IN"
    "         (SELECT id FROM symbol"
    "           WHERE domain = 2 AND text = 'challenge'))";

/* Whether any was ever taken over. */
static const char taken_before[] =
    "SELECT 1 FROM who WHERE attribution_why IN"
    "  (SELECT id FROM symbol WHERE text IN ('" TAKEN "', '" NO_PERSON "',"
    "     '" SEVERAL "'))"
    " LIMIT 1";

/* A request of an account at an address. */
struct own {
	uint32_t address, account;
	int64_t start;
};

struct near {
	const struct settle *s;
	struct map *addresses, *accounts;
	struct own *list;
	size_t count, room;
	int64_t reach;
};

static int
by_address(const void *left, const void *right)
{
	const struct own *a = left, *b = right;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

static int
read_own(struct near *n, const struct span *span)
{
	const struct zone *zone = n->s->settings->zone;
	struct statement *q = statement_create(n->s->store, signed_in);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":first",
	    zone_civil(zone, span->since - n->reach).day);
	statement_bind_int(q, ":last",
	    zone_civil(zone, span->until + n->reach).day);
	while ((more = statement_step(q)) == 1) {
		GROW(n->list, n->count, n->room);
		n->list[n->count++] = (struct own){
			map_add(n->addresses, statement_text(q, 0)),
			map_add(n->accounts, statement_text(q, 2)),
			statement_int(q, 1) };
	}
	statement_destroy(q);
	if (n->count > 0)
		qsort(n->list, n->count, sizeof *n->list, by_address);
	return more;
}

/* The first request there that is not before `t`. */
static size_t
first_from(const struct near *n, uint32_t address, int64_t t)
{
	size_t low = 0, high = n->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (n->list[middle].address < address ||
		    (n->list[middle].address == address &&
			n->list[middle].start < t))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The one account around `t`, or NULL. */
static const struct own *
only_one(const struct near *n, uint32_t address, int64_t t, bool *several)
{
	const struct own *one = NULL;
	size_t i;

	*several = false;
	for (i = first_from(n, address, t - n->reach); i < n->count &&
	    n->list[i].address == address && n->list[i].start <= t + n->reach;
	    i++) {
		if (one != NULL && one->account != n->list[i].account) {
			*several = true;
			return NULL;
		}
		one = &n->list[i];
	}
	return one;
}

/* Of a shared account, or one that no list has, nobody is known. */
static void
take_over(const struct near *n, struct batch *b, uint32_t row,
    uint32_t account)
{
	enrich_person(n->s->enrich, b, row,
	    symbols_add(n->s->symbols, DOMAIN_ACCOUNT,
		map_text(n->accounts, account)),
	    "fair", TAKEN);
	if (!slice_equal(batch_text(b, row, COL_ATTRIBUTION), SLICE("fair")))
		enrich_person(n->s->enrich, b, row, 0, "weak", NO_PERSON);
}

static void
tell(struct batch *b, uint32_t row, void *ctx)
{
	const struct near *n = ctx;
	uint32_t address = map_find(n->addresses,
	    batch_text(b, row, COL_ADDRESS));
	const struct own *one = NULL;
	bool several = false;

	if (address != MAP_NONE)
		one = only_one(n, address, batch_number(b, row, COL_START),
		    &several);
	if (one != NULL)
		take_over(n, b, row, one->account);
	else if (several)
		enrich_person(n->s->enrich, b, row, 0, "weak", SEVERAL);
	else if (batch_symbol(b, row, COL_DEVICE) != 0 ||
	    batch_symbol(b, row, COL_HOST) != 0)
		enrich_person(n->s->enrich, b, row, 0, "none", NOBODY);
	else
		late_forget(n->s, b, row);
}

/* Those of which nothing else is known.  Where the school says no more that
 * they be taken over, what was taken over is given back. */
static int
give(struct near *n, const struct span *span)
{
	struct buffer sql;
	int result;

	buffer_init(&sql, BUFFER_LARGEST);
	late_nameless(&sql, span,
	    "address <> 0 AND place NOT IN"
	    " (SELECT id FROM place WHERE device_type IN"
	    "   (SELECT id FROM symbol"
	    "     WHERE domain = 2 AND text = 'server'))");
	buffer_printf(&sql,
	    " AND request IN (SELECT id FROM request WHERE type IN"
	    "  (SELECT id FROM symbol WHERE domain = 1 AND text = 'denied'))"
	    " AND who IN (SELECT id FROM who WHERE attribution_why IN"
	    "  (SELECT id FROM symbol"
	    "    WHERE domain IN (0, 2) AND text IN ('%s', '%s', '%s'%s)))",
	    TAKEN, NO_PERSON, SEVERAL,
	    n->reach > 0 ? ", '" NOBODY "', ''" : "");
	result = late_rows(n->s, STORE_VISIT, sql.ptr, tell, n);
	buffer_finish(&sql);
	return result;
}

static int
was_ever(const struct settle *s)
{
	struct statement *q = statement_create(s->store, taken_before);
	int more = q == NULL ? -1 : statement_step(q);

	statement_destroy(q);
	return more;
}

int
neighbours_settle(const struct settle *s, const struct span *span)
{
	struct near n = { .s = s,
		.reach = s->settings->denied_by_neighbour * TIME_MINUTE };
	int result = n.reach > 0 ? 1 : was_ever(s);

	/* Schools that do not ask for it do not pay for it. */
	if (result < 1)
		return result;
	n.addresses = map_create();
	n.accounts = map_create();
	result = n.reach > 0 ? read_own(&n, span) : 0;
	if (result == 0)
		result = give(&n, span);
	free(n.list);
	map_destroy(n.addresses);
	map_destroy(n.accounts);
	return result;
}
