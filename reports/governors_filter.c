/*
 * What the filter let through and what it stopped, for the appendix of the
 * governors' report: flagged requests by area of risk, and all pages by week.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disclosure/disclosure.h"
#include "reports/labels.h"
#include "reports/words.h"
#include "store/statement.h"

#include "governors.h"

enum { SHOWN_OUTCOMES = OUTCOME_LET_THROUGH + 1, MOST_WEEKS = 64,
	PART_NAME = 64 };

/* Flags and the people they rest on: of an area, and in Conduct of tries to
 * get round the filter, which page one tells of, and of the rest. */
struct part {
	int64_t flags, people;
	size_t cell;
};

struct through {
	const struct report_run *run;
	struct disclosure *d;
	struct part areas[RISK_COUNT][SHOWN_OUTCOMES];
	struct part tries[SHOWN_OUTCOMES], others[SHOWN_OUTCOMES];
	struct part all[SHOWN_OUTCOMES];
};

static const char flags_of_labels[] =
    "SELECT label, type = 'allowed', sum(flags)"
    "  FROM daily_flag"
    " WHERE day BETWEEN :first AND :last AND channel = 'web'"
    "   AND treatment IN (1, 2) AND type IN ('allowed', 'denied')"
    " GROUP BY 1, 2";

static const char people_of_labels[] =
    "SELECT number, type = 'allowed', label"
    "  FROM daily_person"
    " WHERE day BETWEEN :first AND :last AND channel = 'web'"
    "   AND type IN ('allowed', 'denied')"
    " GROUP BY 1, 2, 3"
    " ORDER BY 1, 2, 3";

static const char pages_of_weeks[] =
    "SELECT (day - :monday) / 7, type = 'denied', sum(events)"
    "  FROM daily_visit"
    " WHERE day BETWEEN :first AND :last"
    "   AND channel = 'web' AND kind = 'page'"
    " GROUP BY 1, 2";

static bool
is_try(struct slice label)
{
	return slice_equal(label, SLICE("circumvention"));
}

static bool
read_flags(const struct report_state *g, struct through *t)
{
	struct statement *q = governors_ask(g, flags_of_labels);
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		struct slice label = statement_text(q, 0);
		int risk = (int)tally_risk(g->run->settings, label);
		int o = statement_int(q, 1) ? OUTCOME_LET_THROUGH :
					      OUTCOME_STOPPED;
		int64_t n = statement_int(q, 2);

		t->areas[risk][o].flags += n;
		t->all[o].flags += n;
		if (is_try(label))
			t->tries[o].flags += n;
		else if (risk == RISK_CONDUCT)
			t->others[o].flags += n;
	}
	statement_destroy(q);
	return more == 0;
}

/* Each person once in each part, whatever the labels. */
static void
count_person(struct through *t, const bool areas[RISK_COUNT], bool tries,
    bool others, int o)
{
	int risk;

	for (risk = 0; risk < RISK_COUNT; risk++)
		t->areas[risk][o].people += areas[risk];
	t->tries[o].people += tries;
	t->others[o].people += others;
	t->all[o].people++;
}

static bool
read_people(const struct report_state *g, struct through *t)
{
	struct statement *q = governors_ask(g, people_of_labels);
	bool areas[RISK_COUNT] = { false }, tries = false, others = false;
	int64_t number = 0;
	int more = -1, o = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		struct slice label = statement_text(q, 2);
		int risk = (int)tally_risk(g->run->settings, label);
		int now = statement_int(q, 1) ? OUTCOME_LET_THROUGH :
						OUTCOME_STOPPED;

		if (o != -1 && (now != o || statement_int(q, 0) != number)) {
			count_person(t, areas, tries, others, o);
			memset(areas, 0, sizeof areas);
			tries = others = false;
		}
		number = statement_int(q, 0);
		o = now;
		areas[risk] = true;
		tries |= is_try(label);
		others |= !is_try(label) && risk == RISK_CONDUCT;
	}
	if (o != -1)
		count_person(t, areas, tries, others, o);
	statement_destroy(q);
	return more == 0;
}

static const char *
name_part(char name[PART_NAME], const char *part, int o)
{
	snprintf(name, PART_NAME, "requests %s %s", part,
	    o == OUTCOME_STOPPED ? "stopped" : "let through");
	return name;
}

/* name: under which the version before may have told it; or NULL. */
static void
add_cell(struct through *t, struct part *p, int weight, const char *name)
{
	p->cell = disclosure_cell(t->d, p->flags, p->people, weight);
	if (name != NULL)
		told_to_cell(t->run->before, name, true, t->d, p->cell);
}

/* What page one tells weighs most: it may not be hidden here. */
static void
protect(struct through *t)
{
	size_t parts[RISK_COUNT];
	char name[PART_NAME];
	int o, risk;

	for (o = 0; o < SHOWN_OUTCOMES; o++) {
		for (risk = 0; risk < RISK_COUNT; risk++) {
			add_cell(t, &t->areas[risk][o], 1, name_part(name,
			    risk_title((enum risk)risk), o));
			parts[risk] = t->areas[risk][o].cell;
		}
		add_cell(t, &t->tries[o], 9, NULL);
		add_cell(t, &t->others[o], 0, NULL);
		add_cell(t, &t->all[o], 9,
		    governors_web_name((enum outcome_of_try)o));
		disclosure_sum(t->d, t->all[o].cell, parts, RISK_COUNT);
		disclosure_sum(t->d, parts[RISK_CONDUCT],
		    (size_t[]){ t->tries[o].cell, t->others[o].cell }, 2);
	}
	disclosure_protect(t->d);
}

/* Page one's figures stand as they are, and something is left to tell. */
static bool
may_be_told(const struct through *t, const struct figure page_one[])
{
	int o, risk, told = 0;

	for (o = 0; o < SHOWN_OUTCOMES; o++) {
		if (page_one[o].form != FIGURE_NUMBER ||
		    disclosure_shown(t->d, t->all[o].cell) != SHOWN_PLAIN ||
		    disclosure_shown(t->d, t->tries[o].cell) == SHOWN_HIDDEN)
			return false;
		for (risk = 0; risk < RISK_COUNT; risk++)
			told += t->areas[risk][o].flags > 0 &&
			    disclosure_shown(t->d, t->areas[risk][o].cell) ==
				SHOWN_PLAIN;
	}
	return told > 0 && (!t->run->restated ||
	    disclosure_is_safe(t->d, NULL));
}

static struct figure
figure_of_part(const struct report_state *g, const struct through *t,
    const struct part *p)
{
	switch (disclosure_shown(t->d, p->cell)) {
	case SHOWN_FEW:
		return tally_safe(g->tally, figure_count(1), 1);
	case SHOWN_HIDDEN:
		return figure_hidden();
	default:
		return figure_count(p->flags);
	}
}

/* What is told of them, for the version that comes after this one. */
static void
write_down(const struct report_state *g, const struct through *t, bool told)
{
	char name[PART_NAME];
	int o, risk;

	for (o = 0; t->run->told != NULL && o < SHOWN_OUTCOMES; o++)
		for (risk = 0; risk < RISK_COUNT; risk++) {
			const struct part *p = &t->areas[risk][o];

			told_add(t->run->told, name_part(name,
			    risk_title((enum risk)risk), o),
			    told ? figure_of_part(g, t, p) :
				figure_hidden());
		}
}

static void
place_through(struct report_state *g, const struct through *t)
{
	struct table *table = document_table(g->document,
	    "Flagged requests on the web, by area");
	const char *message = arena_printf(g->arena, "Of flagged requests on "
	    "the web %lld were let through, %lld stopped",
	    (long long)t->all[OUTCOME_LET_THROUGH].flags,
	    (long long)t->all[OUTCOME_STOPPED].flags);
	int risk;

	table_column(table, "Area", COLUMN_HEAD, 0);
	table_column(table, "Let through", COLUMN_NUMBER, 0);
	table_column(table, "Stopped", COLUMN_NUMBER, 0);
	for (risk = 0; risk < RISK_COUNT; risk++) {
		table_row(table, ROW_PLAIN);
		table_text(table, slice_of(risk_title((enum risk)risk)));
		table_figure(table, figure_of_part(g, t,
		    &t->areas[risk][OUTCOME_LET_THROUGH]));
		table_figure(table, figure_of_part(g, t,
		    &t->areas[risk][OUTCOME_STOPPED]));
	}
	table_row(table, ROW_TOTAL);
	table_text(table, SLICE("All areas"));
	table_figure(table, figure_of_part(g, t,
	    &t->all[OUTCOME_LET_THROUGH]));
	table_figure(table, figure_of_part(g, t, &t->all[OUTCOME_STOPPED]));
	document_chart(g->document, CHART_BARS, message, arena_printf(
	    g->arena, "Bars, one an area: requests let through; a mark beside "
	    "each: those stopped. %s.", message), table);
	document_place(g->document, table);
}

static void
add_through(struct report_state *g, const struct figure page_one[])
{
	struct through t = { .run = g->run, .d = disclosure_create(
	    g->run->settings->threshold) };
	bool told;

	if (read_flags(g, &t) && read_people(g, &t)) {
		protect(&t);
		told = may_be_told(&t, page_one);
		write_down(g, &t, told);
		if (told)
			place_through(g, &t);
		else
			document_text(g->document, "There is no chart of what "
			    "got through, by area: it would rest on too few "
			    "people.", NO_FIGURES);
	}
	disclosure_destroy(t.d);
}

struct week {
	int64_t allowed, blocked;
};

static int
read_weeks(const struct report_state *g, struct week *weeks)
{
	struct statement *q;
	int more = -1;

	if (g == NULL || (q = governors_ask(g, pages_of_weeks)) == NULL)
		return 0;
	statement_bind_int(q, ":monday", g->monday);
	while ((more = statement_step(q)) == 1) {
		int64_t week = statement_int(q, 0);

		if (week >= 0 && week < MOST_WEEKS)
			*(statement_int(q, 1) ? &weeks[week].blocked :
						&weeks[week].allowed) =
			    statement_int(q, 2);
	}
	statement_destroy(q);
	return g->n_weeks < MOST_WEEKS ? g->n_weeks : MOST_WEEKS;
}

/* Of each 10,000 pages: a share in per cent would be all noughts. */
static struct figure
rate_of(const struct report_state *g, const struct week *w, int at)
{
	int32_t monday = g->monday + 7 * at;

	if (at >= g->n_weeks || (w->allowed + w->blocked == 0 &&
	    !seen_week_has_school(g->seen, monday)))
		return figure_none();
	return figure_ratio(w->blocked, w->allowed + w->blocked, 10000, 0);
}

static void
add_weeks(struct report_state *g)
{
	struct week now[MOST_WEEKS] = { { 0 } }, then[MOST_WEEKS] = { { 0 } };
	int n = read_weeks(g, now), first = 0, week;
	struct table *rates = document_table(g->document, "Pages blocked of "
	    "each 10,000, by week");
	struct table *counts = document_table(g->document, "Pages asked for "
	    "on the web, by week");

	read_weeks(g->last_term, then);
	table_column(rates, "Week", COLUMN_HEAD, 0);
	table_column(rates, "This term", COLUMN_NUMBER, 0);
	if (g->last_term != NULL)
		table_column(rates, "Last term", COLUMN_NUMBER, 0);
	table_column(counts, "Week", COLUMN_HEAD, 0);
	table_column(counts, "Allowed", COLUMN_NUMBER, 0);
	table_column(counts, "Blocked", COLUMN_NUMBER, 0);
	/* Weeks before the first logs say nothing; beside another term all
	 * of them stand, so that weeks are compared with their like. */
	while (g->last_term == NULL && first + 1 < n &&
	    now[first].allowed + now[first].blocked == 0)
		first++;
	for (week = first; week < n; week++) {
		const struct week *w = &now[week];
		struct slice name = slice_of(words_short_day(g->arena,
		    g->monday + 7 * week));

		table_row(rates, ROW_PLAIN);
		table_text(rates, name);
		table_figure(rates, rate_of(g, w, week));
		if (g->last_term != NULL)
			table_figure(rates, rate_of(g->last_term, &then[week],
			    week));
		if (w->allowed + w->blocked == 0)
			continue;
		table_row(counts, ROW_PLAIN);
		table_text(counts, name);
		table_figure(counts, figure_count(w->allowed));
		table_figure(counts, figure_count(w->blocked));
	}
	document_chart(g->document, CHART_LINES, "Pages that the filter "
	    "blocked, of each 10,000 asked for, by week", arena_printf(
	    g->arena, "A line by week of term. In all the filter blocked "
	    "%lld of %lld pages.", (long long)g->seen->pages_blocked,
	    (long long)g->seen->pages), rates);
	governors_incomparable(g);
	document_place(g->document, counts);
}

void
governors_filter(struct report_state *g, const struct figure page_one[])
{
	document_heading(g->document, 1, "What the filter let through");
	add_through(g, page_one);
	if (g->seen->pages > 0)
		add_weeks(g);
}
