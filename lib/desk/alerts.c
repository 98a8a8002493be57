/*
 * Urgent alerts: what is found is told at once, and told to the next where
 * nobody answers.  One notice for person, kind and day; again when it has
 * become graver.  Of events older than two days nobody is rung.
 */
#include <err.h>
#include <stdlib.h>

#include "base/hash.h"
#include "deliver/mail.h"
#include "store/statement.h"

#include "alert.h"

enum { NAME_DIGITS = 7, MOST_LISTED = 10000 };

static const char open_items[] =
    "SELECT item.id, item.label, item.subject, item.day, item.severity,"
    "       item.end, coalesce(alert.name, ''),"
    "       coalesce(alert.severity, 0), coalesce(alert.status, '')"
    "  FROM item"
    "  LEFT JOIN alert ON alert.subject = item.subject"
    "   AND alert.label = item.label AND alert.day = item.day"
    "   AND alert.kind = 'alert'"
    " WHERE item.treatment IN (1, 2) AND item.status = 'open'"
    "   AND item.day >= :live"
    " ORDER BY item.severity DESC, item.start, item.name";

static const char add_alert[] =
    "INSERT OR IGNORE INTO alert(name, kind, label, subject, day, item,"
    "                  severity, status, raised, passed, rung, round)"
    " VALUES (:name, :kind, :label, :subject, :day, :item, :severity,"
    "         :status, :now, :now, 0, 1)";

static const char graver[] =
    "UPDATE alert"
    "   SET severity = :severity, status = 'waiting', rung = 0,"
    "       round = round + 1, raised = :now, passed = :now"
    " WHERE name = :name";

static const char waiting[] =
    "SELECT name FROM alert WHERE status = 'waiting' ORDER BY id";

/* A decision about the case is an answer too. */
static const char decided[] =
    "SELECT who FROM item_note WHERE item = :item AND time >= :raised"
    " ORDER BY id LIMIT 1";

struct names {
	struct slice *list;
	size_t count, room;
};

static void
name_alert(const char *kind, struct slice label, struct slice subject,
    int64_t day, char name[NAME_DIGITS + 2])
{
	char text[1024], hex[SHA256_HEX];

	snprintf(text, sizeof text, "%s\t%.*s\t%.*s\t%lld", kind,
	    SLICE_ARG(label), SLICE_ARG(subject), (long long)day);
	sha256_text(slice_of(text), hex);
	snprintf(name, NAME_DIGITS + 2, "a%.*s", NAME_DIGITS, hex);
}

static int
raise_alert(struct store *store, const char *kind, struct slice label,
    struct slice subject, int64_t day, int64_t item, int64_t severity,
    const char *status, int64_t now)
{
	struct statement *q = statement_create(store, add_alert);
	char name[NAME_DIGITS + 2];
	int result = -1;

	name_alert(kind, label, subject, day, name);
	if (q != NULL) {
		statement_bind_text(q, ":name", slice_of(name));
		statement_bind_text(q, ":kind", slice_of(kind));
		statement_bind_text(q, ":label", label);
		statement_bind_text(q, ":subject", subject);
		statement_bind_int(q, ":day", day);
		statement_bind_int(q, ":item", item);
		statement_bind_int(q, ":severity", severity);
		statement_bind_text(q, ":status", slice_of(status));
		statement_bind_int(q, ":now", now);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static int
make_graver(struct store *store, struct slice name, int64_t severity,
    int64_t now)
{
	struct statement *q = statement_create(store, graver);
	int result = -1;

	if (q != NULL) {
		statement_bind_text(q, ":name", name);
		statement_bind_int(q, ":severity", severity);
		statement_bind_int(q, ":now", now);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static int
look_at(const struct desk *d, struct store *store, struct statement *q)
{
	struct slice label = statement_text(q, 1), name = statement_text(q, 6);
	int64_t severity = statement_int(q, 4);
	bool fresh = statement_int(q, 5) > d->now - FRESH;

	if (!alerts_is_urgent(d->settings, label, (int)severity))
		return 0;
	if (name.len == 0)
		return raise_alert(store, "alert", label,
		    statement_text(q, 2), statement_int(q, 3),
		    statement_int(q, 0), severity,
		    fresh ? "waiting" : "historic", d->now);
	return fresh && severity > statement_int(q, 7) ?
	    make_graver(store, name, severity, d->now) : 0;
}

static int
find_urgent(const struct desk *d, struct store *store)
{
	struct statement *q = statement_create(store, open_items);
	int32_t live = d->settings->go_live;
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":live",
	    live == DAY_UNKNOWN ? INT32_MAX : live);
	while ((more = statement_step(q)) == 1)
		if ((more = look_at(d, store, q)) != 0)
			break;
	statement_destroy(q);
	return more;
}

/* 1: somebody has decided about the case since. */
static int
was_decided(const struct desk *d, struct store *store, struct alert *a)
{
	struct statement *q = statement_create(store, decided);
	int more = -1, found = 0;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", a->item);
	statement_bind_int(q, ":raised", a->raised);
	while ((more = statement_step(q)) == 1) {
		a->status = SLICE("acknowledged");
		found = alert_note(store, a->id, d->now, "acknowledged",
		    statement_text(q, 0), SLICE(""), SLICE("decision")) == -1 ?
		    -1 : 1;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

/* Tells the rungs up to `upto`. */
static int
tell(const struct desk *d, struct store *store, struct alert *a,
    const struct contact *const *ladder, size_t rungs, size_t upto)
{
	size_t i, from = (size_t)a->rung;
	int result = 0;

	a->passed = d->now;
	a->rung = (int64_t)upto;
	for (i = from; result == 0 && i < upto; i++) {
		result = alert_write(d, store, a, ladder, rungs, i);
		if (result == 0)
			result = alert_note(store, a->id, d->now,
			    i < 1 ? "written" : "passed", ladder[i]->name,
			    ladder[i]->reader, ladder[i]->email.len > 0 &&
			    d->settings->alerts->mail_from.len > 0 ?
			    SLICE("folder, mail") : SLICE("folder"));
	}
	return result;
}

static int
climb(const struct desk *d, struct store *store, struct alert *a)
{
	const struct contact *ladder[ALERT_RUNGS];
	struct routing_case c = alert_case(a);
	size_t at_once, rungs = alerts_ladder(d->settings, &c, a->label,
	    a->raised, ladder, &at_once);

	if (a->rung == 0 && rungs > 0)
		return tell(d, store, a, ladder, rungs, at_once);
	if (d->now - a->passed < d->settings->alerts->minutes * TIME_MINUTE)
		return 0;
	if ((size_t)a->rung < rungs)
		return tell(d, store, a, ladder, rungs, (size_t)a->rung + 1);
	warnx("alert %.*s: nobody has acknowledged it, and nobody is left to "
	    "pass it to", SLICE_ARG(a->name));
	a->passed = d->now;
	return alert_note(store, a->id, d->now, "exhausted", SLICE(""),
	    SLICE(""), SLICE(""));
}

/* Each in a transaction of its own: a page that cannot be written must not
 * hold up the others, and is tried again. */
static int
attend(const struct desk *d, struct store *store, struct slice name)
{
	struct arena *arena = arena_create();
	struct alert a;
	int result = store_begin(store);

	if (result == 0)
		result = alert_find(store, d->settings, name, arena, &a) == 1 ?
		    0 : -1;
	if (result == 0 && slice_equal(a.kind, SLICE("alert"))) {
		if (a.item == 0) {
			a.status = SLICE("gone");
			result = alert_note(store, a.id, d->now, "gone",
			    SLICE(""), SLICE(""),
			    SLICE("what it rested on is not there any more"));
		} else if (was_decided(d, store, &a) == -1)
			result = -1;
	}
	if (result == 0 && slice_equal(a.status, SLICE("waiting")))
		result = climb(d, store, &a);
	if (result == 0)
		result = alert_move(store, &a);
	if (result == 0)
		result = store_commit(store);
	if (result == -1)
		store_rollback(store);
	arena_destroy(arena);
	return result;
}

static int
attend_all(const struct desk *d, struct store *store)
{
	struct statement *q = statement_create(store, waiting);
	struct arena *arena = arena_create();
	struct names n = { 0 };
	int more = -1, result = 0;
	size_t i;

	if (q != NULL)
		while ((more = statement_step(q)) == 1 &&
		    n.count < MOST_LISTED) {
			GROW(n.list, n.count, n.room);
			n.list[n.count++] = arena_copy(arena,
			    statement_text(q, 0));
		}
	statement_destroy(q);
	for (i = 0; more != -1 && i < n.count; i++)
		if (attend(d, store, n.list[i]) == -1)
			result = -1;
	free(n.list);
	arena_destroy(arena);
	return more == -1 ? -1 : result;
}

static int
find_all(const struct desk *d, struct store *store)
{
	if (store_begin(store) == -1)
		return -1;
	if (find_urgent(d, store) == 0)
		return store_commit(store);
	store_rollback(store);
	return -1;
}

int
desk_mail(const struct settings *s)
{
	struct arena *a;
	int waits;

	if (s->alerts->mail_from.len == 0)
		return 0;
	a = arena_create();
	waits = mail_leave(arena_text(a, s->alerts->outbox),
	    arena_text(a, s->alerts->sendmail),
	    arena_text(a, s->alerts->mail_from));
	arena_destroy(a);
	return waits;
}

int
desk_alerts(const struct desk *d)
{
	struct store *store;
	int result;

	if (!d->settings->alerts->on || !store_exists(d->store))
		return 0;
	if ((store = store_open(d->store, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	result = find_all(d, store);
	if (attend_all(d, store) == -1)
		result = -1;
	store_close(store);
	if (mail_may_leave() && desk_mail(d->settings) != 0)
		result = -1;
	return result;
}

int
desk_drill(const struct desk *d, struct slice who, struct buffer *name)
{
	struct store *store;
	char text[NAME_DIGITS + 2], subject[64];
	int32_t day = zone_civil(d->settings->zone, d->now).day;
	int result = -1;

	if (!d->settings->alerts->on) {
		warnx("alerts are not on in school.yml: there is nothing to "
		      "rehearse");
		return -1;
	}
	if ((store = store_open(d->store, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	/* By whom and when, so that each drill is one of its own. */
	snprintf(subject, sizeof subject, "%.*s %lld",
	    (int)slice_first(who, 30).len, who.ptr, (long long)d->now);
	name_alert("drill", SLICE("drill"), slice_of(subject), day, text);
	if (store_begin(store) == 0) {
		if (raise_alert(store, "drill", SLICE("drill"),
			slice_of(subject), day, 0, SEVERITY_DANGER, "waiting",
			d->now) == 0)
			result = store_commit(store);
		else
			store_rollback(store);
	}
	store_close(store);
	buffer_text(name, text);
	return result == 0 ? desk_alerts(d) : -1;
}
