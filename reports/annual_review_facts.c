/*
 * What the yearly review has to tell of the logs: what is covered where, the
 * tests, how well it worked.  It prints no address of a network.
 */
#include <string.h>

#include "reports/words.h"
#include "store/statement.h"

#include "annual_review.h"

static struct figure
days_of_source(const struct governors_terms *t, size_t term, const void *title)
{
	const struct seen *s = t->states[term].seen;
	size_t i;

	for (i = 0; i < s->n_sources; i++)
		if (strcmp(s->sources[i].title, title) == 0)
			return figure_count(s->sources[i].school_days);
	return figure_count(0);
}

static void
add_sources(struct review *v)
{
	struct table *t = governors_terms_table(v->document, &v->terms,
	    "School days with logs, by source", "Source");
	size_t i;

	for (i = 0; i < v->seen->n_sources; i++)
		governors_terms_row(t, &v->terms, v->seen->sources[i].title,
		    true, days_of_source, v->seen->sources[i].title);
	governors_terms_row(t, &v->terms, "School days", true,
	    governors_school_days, NULL);
	document_place(v->document, t);
}

/* Only whether: the day on which a visitor was there tells of that visitor. */
static const char role_of_days[] =
    "SELECT count(*) FROM daily_visit"
    " WHERE day BETWEEN :first AND :last AND instr(:roles, ' ' || role || ' ')"
    "   > 0";

static struct figure
is_in_logs(const struct governors_terms *t, size_t term, const void *roles)
{
	struct statement *q = governors_ask(&t->states[term], role_of_days);
	bool found = false;

	if (q == NULL)
		return figure_not_measured();
	statement_bind_text(q, ":roles", slice_of(roles));
	while (statement_step(q) == 1)
		found = statement_int(q, 0) > 0;
	statement_destroy(q);
	return figure_words(found ? SLICE("yes") : SLICE("no"));
}

static void
add_groups(struct review *v)
{
	static const struct {
		const char *title, *roles;
	} groups[] = {
		{ "Pupils", " pupil " },
		{ "Staff", " staff technician " },
		{ "Governors and visitors", " governor visitor " },
		{ "Accounts of a class, kiosk or machine",
		    " class generic kiosk admin " },
		{ "Nobody that is known", "  " },
	};
	struct table *t = governors_terms_table(v->document, &v->terms,
	    "Whose use is in the logs", "Who");
	size_t i;

	for (i = 0; i < sizeof groups / sizeof *groups; i++)
		governors_terms_row(t, &v->terms, groups[i].title, false,
		    is_in_logs, groups[i].roles);
	document_place(v->document, t);
}

static struct slice
network_words(struct slice kind)
{
	static const struct {
		const char *word, *words;
	} networks[] = { { "", "of the school" },
		{ "school", "of the school" },
		{ "byod", "people's own computers and phones" },
		{ "guest", "guests" },
		{ "staff", "staff" }, { "server", "servers" },
		{ "off-site", "off site" } };
	size_t i;

	for (i = 0; i < sizeof networks / sizeof *networks; i++)
		if (slice_equal(kind, slice_of(networks[i].word)))
			return slice_of(networks[i].words);
	return kind;
}

static void
add_networks(struct review *v)
{
	const struct settings *s = v->run->settings;
	struct table *t;
	size_t i;

	if (s->network_count == 0) {
		document_text(v->document, "No network of the school is named "
		    "in the settings, so the logs do not tell what is on site "
		    "and what is not.", NO_FIGURES);
		return;
	}
	t = document_table(v->document, "Networks, and by what each is "
	    "filtered");
	table_column(t, "Network", COLUMN_HEAD, 2);
	table_column(t, "Kind", COLUMN_TEXT, 1);
	table_column(t, "Site", COLUMN_TEXT, 2);
	table_column(t, "Filtered by, tested on (to be filled in)",
	    COLUMN_TEXT, 4);
	for (i = 0; i < s->network_count; i++) {
		const struct network *n = &s->networks[i];

		table_row(t, ROW_PLAIN);
		/* One without a name is called by its addresses, which are
		 * not for governors. */
		table_text(t, n->name.len > 0 &&
			!slice_equal(n->name, n->cidr) ? n->name :
		    slice_of(arena_printf(v->arena, "Network %zu", i + 1)));
		table_text(t, network_words(n->kind));
		table_text(t, n->site);
		table_text(t, SLICE(" "));
	}
	document_place(v->document, t);
}

/* How many of each type and site, in the order in which they are listed. */
static void
add_devices(struct review *v)
{
	const struct settings *s = v->run->settings;
	struct table *t = document_table(v->document,
	    "Computers and Chromebooks on the list");
	size_t i, j;

	table_column(t, "Kind", COLUMN_HEAD, 2);
	table_column(t, "Site", COLUMN_TEXT, 2);
	table_column(t, "Number", COLUMN_NUMBER, 0);
	table_column(t, "Filtered also off site? (to be filled in)",
	    COLUMN_TEXT, 4);
	for (i = 0; i < s->device_count; i++) {
		int64_t n = 0;

		for (j = 0; j < s->device_count; j++) {
			if (!slice_equal(s->devices[j].type,
				s->devices[i].type) ||
			    !slice_equal(s->devices[j].site,
				s->devices[i].site))
				continue;
			if (j < i)
				break;
			n++;
		}
		if (n == 0)
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, s->devices[i].type.len > 0 ?
		    s->devices[i].type : SLICE("not said"));
		table_text(t, s->devices[i].site);
		table_figure(t, figure_count(n));
		table_text(t, SLICE(" "));
	}
	if (s->device_count > 0)
		document_place(v->document, t);
}

static struct figure
entered(const struct governors_terms *t, size_t term, const void *what)
{
	struct figure f = governors_entered(&t->states[term], what, NULL);

	f.measure = NULL;
	return f;
}

static const char tests_in_logs[] =
    "SELECT count(DISTINCT day) FROM item"
    " WHERE day BETWEEN :first AND :last AND label = 'filter-test'";

static struct figure
tests_seen(const struct governors_terms *t, size_t term, const void *ctx)
{
	const struct report_state *g = &t->states[term];
	struct statement *q = g->seen->days_with_logs == 0 ? NULL :
	    governors_ask(g, tests_in_logs);
	int64_t n = 0;

	(void)ctx;
	if (q == NULL)
		return figure_not_measured();
	while (statement_step(q) == 1)
		n = statement_int(q, 0);
	statement_destroy(q);
	return figure_count(n);
}

static void
add_tests(struct review *v)
{
	struct table *t = governors_terms_table(v->document, &v->terms,
	    "Tests of the filter", "What");

	document_heading(v->document, 2, "Tests");
	governors_terms_row(t, &v->terms, "Tests entered", true, entered,
	    "filter-tests");
	governors_terms_row(t, &v->terms, "of them passed", true, entered,
	    "filter-tests-passed");
	governors_terms_row(t, &v->terms, "Days with a test in the logs", true,
	    tests_seen, NULL);
	governors_terms_row(t, &v->terms, "Last review", false, entered,
	    "review-date");
	document_place(v->document, t);
}

void
review_coverage(struct review *v)
{
	document_heading(v->document, 1, "What is covered, and where");
	add_sources(v);
	add_groups(v);
	add_networks(v);
	add_devices(v);
	add_tests(v);
}

enum result {
	RESULT_WEB_STOPPED,
	RESULT_WEB_THROUGH,
	RESULT_ROUND_STOPPED,
	RESULT_ROUND_THROUGH,
	RESULT_OVER_BLOCKED,
	RESULT_ADVICE,
	RESULT_HOURS_SERIOUS,
	RESULT_HOURS_OTHERS,
};

static struct figure
result(const struct governors_terms *t, size_t term, const void *which)
{
	const struct report_state *g = &t->states[term];

	if (g->seen->days_with_logs == 0)
		return figure_not_measured();
	switch (*(const enum result *)which) {
	case RESULT_WEB_STOPPED:
		return governors_web(g, NULL, OUTCOME_STOPPED);
	case RESULT_WEB_THROUGH:
		return governors_web(g, NULL, OUTCOME_LET_THROUGH);
	case RESULT_ROUND_STOPPED:
		return governors_tries(g, OUTCOME_STOPPED);
	case RESULT_ROUND_THROUGH:
		return governors_tries(g, OUTCOME_LET_THROUGH);
	case RESULT_OVER_BLOCKED:
		return governors_over_blocked(g);
	case RESULT_ADVICE:
		return governors_advice(g);
	case RESULT_HOURS_SERIOUS:
		return governors_median(g, LOOK_SERIOUS);
	default:
		return governors_median(g, LOOK_OTHERS);
	}
}

static void
add_results(struct review *v)
{
	static const struct {
		enum result which;
		const char *title;
		bool adds_up;
	} rows[] = {
		{ RESULT_WEB_STOPPED, "Flagged requests that the filter "
		    "stopped", true },
		{ RESULT_WEB_THROUGH, "Flagged requests that it let through",
		    true },
		{ RESULT_ROUND_STOPPED, "Of tries to get round it, stopped",
		    true },
		{ RESULT_ROUND_THROUGH, "Of tries to get round it, let "
		    "through", true },
		{ RESULT_OVER_BLOCKED, "Reports of pages wrongly blocked",
		    true },
		{ RESULT_ADVICE, "Advisory items", true },
		{ RESULT_HOURS_SERIOUS, "Hours to a first look, most serious, "
		    "median", false },
		{ RESULT_HOURS_OTHERS, "Hours to a first look, others, "
		    "median", false },
	};
	struct table *t = governors_terms_table(v->document, &v->terms,
	    "What the filter did, and how soon somebody looked", "What");
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		governors_terms_row(t, &v->terms, rows[i].title,
		    rows[i].adds_up, result, &rows[i].which);
	document_place(v->document, t);
}

static void
add_items(struct review *v)
{
	static const struct {
		const char *title;
		struct which which;
	} rows[] = {
		{ "Items for review", { 0 } },
		{ "looked at", { .progress = PROGRESS_LOOKED_AT } },
		{ "confirmed as incidents", { .progress =
			PROGRESS_INCIDENT } },
		{ "rejected", { .progress = PROGRESS_REJECTED } },
		{ "of the most serious class", { .serious = 1 } },
	};
	struct table *t = governors_terms_table(v->document, &v->terms,
	    "Items for review, by what became of them and by kind", "Items");
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		governors_terms_row(t, &v->terms, rows[i].title, true,
		    governors_of_term, &rows[i].which);
	for (i = 0; i < GROUP_COUNT; i++)
		governors_terms_row(t, &v->terms, kind_groups[i].title, true,
		    governors_of_term, &(struct which){ .group = (int)i + 1 });
	document_place(v->document, t);
}

void
review_results(struct review *v)
{
	document_heading(v->document, 1, "Did it work?");
	document_text(v->document, arena_printf(v->arena, "Each term has the "
	    "figures of its governors' report. A figure that rests on %s is "
	    "\"fewer than %d\"; where a part is not shown, neither is the "
	    "sum.", governors_few(v->run, v->arena),
	    v->run->settings->threshold), NO_FIGURES);
	add_results(v);
	add_items(v);
}
