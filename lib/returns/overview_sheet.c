/*
 * One page for the governors of a school: its own figures beside the rate
 * of all, and what chance alone allows a school of its size.  No other
 * school is told apart.
 */
#include "overview.h"

static struct figure
own_figure(const struct cube *c, int category, int64_t n)
{
	char sign = c->cells[cube_row(1, 0, category)].sign;

	return sign == '\0'   ? figure_count(n) :
	    sign == 'c'	      ? figure_hidden() :
	    sign == 'z'	      ? figure_none() :
				figure_not_measured();
}

static void
add_row(const struct overview *o, const struct overview_school *s,
    struct table *t, int k)
{
	const struct overview_rate *r = &o->rates[k];
	int64_t in, incidents, before, other, pupils = s->school->pupils;
	struct funnel_limits l = funnel_limits(pupils, overview_share(o, k));
	bool shown = overview_pupils(&s->cube, k, &in, &incidents);
	bool tells = k > 0 && s->common[k] && overview_tells(o, k);

	table_row(t, k == 0 ? ROW_TOTAL : ROW_PLAIN);
	table_text(t, k == 0 ? SLICE("All") : cube_category_word(k));
	table_figure(t, own_figure(&s->cube, k, in));
	if (!s->had_before)
		table_figure(t, figure_not_measured());
	else if (overview_pupils(&s->before, k, &before, &other))
		table_figure(t, figure_count(before));
	else
		table_figure(t, own_figure(&s->before, k, before));
	table_figure(t, !shown ? own_figure(&s->cube, k, 0) :
		pupils == 0    ? figure_not_measured() :
				 overview_rate(in, pupils));
	table_figure(t, !tells ? figure_not_measured() :
				 overview_rate(r->pupils_in, r->pupils));
	table_figure(t, pupils == 0 || !tells ? figure_not_measured() :
						overview_limit(l.low_998));
	table_figure(t, pupils == 0 || !tells ? figure_not_measured() :
						overview_limit(l.high_998));
}

static void
add_table(const struct overview *o, const struct overview_school *s,
    struct document *d)
{
	struct table *t = document_table(d, "Pupils in confirmed incidents");
	int k;

	table_column(t, "Category", COLUMN_HEAD, 1);
	table_column(t, "Pupils in them", COLUMN_NUMBER, 0);
	table_column(t, "Pupils last term", COLUMN_NUMBER, 0);
	table_column(t, "Per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "Authority", COLUMN_NUMBER, 0);
	table_column(t, "Least by chance", COLUMN_NUMBER, 0);
	table_column(t, "Most by chance", COLUMN_NUMBER, 0);
	for (k = 1; k <= CUBE_CATEGORIES; k++)
		add_row(o, s, t, k % CUBE_CATEGORIES);
	table_note(t, "Per 1,000 pupils, as are the last three columns. Not "
	    "shown: few people, or it would tell another. Not measured: not "
	    "judged alike, or too few schools.");
	document_place(d, t);
}

/* What stands out, of the categories that all judge alike; how many. */
static int
say_places(const struct overview *o, const struct overview_school *s,
    struct document *d)
{
	static const char *const words[] = {
		[FUNNEL_HIGH] = "{}: higher than chance alone explains. "
		    "Governors may ask what is behind it: more incidents, or "
		    "closer looking.",
		[FUNNEL_LOW] = "{}: lower than chance alone explains. "
		    "Governors may ask whether all logs are read and all "
		    "incidents written down.",
		[FUNNEL_RATHER_HIGH] = "{}: rather high, but one school in "
		    "forty is so by chance alone.",
		[FUNNEL_RATHER_LOW] = "{}: rather low, but one school in "
		    "forty is so by chance alone.",
	};
	int k, n = 0;

	if (s->partial) {
		document_text(d, "Logs of some days are missing, so the "
		    "school is not compared with others.", NO_FIGURES);
		return 0;
	}
	for (k = 1; k < CUBE_CATEGORIES; k++) {
		enum funnel_place at = overview_place(o, s, k);

		if (at == FUNNEL_WITHIN || !overview_tells(o, k))
			continue;
		document_point(d, words[at],
		    FIGURES(figure_words(cube_category_word(k))));
		n++;
	}
	if (n == 0)
		document_text(d, "No rate that can be compared lies outside "
		    "what chance alone would give a school of this size.",
		    NO_FIGURES);
	return n;
}

/* The category with most pupils in it that the school can be compared in. */
static int
category_to_draw(const struct overview *o, const struct overview_school *s)
{
	int64_t in, incidents;
	int k, best = 0;

	for (k = 1; k < CUBE_CATEGORIES; k++)
		if (overview_tells(o, k) && o->rates[k].pupils_in > 0 &&
		    overview_compares(s, k, &in, &incidents) &&
		    (best == 0 ||
			o->rates[k].pupils_in > o->rates[best].pupils_in))
			best = k;
	return best;
}

/* The limits at sizes up to the largest school's, and this school alone. */
static void
add_chart(const struct overview *o, const struct overview_school *s,
    struct document *d)
{
	struct table *t;
	int64_t largest = o->schools[o->count - 1].school->pupils, at, step;
	int64_t in = 0, incidents;
	int k = category_to_draw(o, s);
	bool own = false;

	if (k == 0 || !overview_compares(s, k, &in, &incidents))
		return;
	t = document_table(d, "The school within the limits of chance");
	overview_funnel_titles(t);
	step = largest / 40 + 10;
	for (at = 2 * step; at <= largest + step; at += step) {
		bool mine = !own && at >= s->school->pupils;
		int64_t n = mine ? s->school->pupils : at;

		overview_funnel_row(t,
		    mine ? s->school->name : SLICE("of this size"), n,
		    mine ? overview_rate(in, n) : figure_none(),
		    funnel_limits(n, overview_share(o, k)));
		own |= mine;
	}
	document_chart(d, CHART_FUNNEL, arena_printf(o->arena,
	    "%.*s: this school, and what chance alone allows by size",
	    SLICE_ARG(cube_category_word(k))), "The school's pupils in "
	    "incidents per 1,000 within the limits of chance, as said above.",
	    t);
}

struct document *
overview_sheet(const struct overview *o, const struct overview_school *s)
{
	struct arena *a = o->arena;
	int said;
	struct document *d = overview_document(o, "Benchmark sheet",
	    arena_text(a, s->school->name), "The school's governors",
	    COVER_NONE);

	document_text(d, "The figures that the school returned to {} for "
	    "the term. Categories that all schools judge alike are set "
	    "beside the rate of all that can be compared.",
	    FIGURES(figure_words(o->authority->la_name)));
	said = say_places(o, s, d);
	add_table(o, s, d);
	/* The page has no room for both. */
	if (said <= 2)
		add_chart(o, s, d);
	return d;
}
