/*
 * Behind page one of the governors' report: two pages of charts.
 */
#include <string.h>

#include "reports/words.h"

#include "governors.h"

const char *
governors_few(const struct report_run *run, struct arena *a)
{
	static const char *const words[] = { "two", "three", "four", "five",
		"six", "seven", "eight", "nine" };
	size_t most = (size_t)run->settings->threshold - 1;

	if (most - 2 < sizeof words / sizeof *words)
		return arena_printf(a, "one to %s people", words[most - 2]);
	return arena_printf(a, "1 to %zu people", most);
}

static struct figure
week_figure(const struct report_state *g, struct which w, int32_t monday)
{
	if (!tally_is_empty(g->tally, w))
		return tally_figure(g->tally, w);
	if (!seen_week_has_school(g->seen, monday))
		return figure_none();
	/* Without logs nobody knows: that is not nought. */
	return seen_week_has_logs(g->seen, monday) ? figure_count(0) :
						     figure_not_measured();
}

/* The first week with logs; those before say nothing. */
static int
first_week(const struct report_state *g)
{
	int week;

	for (week = 1; week < g->n_weeks; week++)
		if (seen_week_has_logs(g->seen, g->monday + 7 * (week - 1)))
			break;
	return week;
}

/* The week in which the filter changed bears a mark, which the sentence under
 * the chart explains. */
static const char *
week_name(const struct report_state *g, int32_t monday)
{
	int32_t day = products_changed(&g->seen->filters);
	const char *name = words_short_day(g->arena, monday);

	return day != DAY_UNKNOWN && day >= monday && day < monday + 7 ?
	    arena_printf(g->arena, "%s *", name) : name;
}

enum { MOST_PANELS = 9, FEW_GROUPS = 3 };

/* Last term's weeks are drawn behind this term's. */
static const struct report_state *
term_behind(const struct report_state *g)
{
	return g->last_term != NULL && g->last_term->weeks_bear ?
	    g->last_term : NULL;
}

/* Most of its weeks are told, also after what protects others. */
static bool
group_is_told(const struct report_state *g, int group)
{
	struct which w = { .group = group + 1 };
	int told = 0, hidden = 0;

	if (!g->group_bears[group])
		return false;
	for (w.week = 1; w.week <= g->n_weeks; w.week++)
		*(tally_shown(g->tally, w) == -1 ? &hidden : &told) +=
		    !tally_is_empty(g->tally, w);
	return told > hidden;
}

/* Only what both terms tell of a group can be compared. */
static bool
group_bears(const struct report_state *g, const struct report_state *of,
    int group)
{
	return group_is_told(g, group) && group_is_told(of, group);
}

/* All kinds, or the groups that can be shown, or both: of this term or of
 * the last.  Beside another term all weeks stand, so that each has its like
 * behind it. */
static struct table *
make_weeks_table(struct report_state *g, const struct report_state *of,
    const char *caption, bool with_all, bool with_groups)
{
	struct table *t = document_table(g->document, caption);
	struct which counted[MOST_PANELS];
	int week = term_behind(g) == NULL ? first_week(g) : 1, i, n = 0;

	table_column(t, "Week", COLUMN_HEAD, 0);
	if (with_all) {
		table_column(t, "All kinds", COLUMN_NUMBER, 0);
		counted[n++] = (struct which){ 0 };
	}
	for (i = 0; with_groups && i < GROUP_COUNT && n < MOST_PANELS; i++)
		if (group_bears(g, of, i)) {
			table_column(t, kind_groups[i].title, COLUMN_NUMBER,
			    0);
			counted[n++] = (struct which){ .group = i + 1 };
		}
	for (; week <= of->n_weeks; week++) {
		int32_t monday = of->monday + 7 * (week - 1);

		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(week_name(g, monday)));
		for (i = 0; i < n; i++) {
			struct which w = counted[i];

			w.week = week;
			table_figure(t, week_figure(of, w, monday));
		}
	}
	return t;
}

/* The group with the largest figure that is shown, or -1. */
static int
largest_group(const struct report_state *g)
{
	int64_t n, best = 0;
	int i, found = -1;

	for (i = 0; i < GROUP_COUNT; i++) {
		n = tally_shown(g->tally, (struct which){ .group = i + 1 });
		if (n > best) {
			best = n;
			found = i;
		}
	}
	return found;
}

static const char *
weeks_message(struct report_state *g)
{
	int64_t n, best = 0;
	int week, top = 0;

	for (week = 1; week <= g->n_weeks; week++) {
		n = tally_shown(g->tally, (struct which){ .week = week });
		if (n > best) {
			best = n;
			top = week;
		}
	}
	if (top == 0)
		return "Items for review, by week";
	return arena_printf(g->arena, "Items for review a week: most in the "
	    "week of %s, %lld",
	    words_short_day(g->arena, g->monday + 7 * (top - 1)),
	    (long long)best);
}

/* Few groups stand beside all kinds, in one drawing. */
static void
add_weeks_together(struct report_state *g, const char *message)
{
	const struct report_state *last = term_behind(g);

	g->weeks_table = make_weeks_table(g, g, "Items for review, by week",
	    true, true);
	if (last != NULL)
		g->last_weeks_table = make_weeks_table(g, last, "Items for "
		    "review, by week, last term", true, true);
	document_chart_terms(g->document, message, arena_printf(g->arena,
	    "A small chart for all kinds and for each group with enough "
	    "people, by week of term. %s.", message), g->weeks_table,
	    g->last_weeks_table);
}

/* Of more the appendix has the drawing: for the scale all kinds have one of
 * their own. */
static void
add_weeks_apart(struct report_state *g, const char *message)
{
	const struct report_state *last = term_behind(g);
	struct table *t = make_weeks_table(g, g, "Items for review, by week",
	    true, false), *before = NULL;
	const char *alt = arena_printf(g->arena, "A line by week of term. %s.",
	    message);

	g->groups_table = make_weeks_table(g, g, "Items for review, by week "
	    "and group", false, true);
	if (last == NULL) {
		document_chart(g->document, CHART_LINES, message, alt, t);
		return;
	}
	before = make_weeks_table(g, last, "Items for review, by week, last "
	    "term", true, false);
	g->last_weeks_table = make_weeks_table(g, last, "Items for review, by "
	    "week and group, last term", false, true);
	document_chart_terms(g->document, message, alt, t, before);
	g->weeks_table = t;
	g->last_all_table = before;
}

static void
add_weeks(struct report_state *g)
{
	const char *message = weeks_message(g);
	struct document *d = g->document;
	int i, groups = 0;

	for (i = 0; i < GROUP_COUNT; i++)
		groups += group_is_told(g, i);
	(groups < FEW_GROUPS ? add_weeks_together : add_weeks_apart)(g,
	    message);
	governors_incomparable(g);
	if (seen_change(g->seen) != NULL)
		document_text(d, "* {}", FIGURES(
		    figure_words(slice_of(seen_change(g->seen)))));
	document_text(d, arena_printf(g->arena, "%sGroups in which most weeks "
	    "rest on %s have no chart; the table by kind has them.",
	    term_behind(g) != NULL || first_week(g) == 1 ? "" :
	    arena_printf(g->arena, "There are no logs before the week of %s. ",
		words_short_day(g->arena, g->monday + 7 *
		    (first_week(g) - 1))), governors_few(g->run, g->arena)),
	    NO_FIGURES);
}

/* The share of school days that have logs, by which terms compare. */
static int
covered(const struct report_state *g)
{
	return g->seen->school_days == 0 ? 0 :
	    100 * g->seen->days_with_logs / g->seen->school_days;
}

static bool
covered_otherwise(const struct report_state *g,
    const struct report_state *other)
{
	enum { FAR_APART = 10 }; /* per cent of the school days */
	int apart = covered(g) - covered(other);

	return apart > FAR_APART || apart < -FAR_APART;
}

/* NULL: the same filter, as far as the logs tell. */
static const char *
other_filter(struct report_state *g, const struct report_state *other)
{
	const char *now = products_before(g->arena, &g->seen->filters);
	const char *then = products_after(g->arena, &other->seen->filters);

	return now == NULL || then == NULL || strcmp(now, then) == 0 ? NULL :
	    arena_printf(g->arena, "its filter was %s, this term's is %s",
		then, now);
}

void
governors_incomparable(struct report_state *g)
{
	const char *why;

	if (g->last_term == NULL)
		return;
	why = other_filter(g, g->last_term);
	if (why == NULL && covered_otherwise(g, g->last_term))
		why = "its logs cover another share of the school days";
	if (why != NULL)
		document_text(g->document, arena_printf(g->arena, "Last term "
		    "is not comparable: %s.", why), NO_FIGURES);
}

static void
compare_cover(struct report_state *g, const struct report_state *other,
    const char *which)
{
	if (other == NULL)
		return;
	if (other_filter(g, other) != NULL)
		document_text(g->document, arena_printf(g->arena,
		    "Not comparable with %s: {}.", which),
		    FIGURES(figure_of("Change of the filter",
			figure_words(slice_of(other_filter(g, other))))));
	if (seen_change(other->seen) != NULL)
		document_text(g->document, arena_printf(g->arena,
		    "Of %s: {}", which),
		    FIGURES(figure_of("Change of the filter, other term",
			figure_words(slice_of(seen_change(other->seen))))));
	document_text(g->document, arena_printf(g->arena,
	    covered_otherwise(g, other) ?
		"Not comparable with %s: there are logs for {} of its school "
		"days, and for {} of this term's." :
		"There are logs for {} of the school days of %s, and for {} "
		"of this term's.",
	    which), FIGURES(figure_of("Share of school days with logs, "
		"other term", figure_percent(figure_count(covered(other)))),
		figure_of("Share of school days with logs",
		    figure_percent(figure_count(covered(g))))));
}

static void
add_comparison(struct report_state *g)
{
	struct table *t = document_table(g->document,
	    "Items for review by the four Cs, and other terms");
	int risk;

	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "This term", COLUMN_NUMBER, 0);
	table_column(t, "Last term", COLUMN_NUMBER, 0);
	table_column(t, "Same term last year", COLUMN_NUMBER, 0);
	for (risk = 0; risk <= RISK_COUNT; risk++) {
		bool all = risk == RISK_COUNT;
		struct which w = { .risk = all ? 0 : risk + 1 };

		table_row(t, all ? ROW_TOTAL : ROW_PLAIN);
		table_text(t, slice_of(all ? "All kinds" :
					     risk_title((enum risk)risk)));
		table_figure(t, governors_figure(g, w));
		table_figure(t, governors_figure(g->last_term, w));
		table_figure(t, governors_figure(g->last_year, w));
	}
	document_place(g->document, t);
	compare_cover(g, g->last_term, "last term");
	compare_cover(g, g->last_year, "the same term last year");
}

static void
add_comment(struct report_state *g)
{
	if (settings_entered(g->run->settings, g->run->term->name, "comment",
		0) == NULL)
		return;
	document_notice(g->document, "What the safeguarding lead says", "{}",
	    FIGURES(governors_entered(g, "comment",
		"Comment of the safeguarding lead")));
}

static void
add_kinds(struct report_state *g)
{
	struct document *d = g->document;
	int largest = largest_group(g);

	document_heading(d, 1, "What kind of thing happened");
	add_comment(g);
	document_text(d, arena_printf(g->arena, "A figure that rests on %s is "
	    "printed as \"fewer than %d\". Where it could be worked out from "
	    "the others, one more is \"not shown\". Nought is printed as 0.",
	    governors_few(g->run, g->arena), g->run->settings->threshold),
	    NO_FIGURES);
	if (largest >= 0 && tally_shown(g->tally, (struct which){ 0 }) >= 0)
		document_text(d, "The largest group is {}: {} of {} items.",
		    FIGURES(figure_of("Largest group", figure_words(slice_of(
			    kind_groups[largest].title))),
			figure_of("Items of the largest group",
			    tally_figure(g->tally, (struct which){ .group =
				largest + 1 })),
			figure_of("Items for review", tally_figure(g->tally,
			    (struct which){ 0 }))));
	if (g->weeks_bear)
		add_weeks(g);
	else
		document_text(d, arena_printf(g->arena, "There is no chart by "
		    "week: most weeks would rest on %s.",
		    governors_few(g->run, g->arena)), NO_FIGURES);
	add_comparison(g);
}

struct figure
governors_rate(const struct report_state *g, int year)
{
	struct which w = { .year = year };
	int64_t n = tally_shown(g->tally, w);

	/* The list of pupils changes; what was told does not. */
	return governors_told(g, arena_printf(g->arena, "rate year=%d", year),
	    n < 0 ? tally_figure(g->tally, w) :
	    figure_ratio(n, g->pupils[year], 100, 1));
}

static void
add_years(struct report_state *g)
{
	struct table *t;
	int year, top = 0;
	int64_t n, best = 0;
	const char *message = "Items for review for each 100 pupils, by year "
			      "group";

	/* Heading, chart and table stay on one page. */
	document_page_break(g->document);
	document_heading(g->document, 1, "Year groups");
	document_text(g->document, "Year groups differ in size, so the chart "
	    "shows items for each 100 pupils. A person with several items is "
	    "counted with each.", NO_FIGURES);
	t = document_table(g->document, "Items for each 100 pupils, by year "
	    "group");
	table_column(t, "Year group", COLUMN_HEAD, 0);
	table_column(t, "This term", COLUMN_NUMBER, 0);
	if (g->last_term != NULL)
		table_column(t, "Last term", COLUMN_NUMBER, 0);
	for (year = 1; year <= GROUP_YEAR_LAST; year++) {
		if (g->pupils[year] == 0)
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(arena_printf(g->arena, "Year %d",
		    year)));
		table_figure(t, governors_rate(g, year));
		if (g->last_term != NULL)
			table_figure(t, governors_rate(g->last_term, year));
		n = tally_shown(g->tally, (struct which){ .year = year });
		if (n * 10000 / g->pupils[year] > best) {
			best = n * 10000 / g->pupils[year];
			top = year;
		}
	}
	if (top != 0)
		message = arena_printf(g->arena, "Year %d has most items for "
		    "each 100 pupils", top);
	document_chart(g->document, CHART_BARS, message,
	    arena_printf(g->arena, "Bars, one a year group. %s.", message),
	    t);
	governors_incomparable(g);
}

static void
add_times(struct report_state *g)
{
	struct table *t = document_table(g->document,
	    "Items for review, by time of day");
	const char *message = "Items for review, by time of day";
	int band, top = 0;
	int64_t n, best = 0;

	document_heading(g->document, 1, "Times of day");
	document_text(g->document, "An item is counted where it began. Lessons "
	    "include registration; weekends and holidays include INSET days.",
	    NO_FIGURES);
	table_column(t, "Time", COLUMN_HEAD, 0);
	table_column(t, "Items", COLUMN_NUMBER, 0);
	if (g->last_term != NULL)
		table_column(t, "Last term", COLUMN_NUMBER, 0);
	for (band = 1; band < BAND_END; band++) {
		struct which w = { .band = band };

		if (band == BAND_UNKNOWN && tally_is_empty(g->tally, w))
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(governors_bands[band]));
		table_figure(t, tally_figure(g->tally, w));
		if (g->last_term != NULL)
			table_figure(t, tally_figure(g->last_term->tally, w));
		n = tally_shown(g->tally, w);
		if (n > best && band != BAND_UNKNOWN) {
			best = n;
			top = band;
		}
	}
	if (top != 0)
		message = arena_printf(g->arena, "Most items fall into: %s",
		    governors_bands[top]);
	document_chart(g->document, CHART_BARS, message,
	    arena_printf(g->arena, "Bars, one a time of day. %s, with %lld "
		"items.", message, (long long)best), t);
	governors_incomparable(g);
	g->times_table = t;
}

void
governors_details(struct report_state *g)
{
	add_kinds(g);
	add_years(g);
	add_times(g);
}
