/*
 * Charts on a page: drawn once by gnuplot, put on the page as vectors by
 * librsvg.  One that cannot be drawn leaves a sentence and its table.
 */
#include <math.h>
#include <stdlib.h>

#include <librsvg/rsvg.h>

#include "chart.h"

const char *
chart_row_name(struct press *p, const struct chart *c, size_t row)
{
	const struct row *r = &c->table->rows[c->row_of[row]];

	if (r->count == 0)
		return "";
	return arena_text(p->arena, c->table->cells[r->first].text);
}

static double
greater(const struct figure *f, double most)
{
	double value;

	return f != NULL && figure_number(f, &value) && value > most ? value :
								       most;
}

/* The greatest figure that is drawn; counts those that may not be. */
static double
find_greatest(struct chart *c)
{
	double most = 0, value;
	size_t row, k;

	/* The first of a funnel is drawn along the other side. */
	for (row = 0; row < c->rows; row++)
		for (k = c->kind == CHART_FUNNEL; k < c->columns; k++) {
			const struct figure *f = chart_cell(c, row, k);

			most = greater(chart_cell_before(c, row, k), most);
			if (f == NULL || f->form == FIGURE_NONE ||
			    f->form == FIGURE_UNKNOWN)
				continue;
			if (f->form == FIGURE_FEW)
				c->threshold = f->threshold;
			c->hidden += !figure_number(f, &value);
			most = greater(f, most);
		}
	return most;
}

/* The scale: at most five steps of 1, 2 or 5 times a power of ten. */
static void
find_scale(struct chart *c)
{
	double most = find_greatest(c), power = 1;

	while (power * 25 < most)
		power *= 10;
	c->step = most <= 5 * power ? power :
	    most <= 10 * power	    ? 2 * power :
				      5 * power;
	c->greatest = ceil(most / c->step) * c->step;
	if (c->greatest < 1)
		c->greatest = 1;
	if (c->kind == CHART_HEAT || c->kind == CHART_BARS)
		c->greatest = most > 0 ? most * 1.0001 : 1;
}

static double
widest_name(struct press *p, const struct chart *c, bool of_rows)
{
	double widest = 0, width;
	size_t i, n = of_rows ? c->rows : c->columns;

	for (i = 0; i < n; i++) {
		PangoLayout *l = text_layout(p,
		    of_rows ? STYLE_NOTE : STYLE_HEAD,
		    slice_of(of_rows ? chart_row_name(p, c, i) :
				       c->table->columns[i + 1].title),
		    -1, PANGO_ALIGN_LEFT);

		width = text_width(l);
		if (width > widest)
			widest = width;
		g_object_unref(l);
	}
	return widest < 170 ? widest : 170;
}

static double
text_wide(struct press *p, const char *text)
{
	PangoLayout *l = text_layout(p, STYLE_NOTE, slice_of(text), -1,
	    PANGO_ALIGN_LEFT);
	double width = text_width(l);

	g_object_unref(l);
	return width;
}

static void
find_size(struct press *p, struct chart *c)
{
	double rows = (double)c->rows, deep;

	c->width = p->right - p->left;
	c->left = widest_name(p, c, true) + 12;
	c->right = 6;
	c->every = 1;
	switch (c->kind) {
	case CHART_WEEKS:
		deep = ceil((double)c->columns / 3);
		c->height = deep * 116 + (c->hidden > 0 ||
		    c->last_term != NULL ? 20 : 4);
		c->every = (int)(c->rows + 2) / 3;
		/* The first date is centred on its mark. */
		c->left = text_wide(p, c->table->columns[0].title) + 26;
		if (c->left < 24)
			c->left = 24;
		break;
	case CHART_BARS:
		c->height = rows * 23 + (c->columns > 1 ? 28 : 8);
		break;
	case CHART_HEAT:
		c->height = rows * 22 + 22;
		break;
	case CHART_CALENDAR:
		c->height = rows * 18 + 22;
		break;
	case CHART_FUNNEL:
		c->height = 200;
		c->right = 16;
		break;
	default:
		c->height = 164;
		c->right = widest_name(p, c, false) + 46;
		/* Names of rows stand abreast below: as many as have room. */
		c->every = (int)ceil(rows * (widest_name(p, c, true) + 8) /
		    (c->width - 34 - c->right));
		break;
	}
}

/* What of the table can be charted; NULL or why nothing can. */
static const char *
take_table(struct chart *c, const struct node *n)
{
	static const size_t most_columns[CHART_KINDS] = { 9, 2,
		CHART_MOST_COLUMNS, 3, CHART_MOST_COLUMNS, 6 };
	size_t i, most = n->chart == CHART_FUNNEL ? CHART_MOST_ROWS : 60;

	c->table = n->table;
	c->last_term = n->last_term;
	c->kind = n->chart;
	for (i = 0; i < n->table->n_rows; i++)
		if (n->table->rows[i].kind == ROW_PLAIN) {
			if (c->rows == most)
				return "there are too many rows";
			c->row_of[c->rows++] = i;
		}
	c->columns = n->table->n_columns > 0 ? n->table->n_columns - 1 : 0;
	if (c->columns > most_columns[c->kind])
		c->columns = most_columns[c->kind];
	if (c->rows == 0 || c->columns == 0)
		return "there is nothing to draw";
	return NULL;
}

static bool
has_gaps(const struct chart *c)
{
	size_t row;

	for (row = 0; row < c->rows; row++)
		if (chart_row_is_empty(c, row))
			return true;
	return false;
}

struct chart_plan *
chart_plan_of(struct press *p, const struct node *n)
{
	struct chart_plan *plan = &p->charts[n->level - 1];
	struct chart c = { 0 };
	struct buffer svg;
	const char *why;

	if (plan->tried)
		return plan;
	plan->tried = true;
	buffer_init(&svg, BUFFER_LARGEST);
	if ((why = take_table(&c, n)) == NULL) {
		find_scale(&c);
		find_size(p, &c);
		why = chart_run(p, &c, &svg);
	}
	plan->hidden = c.hidden > 0;
	plan->gaps = has_gaps(&c);
	plan->threshold = c.threshold;
	plan->width = c.width;
	plan->height = c.height;
	if (why == NULL) {
		plan->svg = svg.ptr;
		plan->size = svg.len;
		return plan;
	}
	buffer_finish(&svg);
	/* Nothing to draw is no fault. */
	if (c.rows > 0)
		p->outcome->failed_charts++;
	snprintf(p->outcome->chart_reason, sizeof p->outcome->chart_reason,
	    "%s", why);
	return plan;
}

static PangoLayout *
title_layout(struct press *p, const struct node *n)
{
	return text_layout(p, STYLE_CAPTION,
	    slice_of(arena_printf(p->arena, "Figure %d. %s", n->level,
		n->text)),
	    p->right - p->left, PANGO_ALIGN_LEFT);
}

const char *
chart_note(struct press *p, const struct chart_plan *plan,
    const struct node *n)
{
	const char *own = n->table->placed ? NULL : n->table->note;
	const char *signs = NULL;

	if (n->chart == CHART_CALENDAR)
		signs = "Share of each day in per cent. A dash: no school.";
	else if ((n->chart == CHART_WEEKS || n->chart == CHART_LINES) &&
	    plan->gaps)
		signs = "Grey: no school, or no logs.";
	else if (n->chart == CHART_HEAT && plan->threshold > 0)
		signs = arena_printf(p->arena,
		    "<%d: fewer than %d. n/s: not shown.", plan->threshold,
		    plan->threshold);
	else if (n->chart == CHART_HEAT && plan->hidden)
		signs = "n/s: not shown.";
	if (own == NULL || signs == NULL)
		return own != NULL ? own : signs;
	return arena_printf(p->arena, "%s %s", signs, own);
}

double
chart_least(struct press *p, const struct node *n)
{
	struct chart_plan *plan = chart_plan_of(p, n);
	PangoLayout *l = title_layout(p, n);
	double height = text_height(l) + 8;

	g_object_unref(l);
	if (plan->svg != NULL)
		return height + plan->height +
		    (chart_note(p, plan, n) != NULL ? 26 : 0);
	return height + 24 +
	    (n->table->placed ? 0 : table_least(p, n->table, NULL));
}

static void
draw_svg(struct press *p, const struct chart_plan *plan, const char *alt)
{
	RsvgRectangle box = { p->left, p->y, plan->width, plan->height };
	RsvgHandle *svg;

	if (p->cr == NULL)
		return;
	svg = rsvg_handle_new_from_data((const guint8 *)plan->svg,
	    plan->size, NULL);
	tag_begin(p, "Figure");
	tag_note(p, TAG_FIGURE, alt, p->left, p->y, plan->width,
	    plan->height);
	if (svg != NULL) {
		rsvg_handle_set_dpi(svg, 96);
		rsvg_handle_render_document(svg, p->cr, &box, NULL);
		g_object_unref(svg);
	}
	tag_end(p, "Figure");
}

static double
note_draw(struct press *p, const char *note)
{
	PangoLayout *l = text_layout(p, STYLE_NOTE, slice_of(note),
	    p->right - p->left, PANGO_ALIGN_LEFT);
	double height = text_height(l);

	text_draw(p, l, p->left, p->y, STYLE_NOTE, "P");
	return height;
}

void
chart_draw(struct press *p, const struct node *n)
{
	struct chart_plan *plan = chart_plan_of(p, n);
	PangoLayout *l = title_layout(p, n);
	double height = text_height(l);

	page_need(p, chart_least(p, n));
	p->y += p->fresh ? 0 : 4;
	text_draw(p, l, p->left, p->y, STYLE_CAPTION, "P");
	p->y += height + 6;
	p->fresh = false;
	if (plan->svg != NULL) {
		draw_svg(p, plan, n->note);
		p->y += plan->height + 5;
		if (chart_note(p, plan, n) != NULL)
			p->y += note_draw(p, chart_note(p, plan, n));
		p->y += 12;
		return;
	}
	l = text_layout(p, STYLE_BODY,
	    n->table->n_rows == 0 ?
		SLICE("There is nothing to draw in this reporting period.") :
		SLICE("The chart could not be drawn; its figures are in the "
		    "table."),
	    p->right - p->left, PANGO_ALIGN_LEFT);
	height = text_height(l);
	text_draw(p, l, p->left, p->y, STYLE_BODY, "P");
	p->y += height + 8;
	if (!n->table->placed)
		table_draw(p, n->table, NULL);
}

void
charts_finish(struct press *p)
{
	int i;

	for (i = 0; i < p->d->charts; i++)
		free(p->charts[i].svg);
}
