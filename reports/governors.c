/*
 * The governors' report: one page that stands alone, questions answered in
 * sentences, and behind it the charts and tables.  It names nobody: it
 * reads the store as governors do, who cannot ask for a name.
 */
#include <err.h>
#include <stdlib.h>

#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/report.h"
#include "reports/seen.h"
#include "reports/tally.h"
#include "reports/words.h"

#include "governors.h"

/* All items: no division set. */
static const struct which all;

/* How a question divides the items, and how the parts add up. */
static void
ask_kinds(struct report_state *g)
{
	struct which groups[16], parts[64];
	size_t r, i, k, n;

	tally_sum(g->tally, all, DIVISION(risk), RISK_COUNT);
	for (r = 0; r < RISK_COUNT; r++) {
		for (i = n = 0; i < GROUP_COUNT; i++)
			if ((size_t)kind_groups[i].risk == r)
				groups[n++] = (struct which){ .group =
						(int)i + 1 };
		tally_sum_of(g->tally, (struct which){ .risk = (int)r + 1 },
		    groups, n);
	}
	for (i = 0; i < GROUP_COUNT; i++) {
		for (k = n = 0; k < kind_count; k++)
			if ((size_t)kinds[k].group == i)
				parts[n++] = (struct which){ .kind =
						(int)k + 1 };
		/* Better the group's figure than its kinds and no figure. */
		g->kinds_told[i] = tally_supports(g->tally,
		    (struct which){ .group = (int)i + 1 }, parts, n);
		if (g->kinds_told[i])
			tally_sum_of(g->tally, (struct which){ .group =
				(int)i + 1 }, parts, n);
	}
}

static void
ask_progress(struct report_state *g)
{
	static const struct which looked = { .progress = PROGRESS_LOOKED_AT },
	    incident = { .progress = PROGRESS_INCIDENT },
	    round = { .group = GROUP_ROUND_FILTER + 1 };

	tally_sum_of(g->tally, all,
	    (struct which[]){ { .progress = PROGRESS_OPEN }, looked }, 2);
	tally_sum_of(g->tally, looked,
	    (struct which[]){ incident, { .progress = PROGRESS_REJECTED } },
	    2);
	tally_sum_of(g->tally, incident,
	    (struct which[]){ { .progress = PROGRESS_CONFIRMED },
		{ .progress = PROGRESS_CLOSED } }, 2);
	tally_ask(g->tally, (struct which){ .serious = 1 });
	tally_ask(g->tally, (struct which){ .serious = 1,
	    .progress = PROGRESS_LOOKED_AT });
	tally_ask(g->tally, round);
}

/* Better the figure of the whole than its weeks or days and no figure. */
static bool
bears(const struct report_state *g, struct which whole, size_t division,
    int last)
{
	struct which parts[64];
	int i;

	if (last > (int)(sizeof parts / sizeof *parts) ||
	    !tally_bears(g->tally, whole, division, last))
		return false;
	for (i = 0; i < last; i++) {
		parts[i] = whole;
		((int *)&parts[i])[division] = i + 1;
	}
	return tally_supports(g->tally, whole, parts, (size_t)last);
}

/* Breakdowns that would be all "fewer than 5" are left out: they say
 * nothing, and would take totals with them. */
static void
ask_times(struct report_state *g)
{
	int i;

	tally_sum(g->tally, all, DIVISION(year), YEAR_END - 1);
	tally_sum(g->tally, all, DIVISION(band), BAND_END - 1);
	g->weeks_bear = g->n_weeks > 0 &&
	    bears(g, all, DIVISION(week), g->n_weeks);
	if (g->weeks_bear)
		tally_sum(g->tally, all, DIVISION(week), g->n_weeks);
	for (i = 0; i < GROUP_COUNT; i++) {
		struct which w = { .group = i + 1 };

		g->group_bears[i] = g->weeks_bear &&
		    bears(g, w, DIVISION(week), g->n_weeks);
		if (g->group_bears[i])
			tally_sum(g->tally, w, DIVISION(week), g->n_weeks);
	}
	for (i = 1; i < BAND_UNKNOWN; i++) {
		struct which w = { .band = i };

		g->band_bears[i] = tally_is_empty(g->tally, w) ||
		    bears(g, w, DIVISION(weekday), 7);
		if (g->band_bears[i])
			tally_sum(g->tally, w, DIVISION(weekday), 7);
	}
}

/* A new version that may no longer tell how many there are takes more than
 * it gives. */
static bool
is_worth_telling(const struct report_state *g)
{
	struct figure was;

	return !g->run->restated || tally_shown(g->tally, all) >= 0 ||
	    !told_find(g->run->before, "items", &was) ||
	    was.form != FIGURE_NUMBER;
}

bool
governors_gather(struct report_state *g)
{
	g->seen = seen_create(g->run);
	if (g->seen == NULL)
		return false;
	g->tally = tally_create(g->run, g->seen->first, g->seen->last);
	if (g->tally == NULL || governors_read(g) == -1)
		return false;
	g->monday = tally_first_monday(g->tally);
	g->n_weeks = g->seen->last < g->seen->first ? 0 :
	    (g->seen->last - g->monday) / 7 + 1;
	ask_kinds(g);
	ask_progress(g);
	ask_times(g);
	if (tally_protect(g->tally, g->run) && is_worth_telling(g))
		return true;
	warnx("%s: what has changed cannot be told beside the version before "
	      "without telling of few people", g->run->period.name);
	return false;
}

bool
governors_recall(struct report_state *g)
{
	if (!governors_gather(g))
		return false;
	g->sealed = told_of_term(g->run->store, SLICE("governors"),
	    g->run->term->name);
	if (g->sealed != NULL)
		tally_recall(g->tally, g->sealed);
	return true;
}

void
governors_forget(struct report_state *g)
{
	told_destroy(g->sealed);
	tally_destroy(g->tally);
	seen_destroy(g->seen);
	g->sealed = NULL;
	g->tally = NULL;
	g->seen = NULL;
}

static struct document *
begin(struct report_state *g)
{
	struct arena *a = g->arena;
	struct document_facts f = facts_of_run(a, g->run,
	    "Online safety report to governors", KEEP_SEVEN_YEARS);

	f.audience = "The governing board";
	f.cover = COVER_PAGE;
	f.contents = true;
	if (g->seen->last >= g->seen->first &&
	    g->seen->last < g->run->period.end)
		f.reporting_dates = arena_printf(a, "%s; so far, up to %s",
		    f.reporting_dates, words_day(a, g->seen->last));
	return document_create(&f);
}

/* Of another term, by the same questions and so with the same figures
 * hidden as in the report of that term. */
struct other_term {
	struct report_run run;
	struct report_state state;
};

static struct report_state *
look_back(const struct report_state *g, struct other_term *o,
    const struct term *t)
{
	if (t == NULL)
		return NULL;
	o->run = *g->run;
	o->run.term = t;
	o->run.period = period_of_term(t);
	o->run.told = NULL;
	o->run.before = NULL;
	o->run.restated = false;
	o->state = (struct report_state){ .run = &o->run,
		.arena = g->arena };
	if (!governors_recall(&o->state) ||
	    o->state.seen->days_with_logs == 0)
		return NULL;
	return &o->state;
}

static const struct term *
term_before(const struct report_state *g)
{
	const struct term *t, *found = NULL;
	size_t i;

	for (i = 0; (t = calendar_term_at(g->run->settings->calendar, i)) !=
	     NULL; i++)
		if (t->end < g->run->period.start &&
		    (found == NULL || t->end > found->end))
			found = t;
	return found;
}

/* All that is told of a term anywhere, though not each time here. */
static void
write_down(const struct report_state *g)
{
	int i;

	governors_pupils(g);
	governors_advice(g);
	governors_over_blocked(g);
	for (i = 0; i < LOOK_CLASSES; i++)
		governors_median(g, (enum look_class)i);
	for (i = 0; i < OUTCOMES; i++)
		governors_tries(g, (enum outcome_of_try)i);
	for (i = 1; i <= GROUP_YEAR_LAST; i++)
		governors_rate(g, i);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct report_state g = { .run = run, .arena = arena_create() };
	struct other_term before = { 0 }, year = { 0 };

	if (governors_gather(&g)) {
		g.last_term = look_back(&g, &before, term_before(&g));
		/* Three weeks in, a year ago less a day: in that term. */
		g.last_year = look_back(&g, &year, calendar_term_of_day(
		    run->settings->calendar, run->period.start + 21 - 364));
		g.document = begin(&g);
		governors_answers(&g);
		governors_details(&g);
		governors_appendix(&g);
		write_down(&g);
	}
	governors_forget(&before.state);
	governors_forget(&year.state);
	governors_forget(&g);
	arena_destroy(g.arena);
	return g.document;
}

struct figure
governors_figure(const struct report_state *g, struct which w)
{
	return g == NULL ? figure_not_measured() : tally_figure(g->tally, w);
}

const struct report report_governors = {
	.name = "governors",
	.title = "Online safety report to governors, for a term",
	.reader = "governors",
	.audience = AUDIENCE_GOVERNORS,
	.lay_out = lay_out,
	.html = true,
	.periods = PERIOD_TERM,
	.rhythm = PERIOD_TERM,
};
