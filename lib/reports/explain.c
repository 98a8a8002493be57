/*
 * What else might explain it: each question that a fair reader would ask,
 * answered from the store, with "not known" where no log can tell.
 */
#include "base/csv.h"
#include "reports/explain.h"
#include "reports/words.h"
#include "store/statement.h"

#define AROUND (30 * TIME_MINUTE)

/* Accounts and the devices that they were on in those minutes. */
#define SEEN_THEN							\
	"  FROM (SELECT account, place FROM visit_by_time"		\
	"         WHERE stretch_until >= :since"			\
	"           AND stretch_since <= :until"			\
	"           AND start BETWEEN :since AND :until"		\
	"           AND account <> 0"					\
	"        UNION"							\
	"        SELECT iif(target = 0, account, target), place"	\
	"          FROM device_event"					\
	"         WHERE start BETWEEN :since AND :until) AS seen"	\
	"  JOIN place ON place.id = seen.place"				\
	"  JOIN symbol AS device ON device.id = place.device"		\
	"  JOIN symbol AS account ON account.id = seen.account"

static const char others_there[] =
    "SELECT DISTINCT account.text" SEEN_THEN
    " WHERE device.text = :device AND account.text <> ''"
    "   AND account.text <> :account AND account.text NOT LIKE '%$'"
    "   AND account.text NOT IN ('system', 'SYSTEM', 'local service',"
    "       'network service')"
    " ORDER BY account.text LIMIT 20";

static const char elsewhere[] =
    "SELECT DISTINCT device.text" SEEN_THEN
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

/* The names that a question gives, in a row, or how many there are; -1: the
 * store failed. */
static int
add_names(struct statement *q, struct buffer *answer, bool count,
    const char *none)
{
	int more = -1, n = 0;

	while (q != NULL && (more = statement_step(q)) == 1) {
		n++;
		if (count)
			continue;
		buffer_text(answer, n == 1 ? "yes: " : ", ");
		buffer_add(answer, statement_text(q, 0));
	}
	if (n == 0)
		buffer_text(answer, none);
	else if (count)
		buffer_printf(answer, "yes: %d other account%s", n,
		    n == 1 ? "" : "s");
	statement_destroy(q);
	return more;
}

static int
others(struct store *store, const struct explained *e, struct buffer *answer)
{
	return add_names(ask(store, others_there, e, AROUND, true, true),
	    answer, e->for_one, "no other account was seen there");
}

static int
places(struct store *store, const struct explained *e, struct buffer *answer)
{
	return add_names(ask(store, elsewhere, e, AROUND, true, true),
	    answer, false, "it was seen on no other device");
}

static void
add_time(struct buffer *answer, const struct zone *zone, int64_t t)
{
	struct arena *a;

	if (zone == NULL) {
		time_print_seconds(answer, t);
		return;
	}
	a = arena_create();
	buffer_text(answer, words_clock(a, zone, t));
	arena_destroy(a);
}

static int
lock(struct store *store, const struct explained *e, struct buffer *answer)
{
	struct statement *q = ask(store, last_lock, e, 0, true, false);
	int more = -1, n = 0;

	while (q != NULL && (more = statement_step(q)) == 1) {
		struct slice code = statement_text(q, 0);

		buffer_text(answer, slice_equal(code, SLICE("4800")) ||
			slice_equal(code, SLICE("4802")) ?
			"it was locked at " : "it was unlocked at ");
		add_time(answer, e->zone, statement_int(q, 1));
		n++;
	}
	if (n == 0)
		buffer_text(answer, "not known: no log says when this screen "
		    "was locked");
	statement_destroy(q);
	return more;
}

static int
background(struct store *store, const struct explained *e,
    struct buffer *answer)
{
	struct statement *q = ask(store, share, e, 0, false, true);
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

static const struct {
	const char *question, *rests_on;
	bool of_device; /* which must be known; else the account */
	int (*answer)(struct store *store, const struct explained *e,
	    struct buffer *answer);
} questions[] = {
	{ "Was anybody else on that device within half an hour?",
	    "web and device logs in the store", true, others },
	{ "Was the same account anywhere else within half an hour?",
	    "web and device logs in the store", false, places },
	{ "Had the screen been left unlocked?",
	    "events 4800 to 4803 of that device in the 12 hours before", true,
	    lock },
	{ "May it have been background traffic?",
	    "kinds of this account's requests in the spell of use", false,
	    background },
};

static int
answer(size_t which, struct store *store, const struct explained *e,
    struct buffer *out)
{
	bool of_device = questions[which].of_device;

	if ((of_device ? e->device : e->account).len > 0)
		return questions[which].answer(store, e, out);
	buffer_text(out, of_device ? "not known: no device is known" :
				     "not known: no account is known");
	return 0;
}

int
explain_each(struct store *store, const struct explained *e,
    explain_fn *each, void *ctx)
{
	struct buffer text;
	int result = 0;
	size_t i;

	buffer_init(&text, BUFFER_LARGEST);
	for (i = 0; i < sizeof questions / sizeof *questions; i++) {
		struct explanation x = { .question = questions[i].question,
			.rests_on = questions[i].rests_on };

		buffer_reset(&text);
		if (answer(i, store, e, &text) == -1)
			result = -1;
		x.answer = buffer_slice(&text);
		each(&x, ctx);
	}
	buffer_finish(&text);
	return result;
}

static void
add_row(const struct explanation *x, void *ctx)
{
	struct buffer *out = ctx;

	csv_add(out, true, slice_of(x->question));
	csv_add(out, false, x->answer);
	csv_add(out, false, slice_of(x->rests_on));
	csv_end_row(out);
}

int
explain(struct store *store, const struct explained *e, struct buffer *out)
{
	buffer_text(out, "question,answer,rests on\r\n");
	return explain_each(store, e, add_row, out);
}
