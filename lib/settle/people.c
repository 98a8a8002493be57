/*
 * Who sat at which computer: log-ons and log-offs are put together for each
 * computer that was touched, a day to both sides, since a session may have
 * begun the evening before; and the events there that name no account get
 * the one person who was logged on.  Where several were, nobody is named;
 * where none was, nobody either.
 *
 * Only events without an account are looked at, through an index of their
 * own: what it costs grows with these and with the computers touched.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"
#include "enrich/machine.h"

#include "parts.h"
#include "sessions.h"

/* Servers work by themselves, whoever looks at them; enrich says so. */

/* Computers are those of the school's list; one that is not listed is
 * known by the name that the log has for it. */
static const char touched_computers[] =
    "SELECT DISTINCT p.device, iif(p.device = 0, p.host, 0),"
    "       t.first, t.last"
    "  FROM touched AS t JOIN place AS p ON p.device = t.device"
    " WHERE p.device <> 0 OR p.host <> 0"
    " ORDER BY 1, 2, 3";

static const char places_of[] =
    "SELECT id"
    "  FROM place"
    " WHERE device = :device AND (device <> 0 OR host = :host)"
    "   AND device_type NOT IN (SELECT id FROM symbol"
    "                            WHERE domain = 2 AND text = 'server')";

/* Log-ons at the keyboard, from afar and from the cache; log-offs; screens
 * locked, with nobody before them, and unlocked; starts and ends of
 * Windows.  Of other systems the sessions that a desktop, a console or SSH
 * opens and closes (of a Mac as osquery sees them), and not those that sudo
 * and cron do for themselves. */
static const char marks_at[] =
    "SELECT e.start, code.text, type.text, account.text, target.text,"
    "       e.logon_id, action.text"
    "  FROM device_event AS e"
    "  JOIN request ON request.id = e.request"
    "  JOIN symbol AS action ON action.id = request.action"
    "  JOIN symbol AS code ON code.id = e.code"
    "  JOIN symbol AS type ON type.id = e.logon_type"
    "  JOIN symbol AS account ON account.id = e.account"
    "  JOIN symbol AS target ON target.id = e.target"
    " WHERE e.place = :place AND e.start >= :since AND e.start < :until"
    "   AND (code.text IN ('4624', '4634', '4647', '4800', '4801',"
    "                      '4608', '4609', '6005', '6006', '6008', '6009')"
    "     OR (e.code = 0"
    "       AND action.text IN ('session-opened', 'logged-out')"
    "       AND e.process IN (SELECT id FROM symbol WHERE domain = 9 AND"
    "         (text IN ('login', 'loginwindow', 'lightdm', 'sddm', 'sshd',"
    "                   'sshd-session')"
    "           OR text LIKE 'gdm-%'))))";

/* What did not come is no sign of anybody. */
#define NO_ABSENCE                                                          \
	"category NOT IN"                                                   \
	" (SELECT id FROM symbol WHERE domain = 1 AND text = 'absence')"

static const char last_seen[] =
    "SELECT max(start)"
    "  FROM device_event"
    " WHERE place = :place AND start >= :since AND start < :until"
    "   AND " NO_ABSENCE;

/* Whether there is anybody to name at a place at all.  Mostly there is not,
 * and to ask for whole events takes a hundred times as long. */
static const char any_visit[] =
    "SELECT 1"
    "  FROM visit_row AS v"
    " CROSS JOIN occasion ON occasion.id = v.occasion"
    " CROSS JOIN moment ON moment.id = occasion.moment"
    " WHERE v.caller < 0 AND v.caller IN"
    "     (SELECT -id FROM caller WHERE account = 0 AND place = :place)"
    "   AND v.start >= :since AND v.start < :until"
    "   AND moment.kind NOT IN (SELECT id FROM symbol"
    "         WHERE domain = 2 AND text = 'challenge')"
    " LIMIT 1";
static const char any_event[] =
    "SELECT 1"
    "  FROM device_event"
    " WHERE account = 0"
    "   AND place = :place AND start >= :since AND start < :until"
    "   AND " NO_ABSENCE
    " LIMIT 1";

/* One computer in hand. */
struct computer {
	int64_t device, host;
	int64_t since, until; /* what may have changed there */
};

struct people {
	const struct settle *s;
	struct map *accounts; /* in lower case, by number - 1 */
	struct statement *places, *marks, *seen, *any_visit, *any_event;
	int64_t *place_list;
	size_t place_count, place_room;
	struct mark *mark_list;
	size_t mark_count, mark_room;
};

static struct slice
lower_case(struct slice s, char *out, size_t room)
{
	size_t i;

	s = slice_first(s, room);
	for (i = 0; i < s.len; i++)
		out[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ?
		    (char)(s.ptr[i] + 32) :
		    s.ptr[i];
	return (struct slice){ out, s.len };
}

static uint32_t
number_of(struct people *p, struct slice account)
{
	char text[256];

	return map_add(p->accounts,
		   lower_case(account, text, sizeof text)) +
	    1;
}

static bool
is_interactive(struct slice type)
{
	return slice_equal(type, SLICE("2")) ||
	    slice_equal(type, SLICE("10")) || slice_equal(type, SLICE("11"));
}

static void
add_mark(struct people *p, struct statement *q)
{
	struct slice code = statement_text(q, 1);
	struct slice account = statement_text(q, 3);
	struct slice logon = statement_text(q, 5);
	struct mark m = { .time = statement_int(q, 0),
		.host = 1,
		.kind = MARK_BOOT };

	if (account_is_machine(account))
		account = statement_text(q, 4);
	if (code.len == 0) {
		m.kind = slice_equal(statement_text(q, 6),
			     SLICE("session-opened")) ?
		    MARK_ON :
		    MARK_OFF;
	} else if (slice_equal(code, SLICE("4624"))) {
		if (!is_interactive(statement_text(q, 2)))
			return;
		m.kind = MARK_ON;
	} else if (slice_equal(code, SLICE("4801")))
		m.kind = MARK_ON;
	else if (slice_equal(code, SLICE("4634")) ||
	    slice_equal(code, SLICE("4647")) ||
	    slice_equal(code, SLICE("4800")))
		m.kind = MARK_OFF;
	if (m.kind != MARK_BOOT) {
		if (account_is_machine(account))
			return;
		m.account = number_of(p, account);
		m.logon = logon.len == 0 ? 0 : hash64(logon, 0) | 1;
	}
	GROW(p->mark_list, p->mark_count, p->mark_room);
	p->mark_list[p->mark_count++] = m;
}

static int
read_places(struct people *p, const struct computer *c)
{
	int more;

	p->place_count = 0;
	statement_bind_int(p->places, ":device", c->device);
	statement_bind_int(p->places, ":host", c->host);
	while ((more = statement_step(p->places)) == 1) {
		GROW(p->place_list, p->place_count, p->place_room);
		p->place_list[p->place_count++] = statement_int(p->places, 0);
	}
	return more;
}

static int
read_marks(struct people *p, const struct computer *c)
{
	size_t i;
	int more = 0;

	p->mark_count = 0;
	for (i = 0; more == 0 && i < p->place_count; i++) {
		statement_bind_int(p->marks, ":place", p->place_list[i]);
		statement_bind_int(p->marks, ":since",
		    c->since - SESSION_CLOSED);
		statement_bind_int(p->marks, ":until",
		    c->until + SESSION_CLOSED);
		while ((more = statement_step(p->marks)) == 1)
			add_mark(p, p->marks);
	}
	return more;
}

static int64_t
seen_last(uint32_t host, int64_t from, int64_t to, void *ctx)
{
	struct people *p = ctx;
	int64_t last = TIME_UNKNOWN;
	size_t i;

	(void)host; /* one computer at a time */
	for (i = 0; i < p->place_count; i++) {
		statement_bind_int(p->seen, ":place", p->place_list[i]);
		statement_bind_int(p->seen, ":since", from);
		statement_bind_int(p->seen, ":until", to);
		while (statement_step(p->seen) == 1)
			if (!statement_is_null(p->seen, 0) &&
			    statement_int(p->seen, 0) > last)
				last = statement_int(p->seen, 0);
	}
	return last;
}

/* The events of one computer that name no account, and who was there. */
struct giving {
	struct people *p;
	const struct presence *list;
	size_t count, at;
};

/* Rows come in order of time. */
static const struct presence *
present_at(struct giving *g, int64_t t)
{
	while (g->at < g->count && g->list[g->at].end <= t)
		g->at++;
	return g->at < g->count && g->list[g->at].start <= t ?
	    &g->list[g->at] :
	    NULL;
}

/* Did anybody log on or off there within a day?  The marks are in order of
 * time, and reach a day further than what is asked about. */
static bool
has_marks_near(const struct people *p, int64_t t)
{
	size_t low = 0, high = p->mark_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->mark_list[middle].time < t - SESSION_CLOSED)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->mark_count &&
	    p->mark_list[low].time <= t + SESSION_CLOSED;
}

/* The one whom a computer is given to, where no log says who logged on there;
 * 0: nobody. */
static symbol
own_user(struct people *p, const struct batch *b, uint32_t row)
{
	const struct device *d =
	    has_marks_near(p, batch_number(b, row, COL_START)) ?
	    NULL :
	    settings_device(p->s->settings, batch_text(b, row, COL_DEVICE));

	return d == NULL ?
	    0 :
	    symbols_add(p->s->symbols, DOMAIN_ACCOUNT, d->user);
}

static void
tell(struct batch *b, uint32_t row, void *ctx)
{
	struct giving *g = ctx;
	struct people *p = g->p;
	symbol own;
	const struct presence *there = present_at(g,
	    batch_number(b, row, COL_START));

	if (there != NULL && !there->several) {
		enrich_person(p->s->enrich, b, row,
		    symbols_add(p->s->symbols, DOMAIN_ACCOUNT,
			map_text(p->accounts, there->account - 1)),
		    "fair",
		    there->closed ? "log-on session" :
				    "log-on without a log-off");
		return;
	}
	if (there == NULL && (own = own_user(p, b, row)) != 0) {
		enrich_person(p->s->enrich, b, row, own, "fair",
		    "the device's own user");
		return;
	}
	enrich_person(p->s->enrich, b, row, 0,
	    there == NULL ? "none" : "weak",
	    there == NULL ? "nobody known to be logged on" :
			    "several were logged on");
}

static void
add_numbers(struct buffer *sql, const int64_t *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		buffer_printf(sql, "%s%lld", i == 0 ? "" : ", ",
		    (long long)list[i]);
}

/* The questions for the ids of nameless events at the computer in hand. */
static void
nameless_visits(struct buffer *sql, const struct people *p,
    const struct computer *c)
{
	struct span span = { c->since, c->until };
	struct buffer callers;

	buffer_init(&callers, BUFFER_LARGEST);
	buffer_text(&callers, "place IN (");
	add_numbers(&callers, p->place_list, p->place_count);
	buffer_char(&callers, ')');
	late_nameless(sql, &span, callers.ptr);
	buffer_finish(&callers);
}

static void
nameless_events(struct buffer *sql, const struct people *p,
    const struct computer *c)
{
	buffer_text(sql, "SELECT id FROM device_event WHERE account = 0"
	    " AND place IN (");
	add_numbers(sql, p->place_list, p->place_count);
	buffer_printf(sql, ") AND start >= %lld AND start < %lld"
	    " AND " NO_ABSENCE, (long long)c->since, (long long)c->until);
}

/* 1: at one of the computer's places, 0: at none. */
static int
is_any(const struct people *p, struct statement *q, const struct computer *c)
{
	int more, any = 0;
	size_t i;

	for (i = 0; i < p->place_count && any == 0; i++) {
		statement_bind_int(q, ":place", p->place_list[i]);
		statement_bind_int(q, ":since", c->since);
		statement_bind_int(q, ":until", c->until);
		while ((more = statement_step(q)) == 1)
			any = 1;
		if (more == -1)
			return -1;
	}
	return any;
}

static int
give(struct people *p, const struct computer *c, const struct presence *list,
    size_t count)
{
	struct giving g = { p, list, count, 0 };
	struct buffer sql;
	int result;

	buffer_init(&sql, BUFFER_LARGEST);
	if ((result = is_any(p, p->any_visit, c)) == 1) {
		nameless_visits(&sql, p, c);
		result = late_rows(p->s, STORE_VISIT, sql.ptr, tell, &g);
	}
	if (result == 0 && (result = is_any(p, p->any_event, c)) == 1) {
		buffer_reset(&sql);
		nameless_events(&sql, p, c);
		g.at = 0;
		result = late_rows(p->s, STORE_DEVICE_EVENT, sql.ptr, tell,
		    &g);
	}
	buffer_finish(&sql);
	return result;
}

static int
settle_computer(struct people *p, const struct computer *c)
{
	struct session *sessions;
	struct presence *list;
	size_t count;
	int result;

	if (read_places(p, c) == -1 || read_marks(p, c) == -1)
		return -1;
	sessions = memory_zeroed(p->mark_count + 1, sizeof *sessions);
	list = memory_zeroed(2 * p->mark_count + 1, sizeof *list);
	count = sessions_join(p->mark_list, p->mark_count, seen_last, p,
	    sessions);
	count = sessions_presence(sessions, count, list);
	result = give(p, c, list, count);
	free(sessions);
	free(list);
	return result;
}

/* The computers that were touched, neighbouring days made one. */
static int
read_computers(const struct settle *s, struct computer **list, size_t *count)
{
	struct statement *q = statement_create(s->store, touched_computers);
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		struct computer c = { statement_int(q, 0),
			statement_int(q, 1),
			statement_int(q, 2) - SESSION_CLOSED,
			statement_int(q, 3) + SESSION_CLOSED + 1 };
		struct computer *last = *count == 0 ? NULL :
						      &(*list)[*count - 1];

		if (last != NULL && last->device == c.device &&
		    last->host == c.host && c.since <= last->until) {
			if (c.until > last->until)
				last->until = c.until;
			continue;
		}
		GROW(*list, *count, room);
		(*list)[(*count)++] = c;
	}
	statement_destroy(q);
	return more;
}

int
people_settle(const struct settle *s)
{
	struct people p = { .s = s,
		.accounts = map_create(),
		.places = statement_create(s->store, places_of),
		.marks = statement_create(s->store, marks_at),
		.seen = statement_create(s->store, last_seen),
		.any_visit = statement_create(s->store, any_visit),
		.any_event = statement_create(s->store, any_event) };
	struct computer *list = NULL;
	size_t count = 0, i;
	int result = -1;

	if (p.places != NULL && p.marks != NULL && p.seen != NULL &&
	    p.any_visit != NULL && p.any_event != NULL)
		result = read_computers(s, &list, &count);
	for (i = 0; result == 0 && i < count; i++)
		result = settle_computer(&p, &list[i]);
	free(list);
	free(p.place_list);
	free(p.mark_list);
	statement_destroy(p.places);
	statement_destroy(p.marks);
	statement_destroy(p.seen);
	statement_destroy(p.any_visit);
	statement_destroy(p.any_event);
	map_destroy(p.accounts);
	return result;
}
