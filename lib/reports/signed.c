/*
 * Sign-offs, in the audit: "sign-off incident-log autumn-2026", and as its
 * reason "2026-12-18 v45 A. Bell".
 */
#include "reports/signed.h"
#include "reports/words.h"
#include "store/statement.h"

enum { BEFORE_MEETING = 14, AFTER_TERM = 60 }; /* days */

static const char *const readers[SIGN_OFFICES] = {
	[SIGN_HEAD] = "head",
	[SIGN_LEAD] = "dsl",
};

static const char signs_of_log[] =
    "SELECT time, who, why FROM audit"
    " WHERE what = 'sign-off incident-log ' || :period"
    " ORDER BY number";

static const char version_of_log[] =
    "SELECT coalesce(max(number), 0) FROM audit"
    " WHERE what = 'report incident-log ' || :period";

const char *
signed_reader(enum sign_office o)
{
	return readers[o];
}

const char *
signed_title(struct arena *a, enum sign_office o)
{
	return words_office(a, slice_of(readers[o]));
}

static bool
read_why(struct slice why, struct signature *s)
{
	return day_parse(slice_first(why, 10), &s->day) &&
	    (why = slice_from(why, 10), slice_take_text(&why, SLICE(" v"))) &&
	    slice_take_int(&why, &s->version) &&
	    slice_take_char(&why, ' ') && (s->name = why, why.len > 0);
}

int
signed_read(struct store *store, const char *period, struct arena *a,
    struct signature out[SIGN_OFFICES])
{
	struct statement *q = statement_create(store, signs_of_log);
	int more, o;

	for (o = 0; o < SIGN_OFFICES; o++)
		out[o] = (struct signature){ .day = DAY_UNKNOWN };
	if (q == NULL)
		return -1;
	statement_bind_text(q, ":period", slice_of(period));
	while ((more = statement_step(q)) == 1)
		for (o = 0; o < SIGN_OFFICES; o++) {
			struct signature s = { .given = true,
				.recorded = statement_int(q, 0) };

			if (!slice_equal(statement_text(q, 1),
				slice_of(readers[o])) ||
			    !read_why(statement_text(q, 2), &s))
				continue;
			s.name = arena_copy(a, s.name);
			out[o] = s;
		}
	statement_destroy(q);
	return more;
}

int64_t
signed_version(struct store *store, const char *period)
{
	struct statement *q = statement_create(store, version_of_log);
	int64_t version = 0;
	int more;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":period", slice_of(period));
	while ((more = statement_step(q)) == 1)
		version = statement_int(q, 0);
	statement_destroy(q);
	return more == -1 ? -1 : version;
}

const char *
signed_write(struct store *store, enum sign_office o, const char *period,
    const struct signature *s)
{
	struct arena *a;
	int result;

	if (slice_trim(s->name).len == 0)
		return "a name is needed";
	if (s->version < 1)
		return "no log of that reporting period has been made yet";
	a = arena_create();
	result = store_audit(store, slice_of(readers[o]),
	    slice_of(arena_printf(a, "sign-off incident-log %s", period)),
	    slice_of(arena_printf(a, "%s v%lld %.*s", day_text(a, s->day),
		(long long)s->version, SLICE_ARG(slice_trim(s->name)))));
	arena_destroy(a);
	return result == 0 ? NULL : "the store cannot be written";
}

int32_t
meeting_day(const struct settings *s, const struct term *t)
{
	const struct entered *e = settings_entered(s, t->name, "meeting", 0);
	int32_t day;

	return e != NULL && day_parse(e->value, &day) ? day : DAY_UNKNOWN;
}

bool
meeting_is_near(const struct settings *s, const struct term *t, int32_t today)
{
	int32_t day = meeting_day(s, t);

	return day != DAY_UNKNOWN && today <= day &&
	    today >= day - BEFORE_MEETING;
}

bool
signing_is_due(const struct settings *s, const struct term *t, int32_t today)
{
	int32_t day = meeting_day(s, t);
	int32_t since = day == DAY_UNKNOWN ? t->end : day;
	int32_t until = since > t->end ? since : t->end;

	return today >= since - BEFORE_MEETING && today <= until + AFTER_TERM;
}
