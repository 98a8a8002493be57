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
	    figure_count(g->seen->days_with_logs)), "school days with logs",
	    arena_printf(g->arena, "of %d so far", g->seen->school_days));
	document_key(d, count_of(g, "Items for review",
	    (struct which){ 0 }), "items for review",
	    "possible breaches of policy");
	document_key(d, count_of(g, "Incidents confirmed",
	    (struct which){ .progress = PROGRESS_INCIDENT }),
	    "incidents confirmed", "by a member of staff");
	document_key(d, count_of(g, "Tries to get round the filter",
	    (struct which){ .group = GROUP_ROUND_FILTER + 1 }),
	    "tries to get round the filter", "items, not people");
}

static void
answer_run(struct report_state *g)
{
	const struct seen *s = g->seen;
	struct document *d = g->document;

	document_question(d, "Did monitoring run?");
	if (s->days_with_logs == s->school_days)
		document_text(d, "There are logs for {} of {} school days so "
		    "far: none is missing.",
		    FIGURES(figure_of("School days with logs",
				figure_count(s->days_with_logs)),
			figure_of("School days",
			    figure_count(s->school_days))));
	else
		document_text(d, s->gap_days == 1 ?
		    "There are logs for {} of {} school days so far. The "
		    "longest gap is {} school day, {}." :
		    "There are logs for {} of {} school days so far. The "
		    "longest gap is {} school days, {}.",
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
}

static void
answer_kind(struct report_state *g)
{
	document_question(g->document, "What kind of thing?");
	document_text(g->document, "Items for review by the four Cs of online "
	    "safety: content {}, contact {}, conduct {}, commerce {}. Beside "
	    "them, the security of accounts, computers and data: {}.",
	    FIGURES(count_of(g, "Content", (struct which){ .risk =
			RISK_CONTENT + 1 }),
		count_of(g, "Contact", (struct which){ .risk =
			RISK_CONTACT + 1 }),
		count_of(g, "Conduct", (struct which){ .risk =
			RISK_CONDUCT + 1 }),
		count_of(g, "Commerce", (struct which){ .risk =
			RISK_COMMERCE + 1 }),
		count_of(g, "Security", (struct which){ .risk =
			RISK_SECURITY + 1 })));
}

static struct figure
tries(const struct report_state *g, const char *measure, enum
    outcome_of_try o)
{
	return figure_of(measure, tally_safe(g->tally,
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
	document_text(d, "{} items for review, by {} different people. Of "
	    "their flagged requests the filter stopped {} and let {} through; "
	    "for {} the logs do not say, as when a program was started.",
	    FIGURES(count_of(g, "Tries to get round the filter", round),
		figure_of("People who tried",
		    tally_people(g->tally, round)),
		tries(g, "Tries stopped", OUTCOME_STOPPED),
		tries(g, "Tries let through", OUTCOME_LET_THROUGH),
		tries(g, "Tries, not known", OUTCOME_NOT_KNOWN)));
}

static void
answer_when(struct report_state *g)
{
	document_question(g->document, "When?");
	document_text(g->document, "In lessons: {}. At break and lunch: {}. "
	    "Before and after school: {}. In the evening: {}. At night: {}. "
	    "At weekends and in holidays: {}.",
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

static void
answer_years(struct report_state *g)
{
	int year, top = 0;
	int64_t n, best = -1, top_items = 0;

	document_question(g->document, "Which year groups?");
	for (year = 1; year <= GROUP_YEAR_LAST; year++) {
		n = tally_shown(g->tally, (struct which){ .year = year });
		if (n <= 0 || g->pupils[year] == 0 ||
		    n * 10000 / g->pupils[year] <= best)
			continue;
		best = n * 10000 / g->pupils[year];
		top = year;
		top_items = n;
	}
	if (top == 0) {
		document_text(g->document, "No year group has a figure that "
		    "can be shown. Staff: {}.",
		    FIGURES(count_of(g, "Staff", (struct which){ .year =
			YEAR_STAFF })));
		return;
	}
	document_text(g->document, "{} has the highest rate, {} items for each "
	    "100 pupils. Items that rest on accounts of staff: {}.",
	    FIGURES(figure_of("Year group with the highest rate",
			figure_words(slice_of(arena_printf(g->arena,
			    "Year %d", top)))),
		figure_of("Highest rate for each 100 pupils",
		    figure_ratio(top_items, g->pupils[top], 100, 1)),
		count_of(g, "Staff", (struct which){ .year =
			YEAR_STAFF })));
}

static void
answer_risk(struct report_state *g)
{
	document_question(g->document, "Was anyone at serious risk?");
	document_text(g->document, "{} items are of the most serious class; "
	    "staff have looked at {} of them. How quickly they were read: "
	    "{}.",
	    FIGURES(count_of(g, "Items of the most serious class",
			(struct which){ .serious = 1 }),
		count_of(g, "Most serious items looked at", (struct which){
			.serious = 1, .progress = PROGRESS_LOOKED_AT }),
		figure_of("Time until serious items were read",
		    figure_not_measured())));
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
	document_text(g->document, "Phones on their own data, the family's "
	    "equipment at home, what is said inside messages and apps. {} of "
	    "web pages could not be tied to a person.",
	    FIGURES(figure_of("Pages without a known person",
		figure_percent(figure_ratio(s->pages - s->pages_known,
		    s->pages, 100, 1)))));
}

static void
answer_done(struct report_state *g)
{
	document_question(g->document, "What did we do, and what do we ask of "
	    "you?");
	document_text(g->document,
	    "Training, assemblies and tests of the filter: "
	    "{}, since none has been entered. We ask the board to note this "
	    "report, and to ask by when the open items will be looked at.",
	    FIGURES(figure_of("Training, assemblies and filter tests",
		figure_not_measured())));
}

void
governors_answers(struct report_state *g)
{
	document_heading(g->document, 1, "The term in ten answers");
	add_keys(g);
	answer_run(g);
	answer_what(g);
	answer_kind(g);
	answer_round(g);
	answer_when(g);
	answer_years(g);
	answer_risk(g);
	answer_wrong(g);
	answer_unseen(g);
	answer_done(g);
}
