/*
 * Who had which address: leases of DHCP and sessions of RADIUS are joined by
 * hardware address, and visits that name no account, from addresses that are
 * none of the school's computers, get the one who had signed in to the
 * network there.
 *
 * Each says who or what is there until the next one at the same place, its
 * own end, or a limit; so of any two only one holds, and what is not known
 * stays unknown.  A lease alone names a device, never a person.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"

#include "parts.h"
#include "sessions.h"

/*
 * In a fixed order, so that equal stamps come out alike.  Firewalls tell who
 * has an address without its hardware address; such events are looked for
 * only where a log ever had one.
 */
#define MARK_COLUMNS                                                        \
	"SELECT e.start, action.text, address.text, mac.text, account.text," \
	"       coalesce(e.logon_id, ''), e.duration"                        \
	"  FROM device_event AS e"                                           \
	"  JOIN request AS r ON r.id = e.request"                            \
	"  JOIN symbol AS action ON action.id = r.action"                    \
	"  JOIN symbol AS address ON address.id = e.address"                 \
	"  JOIN symbol AS mac ON mac.id = e.mac"                             \
	"  JOIN symbol AS account ON account.id = e.account"                 \
	" WHERE e.start >= :since AND e.start < :until"
#define SESSION_REQUESTS                                                    \
	"(SELECT id FROM request WHERE action IN (SELECT id FROM symbol"     \
	" WHERE text IN ('session-start', 'session-stop')))"
static const char marks_of_network[] =
    MARK_COLUMNS " AND e.mac <> 0 UNION ALL "
    MARK_COLUMNS " AND e.mac = 0 AND e.address <> 0"
    " AND EXISTS " SESSION_REQUESTS " AND e.request IN " SESSION_REQUESTS
    " ORDER BY 1, 2, 3, 4, 5, 6, 7";

/* What held at a place (a hardware address, or an address) for a while. */
struct hold {
	uint32_t place, value; /* value 0: nobody, though somebody was */
	int64_t start, end;
	uint64_t session; /* hash, 0 unknown */
};

struct holds {
	struct hold *list;
	size_t count, room;
	size_t *last; /* of each place, and 1; 0: none */
	size_t last_room;
};

struct joining {
	const struct settle *s;
	struct map *places, *accounts;
	struct holds leases, sessions;
};

static size_t *
last_of(struct holds *h, uint32_t place)
{
	size_t room = h->last_room, i;

	while (place >= h->last_room) {
		size_t count = h->last_room;

		GROW(h->last, count, h->last_room);
	}
	for (i = room; i < h->last_room; i++)
		h->last[i] = 0;
	return &h->last[place];
}

static void
hold_begin(struct holds *h, const struct hold *new)
{
	size_t *last = last_of(h, new->place);

	if (*last != 0 && h->list[*last - 1].end > new->start)
		h->list[*last - 1].end = new->start;
	GROW(h->list, h->count, h->room);
	h->list[h->count++] = *new;
	*last = h->count;
}

/* The end of another session, before it was told, ends nothing. */
static void
hold_end(struct holds *h, uint32_t place, int64_t t, uint64_t session)
{
	size_t *last = last_of(h, place);
	struct hold *open = *last == 0 ? NULL : &h->list[*last - 1];

	if (open != NULL && open->end > t &&
	    (session == 0 || open->session == 0 || session == open->session))
		open->end = t;
}

static uint32_t
place_of(struct joining *n, struct slice text)
{
	return map_add(n->places, text);
}

static void
add_lease(struct joining *n, struct statement *q, bool begins)
{
	struct hold h = { .start = statement_int(q, 0) };
	int64_t length = statement_is_null(q, 6) ? SESSION_CLOSED :
						   statement_int(q, 6);

	if (statement_text(q, 2).len == 0)
		return;
	h.place = place_of(n, statement_text(q, 2));
	h.value = place_of(n, statement_text(q, 3)) + 1;
	/* What was not renewed within a day is not relied on. */
	h.end = h.start + (length < SESSION_CLOSED ? length : SESSION_CLOSED);
	if (begins)
		hold_begin(&n->leases, &h);
	else
		hold_end(&n->leases, h.place, h.start, 0);
}

static void
add_session(struct joining *n, struct statement *q, bool begins)
{
	struct slice account = statement_text(q, 4);
	struct slice session = statement_text(q, 5);
	struct hold h = { .start = statement_int(q, 0) };
	int i;

	h.end = h.start + SESSION_OPEN;
	if (account.len > 0)
		h.value = map_add(n->accounts, account) + 1;
	if (session.len > 0)
		h.session = hash64(session, 0) | 1;
	/* Where the log has the address itself, no lease is needed. */
	for (i = 2; i <= 3; i++) {
		if (statement_text(q, i).len == 0)
			continue;
		h.place = place_of(n, statement_text(q, i));
		if (begins)
			hold_begin(&n->sessions, &h);
		else
			hold_end(&n->sessions, h.place, h.start, h.session);
	}
}

static void
add_mark(struct joining *n, struct statement *q)
{
	static const struct {
		const char *action;
		void (*add)(struct joining *n, struct statement *q,
		    bool begins);
		bool begins;
	} rows[] = {
		{ "dhcp-assigned", add_lease, true },
		{ "dhcp-renewed", add_lease, true },
		{ "dhcp-released", add_lease, false },
		{ "dhcp-expired", add_lease, false },
		{ "dhcp-conflict", add_lease, false },
		{ "radius-accept", add_session, true },
		{ "radius-start", add_session, true },
		{ "radius-interim", add_session, true },
		{ "radius-stop", add_session, false },
		{ "session-start", add_session, true },
		{ "session-stop", add_session, false },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (slice_equal(statement_text(q, 1),
			slice_of(rows[i].action)))
			rows[i].add(n, q, rows[i].begins);
}

static int
by_place(const void *left, const void *right)
{
	const struct hold *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->end < b->end ? -1 : a->end > b->end;
}

static void
sort_holds(struct holds *h)
{
	if (h->count > 0)
		qsort(h->list, h->count, sizeof *h->list, by_place);
}

/* What holds there at that time; 0 nothing. */
static uint32_t
held(const struct holds *h, uint32_t place, int64_t t)
{
	size_t low = 0, high = h->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (h->list[middle].place < place ||
		    (h->list[middle].place == place &&
			h->list[middle].start <= t))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && h->list[low - 1].place == place &&
		t < h->list[low - 1].end ?
	    h->list[low - 1].value :
	    0;
}

/* The account at an address, and how that is known. */
static uint32_t
account_at(const struct joining *n, struct slice address, int64_t t,
    const char **reason)
{
	uint32_t place = map_find(n->places, address), mac;

	if (place == MAP_NONE)
		return 0;
	*reason = "network sign-in and address lease";
	if ((mac = held(&n->leases, place, t)) != 0)
		return held(&n->sessions, mac - 1, t);
	*reason = "network sign-in";
	return held(&n->sessions, place, t);
}

static void
tell(struct batch *b, uint32_t row, void *ctx)
{
	const struct joining *n = ctx;
	const char *reason;
	uint32_t account = account_at(n, batch_text(b, row, COL_ADDRESS),
	    batch_number(b, row, COL_START), &reason);

	if (account != 0) {
		enrich_person(n->s->enrich, b, row,
		    symbols_add(n->s->symbols, DOMAIN_ACCOUNT,
			map_text(n->accounts, account - 1)),
		    "fair", reason);
		return;
	}
	late_forget(n->s, b, row);
}

static int
give(struct joining *n, const struct span *span)
{
	struct buffer sql;
	int result;

	buffer_init(&sql, BUFFER_LARGEST);
	late_nameless(&sql, span,
	    "address <> 0 AND place IN"
	    " (SELECT id FROM place WHERE device = 0 AND host = 0)");
	result = late_rows(n->s, STORE_VISIT, sql.ptr, tell, n);
	buffer_finish(&sql);
	return result;
}

static int
read_marks(struct joining *n, const struct span *span)
{
	struct statement *q = statement_create(n->s->store, marks_of_network);
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":since", span->since - SESSION_CLOSED);
	statement_bind_int(q, ":until", span->until + SESSION_CLOSED);
	while ((more = statement_step(q)) == 1)
		add_mark(n, q);
	statement_destroy(q);
	sort_holds(&n->leases);
	sort_holds(&n->sessions);
	return more;
}

int
leases_settle(const struct settle *s, const struct span *span)
{
	struct joining n = { .s = s,
		.places = map_create(),
		.accounts = map_create() };
	int result = read_marks(&n, span);

	/* Schools without such logs do not pay for them. */
	if (result == 0 && n.leases.count + n.sessions.count > 0)
		result = give(&n, span);
	free(n.leases.list);
	free(n.leases.last);
	free(n.sessions.list);
	free(n.sessions.last);
	map_destroy(n.places);
	map_destroy(n.accounts);
	return result;
}
