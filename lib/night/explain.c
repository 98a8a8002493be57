/*
 * What else might explain it: each question that a fair reader would ask,
 * answered from the store, with "not known" where no log can tell.
 */
#include "base/csv.h"
#include "base/time.h"
#include "store/statement.h"

#include "explain.h"

#define AROUND (30 * TIME_MINUTE)

static const char others_there[] =
    "SELECT DISTINCT account.text"
    "  FROM (SELECT account, place FROM visit_by_time"
    "         WHERE stretch_until >= :since AND stretch_since <= :until"
    "           AND start BETWEEN :since AND :until AND account <> 0"
    "        UNION"
    "        SELECT iif(target = 0, account, target), place"
    "          FROM device_event"
    "         WHERE start BETWEEN :since AND :until) AS seen"
    "  JOIN place ON place.id = seen.place"
    "  JOIN symbol AS device ON device.id = place.device"
    "  JOIN symbol AS account ON account.id = seen.account"
    " WHERE device.text = :device AND account.text <> ''"
    "   AND account.text <> :account AND account.text NOT LIKE '%$'"
    "   AND account.text NOT IN ('system', 'SYSTEM', 'local service',"
    "       'network service')"
    " ORDER BY account.text LIMIT 20";

static const char elsewhere[] =
    "SELECT DISTINCT device.text"
    "  FROM (SELECT account, place FROM visit_by_time"
    "         WHERE stretch_until >= :since AND stretch_since <= :until"
    "           AND start BETWEEN :since AND :until"
    "        UNION"
    "        SELECT iif(target = 0, account, target), place"
    "          FROM device_event"
    "         WHERE start BETWEEN :since AND :until) AS seen"
    "  JOIN place ON place.id = seen.place"
    "  JOIN symbol AS device ON device.id = place.device"
    "  JOIN symbol AS account ON account.id = seen.account"
    " WHERE account.text = :account AND device.text <> ''"
    "   AND device.text <> :device"
    " ORDER BY device.text LIMIT 20";

/* 4800 locks, 4801 unlocks, 4624 and 4634 are signing in and off. */
static const char last_lock[] =
    "SELECT code.text, device_event.start"
    "  FROM device_event"
    "  JOIN place ON place.id = device_event.place"
    "  JOIN symbol AS device ON device.id = place.device"
    "  JOIN symbol AS code ON code.id = device_event.code"
    " WHERE device.text = :device AND device_event.start <= :until"
    "   AND device_event.start > :since - 43200000000"
    "   AND code.text IN ('4800', '4801', '4802', '4803')"
    " ORDER BY device_event.start DESC LIMIT 1";

static const char share[] =
    "SELECT kind.text, count(*)"
    "  FROM visit_by_time AS visit"
    "  JOIN moment ON moment.id = visit.moment"
    "  JOIN symbol AS kind ON kind.id = moment.kind"
    "  JOIN symbol AS account ON account.id = visit.account"
    " WHERE visit.stretch_until >= :since AND visit.stretch_since <= :until"
    "   AND visit.start BETWEEN :since AND :until"
    "   AND account.text = :account"
    " GROUP BY kind.text ORDER BY kind.text";

static struct statement *
ask(struct store *store, const char *sql, const struct explained *e,
    int64_t around, bool device, bool account)
{
	struct statement *q = statement_create(store, sql);

	if (q == NULL)
		return NULL;
	statement_bind_int(q, ":since", e->start - around);
	statement_bind_int(q, ":until", e->end + around);
	if (device)
		statement_bind_text(q, ":device", e->device);
	if (account)
		statement_bind_text(q, ":account", e->account);
	return q;
}

static void
add_row(struct buffer *out, const char *question, const struct buffer *answer,
    const char *rests_on)
{
	csv_add(out, true, slice_of(question));
	csv_add(out, false, buffer_slice(answer));
	csv_add(out, false, slice_of(rests_on));
	csv_end_row(out);
}

/* The names that a question gives, in a row; -1: the store failed. */
static int
add_names(struct statement *q, struct buffer *answer, const char *none)
{
	int more = -1, n = 0;

	while (q != NULL && (more = statement_step(q)) == 1) {
		buffer_text(answer, n++ == 0 ? "yes: " : ", ");
		buffer_add(answer, statement_text(q, 0));
	}
	if (n == 0)
		buffer_text(answer, none);
	statement_destroy(q);
	return more;
}

static int
add_lock(struct statement *q, struct buffer *answer)
{
	int more = -1, n = 0;

	while (q != NULL && (more = statement_step(q)) == 1) {
		struct slice code = statement_text(q, 0);

		buffer_text(answer, slice_equal(code, SLICE("4800")) ||
			slice_equal(code, SLICE("4802")) ?
			"it was locked at " : "it was unlocked at ");
		time_print_seconds(answer, statement_int(q, 1));
		n++;
	}
	if (n == 0)
		buffer_text(answer, "not known: no log says when this screen "
		    "was locked");
	statement_destroy(q);
	return more;
}

static int
add_share(struct statement *q, struct buffer *answer)
{
	int more = -1, n = 0;

	while (q != NULL && (more = statement_step(q)) == 1) {
		buffer_printf(answer, "%s%lld %.*s", n++ == 0 ? "" : ", ",
		    (long long)statement_int(q, 1),
		    SLICE_ARG(statement_text(q, 0).len == 0 ?
			SLICE("of no known kind") : statement_text(q, 0)));
	}
	buffer_text(answer, n == 0 ? "not known: no web log of this account "
	    "at that time" : ": a page is asked for by a person, supporting "
	    "and background ones by pages and programs");
	statement_destroy(q);
	return more;
}

int
explain(struct store *store, const struct explained *e, struct buffer *out)
{
	struct buffer answer;
	bool device = e->device.len > 0, account = e->account.len > 0;
	int result = 0;

	buffer_init(&answer, BUFFER_LARGEST);
	buffer_text(out, "question,answer,rests on\r\n");
	if (!device)
		buffer_text(&answer, "not known: no device is known");
	else if (add_names(ask(store, others_there, e, AROUND, true, true),
	    &answer, "no other account was seen there") == -1)
		result = -1;
	add_row(out, "Was anybody else on that device within half an hour?",
	    &answer, "web and device logs in the store");
	buffer_reset(&answer);
	if (!account)
		buffer_text(&answer, "not known: no account is known");
	else if (add_names(ask(store, elsewhere, e, AROUND, true, true),
	    &answer, "it was seen on no other device") == -1)
		result = -1;
	add_row(out, "Was the same account anywhere else within half an "
	    "hour?", &answer, "web and device logs in the store");
	buffer_reset(&answer);
	if (!device)
		buffer_text(&answer, "not known: no device is known");
	else if (add_lock(ask(store, last_lock, e, 0, true, false),
	    &answer) == -1)
		result = -1;
	add_row(out, "Had the screen been left unlocked?", &answer,
	    "events 4800 to 4803 of that device in the 12 hours before");
	buffer_reset(&answer);
	if (!account)
		buffer_text(&answer, "not known: no account is known");
	else if (add_share(ask(store, share, e, 0, false, true),
	    &answer) == -1)
		result = -1;
	add_row(out, "May it have been background traffic?", &answer,
	    "kinds of this account's requests in the spell of use");
	buffer_finish(&answer);
	return result;
}
