/*
 * What a night doubts before it believes.
 */
#include <err.h>
#include <inttypes.h>

#include "base/arena.h"
#include "store/statement.h"

#include "doubt.h"

enum {
	FEW_PEOPLE = 20, /* of a list that small, half may well have left */
	DAYS_UNCHECKED = 7,
};

static int64_t
recall_number(struct store *s, const char *name, int64_t otherwise)
{
	struct arena *a = arena_create();
	struct slice text = store_recall(s, name, a);
	int64_t n;

	if (!slice_take_int(&text, &n) || text.len > 0)
		n = otherwise;
	arena_destroy(a);
	return n;
}

static int
remember_number(struct store *s, const char *name, int64_t n)
{
	struct arena *a = arena_create();
	int result = store_remember(s, name,
	    slice_of(arena_printf(a, "%" PRId64, n)));

	arena_destroy(a);
	return result;
}

/* An export that broke off, or of one year only, would make strangers of
 * half the school, and they would be judged as such. */
static int
doubt_people(struct keeper *k, const struct night_job *job)
{
	int64_t before = recall_number(k->store, "people", 0),
		now = (int64_t)k->settings->person_count;

	if (job->believe || before < FEW_PEOPLE || now * 2 > before)
		return 0;
	warnx("the list of people has %" PRId64 " people, and had %" PRId64
	      " last night: mend it, or run once with -y if it is right; "
	      "nothing was changed", now, before);
	return -1;
}

static void
doubt_clock(struct keeper *k, int64_t now)
{
	struct statement *q = statement_create(k->store,
	    "SELECT max(finished) FROM night");

	if (q != NULL && statement_step(q) == 1 && !statement_is_null(q, 0) &&
	    statement_int(q, 0) > now + TIME_HOUR)
		warnx("the clock stands before the end of the last night: was "
		      "it set back?");
	statement_destroy(q);
}

static bool
is_check_due(struct keeper *k, int64_t now)
{
	int64_t last = recall_number(k->store, "checked", 0);

	return now < last || now - last >= DAYS_UNCHECKED * 24 * TIME_HOUR;
}

int
night_doubt(struct keeper *k, const struct night_job *job, bool stopped,
    int64_t now)
{
	if (store_check(k->store, stopped || is_check_due(k, now)) == -1)
		return -1;
	doubt_clock(k, now);
	return doubt_people(k, job);
}

int
night_remember(struct keeper *k, int64_t now)
{
	if (is_check_due(k, now) &&
	    remember_number(k->store, "checked", now) == -1)
		return -1;
	return remember_number(k->store, "people",
	    (int64_t)k->settings->person_count);
}
