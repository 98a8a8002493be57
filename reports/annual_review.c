/*
 * The yearly review of filtering and monitoring: what is covered where, what
 * was tested, how well it worked, what was decided and why, what changed; and
 * lines for what the review decides.  For the lead, the technicians and the
 * link governor at one table, so it reads the store as governors do.
 */
#include <string.h>

#include "reports/facts.h"
#include "reports/words.h"
#include "settings/registers.h"
#include "store/statement.h"

#include "annual_review.h"

static void
point(struct review *v, const char *text, const char *measure, int64_t n)
{
	document_point(v->document, text, FIGURES(figure_of(measure,
	    figure_count(n))));
	v->points++;
}

static int64_t
entered_number(const struct review *v, size_t term, const char *what)
{
	const struct entered *e = settings_entered(v->run->settings,
	    v->terms.runs[term].term->name, what, 0);
	int64_t n;

	return e != NULL && slice_to_int(e->value, &n) ? n : -1;
}

/* Whether all were passed is known of a term for which both are entered. */
static void
ask_of_tests(struct review *v)
{
	int64_t untested = 0, failed = 0;
	size_t i;

	for (i = 0; i < v->terms.count; i++) {
		int64_t tests = entered_number(v, i, "filter-tests");
		int64_t passed = entered_number(v, i, "filter-tests-passed");

		untested += tests < 0;
		if (passed >= 0 && passed < tests)
			failed += tests - passed;
	}
	if (untested > 0)
		point(v, "Terms for which no test of the filter is entered: "
		    "{}.",
		    "Terms without a test of the filter", untested);
	if (failed > 0)
		point(v, "Tests of the filter that were not passed: {}. What "
		    "was done?", "Tests of the filter not passed", failed);
}

static void
find_gaps(struct review *v)
{
	int school = 0, with = 0;
	int64_t over = 0;
	size_t i;

	for (i = 0; i < v->terms.count; i++) {
		school += v->terms.states[i].seen->school_days;
		with += v->terms.states[i].seen->days_with_logs;
		over += v->terms.states[i].over_blocked;
		if (seen_change(v->terms.states[i].seen) != NULL) {
			document_point(v->document, "{}", FIGURES(figure_of(
			    "Change of the filter", figure_words(slice_of(
				seen_change(v->terms.states[i].seen))))));
			v->points++;
		}
	}
	if (with < school)
		point(v, "School days without any logs: {}. Why, and who "
		    "noticed?", "School days without logs", school - with);
	ask_of_tests(v);
	if (over > 0)
		point(v, "Reports of pages wrongly blocked: {}. Does filtering "
		    "get in the way of teaching?",
		    "Reports of pages wrongly blocked", over);
	if (v->without_clause > 0)
		point(v, "Rules that stand on no clause of the school's "
		    "policy: {}. They are counted, and nobody is named. "
		    "Adopt them, or turn them off?", "Rules without a clause",
		    v->without_clause);
}

/* A date of the policy that has passed more than a year ago is a question. */
static void
find_old(struct review *v)
{
	const struct settings *s = v->run->settings;
	const struct {
		const char *what;
		int32_t day;
	} dates[] = { { "The impact assessment", s->policy.assessment },
		{ "The notice to pupils, staff and families",
		    s->policy.notice } };
	size_t i;

	for (i = 0; i < sizeof dates / sizeof *dates; i++) {
		if (dates[i].day == DAY_UNKNOWN)
			document_point(v->document, "{}: no day is entered on "
			    "which it was settled.",
			    FIGURES(figure_words(slice_of(dates[i].what))));
		else if (dates[i].day < v->today - 365)
			document_point(v->document, "{} is of {}: is it still "
			    "true?",
			    FIGURES(figure_words(slice_of(dates[i].what)),
				figure_words(slice_of(words_day(v->arena,
				    dates[i].day)))));
		else
			continue;
		v->points++;
	}
}

static void
add_summary(struct review *v)
{
	struct document *d = v->document;
	const struct seen *s = v->seen;

	document_heading(d, 1, "What the review has to look at");
	document_text(d, "Filtering and monitoring are to be reviewed at least "
	    "once in each school year, and whenever a risk, a way of working "
	    "or a technology is new; what is found and what is done about it "
	    "is to be written down. These pages hold what the logs and the "
	    "settings can tell, and lines for the rest.", NO_FIGURES);
	document_key(d, figure_of("School days with logs", figure_count(
	    s->days_with_logs)), "days with logs", arena_printf(v->arena,
		"of %d school days so far", s->school_days));
	document_key(d, figure_of("Rules that name people",
	    figure_count(v->with_clause)), "rules with a clause",
	    arena_printf(v->arena, "%lld more only count",
		(long long)v->without_clause));
	document_key(d, figure_of("Terms in this review",
	    figure_count((int64_t)v->terms.count)), "terms", "that have "
	    "begun");
	find_gaps(v);
	find_old(v);
	if (v->points == 0)
		document_point(d, "Nothing stands out: ask all the same "
		    "whether each page is true.", NO_FIGURES);
}

static void
add_decisions(struct review *v)
{
	static const char *const titles[] = { "What is decided", "Why",
		"Who does it", "By when" };
	struct document *d = v->document;
	struct table *t = document_table(d, "Decisions of this review");
	int i, c;

	document_page_break(d); /* one page to fill in and to sign */
	document_heading(d, 1, "What this review decides");
	for (c = 0; c < 4; c++)
		table_column(t, titles[c], c == 0 ? COLUMN_HEAD : COLUMN_TEXT,
		    c < 2 ? 3 : 2);
	for (i = 0; i < 6; i++) {
		table_row(t, ROW_PLAIN);
		for (c = 0; c < 4; c++)
			table_text(t, SLICE(" "));
	}
	document_place(d, t);
}

static struct document *
begin(struct review *v)
{
	struct document_facts f = facts_of_run(v->arena, v->run,
	    "Yearly review of filtering and monitoring", KEEP_SEVEN_YEARS);

	f.audience = "Safeguarding lead, technicians and link governor";
	f.cover = COVER_PAGE;
	f.contents = true;
	return document_create(&f);
}

static void
fill(struct review *v)
{
	static const char *const roles[] = { "Designated safeguarding lead",
		"Member of the leadership", "For the technicians",
		"Link governor", NULL };

	add_summary(v);
	review_coverage(v);
	review_results(v);
	review_decided(v);
	review_changes(v);
	seen_say(v->document, v->run, v->seen);
	add_decisions(v);
	document_sign_off(v->document, "We have reviewed filtering and "
	    "monitoring; what we decided stands above.", roles);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct review v = { .run = run, .arena = arena_create() };

	v.today = zone_civil(run->settings->zone, run->now).day;
	v.seen = seen_create(run);
	review_count_rules(&v);
	/* Of a term that runs, as far as it has gone: as its report does. */
	if (v.seen != NULL && governors_terms(&v.terms, run, v.arena, true)) {
		v.document = begin(&v);
		fill(&v);
	}
	governors_terms_forget(&v.terms);
	seen_destroy(v.seen);
	arena_destroy(v.arena);
	return v.document;
}

static const char *const others[] = { "technician", "governors", NULL };

const struct report report_annual_review = {
	.name = "annual-review",
	.title = "Yearly review of filtering and monitoring, a pack",
	.reader = "dsl",
	.also = others,
	.audience = AUDIENCE_GOVERNORS,
	.lay_out = lay_out,
	.periods = PERIOD_YEAR,
};
