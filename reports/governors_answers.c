/*
 * Page one of the governors' report: ten questions.
 */
#include "reports/words.h"

#include "governors.h"

static struct figure
count_of(const struct report_state *g, const char *measure, struct which w)
{
	return figure_of(measure, tally_figure(g->tally, w));
}

static bool
none(const struct report_state *g, struct which w)
{
	return tally_is_empty(g->tally, w);
}

static void
add_keys(struct report_state *g)
{
	struct document *d = g->document;

	document_key(d, figure_of("School days with logs",
	    figure_count(g->seen->days_with_logs)), "days with logs",
	    arena_printf(g->arena, "of %d school days",
		g->seen->school_days));
	document_key(d, count_of(g, "Items for review",
	    (struct which){ 0 }), "items for review",
	    "possible breaches");
	document_key(d, count_of(g, "Incidents confirmed",
	    (struct which){ .progress = PROGRESS_INCIDENT }),
	    "incidents", "confirmed by staff");
	document_key(d, count_of(g, "Tries to get round the filter",
	    (struct which){ .group = GROUP_ROUND_FILTER + 1 }),
	    "round the filter", "tries, not people");
}

static void
answer_run(struct report_state *g)
{
	const struct seen *s = g->seen;
	struct document *d = g->document;

	document_question(d, "Did monitoring run?");
	if (s->days_with_logs == s->school_days)
		document_text(d, "There are logs for {} of {} school days: "
		    "none is missing.",
		    FIGURES(figure_of("School days with logs",
				figure_count(s->days_with_logs)),
			figure_of("School days",
			    figure_count(s->school_days))));
	else
		document_text(d, s->gap_days == 1 ?
		    "There are logs for {} of {} school days. The longest "
		    "gap is {} school day, {}." :
		    "There are logs for {} of {} school days. The longest "
		    "gap is {} school days, {}.",
		    FIGURES(figure_of("School days with logs",
				figure_count(s->days_with_logs)),
			figure_of("School days",
			    figure_count(s->school_days)),
			figure_of("Longest gap, school days",
			    figure_count(s->gap_days)),
			figure_of("Longest gap", figure_words(slice_of(
			    s->gap_days == 1 ?
				words_day(g->arena, s->gap_first) :
				words_days(g->arena, s->gap_first,
				    s->gap_last))))));
	document_text(d, "They were read on {} of {} nights. Of {} records "
	    "{} could not be understood.",
	    FIGURES(figure_of("Nights run", figure_count(s->nights_run)),
		figure_of("Nights", figure_count(s->nights)),
		figure_of("Records read", figure_count(s->records)),
		figure_of("Records not understood",
		    figure_count(s->rejected))));
	if (seen_change(s) != NULL)
		document_text(d, "{}", FIGURES(figure_of("Change of the "
		    "filter", figure_words(slice_of(seen_change(s))))));
}

static void
answer_what(struct report_state *g)
{
	struct document *d = g->document;

	document_question(d, "What happened?");
	if (none(g, (struct which){ 0 })) {
		document_text(d, "Nothing that the rules look for: {} items "
		    "for review.",
		    FIGURES(figure_of("Items for review", figure_count(0))));
		return;
	}
	document_text(d, "{} flags of the school's rules make up {} items for "
	    "review. Staff have looked at {}. Only what they confirm is an "
	    "incident: {} (closed: {}). They rejected {}; not yet looked at: "
	    "{}.",
	    FIGURES(figure_of("Flags", figure_count(g->flags)),
		count_of(g, "Items for review", (struct which){ 0 }),
		count_of(g, "Items looked at", (struct which){ .progress =
			PROGRESS_LOOKED_AT }),
		count_of(g, "Incidents confirmed", (struct which){ .progress =
			PROGRESS_INCIDENT }),
		count_of(g, "Incidents closed", (struct which){ .progress =
			PROGRESS_CLOSED }),
		count_of(g, "Items rejected", (struct which){ .progress =
			PROGRESS_REJECTED }),
		count_of(g, "Items not yet looked at",
		    (struct which){ .progress = PROGRESS_OPEN })));
	if (g->advice > 0)
		document_text(d, "Beside them, {} items are advice only.",
		    FIGURES(figure_of("Advisory items",
			governors_advice(g))));
}

static void
answer_kind(struct report_state *g)
{
	document_question(g->document, "What kind of thing?");
	document_text(g->document, "By the four Cs of online safety: content "
	    "{}, contact {}, conduct {}, commerce {}; and security {}. All "
	    "kinds: {}; last term {}; same term last year {}.",
	    FIGURES(count_of(g, "Content", (struct which){ .risk =
			RISK_CONTENT + 1 }),
		count_of(g, "Contact", (struct which){ .risk =
			RISK_CONTACT + 1 }),
		count_of(g, "Conduct", (struct which){ .risk =
			RISK_CONDUCT + 1 }),
		count_of(g, "Commerce", (struct which){ .risk =
			RISK_COMMERCE + 1 }),
		count_of(g, "Security", (struct which){ .risk =
			RISK_SECURITY + 1 }),
		count_of(g, "Items for review", (struct which){ 0 }),
		figure_of("Items for review, last term",
		    governors_figure(g->last_term, (struct which){ 0 })),
		figure_of("Items for review, same term last year",
		    governors_figure(g->last_year, (struct which){ 0 }))));
}

const char *
governors_web_name(enum outcome_of_try o)
{
	return o == OUTCOME_STOPPED ? "web stopped" : "web let through";
}

/* Hidden too where the rest beside tries to get round the filter, which
 * have figures of their own, would rest on few people. */
struct figure
governors_web(const struct report_state *g, const char *measure,
    enum outcome_of_try o)
{
	struct figure f = tally_safe(g->tally, figure_count(g->web[o]),
	    g->web_people[o]);
	struct figure rest = tally_safe(g->tally, figure_count(1),
	    g->rest_people[o]);

	if (f.form == FIGURE_NUMBER && rest.form != FIGURE_NUMBER)
		f = figure_hidden();
	return figure_of(measure,
	    governors_told(g, governors_web_name(o), f));
}

static void
answer_through(struct report_state *g)
{
	document_question(g->document, "What got through, and what was "
	    "wrongly blocked?");
	document_text(g->document, "Of flagged requests on the web the filter "
	    "stopped {} and let {} through. Reports of pages wrongly blocked: "
	    "{}; no log shows it.",
	    FIGURES(governors_web(g, "Flagged requests stopped",
			OUTCOME_STOPPED),
		governors_web(g, "Flagged requests let through",
		    OUTCOME_LET_THROUGH),
		figure_of("Reports of pages wrongly blocked",
		    governors_over_blocked(g))));
}

struct figure
governors_tries(const struct report_state *g, enum outcome_of_try o)
{
	static const char *const names[OUTCOMES] = {
		[OUTCOME_STOPPED] = "tries stopped",
		[OUTCOME_LET_THROUGH] = "tries let through",
		[OUTCOME_NOT_KNOWN] = "tries not known" };

	return governors_told(g, names[o], tally_safe(g->tally,
	    figure_count(g->round[o]), g->round_people[o]));
}

static void
answer_round(struct report_state *g)
{
	struct which round = { .group = GROUP_ROUND_FILTER + 1 };
	struct document *d = g->document;

	document_question(d, "Who tried to get round the filter, and did it "
	    "work?");
	if (none(g, round)) {
		document_text(d, "Nobody that the logs show: {} items.",
		    FIGURES(figure_of("Tries to get round the filter",
			figure_count(0))));
		return;
	}
	document_text(d, "{} items, by {} different people. Of their "
	    "flagged requests the filter stopped {}, let {} through; of {} "
	    "the logs do not say.",
	    FIGURES(count_of(g, "Tries to get round the filter", round),
		figure_of("People who tried", governors_told(g,
		    "people who tried", tally_people(g->tally, round))),
		figure_of("Tries stopped",
		    governors_tries(g, OUTCOME_STOPPED)),
		figure_of("Tries let through",
		    governors_tries(g, OUTCOME_LET_THROUGH)),
		figure_of("Tries, not known",
		    governors_tries(g, OUTCOME_NOT_KNOWN))));
}

static void
answer_when(struct report_state *g)
{
	document_question(g->document, "When?");
	document_text(g->document, "Lessons {}; break and lunch {}; before and "
	    "after school {}; evening {}; night {}; weekends and holidays "
	    "{}.",
	    FIGURES(count_of(g, "In lessons", (struct which){ .band =
			BAND_LESSONS }),
		count_of(g, "At break and lunch", (struct which){ .band =
			BAND_BREAK }),
		count_of(g, "Before and after school", (struct which){
			.band = BAND_AROUND }),
		count_of(g, "In the evening", (struct which){ .band =
			BAND_EVENING }),
		count_of(g, "At night", (struct which){ .band =
			BAND_NIGHT }),
		count_of(g, "Weekends and holidays", (struct which){ .band =
			BAND_WEEKEND })));
}

/* A figure about how staff work; but one that rests on few people would
 * tell of their cases. */
struct figure
governors_median(const struct report_state *g, enum look_class c)
{
	const struct looks *l = &g->looks[c];

	return governors_told(g, c == LOOK_SERIOUS ? "hours serious" :
		"hours others", l->items == 0 ? figure_not_measured() :
	    tally_safe(g->tally, figure_ratio(l->median, 60, 1, 1),
		l->people));
}

static void
answer_risk(struct report_state *g)
{
	static const struct which serious = { .serious = 1 };
	struct figure hours = figure_of("Hours until serious items were "
	    "first looked at, median", governors_median(g, LOOK_SERIOUS));

	document_question(g->document, "Was anyone at serious risk?");
	document_text(g->document, hours.form == FIGURE_NUMBER ?
		"{} items are of the most serious class; staff have looked "
		"at {} of them, half of those within {} hours of being "
		"found." :
		"{} items are of the most serious class; staff have looked "
		"at {} of them. Hours until they were first looked at: {}.",
	    FIGURES(count_of(g, "Items of the most serious class", serious),
		count_of(g, "Most serious items looked at", (struct which){
			.serious = 1, .progress = PROGRESS_LOOKED_AT }),
		hours));
}

static void
answer_wrong(struct report_state *g)
{
	struct which looked = { .progress = PROGRESS_LOOKED_AT },
	    rejected = { .progress = PROGRESS_REJECTED };
	int64_t n = tally_shown(g->tally, looked),
		wrong = tally_shown(g->tally, rejected);

	document_question(g->document, "How often was it wrong?");
	if (n == 0) {
		document_text(g->document, "Not known yet: no item has been "
		    "looked at ({}).",
		    FIGURES(figure_of("Share of items rejected",
			figure_not_measured())));
		return;
	}
	document_text(g->document, "Of the items looked at, staff rejected {} "
	    "({}).",
	    FIGURES(count_of(g, "Items rejected", rejected),
		figure_of("Share of items rejected", n < 0 || wrong < 0 ?
			figure_hidden() :
			figure_percent(figure_ratio(wrong, n, 100, 0)))));
}

static void
answer_unseen(struct report_state *g)
{
	const struct seen *s = g->seen;

	document_question(g->document, "What can it not see?");
	document_text(g->document, "Phones on their own data, equipment at "
	    "home, words in messages and apps; {} of pages have no known "
	    "person.",
	    FIGURES(figure_of("Pages without a known person",
		figure_percent(figure_ratio(s->pages - s->pages_known,
		    s->pages, 100, 1)))));
}

struct figure
governors_entered(const struct report_state *g, const char *what,
    const char *measure)
{
	const struct entered *e = settings_entered(g->run->settings,
	    g->run->term->name, what, 0);
	int64_t n;
	int32_t day;

	if (e == NULL)
		return figure_of(measure, figure_not_measured());
	if (slice_to_int(e->value, &n))
		return figure_of(measure, figure_entered(figure_count(n)));
	if (day_parse(e->value, &day))
		return figure_of(measure, figure_entered(figure_words(
		    slice_of(words_day(g->arena, day)))));
	return figure_of(measure, figure_entered(figure_words(e->value)));
}

static bool
anything_entered(const struct report_state *g)
{
	const struct settings *s = g->run->settings;
	size_t i;

	for (i = 0; i < s->entered_count; i++)
		if (slice_equal(s->entered[i].term, g->run->term->name))
			return true;
	return false;
}

static void
answer_done(struct report_state *g)
{
	struct document *d = g->document;
	const struct entered *e;
	size_t i;

	document_question(d, "What did we do, and what do we ask of you?");
	if (!anything_entered(g)) {
		document_text(d, "Training, assemblies and tests of the "
		    "filter: {}, since none has been entered. We ask the "
		    "board to note this report, and to ask by when the open "
		    "items will be looked at.",
		    FIGURES(figure_of("Training, assemblies and filter tests",
			figure_not_measured())));
		return;
	}
	document_text(d, "Staff trained {}, assemblies {}, workshops "
	    "for families {}, tests of the filter {}, passed {}; last review "
	    "{}.",
	    FIGURES(governors_entered(g, "training", "Staff trained"),
		governors_entered(g, "assemblies", "Assemblies"),
		governors_entered(g, "workshops", "Workshops for families"),
		governors_entered(g, "filter-tests", "Tests of the filter"),
		governors_entered(g, "filter-tests-passed",
		    "Tests of the filter passed"),
		governors_entered(g, "review-date", "Last review")));
	for (i = 0; (e = settings_entered(g->run->settings,
	    g->run->term->name, "decision", i)) != NULL; i++)
		document_text(d, "We ask: {}",
		    FIGURES(figure_of("Decision asked of the board",
			figure_entered(figure_words(e->value)))));
}

void
governors_answers(struct report_state *g)
{
	document_heading(g->document, 1, "The term in ten answers");
	add_keys(g);
	answer_run(g);
	answer_what(g);
	answer_kind(g);
	answer_through(g);
	answer_round(g);
	answer_when(g);
	answer_risk(g);
	answer_wrong(g);
	answer_unseen(g);
	answer_done(g);
}
