/*
 * The appendix of the governors' report, for the link governor: the tables
 * behind the charts, what the logs cover, and how to read the figures.
 */
#include "reports/words.h"

#include "governors.h"

const char *const governors_bands[BAND_END] = { NULL, "Lessons",
	"Break and lunch", "Before and after school", "Evening", "Night",
	"Weekends and holidays", "Not known" };

/* Rules of the school look for it, or it was found. */
static bool
kind_is_looked_for(const struct report_state *g, size_t kind)
{
	const struct settings *s = g->run->settings;
	size_t i;

	for (i = 0; i < s->rule_count; i++) {
		const struct yaml *root;

		for (root = s->rules[i].roots; root != NULL;
		     root = root->next)
			if (slice_equal(yaml_text(yaml_get(root, "beadle"),
				"label"), slice_of(kinds[kind].label)))
				return true;
	}
	/* Rules that the school has taken away since have had their flags. */
	return !g->kinds_told[kinds[kind].group] ? false :
	    !tally_is_empty(g->tally, (struct which){ .kind =
		(int)kind + 1 });
}

static void
add_kind_rows(struct report_state *g, struct table *t, size_t group)
{
	size_t i;

	for (i = 0; i < kind_count; i++) {
		if ((size_t)kinds[i].group != group ||
		    !kind_is_looked_for(g, i))
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(kinds[i].printed));
		table_figure(t, g->kinds_told[group] ?
			tally_figure(g->tally, (struct which){ .kind =
				(int)i + 1 }) : figure_hidden());
	}
}

static void
add_kinds_table(struct report_state *g)
{
	struct table *t = document_table(g->document,
	    "Items for review, by kind");
	size_t i;

	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "Items", COLUMN_NUMBER, 0);
	for (i = 0; i < GROUP_COUNT; i++) {
		struct which w = { .group = (int)i + 1 };

		if (i == 0 || kind_groups[i].risk != kind_groups[i - 1].risk) {
			table_row(t, ROW_GROUP);
			table_text(t, slice_of(risk_title(
			    kind_groups[i].risk)));
		}
		add_kind_rows(g, t, i);
		table_row(t, ROW_TOTAL);
		table_text(t, slice_of(kind_groups[i].title));
		table_figure(t, tally_figure(g->tally, w));
	}
	table_row(t, ROW_WHOLE);
	table_text(t, SLICE("All kinds"));
	table_figure(t, tally_figure(g->tally, (struct which){ 0 }));
	document_place(g->document, t);
}

static void
add_years_table(struct report_state *g)
{
	static const struct {
		int year;
		const char *title;
	} others[] = { { YEAR_OTHER_PUPIL, "Pupils without a year group" },
		{ YEAR_STAFF, "Staff" },
		{ YEAR_UNKNOWN, "Others and not known" } };
	struct table *t = document_table(g->document,
	    "Items for review, by year group");
	size_t i;
	int year;

	table_column(t, "Year group", COLUMN_HEAD, 0);
	table_column(t, "Items", COLUMN_NUMBER, 0);
	table_column(t, "Pupils on the list", COLUMN_NUMBER, 0);
	table_column(t, "For each 100 pupils", COLUMN_NUMBER, 0);
	for (year = 1; year <= GROUP_YEAR_LAST; year++) {
		struct which w = { .year = year };

		if (g->pupils[year] == 0 && tally_is_empty(g->tally, w))
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(arena_printf(g->arena, "Year %d",
		    year)));
		table_figure(t, tally_figure(g->tally, w));
		table_figure(t, figure_count(g->pupils[year]));
		table_figure(t, governors_rate(g, year));
	}
	for (i = 0; i < sizeof others / sizeof *others; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(others[i].title));
		table_figure(t, tally_figure(g->tally, (struct which){ .year =
			others[i].year }));
		table_figure(t, figure_none());
		table_figure(t, figure_none());
	}
	table_row(t, ROW_TOTAL);
	table_text(t, SLICE("All"));
	table_figure(t, tally_figure(g->tally, (struct which){ 0 }));
	table_figure(t, figure_none());
	table_figure(t, figure_none());
	document_place(g->document, t);
}

/* Within a day, of the most serious ones; of others within two weeks. */
static void
add_looks_table(struct report_state *g)
{
	static const char *const titles[LOOK_CLASSES] = {
		[LOOK_SERIOUS] = "Most serious; to be looked at in a day",
		[LOOK_OTHERS] = "Others; to be looked at in two weeks",
	};
	struct table *t = document_table(g->document,
	    "Time from being found to a first look");
	int c;

	table_column(t, "Items", COLUMN_HEAD, 0);
	table_column(t, "Half of them within, hours", COLUMN_NUMBER, 0);
	table_column(t, "Looked at in time", COLUMN_NUMBER, 0);
	for (c = 0; c < LOOK_CLASSES; c++) {
		const struct looks *l = &g->looks[c];

		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(titles[c]));
		table_figure(t, governors_median(g, (enum look_class)c));
		table_figure(t, tally_safe(g->tally, figure_percent(
		    figure_ratio(l->in_time, l->items, 100, 0)), l->people));
	}
	table_note(t, "Of those that were looked at. An answer to an urgent "
	    "alert counts as a look.");
	document_place(g->document, t);
}

/* Times of day whose days are told: `some` of them have items. */
static int
count_bands(const struct report_state *g, int *some)
{
	int band, told = 0;

	*some = 0;
	for (band = 1; band < BAND_UNKNOWN; band++) {
		told += g->band_bears[band];
		*some += g->band_bears[band] && !tally_is_empty(g->tally,
		    (struct which){ .band = band });
	}
	return told;
}

static void
add_days_chart(struct report_state *g)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	struct table *t;
	int band, day, some, told = count_bands(g, &some);

	if (some == 0) {
		document_text(g->document, arena_printf(g->arena, "There is no "
		    "chart by time of day and weekday: most of its fields "
		    "would rest on %s.", governors_few(g->run, g->arena)),
		    NO_FIGURES);
		return;
	}
	t = document_table(g->document,
	    "Items for review, by time of day and weekday");
	table_column(t, "Time", COLUMN_HEAD, 0);
	for (day = 0; day < 7; day++)
		table_column(t, days[day], COLUMN_NUMBER, 0);
	for (band = 1; band < BAND_UNKNOWN; band++) {
		if (!g->band_bears[band])
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(governors_bands[band]));
		for (day = 1; day <= 7; day++)
			table_figure(t, tally_figure(g->tally, (struct which){
			    .band = band, .weekday = day }));
	}
	if (told < BAND_UNKNOWN - 1)
		table_note(t, arena_printf(g->arena, "Times of day of which "
		    "most days rest on %s have no row.",
		    governors_few(g->run, g->arena)));
	document_chart(g->document, CHART_HEAT, "Items for review, by time of "
	    "day and weekday", "A grid of times of day by weekdays, with the "
	    "number of items in each field.", t);
}

static struct figure
day_share(const struct seen *s, int32_t day)
{
	const struct seen_day *d;

	if (day < s->first || day >= s->first + (int32_t)s->n_days)
		return figure_none();
	d = &s->days[day - s->first];
	if (d->kind != DAY_SCHOOL)
		return figure_none();
	return figure_ratio(d->hours, SCHOOL_HOURS, 100, 0);
}

static void
add_calendar(struct report_state *g)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
		"Fri" };
	struct table *t = document_table(g->document, "Share of the school "
	    "day that the logs cover, in per cent");
	const char *message;
	int week, day;

	table_column(t, "Week of", COLUMN_HEAD, 0);
	for (day = 0; day < 5; day++)
		table_column(t, days[day], COLUMN_NUMBER, 0);
	for (week = 0; week < g->n_weeks; week++) {
		int32_t monday = g->monday + 7 * week;

		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(words_short_day(g->arena, monday)));
		for (day = 0; day < 5; day++)
			table_figure(t, day_share(g->seen, monday + day));
	}
	message = arena_printf(g->arena, "Logs for %d of %d school days",
	    g->seen->days_with_logs, g->seen->school_days);
	document_chart(g->document, CHART_CALENDAR, message,
	    arena_printf(g->arena, "A calendar of the term, a field a school "
		"day: the share of the hours from 9 to 4 that the logs "
		"cover. %s.", message), t);
}

static void
add_sources(struct report_state *g)
{
	const struct seen *s = g->seen;
	struct table *t = document_table(g->document, "Logs read, by source");
	size_t i;

	table_column(t, "Source", COLUMN_HEAD, 0);
	table_column(t, "School days with logs", COLUMN_NUMBER, 0);
	table_column(t, "School days so far", COLUMN_NUMBER, 0);
	table_column(t, "Entries", COLUMN_NUMBER, 0);
	for (i = 0; i < s->n_sources; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(s->sources[i].title));
		table_figure(t, figure_count(s->sources[i].school_days));
		table_figure(t, figure_count(s->school_days));
		table_figure(t, figure_count(s->sources[i].events));
	}
	if (s->n_sources == 0) {
		table_row(t, ROW_PLAIN);
		table_text(t, SLICE("No log was read"));
		table_figure(t, figure_count(0));
		table_figure(t, figure_count(s->school_days));
		table_figure(t, figure_count(0));
	}
	document_place(g->document, t);
}

static void
add_coverage(struct report_state *g)
{
	const struct seen *s = g->seen;

	document_heading(g->document, 1, "What the logs cover");
	document_text(g->document, "A day without logs is a day on which "
	    "nothing could be found: its noughts say nothing about pupils.",
	    NO_FIGURES);
	add_sources(g);
	document_text(g->document,
	    "Of {} pages asked for on the web the filter "
	    "blocked {} ({}); {} could be tied to a person of the school's "
	    "lists.",
	    FIGURES(figure_of("Pages asked for", figure_count(s->pages)),
		figure_of("Pages blocked", figure_count(s->pages_blocked)),
		figure_of("Share of pages blocked", figure_percent(
		    figure_ratio(s->pages_blocked, s->pages, 100, 2))),
		figure_of("Share of pages with a known person",
		    figure_percent(figure_ratio(s->pages_known, s->pages,
			100, 1)))));
	document_text(g->document, "Records read {}: used {}, read before {}, "
	    "left out by policy {}, not understood {}.",
	    FIGURES(figure_of("Records read", figure_count(s->records)),
		figure_of("Records used", figure_count(s->used)),
		figure_of("Records read before",
		    figure_count(s->duplicate)),
		figure_of("Records left out by policy",
		    figure_count(s->ignored)),
		figure_of("Records not understood",
		    figure_count(s->rejected))));
	if (g->n_weeks > 0)
		add_calendar(g);
}

static void
add_notes(struct report_state *g)
{
	struct document *d = g->document;

	document_heading(d, 2, "How to read the figures");
	document_point(d, "Every figure is measured from the logs, unless a "
	    "dagger marks it as entered by a person, or it says \"not "
	    "measured\".", NO_FIGURES);
	document_point(d, "A flag is one match of one rule. The flags of one "
	    "account, of one kind and in one spell of use, are one item for "
	    "review.", NO_FIGURES);
	document_point(d,
	    "Rules that stand on no clause of the school's policy "
	    "are observations. They are counted apart, and nobody is named: "
	    "{} flags.",
	    FIGURES(figure_of("Observations, flags",
		figure_count(g->observations))));
	document_point(d, "Figures of other terms are those that their own "
	    "reports show; where a term has no logs they are \"not "
	    "measured\".", NO_FIGURES);
	document_point(d, "This report names no pupil and no member of staff. "
	    "The named incident log is a separate document, for the "
	    "headteacher.", NO_FIGURES);
}

void
governors_appendix(struct report_state *g)
{
	document_page_break(g->document);
	document_heading(g->document, 1, "Appendix for the link governor");
	add_notes(g);
	add_kinds_table(g);
	if (g->groups_table != NULL)
		document_chart_terms(g->document, "Items for review a week, "
		    "by group", "A small chart, by week of term, for each "
		    "group of kinds with enough people. The table by kind has "
		    "the sums.", g->groups_table, g->last_weeks_table);
	if (g->weeks_table != NULL)
		document_place(g->document, g->weeks_table);
	if (g->last_all_table != NULL)
		document_place(g->document, g->last_all_table);
	if (g->groups_table != NULL && g->last_weeks_table != NULL)
		document_place(g->document, g->groups_table);
	if (g->last_weeks_table != NULL)
		document_place(g->document, g->last_weeks_table);
	add_years_table(g);
	add_looks_table(g);
	if (g->times_table != NULL)
		document_place(g->document, g->times_table);
	add_days_chart(g);
	governors_filter(g, (struct figure[]){
	    governors_web(g, NULL, OUTCOME_STOPPED),
	    governors_web(g, NULL, OUTCOME_LET_THROUGH) });
	add_coverage(g);
}
