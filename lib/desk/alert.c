/*
 * Alerts as the store has them.
 */
#include "base/arena.h"
#include "store/statement.h"

#include "alert.h"

/* The gravest item that it stands for; what it rested on may be gone. */
static const char find_alert[] =
    "SELECT alert.id, alert.raised, alert.passed, alert.rung, alert.round,"
    "       alert.severity, alert.day, alert.name, alert.kind,"
    "       alert.status, alert.label, alert.subject,"
    "       coalesce(item.id, 0), coalesce(item.start, 0),"
    "       coalesce(item.name, ''), coalesce(item.status, ''),"
    "       coalesce(item.role, ''), coalesce(item.year, ''),"
    "       coalesce(item.account, ''), coalesce(item.person, ''),"
    "       coalesce(item.attribution, ''),"
    "       iif(item.attribution IN ('strong', 'fair')"
    "           AND item.day >= :live,"
    "           trim(coalesce(person.forename || ' ' || person.surname,"
    "               '')), '')"
    "  FROM alert"
    "  LEFT JOIN item ON item.subject = alert.subject"
    "   AND item.label = alert.label AND item.day = alert.day"
    "   AND alert.kind = 'alert' AND item.status <> 'merged'"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    " WHERE alert.name = :name"
    " ORDER BY item.severity DESC, item.start"
    " LIMIT 1";

static const char names_of_item[] =
    "SELECT alert.name"
    "  FROM item JOIN alert USING (subject, label, day)"
    " WHERE item.id = :item AND alert.status = 'waiting'"
    " LIMIT 8";

static const char add_act[] =
    "INSERT INTO alert_act(alert, time, act, who, reader, how)"
    " VALUES (:alert, :now, :act, :who, :reader, :how)";

static const char move[] =
    "UPDATE alert"
    "   SET status = :status, rung = :rung, round = :round,"
    "       severity = :severity, passed = :passed"
    " WHERE id = :id";

int
alert_find(struct store *store, const struct settings *s, struct slice name,
    struct arena *a, struct alert *out)
{
	struct statement *q = statement_create(store, find_alert);
	struct slice *texts[] = { &out->name, &out->kind, &out->status,
		&out->label, &out->subject };
	struct slice *of_item[] = { &out->item_name, &out->item_status,
		&out->role, &out->year, &out->account, &out->key,
		&out->attribution, &out->person };
	int more, found = 0;
	size_t i;

	if (q == NULL)
		return -1;
	*out = (struct alert){ 0 };
	statement_bind_text(q, ":name", name);
	statement_bind_int(q, ":live",
	    s->go_live == DAY_UNKNOWN ? INT32_MAX : s->go_live);
	while ((more = statement_step(q)) == 1) {
		found = 1;
		out->id = statement_int(q, 0);
		out->raised = statement_int(q, 1);
		out->passed = statement_int(q, 2);
		out->rung = statement_int(q, 3);
		out->round = statement_int(q, 4);
		out->severity = statement_int(q, 5);
		out->day = statement_int(q, 6);
		for (i = 0; i < 5; i++)
			*texts[i] = arena_copy(a,
			    statement_text(q, 7 + (int)i));
		out->item = statement_int(q, 12);
		out->start = statement_int(q, 13);
		for (i = 0; i < 8; i++)
			*of_item[i] = arena_copy(a,
			    statement_text(q, 14 + (int)i));
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

int
alert_names_of_item(struct store *store, int64_t item, struct arena *a,
    struct slice names[MOST_ALERTS])
{
	struct statement *q = statement_create(store, names_of_item);
	int n = 0, more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1)
		if (n < MOST_ALERTS)
			names[n++] = arena_copy(a, statement_text(q, 0));
	statement_destroy(q);
	return more == -1 ? -1 : n;
}

struct routing_case
alert_case(const struct alert *a)
{
	return (struct routing_case){ .role = a->item == 0 ? SLICE("pupil") :
							     a->role,
		.year = a->year, .account = a->account, .person = a->key };
}

int
alert_note(struct store *store, int64_t alert, int64_t now, const char *act,
    struct slice who, struct slice reader, struct slice how)
{
	struct statement *q = statement_create(store, add_act);
	int result = -1;

	if (q != NULL) {
		statement_bind_int(q, ":alert", alert);
		statement_bind_int(q, ":now", now);
		statement_bind_text(q, ":act", slice_of(act));
		statement_bind_text(q, ":who", who);
		statement_bind_text(q, ":reader", reader);
		statement_bind_text(q, ":how", how);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

int
alert_move(struct store *store, const struct alert *a)
{
	struct statement *q = statement_create(store, move);
	int result = -1;

	if (q != NULL) {
		statement_bind_int(q, ":id", a->id);
		statement_bind_text(q, ":status", a->status);
		statement_bind_int(q, ":rung", a->rung);
		statement_bind_int(q, ":round", a->round);
		statement_bind_int(q, ":severity", a->severity);
		statement_bind_int(q, ":passed", a->passed);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

const char *
alert_acknowledge(const struct desk *d, struct store *store,
    struct slice name, struct slice who, struct slice reader,
    const char *how)
{
	struct arena *arena = arena_create();
	const char *refused = NULL;
	struct routing_case c;
	struct alert a;
	int found = alert_find(store, d->settings, name, arena, &a);

	c = alert_case(&a);
	if (found == -1)
		refused = "the store cannot be read";
	else if (found == 0 || (reader.len > 0 &&
	    !routing_sees(d->settings, reader, &c)))
		refused = "there is no such alert among yours";
	else if (slice_equal(a.status, SLICE("historic")))
		refused = "it is historic: nobody was rung";
	else if (slice_equal(a.status, SLICE("waiting"))) {
		a.status = SLICE("acknowledged");
		if (alert_move(store, &a) == -1 ||
		    alert_note(store, a.id, d->now, "acknowledged", who,
			reader, slice_of(how)) == -1)
			refused = "the store cannot be written";
	} else if (alert_note(store, a.id, d->now, "acknowledged", who,
	    reader, slice_of(how)) == -1)
		refused = "the store cannot be written";
	arena_destroy(arena);
	return refused;
}
