/*
 * Two items made one, and one made two: their flags move, and what an item
 * says is worked out anew from those that it has.  Both keep their numbers
 * and their records.
 */
#include "base/arena.h"
#include "incident/incident.h"
#include "store/statement.h"

#include "spells.h"

static const char move_flags[] =
    "UPDATE item_flag"
    "   SET item = :to, late = 0"
    " WHERE item = :from"
    "   AND flag IN (SELECT id FROM flag WHERE :since IS NULL"
    "                 OR start >= :since)";

/* An event that two rules flag counts once. */
static const char work_out[] =
    "WITH f AS MATERIALIZED ("
    "  SELECT flag.* FROM item_flag AS link JOIN flag"
    "      ON flag.id = link.flag WHERE link.item = :item)"
    "UPDATE item"
    "   SET start = (SELECT min(start) FROM f),"
    "       end = (SELECT max(coalesce(end, start)) FROM f),"
    "       day = (SELECT day FROM f ORDER BY start LIMIT 1),"
    "       hour = (SELECT hour FROM f ORDER BY start LIMIT 1),"
    "       severity = (SELECT max(severity) FROM f),"
    "       events = (SELECT sum(events) FROM (SELECT DISTINCT start, end,"
    "                   log, offset, events FROM f)),"
    "       attribution = (SELECT text FROM f JOIN symbol"
    "           ON symbol.id = f.attribution"
    "           ORDER BY CASE text WHEN 'strong' THEN 3 WHEN 'fair' THEN 2"
    "                         WHEN 'weak' THEN 1 ELSE 0 END LIMIT 1),"
    "       rules = (SELECT group_concat(text, ' ') FROM ("
    "           SELECT DISTINCT text FROM f JOIN symbol"
    "               ON symbol.id = f.rule ORDER BY text)),"
    "       new_events = 0"
    " WHERE id = :item AND EXISTS (SELECT 1 FROM f)";

static const char parts_of[] =
    "SELECT item.name, item.label, item.subject, item.treatment,"
    "       (SELECT min(f.start) FROM item_flag AS l JOIN flag AS f"
    "            ON f.id = l.flag WHERE l.item = item.id"
    "           AND f.start >= :since),"
    "       (SELECT count(*) FROM item_flag AS l JOIN flag AS f"
    "            ON f.id = l.flag WHERE l.item = item.id"
    "           AND f.start < :since)"
    "  FROM item WHERE item.id = :item";

static const char add_half[] =
    "INSERT INTO item(name, status, label, subject, subject_number, account,"
    "    person, device, room, role, year, period, start, end, day, hour,"
    "    events, severity, treatment, attribution, rules, touched, created,"
    "    changed)"
    " SELECT :name, status, label, subject, subject_number, account,"
    "    person, device, room, role, year, period, start, end, day, hour,"
    "    events, severity, treatment, attribution, rules, 1, :now, :now"
    "  FROM item WHERE id = :item AND NOT EXISTS"
    "    (SELECT 1 FROM item WHERE name = :name)";

/* One that was merged comes back when it is split off again. */
static const char find_merged[] =
    "SELECT id FROM item WHERE name = :name AND status = 'merged'";

enum { MOST_NAMES = 8 };

static const char broken[] = "the store cannot be written";

static bool
move(struct store *store, int64_t from, int64_t to, int64_t since)
{
	struct statement *q = statement_create(store, move_flags);
	struct statement *w = statement_create(store, work_out);
	bool good = q != NULL && w != NULL;

	if (good) {
		statement_bind_int(q, ":from", from);
		statement_bind_int(q, ":to", to);
		if (since == TIME_UNKNOWN)
			statement_bind_null(q, ":since");
		else
			statement_bind_int(q, ":since", since);
		good = statement_run(q) == 0;
	}
	if (good) {
		statement_bind_int(w, ":item", to);
		good = statement_run(w) == 0;
	}
	if (good) {
		statement_bind_int(w, ":item", from);
		good = statement_run(w) == 0;
	}
	statement_destroy(q);
	statement_destroy(w);
	return good;
}

/* The item as it stands, its name copied; since: where it would be cut. */
struct half {
	struct slice name, label, subject;
	int64_t start; /* of what lies from there on; TIME_UNKNOWN: nothing */
	int64_t before;
};

static const char *
look(struct store *store, struct arena *a, int64_t row, int64_t since,
    struct half *h)
{
	struct statement *q = statement_create(store, parts_of);
	const char *refused = "no such item";

	if (q == NULL)
		return "the store cannot be read";
	statement_bind_int(q, ":item", row);
	statement_bind_int(q, ":since", since);
	while (statement_step(q) == 1) {
		*h = (struct half){ arena_copy(a, statement_text(q, 0)),
			arena_copy(a, statement_text(q, 1)),
			arena_copy(a, statement_text(q, 2)),
			statement_is_null(q, 4) ? TIME_UNKNOWN :
						  statement_int(q, 4),
			statement_int(q, 5) };
		refused = NULL;
	}
	statement_destroy(q);
	return refused;
}

static const char *
merge(struct store *store, struct arena *a, int64_t row, int64_t into,
    struct slice who, struct slice why)
{
	struct half from, to;
	const char *refused;

	if (row == into)
		return "an item cannot be merged into itself";
	if ((refused = look(store, a, row, 0, &from)) != NULL ||
	    (refused = look(store, a, into, 0, &to)) != NULL)
		return refused;
	refused = incident_act(store, row, SLICE("merged"), who,
	    slice_of(arena_printf(a, "into %.*s: %.*s", SLICE_ARG(to.name),
		SLICE_ARG(why))));
	if (refused == NULL)
		refused = incident_act(store, into, SLICE("merge"), who,
		    slice_of(arena_printf(a, "with %.*s: %.*s",
			SLICE_ARG(from.name), SLICE_ARG(why))));
	if (refused == NULL && !move(store, row, into, TIME_UNKNOWN))
		refused = broken;
	return refused;
}

static int64_t
add_item(struct store *store, int64_t row, const char *name)
{
	struct statement *q = statement_create(store, add_half);
	int64_t id = -1, before;

	if (q == NULL)
		return -1;
	before = statement_last_id(q);
	statement_bind_int(q, ":item", row);
	statement_bind_text(q, ":name", slice_of(name));
	statement_bind_int(q, ":now", time_now());
	if (statement_run(q) == 0 && statement_last_id(q) != before)
		id = statement_last_id(q);
	statement_destroy(q);
	return id;
}

static int64_t
find_former(struct store *store, const char *name)
{
	struct statement *q = statement_create(store, find_merged);
	int64_t row = 0;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":name", slice_of(name));
	while (statement_step(q) == 1)
		row = statement_int(q, 0);
	statement_destroy(q);
	return row;
}

/* The item that takes what is split off: the one that once was merged, or
 * a new one.  Its name may be that of the item which it leaves. */
static int64_t
other_half(struct store *store, int64_t row, const struct half *h,
    char name[ITEM_ID], bool *back)
{
	int64_t half = -1;
	int i;

	for (i = 0; half == -1 && i < MOST_NAMES; i++) {
		item_id(h->label, h->subject, h->start + i, name);
		half = find_former(store, name);
		*back = half > 0;
		if (half == 0)
			half = add_item(store, row, name);
	}
	return half;
}

static const char *
split(struct store *store, struct arena *a, int64_t row, int64_t since,
    struct slice who, struct slice why)
{
	struct half h;
	char name[ITEM_ID];
	const char *refused = look(store, a, row, since, &h);
	int64_t half;
	bool back;

	if (refused == NULL && (h.start == TIME_UNKNOWN || h.before == 0))
		refused = "nothing of it lies on one side of that time";
	if (refused != NULL)
		return refused;
	if ((half = other_half(store, row, &h, name, &back)) == -1)
		return broken;
	refused = incident_act(store, row, SLICE("split"), who,
	    slice_of(arena_printf(a, "%s taken out: %.*s", name,
		SLICE_ARG(why))));
	if (refused == NULL)
		refused = incident_act(store, half,
		    back ? SLICE("unmerged") : SLICE("split"), who,
		    slice_of(arena_printf(a, "taken out of %.*s: %.*s",
			SLICE_ARG(h.name), SLICE_ARG(why))));
	if (refused == NULL && !move(store, row, half, since))
		refused = broken;
	return refused;
}

/* In a transaction of its own. */
static const char *
finish(struct store *store, struct arena *a, const char *refused)
{
	if (refused == NULL && store_commit(store) == -1)
		refused = broken;
	if (refused != NULL)
		store_rollback(store);
	arena_destroy(a);
	return refused;
}

const char *
incident_merge(struct store *store, int64_t row, int64_t into,
    struct slice who, struct slice why)
{
	struct arena *a;

	if (slice_trim(why).len == 0)
		return "a reason is needed (-m)";
	if (store_begin(store) == -1)
		return "the store is busy or cannot be written";
	a = arena_create();
	return finish(store, a, merge(store, a, row, into, who, why));
}

const char *
incident_split(struct store *store, int64_t row, int64_t since,
    struct slice who, struct slice why)
{
	struct arena *a;

	if (slice_trim(why).len == 0)
		return "a reason is needed (-m)";
	if (since == TIME_UNKNOWN)
		return "the time to split at is needed (-s)";
	if (store_begin(store) == -1)
		return "the store is busy or cannot be written";
	a = arena_create();
	return finish(store, a, split(store, a, row, since, who, why));
}
