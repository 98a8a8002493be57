/*
 * The night's reports.
 */
#include <err.h>
#include <unistd.h>

#include "base/arena.h"
#include "night/reports.h"
#include "reports/report.h"
#include "reports/signed.h"
#include "store/statement.h"

/* In holidays the last term's reports stand. */
static int
make_term(const struct report *r, struct report_job *work, int32_t today)
{
	work->term = calendar_term_of_day(work->settings->calendar, today);
	if (work->term == NULL)
		return 0;
	work->period = period_of_term(work->term);
	return report_make(r, work);
}

/* Of each term whose governors meet soon: it may be over by then. */
static int
make_before_meetings(const struct report *r, struct report_job *work,
    int32_t today)
{
	const struct term *t;
	size_t i;

	for (i = 0; (t = calendar_term_at(work->settings->calendar, i)) !=
	     NULL; i++) {
		if (!meeting_is_near(work->settings, t, today))
			continue;
		work->term = t;
		work->period = period_of_term(t);
		if (report_make(r, work) == -1)
			return -1;
	}
	return 0;
}

static bool
is_there(const struct report *r, const struct report_job *work)
{
	struct arena *a = arena_create();
	bool there = access(arena_printf(a, "%s/%s/%s-%s.pdf", work->out,
	    r->reader, r->name, work->period.name), F_OK) == 0;

	arena_destroy(a);
	return there;
}

/* The running week; and the one before on Monday, or on the first day after
 * it that the night runs. */
static int
make_weeks(const struct report *r, struct report_job *work,
    const struct night_summary *sum, int32_t today)
{
	bool monday = day_weekday(today) == 0 &&
	    (!r->when_over || sum->first_of_day);
	int result = 0;

	work->term = NULL;
	work->period = period_of_week(today - 7);
	if (monday || !is_there(r, work))
		result = report_make(r, work);
	if (r->when_over)
		return result;
	work->period = period_of_week(today);
	return report_make(r, work) == -1 ? -1 : result;
}

/* What a term's figures rest on, as far as it can grow once the term is
 * over: what was logged in it, and what people wrote to its items. */
static const char basis_of_term[] =
    "SELECT (SELECT coalesce(sum(events), 0) FROM coverage"
    "    WHERE day BETWEEN :first AND :last) AS logged,"
    "  (SELECT count(*) FROM item_note JOIN item ON item.id = item_note.item"
    "    WHERE item.day BETWEEN :first AND :last)";

/* Empty where the term has no logs. */
static const char *
find_basis(struct store *store, const struct term *t, struct arena *a)
{
	struct statement *q = statement_create(store, basis_of_term);
	const char *basis = "";

	if (q == NULL)
		return basis;
	statement_bind_int(q, ":first", t->start);
	statement_bind_int(q, ":last", t->end);
	if (statement_step(q) == 1 && statement_int(q, 0) > 0)
		basis = arena_printf(a, "%lld %lld",
		    (long long)statement_int(q, 0),
		    (long long)statement_int(q, 1));
	statement_destroy(q);
	return basis;
}

/* Seals the term's report, or says what would be otherwise in the one that
 * is sealed: once for each time that something came late. */
static int
seal_term(const struct report *r, struct report_job *work, struct store *s,
    const struct term *t)
{
	struct arena *a = arena_create();
	const char *basis = find_basis(s, t, a);
	const char *name = arena_printf(a, "sealed %s %.*s", r->name,
	    SLICE_ARG(t->name));
	int result = 0;

	if (*basis != '\0' &&
	    !slice_equal(store_recall(s, name, a), slice_of(basis))) {
		work->term = t;
		work->period = period_of_term(t);
		work->seal = true;
		result = report_make(r, work);
		work->seal = false;
		if (result == 0 && (store_begin(s) == -1 ||
			store_remember(s, name, slice_of(basis)) == -1 ||
			store_commit(s) == -1))
			result = -1;
	}
	arena_destroy(a);
	return result;
}

/* The day of the first night; of this one where there was none before. */
static int32_t
first_night(struct store *store, const struct zone *z, int32_t today)
{
	struct statement *q = statement_create(store,
	    "SELECT min(started) FROM night");
	int32_t day = today;

	if (q != NULL && statement_step(q) == 1 && !statement_is_null(q, 0))
		day = zone_civil(z, statement_int(q, 0)).day;
	statement_destroy(q);
	return day;
}

/* Terms that have been over for as long as school.yml says.  One that was
 * over before beadle came is not: nobody has looked at its items yet. */
static int
seal_terms(const struct report *r, struct report_job *work, int32_t today)
{
	const struct settings *s = work->settings;
	struct arena *a = arena_create();
	struct store *store = store_open(work->store, AUDIENCE_KEEPER);
	const struct term *t;
	int32_t began;
	int result = 0;
	size_t i;

	if (store == NULL) {
		arena_destroy(a);
		return -1;
	}
	began = first_night(store, s->zone, today);
	/* Nor one that was merged without some of its days. */
	if (store_share(store, a).len == 0)
		for (i = 0; (t = calendar_term_at(s->calendar, i)) != NULL;
		     i++)
			if (t->end >= began &&
			    today - t->end >= s->seal_after &&
			    seal_term(r, work, store, t) == -1)
				result = -1;
	store_close(store);
	arena_destroy(a);
	return result;
}

int
night_reports(const struct night_job *job, const struct night_summary *sum)
{
	const struct settings *s = job->settings;
	int32_t today = zone_civil(s->zone, sum->started).day;
	struct report_job work = {
		.settings = s,
		.store = job->store,
		.out = job->out,
		.who = "nightly",
		.only_new = !sum->first_of_day,
	};
	int result = 0;
	size_t i;

	for (i = 0; reports[i] != NULL; i++) {
		const struct report *r = reports[i];

		if (r->rhythm == PERIOD_WEEK && sum->week_due &&
		    make_weeks(r, &work, sum, today) == -1)
			result = -1;
		if (r->rhythm == PERIOD_TERM && sum->term_due &&
		    make_term(r, &work, today) == -1)
			result = -1;
		if (r->before_meeting && sum->week_due &&
		    make_before_meetings(r, &work, today) == -1)
			result = -1;
		if (r->rhythm == PERIOD_TERM && s->seal_after > 0 &&
		    r->audience == AUDIENCE_GOVERNORS && sum->first_of_day &&
		    seal_terms(r, &work, today) == -1)
			result = -1;
	}
	return result;
}
