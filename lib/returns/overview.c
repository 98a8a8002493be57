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

struct figure
overview_limit(double per_1000)
{
	return figure_fixed((int64_t)(per_1000 * 10 + 0.5), 1);
}

void
overview_funnel_titles(struct table *t)
{
	table_column(t, "School", COLUMN_HEAD, 0);
	table_column(t, "Pupils", COLUMN_NUMBER, 0);
	table_column(t, "Pupils in incidents per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "95%, least", COLUMN_NUMBER, 0);
	table_column(t, "95%, most", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, least", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, most", COLUMN_NUMBER, 0);
}

void
overview_funnel_row(struct table *t, struct slice name, int64_t pupils,
    struct figure rate, struct funnel_limits l)
{
	table_row(t, ROW_PLAIN);
	table_text(t, name);
	table_figure(t, figure_count(pupils));
	table_figure(t, rate);
	table_figure(t, overview_limit(l.low_95));
	table_figure(t, overview_limit(l.high_95));
	table_figure(t, overview_limit(l.low_998));
	table_figure(t, overview_limit(l.high_998));
}

static struct figure
rate_of(const struct overview_school *s, int k)
{
	int64_t in, incidents;

	if (overview_compares(s, k, &in, &incidents))
		return overview_rate(in, s->school->pupils);
	return s->entry == NULL || s->partial || !s->common[k] ||
		s->school->pupils == 0 ?
	    figure_not_measured() :
	    figure_hidden();
}

/* The names of those at that place, in order of size, as a sentence. */
static void
say_place(const struct overview *o, struct document *d, int k,
    enum funnel_place place, const char *measure, const char *words)
{
	struct buffer names;
	size_t i, n = 0;

	buffer_init(&names, 1 << 20);
	for (i = 0; i < o->count; i++)
		if (overview_place(o, &o->schools[i], k) == place) {
			buffer_text(&names, n++ == 0 ? "" : "; ");
			buffer_add(&names, o->schools[i].school->name);
		}
	if (n == 0)
		buffer_text(&names, "none");
	document_point(d, arena_printf(o->arena, "{} %s: {}", words),
	    FIGURES(figure_of(arena_printf(o->arena, "%.*s: %s",
		SLICE_ARG(cube_category_word(k)), measure),
		figure_count((int64_t)n)),
	    figure_words(buffer_slice(&names))));
	buffer_finish(&names);
}

/* A category that all judge alike. */
static void
add_funnel(const struct overview *o, struct document *d, int k)
{
	const char *name = arena_text(o->arena, cube_category_word(k));
	struct table *t;
	size_t i;

	document_heading(d, 2, name);
	say_place(o, d, k, FUNNEL_HIGH, "above the outer limits",
	    "above the outer limits");
	say_place(o, d, k, FUNNEL_LOW, "below the outer limits",
	    "below the outer limits");
	if (o->rates[k].pupils_in == 0)
		return;
	t = document_table(d, arena_printf(o->arena,
	    "%s: pupils per 1,000, by size of school", name));
	overview_funnel_titles(t);
	for (i = 0; i < o->count; i++)
		if (o->schools[i].school->pupils > 0)
			overview_funnel_row(t, o->schools[i].school->name,
			    o->schools[i].school->pupils,
			    rate_of(&o->schools[i], k),
			    funnel_limits(o->schools[i].school->pupils,
				overview_share(o, k)));
	document_chart(d, CHART_FUNNEL, arena_printf(o->arena,
	    "%s: what lies between the lines can be chance", name),
	    "Each school by its number of pupils and its pupils in "
	    "incidents per 1,000, with the limits of chance; those outside "
	    "are named in the text.", t);
}

static void
add_schools(const struct overview *o, struct document *d)
{
	struct table *t = document_table(d,
	    "Pupils in incidents per 1,000 pupils, by school");
	size_t i;
	int k;

	table_column(t, "School", COLUMN_HEAD, 1);
	table_column(t, "Pupils", COLUMN_NUMBER, 0);
	for (k = 1; k < CUBE_CATEGORIES; k++)
		if (o->basis.common[k])
			table_column(t, arena_text(o->arena,
			    cube_category_word(k)), COLUMN_NUMBER, 0);
	for (i = 0; i < o->count; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, o->schools[i].school->name);
		table_figure(t, o->schools[i].school->pupils == 0 ?
			figure_not_measured() :
			figure_count(o->schools[i].school->pupils));
		for (k = 1; k < CUBE_CATEGORIES; k++)
			if (o->basis.common[k])
				table_figure(t, rate_of(&o->schools[i], k));
	}
	table_note(t, arena_printf(o->arena, "In order of size, not of rate. "
	    "Not shown: it rests on fewer than %d people or would tell "
	    "another. Not measured: no return, days missing, or judged by "
	    "the school's own policy.", o->authority->threshold));
	if (table_rows(t) > 0)
		document_place(d, t);
}

static void
add_rates(const struct overview *o, struct document *d)
{
	int k;

	document_heading(d, 1, "Rates, and what chance explains");
	document_text(d, "Only categories that all schools are to judge "
	    "alike are compared, and of them only schools that did. If each "
	    "pupil everywhere had the same chance, 998 of 1,000 schools "
	    "would lie between the outer limits, 95 of 100 between the "
	    "inner. The limits are wide for a small school, where two "
	    "pupils more or fewer change the rate much; schools within them "
	    "are not ranked. To lie outside says that chance alone does not "
	    "explain it; it does not say why.", NO_FIGURES);
	for (k = 1; k < CUBE_CATEGORIES; k++)
		if (o->basis.common[k] && overview_tells(o, k))
			add_funnel(o, d, k);
	add_schools(o, d);
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
	table_column(t, "Own policy", COLUMN_NUMBER, 0);
	table_column(t, "Incidents", COLUMN_NUMBER, 0);
	table_column(t, "Pupils in them", COLUMN_NUMBER, 0);
	table_column(t, "Per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "Change per 1,000", COLUMN_NUMBER, 0);
	for (k = 1; k < CUBE_CATEGORIES; k++) {
		const struct overview_rate *r = &o->rates[k];

		if (!o->basis.common[k])
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, cube_category_word(k));
		table_figure(t, figure_count(r->schools));
		table_figure(t, figure_count(r->hidden));
		table_figure(t, figure_count(r->local));
		table_figure(t, figure_count(r->incidents));
		table_figure(t, figure_count(r->pupils_in));
		table_figure(t, overview_rate(r->pupils_in, r->pupils));
		table_figure(t, change(r));
	}
	table_note(t, "Of schools that judged as all are to, sent a "
	    "whole term and show the figure, so a row can rest on other "
	    "schools than the next. "
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
	add_rates(o, d);
	add_categories(o, d);
	return d;
}
