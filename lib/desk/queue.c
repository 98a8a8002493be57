/*
 * What waits for a reader.
 */
#include <stdio.h>

#include "base/hash.h"
#include "store/statement.h"

#include "queue.h"

static const char items[] =
    "SELECT item.id, coalesce(item.number, 0), item.start, item.end,"
    "       item.events, item.new_events,"
    "       (SELECT count(*) FROM item_note WHERE item = item.id),"
    "       item.severity, item.name, item.status, item.label,"
    "       item.account, item.role, item.year, item.attribution,"
    "       item.device, item.room, coalesce(device.serial, ''),"
    "       item.person, iif(item.attribution IN ('strong', 'fair')"
    "           AND item.day >= :live,"
    "           trim(coalesce(person.forename || ' ' || person.surname,"
    "               '')), ''),"
    "       item.rules = 'entered-by-hand',"
    "       EXISTS (SELECT 1 FROM item_self_reported WHERE item = item.id)"
    "  FROM item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    "  LEFT JOIN device ON device.hostname = item.device"
    " WHERE item.treatment IN (1, 2)"
    "   AND iif(:name = '', item.status IN ('open', 'confirmed'),"
    "       item.name = :name)"
    " ORDER BY item.severity DESC, item.start, item.name";

void
check_mark(struct slice name, int64_t version, char mark[CHECK_MARK])
{
	char text[128], hex[SHA256_HEX];

	snprintf(text, sizeof text, "%.*s\t%lld", SLICE_ARG(name),
	    (long long)version);
	sha256_text(slice_of(text), hex);
	snprintf(mark, CHECK_MARK, "c%lld-%.8s", (long long)version, hex);
}

static void
read_item(struct statement *q, struct waiting *w)
{
	*w = (struct waiting){ .row = statement_int(q, 0),
		.number = statement_int(q, 1),
		.start = statement_int(q, 2),
		.end = statement_int(q, 3),
		.events = statement_int(q, 4),
		.new_events = statement_int(q, 5),
		.version = statement_int(q, 6),
		.severity = (int)statement_int(q, 7),
		.name = statement_text(q, 8),
		.status = statement_text(q, 9),
		.label = statement_text(q, 10),
		.account = statement_text(q, 11),
		.role = statement_text(q, 12),
		.year = statement_text(q, 13),
		.attribution = statement_text(q, 14),
		.device = statement_text(q, 15),
		.room = statement_text(q, 16),
		.serial = statement_text(q, 17),
		.key = statement_text(q, 18),
		.person = statement_text(q, 19),
		.by_hand = statement_int(q, 20) != 0,
		.self_reported = statement_int(q, 21) != 0 };
}

static bool
sees(const struct desk *d, struct slice reader, const struct waiting *w)
{
	struct routing_case c = { .role = w->role,
		.year = w->year,
		.account = w->account,
		.person = w->key,
		.low_level = w->severity == 0 };

	return routing_sees(d->settings, reader, &c);
}

static struct statement *
ask(const struct desk *d, struct store *store, struct slice name)
{
	struct statement *q = statement_create(store, items);
	int32_t live = d->settings->go_live;

	if (q == NULL)
		return NULL;
	statement_bind_text(q, ":name", name);
	statement_bind_int(q, ":live",
	    live == DAY_UNKNOWN ? INT32_MAX : live);
	return q;
}

int
queue_each(const struct desk *d, struct store *store, struct slice reader,
    enum queue queue, waiting_fn *each, void *ctx)
{
	struct statement *q = ask(d, store, SLICE(""));
	struct waiting w;
	int more = -1;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		read_item(q, &w);
		if (routing_queue(w.role) == queue && sees(d, reader, &w) &&
		    (more = each(&w, ctx)) != 0)
			break;
	}
	statement_destroy(q);
	return more;
}

int
queue_find(const struct desk *d, struct store *store, struct slice reader,
    struct slice name, struct arena *a, struct waiting *w)
{
	struct statement *q = ask(d, store, name);
	int more, found = 0;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		read_item(q, w);
		found = sees(d, reader, w);
		w->name = arena_copy(a, w->name);
		w->status = arena_copy(a, w->status);
		w->account = arena_copy(a, w->account);
		w->person = arena_copy(a, w->person);
		/* The rest lives no longer than the question. */
		w->label = w->role = w->year = w->attribution = w->device =
		    w->room = w->serial = w->key = SLICE("");
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}
