/*
 * The authority's overview, laid out.
 */
#include "base/time.h"
#include "reports/words.h"

#include "overview.h"

const char *
overview_term(const struct overview *o, struct arena *a)
{
	return arena_printf(a, "%s %d", term_code_words(o->term),
	    term_code_calendar_year(o->term));
}

struct figure
overview_rate(int64_t part, int64_t pupils)
{
	return figure_ratio(part, pupils, 1000, 1);
}

struct document *
overview_document(const struct overview *o, const char *title,
    const char *school, const char *audience, enum cover cover)
{
	struct arena *a = o->arena;
	char *name = arena_alloc(a, 32);
	struct document_facts f = {
		.title = title,
		.subtitle = overview_term(o, a),
		.school = school,
		.audience = audience,
		.reporting_period = name,
		.made = words_day(a,
		    (int32_t)(o->now / (86400 * TIME_SECOND))),
		.time = o->now,
		.cover = cover,
	};

	term_code_name(o->term, name, 32);
	return document_create(&f);
}

static const char *
of_schools(const struct overview *o)
{
	return arena_printf(o->arena, "of %zu schools", o->count);
}

static void
add_keys(const struct overview *o, struct document *d)
{
	document_key(d, figure_of("Returns in",
	    figure_count((int64_t)o->returned)), "returns in",
	    of_schools(o));
	document_key(d, figure_of("Schools missing",
	    figure_count((int64_t)(o->count - o->returned))),
	    "schools missing", "never counted as nought");
	document_key(d, figure_of("Returns with days missing",
	    figure_count((int64_t)o->partial)), "with days missing",
	    "not compared");
	document_key(d, figure_of("Returns that came late",
	    figure_count((int64_t)o->late)), "came late", NULL);
}

static const char *
state_of(const struct overview_school *s)
{
	if (s->entry == NULL)
		return "missing";
	if (s->partial)
		return "days missing";
	return slice_equal(s->entry->late, SLICE("yes")) ? "late" :
	    slice_equal(s->entry->by_hand, SLICE("yes")) ? "by hand" :
							   "in";
}

static void
add_participation(const struct overview *o, struct document *d)
{
	struct table *t = document_table(d, "Schools to ask");
	size_t i;

	document_heading(d, 1, "Who has returned");
	document_text(d, "{} of {} schools have returned the term; {} of "
	    "them filled the table by hand.", FIGURES(
	    figure_of("Returned", figure_count((int64_t)o->returned)),
	    figure_of("Schools", figure_count((int64_t)o->count)),
	    figure_of("By hand", figure_count((int64_t)o->by_hand))));
	table_column(t, "School", COLUMN_HEAD, 0);
	table_column(t, "URN", COLUMN_TEXT, 0);
	table_column(t, "Return", COLUMN_TEXT, 1);
	for (i = 0; i < o->count; i++) {
		const struct overview_school *s = &o->schools[i];

		if (s->entry != NULL && !s->partial &&
		    !slice_equal(s->entry->late, SLICE("yes")))
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, s->school->name);
		table_text(t, s->school->urn);
		table_text(t, slice_of(state_of(s)));
	}
	if (table_rows(t) > 0)
		document_place(d, t);
	else
		document_text(d, "All came in time and whole.", NO_FIGURES);
}

static struct figure
limit(double per_1000)
{
	return figure_fixed((int64_t)(per_1000 * 10 + 0.5), 1);
}

static void
add_columns(struct table *t)
{
	table_column(t, "School", COLUMN_HEAD, 0);
	table_column(t, "Pupils", COLUMN_NUMBER, 0);
	table_column(t, "Rate per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "95%, least", COLUMN_NUMBER, 0);
	table_column(t, "95%, most", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, least", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, most", COLUMN_NUMBER, 0);
}

static void
add_school(struct table *t, const struct overview_school *s)
{
	table_row(t, ROW_PLAIN);
	table_text(t, s->school->name);
	table_figure(t, figure_count(s->school->pupils));
	table_figure(t, s->pupils_in >= 0 ?
		overview_rate(s->pupils_in, s->school->pupils) :
		s->entry == NULL || s->partial ? figure_not_measured() :
		figure_hidden());
	table_figure(t, limit(s->limits.low_95));
	table_figure(t, limit(s->limits.high_95));
	table_figure(t, limit(s->limits.low_998));
	table_figure(t, limit(s->limits.high_998));
}

static enum funnel_place
place_of(const struct overview_school *s)
{
	if (s->pupils_in < 0)
		return FUNNEL_WITHIN;
	return funnel_place(&s->limits,
	    (double)s->pupils_in * 1000 / (double)s->school->pupils);
}

/* The names of those at that place, in order of size, as a sentence. */
static void
say_place(const struct overview *o, struct document *d,
    enum funnel_place place, const char *measure, const char *words)
{
	struct buffer names;
	size_t i, n = 0;

	buffer_init(&names, 1 << 20);
	for (i = 0; i < o->count; i++)
		if (place_of(&o->schools[i]) == place) {
			buffer_text(&names, n++ == 0 ? "" : "; ");
			buffer_add(&names, o->schools[i].school->name);
		}
	if (n == 0)
		buffer_text(&names, "none");
	document_point(d, arena_printf(o->arena, "{} %s: {}", words),
	    FIGURES(figure_of(measure, figure_count((int64_t)n)),
	    figure_words(buffer_slice(&names))));
	buffer_finish(&names);
}

static void
add_funnel(const struct overview *o, struct document *d)
{
	struct table *t = document_table(d,
	    "Pupils in incidents per 1,000 pupils, by size of school");
	size_t i, shown = 0;

	document_heading(d, 1, "Rates, and what chance explains");
	document_text(d, "In the schools that can be compared {} of 1,000 "
	    "pupils were in a confirmed incident. If each pupil everywhere "
	    "had that same chance, 998 of 1,000 schools would lie between "
	    "the outer limits. The limits are wide for a small school, "
	    "where two pupils more or fewer change the rate much; schools "
	    "within them are not ranked.", FIGURES(figure_of(
	    "Pupils in incidents per 1,000", overview_rate(
	    o->rates[0].pupils_in, o->rates[0].pupils))));
	say_place(o, d, FUNNEL_HIGH, "Above the outer limits",
	    "above the outer limits");
	say_place(o, d, FUNNEL_LOW, "Below the outer limits",
	    "below the outer limits");
	document_text(d, "To lie outside says that chance alone does not "
	    "explain it. It does not say why: a school may look more "
	    "closely, or its policy may be stricter.", NO_FIGURES);
	add_columns(t);
	for (i = 0; i < o->count; i++)
		if (o->schools[i].school->pupils > 0) {
			add_school(t, &o->schools[i]);
			shown += o->schools[i].pupils_in >= 0;
		}
	table_note(t, "In order of size. Not shown: the figure is hidden, "
	    "since it rests on fewer than 5 pupils or would tell another. "
	    "Not measured: no return, or days missing.");
	if (shown >= 3)
		document_chart(d, CHART_FUNNEL, "Most differences between "
		    "schools are no larger than chance makes them",
		    "Each school by its number of pupils and its pupils in "
		    "incidents per 1,000, with the limits of chance; the "
		    "table says the same.", t);
	if (table_rows(t) > 0)
		document_place(d, t);
}

static struct figure
change(const struct overview_rate *r)
{
	int64_t tenths;

	if (r->pupils_both == 0)
		return figure_not_measured();
	tenths = (r->in_both * 10000 * 2 + r->pupils_both) /
		(r->pupils_both * 2) -
	    (r->in_before * 10000 * 2 + r->pupils_both) /
		(r->pupils_both * 2);
	return (struct figure){ .form = FIGURE_NUMBER, .mark = MARK_MEASURED,
		.value = tenths, .decimals = 1, .is_change = true };
}

static void
add_categories(const struct overview *o, struct document *d)
{
	struct table *t = document_table(d, "Pupils, by category");
	int k;

	document_heading(d, 1, "Categories, and change since last term");
	table_column(t, "Category", COLUMN_HEAD, 1);
	table_column(t, "Schools with a figure", COLUMN_NUMBER, 0);
	table_column(t, "Hidden", COLUMN_NUMBER, 0);
	table_column(t, "Incidents", COLUMN_NUMBER, 0);
	table_column(t, "Pupils in them", COLUMN_NUMBER, 0);
	table_column(t, "Per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "Change per 1,000", COLUMN_NUMBER, 0);
	for (k = 1; k <= CUBE_CATEGORIES; k++) {
		int at = k % CUBE_CATEGORIES; /* the total comes last */
		const struct overview_rate *r = &o->rates[at];

		table_row(t, at == 0 ? ROW_TOTAL : ROW_PLAIN);
		table_text(t, at == 0 ? SLICE("All") :
					cube_category_word(at));
		table_figure(t, figure_count(r->schools));
		table_figure(t, figure_count(r->hidden));
		table_figure(t, figure_count(r->incidents));
		table_figure(t, figure_count(r->pupils_in));
		table_figure(t, overview_rate(r->pupils_in, r->pupils));
		table_figure(t, change(r));
	}
	table_note(t, "Of schools that sent a whole term and show the "
	    "figure, so a row can rest on other schools than the next. "
	    "Change: of schools that show it in both terms.");
	document_place(d, t);
}

static void
add_reading(const struct overview *o, struct document *d)
{
	document_heading(d, 1, "How to read this");
	document_point(d, "Each figure is what a school has published: "
	    "incidents that its staff have confirmed, under its own "
	    "policy. No name, account or time was ever sent.", NO_FIGURES);
	document_point(d, "A figure that rests on fewer than {} people is "
	    "hidden by the school, and others with it where it could be "
	    "worked out. The merged table was attacked in the same way "
	    "before this was made.", FIGURES(figure_of("Threshold",
	    figure_count(o->authority->threshold))));
	document_point(d, "A pupil who is on the roll of two schools can "
	    "be counted in both.", NO_FIGURES);
	document_point(d, "A missing school is missing, not nought. A "
	    "school whose logs have gaps is not compared.", NO_FIGURES);
}

struct document *
overview_lay_out(const struct overview *o)
{
	struct arena *a = o->arena;
	struct document *d = overview_document(o,
	    "Use of school computers and the Internet",
	    arena_text(a, o->authority->la_name), "The local authority",
	    COVER_BLOCK);

	add_keys(o, d);
	add_reading(o, d);
	add_participation(o, d);
	add_funnel(o, d);
	add_categories(o, d);
	return d;
}
