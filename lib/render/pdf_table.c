/*
 * Tables: as wide as the page, heads repeated on each page, rows kept
 * whole where a page can hold them and split by lines where it cannot.
 * Widths and heights are found once and kept for later passes.
 */
#include <stdlib.h>

#include "press.h"

static const double PAD = 6, PAD_Y = 4.5;
static const double WIDEST = 420, WIDEST_WORD = 110,
		    NARROWEST_PROSE = 96;
enum { MOST_COLUMNS = 32, SAMPLED_ROWS = 400 };

static PangoAlignment
align_of(const struct table *t, size_t column)
{
	if (t->columns[column].kind == COLUMN_NUMBER)
		return PANGO_ALIGN_RIGHT;
	if (t->columns[column].kind == COLUMN_MARK)
		return PANGO_ALIGN_CENTER;
	return PANGO_ALIGN_LEFT;
}

static enum style
style_of(const struct table *t, const struct row *r, size_t column)
{
	const struct figure *f = &t->cells[r->first + column];

	if (f->form == FIGURE_FEW || f->form == FIGURE_HIDDEN ||
	    f->form == FIGURE_UNKNOWN)
		return STYLE_CELL_GREY;
	if (r->kind != ROW_PLAIN)
		return STYLE_CELL_BOLD;
	return STYLE_CELL;
}

/* The cell of a row, laid out; an absent one is empty. */
static PangoLayout *
cell_layout(struct press *p, const struct table *t, const struct row *r,
    size_t column, double width)
{
	struct buffer b;
	PangoLayout *l;

	if (column >= r->count)
		return text_layout(p, STYLE_CELL, SLICE(""), width,
		    PANGO_ALIGN_LEFT);
	buffer_init(&b, BUFFER_LARGEST);
	figure_print(&b, &t->cells[r->first + column]);
	l = text_layout(p, style_of(t, r, column), buffer_slice(&b), width,
	    r->kind == ROW_GROUP ? PANGO_ALIGN_LEFT : align_of(t, column));
	buffer_finish(&b);
	return l;
}

static PangoLayout *
head_layout(struct press *p, const struct table *t, size_t column,
    double width)
{
	return text_layout(p, STYLE_HEAD, slice_of(t->columns[column].title),
	    width, align_of(t, column));
}

/* Widest as one line, and widest when broken at every chance. */
static void
measure(PangoLayout *l, double *natural, double *least)
{
	double width = text_width(l) + 2 * PAD + 0.5;

	if (width > *natural)
		*natural = width;
	pango_layout_set_wrap(l, PANGO_WRAP_WORD);
	pango_layout_set_width(l, PANGO_SCALE);
	width = text_width(l) + 2 * PAD + 0.5;
	if (width > *least)
		*least = width;
	g_object_unref(l);
}

/* *title: with the title on one line. */
static void
measure_column(struct press *p, const struct table *t, size_t column,
    double *natural, double *least, double *title)
{
	size_t step = t->n_rows / SAMPLED_ROWS + 1, i;

	double head = 0;

	*natural = *least = 0;
	/* A title may take two lines; it need not be as wide as it is. */
	measure(head_layout(p, t, column, -1), &head, least);
	*natural = head * 0.5;
	for (i = 0; i < t->n_rows; i += step)
		if (t->rows[i].kind != ROW_GROUP)
			measure(cell_layout(p, t, &t->rows[i], column, -1),
			    natural, least);
	if (*least > WIDEST_WORD)
		*least = WIDEST_WORD;
	if (*natural > WIDEST)
		*natural = WIDEST;
	if (*natural < *least)
		*natural = *least;
	if (t->columns[column].weight > 0 && *least < NARROWEST_PROSE)
		*least = NARROWEST_PROSE;
	*title = head > *natural ? head : *natural;
}

/*
 * What columns would like, where there is room: titles on one line, and
 * columns of figures all alike.
 */
static void
widen(const struct table *t, double total, double *natural,
    const double *titles)
{
	double alike = 0, sum = 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		if (t->columns[i].weight > 0)
			return;
		if (t->columns[i].kind == COLUMN_NUMBER && titles[i] > alike)
			alike = titles[i];
	}
	for (i = 0; i < t->n_columns; i++)
		sum += t->columns[i].kind == COLUMN_NUMBER ? alike :
							     titles[i];
	if (sum <= total)
		for (i = 0; i < t->n_columns; i++)
			natural[i] = t->columns[i].kind == COLUMN_NUMBER ?
			    alike :
			    titles[i];
}

/*
 * Columns without a weight get what they ask for; the rest is shared by
 * weight, or, where no column has one, by what each asked for.  Where there
 * is too little, all come nearer to their least.
 */
static void
share_widths(const struct table *t, double total, const double *natural,
    const double *least, double *widths)
{
	double asked = 0, bottom = 0, left, k;
	int weights = 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		weights += t->columns[i].weight;
		bottom += least[i];
		asked += t->columns[i].weight > 0 ? least[i] : natural[i];
	}
	left = total - asked;
	k = left >= 0		? 1 :
	    asked > bottom + 1e-6 ? (total - bottom) / (asked - bottom) :
				    0;
	if (k < 0)
		k = 0;
	for (i = 0; i < t->n_columns; i++) {
		const struct column *c = &t->columns[i];

		widths[i] = c->weight > 0 ? least[i] :
					    least[i] +
			(natural[i] - least[i]) * k;
		if (left > 0)
			widths[i] += weights > 0 ?
			    left * c->weight / weights :
			    left * natural[i] / asked;
		if (bottom > total)
			widths[i] *= total / bottom;
	}
}

static double
row_height(struct press *p, const struct table *t, const struct row *r,
    const double *widths)
{
	double most = 0, height, width = p->right - p->left - 2 * PAD;
	size_t i, n = r->kind == ROW_GROUP ? 1 : t->n_columns;

	for (i = 0; i < n; i++) {
		PangoLayout *l = cell_layout(p, t, r, i,
		    r->kind == ROW_GROUP ? width : widths[i] - 2 * PAD);

		height = text_height(l);
		if (height > most)
			most = height;
		g_object_unref(l);
	}
	return most + 2 * PAD_Y;
}

static struct table_plan *
plan_of(struct press *p, const struct table *t)
{
	struct table_plan *plan;
	double natural[MOST_COLUMNS], least[MOST_COLUMNS], height;
	double titles[MOST_COLUMNS];
	size_t i, n = t->n_columns;

	for (i = 0; p->d->tables[i] != t; i++)
		;
	plan = &p->tables[i];
	if (n > MOST_COLUMNS)
		return NULL;
	if (plan->planned)
		return plan;
	plan->planned = true;
	plan->widths = arena_alloc(p->arena, n * sizeof *plan->widths);
	plan->heights = arena_alloc(p->arena,
	    t->n_rows * sizeof *plan->heights);
	plan->head = 0;
	for (i = 0; i < n; i++)
		measure_column(p, t, i, &natural[i], &least[i], &titles[i]);
	widen(t, p->right - p->left, natural, titles);
	share_widths(t, p->right - p->left, natural, least, plan->widths);
	for (i = 0; i < n; i++) {
		PangoLayout *l = head_layout(p, t, i,
		    plan->widths[i] - 2 * PAD);

		height = text_height(l) + 2 * PAD_Y;
		if (height > plan->head)
			plan->head = height;
		g_object_unref(l);
	}
	for (i = 0; i < t->n_rows; i++)
		plan->heights[i] = row_height(p, t, &t->rows[i],
		    plan->widths);
	return plan;
}

/* The first time it is the table's head; on later pages an artifact. */
static void
draw_head(struct press *p, const struct table *t,
    const struct table_plan *plan, bool again)
{
	double x = p->left;
	size_t i;

	draw_box(p, p->left, p->y, p->right - p->left, plan->head, NAVY);
	tag_begin(p, again ? "Private" : "THead");
	if (!again)
		tag_begin(p, "TR");
	for (i = 0; i < t->n_columns; i++) {
		PangoLayout *l = head_layout(p, t, i,
		    plan->widths[i] - 2 * PAD);

		if (!again) {
			tag_begin(p, "TH");
			tag_note(p, TAG_TH, "Column", 0, 0, 0, 0);
		}
		text_draw(p, l, x + PAD,
		    p->y + plan->head - PAD_Y - text_height(l), STYLE_HEAD,
		    NULL);
		if (!again)
			tag_end(p, "TH");
		x += plan->widths[i];
	}
	if (!again)
		tag_end(p, "TR");
	tag_end(p, again ? "Private" : "THead");
	p->y += plan->head;
	p->fresh = false;
}

/* A row while it is drawn: the cells, and the line each goes on from. */
struct moving_row {
	const struct row *row;
	PangoLayout *cells[MOST_COLUMNS];
	int from[MOST_COLUMNS];
	double line; /* the deepest first baseline */
};

static void
lay_out_row(struct press *p, const struct table *t,
    const struct table_plan *plan, struct moving_row *m)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		double width = m->row->kind == ROW_GROUP && i == 0 ?
		    p->right - p->left :
		    plan->widths[i];

		m->cells[i] = cell_layout(p, t, m->row, i, width - 2 * PAD);
		if (text_baseline(m->cells[i]) > m->line)
			m->line = text_baseline(m->cells[i]);
	}
}

/* One cell, or as many of its lines as fit; its height. */
static double
draw_cell(struct press *p, const struct table *t, struct moving_row *m,
    size_t i, double x)
{
	const struct row *r = m->row;
	bool head = t->columns[i].kind == COLUMN_HEAD ||
	    (r->kind == ROW_GROUP && i == 0);
	double high, down = 0, room = p->bottom - p->y - 2 * PAD_Y + 0.01;
	int fit = text_fit(m->cells[i], m->from[i], room, &high);

	/* All first lines stand on one line. */
	if (m->from[i] == 0 &&
	    fit == pango_layout_get_line_count(m->cells[i]))
		down = m->line - text_baseline(m->cells[i]);
	tag_begin(p, head ? "TH" : "TD");
	if (head)
		tag_note(p, TAG_TH, "Row", 0, 0, 0, 0);
	text_draw_lines(p, m->cells[i], x + PAD, p->y + PAD_Y + down,
	    i < r->count ? style_of(t, r, i) : STYLE_CELL, m->from[i],
	    m->from[i] + fit);
	tag_end(p, head ? "TH" : "TD");
	m->from[i] += fit;
	return high + down;
}

/* As much of the row as fits; true when all of it is drawn. */
static bool
draw_piece(struct press *p, const struct table *t,
    const struct table_plan *plan, struct moving_row *m, double *height)
{
	double x = p->left, high;
	bool all = true;
	size_t i;

	*height = 0;
	tag_begin(p, "TR");
	for (i = 0; i < t->n_columns; i++) {
		high = draw_cell(p, t, m, i, x);
		if (high > *height)
			*height = high;
		if (m->from[i] < pango_layout_get_line_count(m->cells[i]))
			all = false;
		x += plan->widths[i];
	}
	tag_end(p, "TR");
	*height += 2 * PAD_Y;
	return all;
}

static void
rule_under(struct press *p, const struct row *r)
{
	bool total = row_is_total(r);

	draw_line(p, p->left, p->y, p->right, p->y, total ? 1.1 : 0.5,
	    total ? NAVY : RULE);
}

static void
draw_row(struct press *p, const struct table *t, const struct row *r,
    const struct table_plan *plan, double height)
{
	struct moving_row m = { .row = r };
	double piece;
	size_t i;

	p->fresh = false;
	if (r->kind == ROW_GROUP)
		draw_box(p, p->left, p->y, p->right - p->left, height, PALE);
	if (row_is_total(r))
		draw_line(p, p->left, p->y, p->right, p->y, 1.1, NAVY);
	/* A draft need not set what it knows to fit. */
	if (p->cr == NULL && p->y + height <= p->bottom + 0.01) {
		p->y += height;
		return;
	}
	lay_out_row(p, t, plan, &m);
	while (!draw_piece(p, t, plan, &m, &piece)) {
		p->y += piece;
		rule_under(p, r);
		page_next(p);
		draw_head(p, t, plan, true);
	}
	p->y += piece;
	rule_under(p, r);
	for (i = 0; i < t->n_columns; i++)
		g_object_unref(m.cells[i]);
}

static PangoLayout *
caption_layout(struct press *p, const struct table *t, const char *label)
{
	const char *text = arena_printf(p->arena, "%s%s%s",
	    label != NULL ? label : t->number > 0 ? arena_printf(p->arena,
		"Table %d. ", t->number) : "",
	    t->caption == NULL ? "" : t->caption, "");

	return text_layout(p, STYLE_CAPTION, slice_of(text),
	    p->right - p->left, PANGO_ALIGN_LEFT);
}

double
table_least(struct press *p, struct table *t, const char *label)
{
	const struct table_plan *plan = plan_of(p, t);
	PangoLayout *l = caption_layout(p, t, label);
	double height = text_height(l) + 5, whole, rows = 0;
	size_t i;

	g_object_unref(l);
	if (plan == NULL)
		return height;
	whole = height += plan->head;
	for (i = 0; i < t->n_rows && whole <= page_body(p); i++) {
		whole += plan->heights[i];
		/* It begins with two rows, or with one where two are much. */
		if (i == 0 || (i == 1 && (t->rows[0].kind == ROW_GROUP ||
			rows + plan->heights[1] <= page_body(p) * 0.25)))
			rows += plan->heights[i];
	}
	height += rows;
	if (page_keeps(p, whole))
		return whole;
	return height <= page_body(p) * 0.6 ? height : 120;
}

static void
draw_rows(struct press *p, const struct table *t,
    const struct table_plan *plan)
{
	size_t i;

	tag_begin(p, "TBody");
	for (i = 0; i < t->n_rows; i++) {
		double need = plan->heights[i];

		/* A group's heading stays with its first row, and the row
		 * before a total with the total. */
		if (i + 1 < t->n_rows &&
		    (t->rows[i].kind == ROW_GROUP ||
			row_is_total(&t->rows[i + 1])))
			need += plan->heights[i + 1];
		if (p->y + need > p->bottom + 0.01 &&
		    (need <= page_body(p) - plan->head ||
			p->bottom - p->y < 60)) {
			page_next(p);
			draw_head(p, t, plan, true);
		}
		draw_row(p, t, &t->rows[i], plan, plan->heights[i]);
	}
	tag_end(p, "TBody");
}

void
table_draw(struct press *p, struct table *t, const char *label)
{
	const struct table_plan *plan = plan_of(p, t);
	PangoLayout *l = caption_layout(p, t, label);
	double height = text_height(l);

	if (plan == NULL || t->n_columns == 0) {
		g_object_unref(l);
		return;
	}
	page_need(p, table_least(p, t, label));
	p->y += p->fresh ? 0 : 5;
	tag_begin(p, "Table");
	text_draw(p, l, p->left, p->y, STYLE_CAPTION, "Caption");
	p->y += height + 5;
	draw_head(p, t, plan, false);
	draw_rows(p, t, plan);
	tag_end(p, "Table");
	p->y += 5;
	if (t->n_rows == 0)
		text_draw(p,
		    text_layout(p, STYLE_BODY, SLICE("None in this "
			"reporting period."), p->right - p->left,
			PANGO_ALIGN_LEFT), p->left + PAD, p->y, STYLE_BODY,
		    "P"), p->y += 20;
	if (t->note != NULL) {
		l = text_layout(p, STYLE_NOTE, slice_of(t->note),
		    p->right - p->left, PANGO_ALIGN_LEFT);
		height = text_height(l);
		page_need(p, height);
		text_draw(p, l, p->left, p->y, STYLE_NOTE, "P");
		p->y += height;
	}
	p->y += 14;
}
