/*
 * One page for the governors of a school: its own figures beside the rate
 * of all, and what chance alone allows a school of its size.  No other
 * school is told apart.
 */
#include "overview.h"

static struct figure
limit(double per_1000)
{
	return figure_fixed((int64_t)(per_1000 * 10 + 0.5), 1);
}

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
	bool tells = overview_tells(o, k);

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
						limit(l.low_998));
	table_figure(t, pupils == 0 || !tells ? figure_not_measured() :
						limit(l.high_998));
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
	    "shown: it rests on fewer than 5 people, or would tell another.");
	document_place(d, t);
}

static void
say_place(const struct overview *o, const struct overview_school *s,
    struct document *d)
{
	static const char *const words[] = {
		[FUNNEL_WITHIN] = "The rate lies within what chance alone "
		    "would give a school of this size.",
		[FUNNEL_LOW] = "The rate is lower than chance alone "
		    "explains. Governors may ask whether all logs are read "
		    "and whether incidents are written down.",
		[FUNNEL_HIGH] = "The rate is higher than chance alone "
		    "explains. Governors may ask what is behind it: more "
		    "incidents, a stricter policy, or closer looking.",
		[FUNNEL_RATHER_LOW] = "The rate is rather low, but one "
		    "school in forty is by chance alone.",
		[FUNNEL_RATHER_HIGH] = "The rate is rather high, but one "
		    "school in forty is by chance alone.",
	};

	if (s->partial)
		document_text(d, "Logs of some days are missing, so the "
		    "school is not compared with others.", NO_FIGURES);
	else if (s->pupils_in < 0 || !overview_tells(o, 0))
		document_text(d, "The school's total is not shown, or its "
		    "number of pupils is not known, or too few schools "
		    "show theirs, so it is not compared.", NO_FIGURES);
	else
		document_text(d, words[funnel_place(&s->limits,
		    (double)s->pupils_in * 1000 /
			(double)s->school->pupils)], NO_FIGURES);
}

/* The limits at sizes up to the largest school's, and this school alone. */
static void
add_chart(const struct overview *o, const struct overview_school *s,
    struct document *d)
{
	struct table *t;
	int64_t largest = o->schools[o->count - 1].school->pupils, at, step;
	bool own = false;

	if (s->pupils_in < 0 || o->rates[0].pupils_in == 0 ||
	    !overview_tells(o, 0))
		return;
	t = document_table(d, "The school within the limits of chance");
	table_column(t, "School", COLUMN_HEAD, 0);
	table_column(t, "Pupils", COLUMN_NUMBER, 0);
	table_column(t, "Pupils in incidents per 1,000", COLUMN_NUMBER, 0);
	table_column(t, "95%, least", COLUMN_NUMBER, 0);
	table_column(t, "95%, most", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, least", COLUMN_NUMBER, 0);
	table_column(t, "99.8%, most", COLUMN_NUMBER, 0);
	step = largest / 40 + 10;
	for (at = 2 * step; at <= largest + step; at += step) {
		struct funnel_limits l;
		bool mine = !own && at >= s->school->pupils;
		int64_t n = mine ? s->school->pupils : at;

		l = funnel_limits(n, overview_share(o, 0));
		table_row(t, ROW_PLAIN);
		table_text(t, mine ? s->school->name : SLICE("of this size"));
		table_figure(t, figure_count(n));
		table_figure(t, mine ? overview_rate(s->pupils_in, n) :
				       figure_none());
		table_figure(t, limit(l.low_95));
		table_figure(t, limit(l.high_95));
		table_figure(t, limit(l.low_998));
		table_figure(t, limit(l.high_998));
		own |= mine;
	}
	document_chart(d, CHART_FUNNEL, "This school's rate, and what chance "
	    "alone allows by size", "The school's pupils in incidents per "
	    "1,000 within the limits of chance, as said above.", t);
}

struct document *
overview_sheet(const struct overview *o, const struct overview_school *s)
{
	struct arena *a = o->arena;
	struct document *d = overview_document(o, "Benchmark sheet",
	    arena_text(a, s->school->name), "The school's governors",
	    COVER_NONE);

	document_text(d, "The figures that the school returned to {} for "
	    "the term, beside those of {} schools that can be compared.",
	    FIGURES(figure_words(o->authority->la_name),
	    figure_of("Schools compared", figure_count(
	    o->rates[0].schools))));
	say_place(o, s, d);
	add_table(o, s, d);
	add_chart(o, s, d);
	return d;
}
