/*
 * What stands between the tables: headings, paragraphs, lists, questions
 * with their answers, key figures, notices and lines to sign on.
 */
#include <stdlib.h>

#include "press.h"

static const double GAP = 7; /* under a paragraph */

char *
node_text(struct press *p, const struct node *n)
{
	struct buffer b;
	char *text;

	buffer_init(&b, BUFFER_LARGEST);
	sentence_print(&b, n->kind == NODE_NOTICE ? n->note : n->text,
	    n->figures, n->count);
	text = arena_text(p->arena, buffer_slice(&b));
	buffer_finish(&b);
	return text;
}

static PangoLayout *
layout_of(struct press *p, enum style style, const char *text, double width)
{
	return text_layout(p, style, slice_of(text), width, PANGO_ALIGN_LEFT);
}

/* A paragraph, over as many pages as it asks for; at least two lines stand
 * together where there are two. */
static void
paragraph(struct press *p, PangoLayout *l, double x, enum style style,
    const char *tag)
{
	int lines = pango_layout_get_line_count(l), from = 0, fit;
	double height, whole = text_height(l);

	text_fit(l, 0, page_body(p), &height);
	if (lines <= 3)
		page_need(p, whole);
	tag_begin(p, tag);
	while (from < lines) {
		fit = text_fit(l, from, p->bottom - p->y, &height);
		if (fit == 0 || (fit == 1 && lines - from > 2)) {
			if (!p->fresh) {
				page_next(p);
				continue;
			}
			if (fit == 0)
				fit = 1;
		}
		if (fit < lines)
			tag_begin(p, "Span");
		text_draw_lines(p, l, x, p->y, style, from, from + fit);
		if (fit < lines)
			tag_end(p, "Span");
		from += fit;
		p->y += height;
		p->fresh = false;
		if (from < lines)
			page_next(p);
	}
	tag_end(p, tag);
	g_object_unref(l);
}

static const struct {
	enum style style;
	double above, below;
} headings[] = { { STYLE_H1, 22, 9 }, { STYLE_H2, 16, 6 },
	{ STYLE_H3, 11, 4 } };

static double
heading_height(struct press *p, const struct node *n)
{
	PangoLayout *l = layout_of(p, headings[n->level - 1].style, n->text,
	    p->right - p->left);
	double height = text_height(l);

	g_object_unref(l);
	return height + headings[n->level - 1].below +
	    (p->fresh ? 0 : headings[n->level - 1].above);
}

/* A place to jump to, and its entry in the outline (added later). */
static void
destination(struct press *p, const struct node *n)
{
	if (p->cr != NULL) {
		cairo_tag_begin(p->cr, CAIRO_TAG_DEST,
		    arena_printf(p->arena, "name='n%zu' x=%d y=%d",
			(size_t)(n - p->d->nodes), (int)p->left,
			(int)(p->y > 10 ? p->y - 10 : 0)));
		cairo_tag_end(p->cr, CAIRO_TAG_DEST);
	}
	place_mark(p, n);
}

static size_t
draw_heading(struct press *p, size_t i)
{
	const struct node *n = &p->d->nodes[i];
	enum style style = headings[n->level - 1].style;
	const char *tag = arena_printf(p->arena, "H%d", n->level + 1);
	PangoLayout *l;

	page_need(p, block_least(p, i));
	if (p->fresh)
		p->began = p->y;
	if (!p->fresh)
		p->y += headings[n->level - 1].above;
	p->heading_level = n->level + 1;
	destination(p, n);
	l = layout_of(p, style, n->text, p->right - p->left);
	p->fresh = false;
	p->y += text_height(l) + headings[n->level - 1].below;
	text_draw(p, l, p->left,
	    p->y - text_height(l) - headings[n->level - 1].below, style, tag);
	return i + 1;
}

static size_t
draw_text(struct press *p, size_t i)
{
	paragraph(p,
	    layout_of(p, STYLE_BODY, node_text(p, &p->d->nodes[i]),
		p->right - p->left),
	    p->left, STYLE_BODY, "P");
	p->y += GAP;
	return i + 1;
}

/* How far the text of a point stands in, and what is under it. */
static const double POINT_IN = 18, POINT_GAP = 3;

static PangoLayout *
point_layout(struct press *p, size_t i)
{
	return layout_of(p, STYLE_BODY, node_text(p, &p->d->nodes[i]),
	    p->right - p->left - POINT_IN);
}

/* What point i takes; a long one may end on the next page, and takes what it
 * has to begin with. */
static double
point_least(struct press *p, size_t i)
{
	PangoLayout *l = point_layout(p, i);
	double height = pango_layout_get_line_count(l) < 4 ?
	    text_height(l) + POINT_GAP :
	    48;

	g_object_unref(l);
	return height;
}

static size_t
points_end(const struct press *p, size_t i)
{
	while (i < p->d->n_nodes && p->d->nodes[i].kind == NODE_POINT)
		i++;
	return i;
}

/* A list stays whole where that leaves no great gap; a longer one begins with
 * two points, and of three none is left over. */
static double
points_least(struct press *p, size_t i)
{
	size_t end = points_end(p, i), first = end - i == 3 ? 3 : 2, j;
	double least = 0, whole = 0;

	for (j = i; j < end && whole <= page_body(p); j++) {
		whole += point_least(p, j);
		if (j < i + first)
			least = whole;
	}
	return (page_keeps(p, whole) ? whole : least) - POINT_GAP;
}

static size_t
draw_points(struct press *p, size_t i)
{
	size_t end = points_end(p, i);

	page_need(p, points_least(p, i));
	tag_begin(p, "L");
	tag_note(p, TAG_L, "", 0, 0, 0, 0);
	for (; i < end; i++) {
		/* The last does not stand alone on a page. */
		page_need(p, point_least(p, i) - POINT_GAP +
			(i + 2 == end ? point_least(p, i + 1) : 0));
		tag_begin(p, "LI");
		text_draw(p,
		    layout_of(p, STYLE_BODY_BOLD, "\xe2\x80\xa2", 12),
		    p->left + 5, p->y, STYLE_H1, "Lbl");
		paragraph(p, point_layout(p, i), p->left + POINT_IN,
		    STYLE_BODY, "LBody");
		tag_end(p, "LI");
		p->y += POINT_GAP;
	}
	tag_end(p, "L");
	p->y += GAP - POINT_GAP;
	return end;
}

/*
 * A question stands at the left, its answer beside it, under a hairline.
 */
static const double QUESTION = 158, NUMBER = 20, COLUMN_GAP = 14;

static double
question_height(struct press *p, size_t i, size_t *after)
{
	PangoLayout *l = layout_of(p, STYLE_QUESTION, p->d->nodes[i].text,
	    QUESTION - NUMBER);
	double question = text_height(l), answer = 0;

	g_object_unref(l);
	for (i++; i < p->d->n_nodes && p->d->nodes[i].kind == NODE_TEXT;
	     i++) {
		l = layout_of(p, STYLE_ANSWER,
		    node_text(p, &p->d->nodes[i]),
		    p->right - p->left - QUESTION - COLUMN_GAP);
		answer += (answer > 0 ? 3 : 0) + text_height(l);
		g_object_unref(l);
	}
	if (after != NULL)
		*after = i;
	return (answer > question ? answer : question) + 13;
}

static size_t
draw_question(struct press *p, size_t i)
{
	const struct node *n = &p->d->nodes[i];
	size_t after, j;
	double height = question_height(p, i, &after), y, end;
	bool whole = height <= page_body(p);
	const char *tag = p->heading_level < 2 ? "H2" : "H3";
	double x = p->left + QUESTION + COLUMN_GAP;

	if (whole)
		page_need(p, height);
	destination(p, n);
	draw_line(p, p->left, p->y, p->right, p->y, 0.6, RULE);
	y = p->y + 6;
	end = p->y + height;
	p->fresh = false;
	tag_begin(p, tag);
	text_draw(p,
	    layout_of(p, STYLE_NUMBER,
		arena_printf(p->arena, "%d", n->level), -1),
	    p->left, y, STYLE_NUMBER, "Span");
	text_draw(p,
	    layout_of(p, STYLE_QUESTION, n->text, QUESTION - NUMBER),
	    p->left + NUMBER, y, STYLE_QUESTION, "Span");
	tag_end(p, tag);
	p->y = y;
	for (j = i + 1; j < after; j++) {
		paragraph(p,
		    layout_of(p, STYLE_ANSWER,
			node_text(p, &p->d->nodes[j]), p->right - x),
		    x, STYLE_ANSWER, "P");
		p->y += 3;
	}
	p->y = whole ? end : p->y + 7;
	if (after == p->d->n_nodes || p->d->nodes[after].kind != NODE_QUESTION)
	{
		draw_line(p, p->left, p->y, p->right, p->y, 0.6, RULE);
		p->y += 12;
	}
	return after;
}

/* The figure as large as its card allows. */
static PangoLayout *
key_layout(struct press *p, const struct node *n, double width)
{
	struct buffer b;
	PangoLayout *l;
	double wide;

	buffer_init(&b, BUFFER_LARGEST);
	figure_print(&b, &n->figures[0]);
	l = text_layout(p, STYLE_KEY, buffer_slice(&b), -1,
	    PANGO_ALIGN_LEFT);
	buffer_finish(&b);
	wide = text_width(l);
	if (wide > width) {
		PangoFontDescription *font = pango_font_description_copy(
		    pango_layout_get_font_description(l));

		pango_font_description_set_absolute_size(font,
		    pango_font_description_get_size(font) *
			(width / wide) * 0.98);
		pango_layout_set_font_description(l, font);
		pango_font_description_free(font);
	}
	return l;
}

enum { MOST_KEYS = 4 };

static size_t
count_keys(struct press *p, size_t i)
{
	size_t n = 0;

	while (i + n < p->d->n_nodes && n < MOST_KEYS &&
	    p->d->nodes[i + n].kind == NODE_KEY)
		n++;
	return n;
}

static double
card_width(struct press *p, size_t count)
{
	return (p->right - p->left - 11 * (double)(count - 1)) /
	    (double)count;
}

static double
keys_height(struct press *p, size_t i, size_t count)
{
	double width = card_width(p, count) - 24, most = 0, height;
	size_t j;

	for (j = i; j < i + count; j++) {
		const struct node *n = &p->d->nodes[j];
		PangoLayout *l = layout_of(p, STYLE_KEY_CAPTION, n->text,
		    width);

		height = text_height(l);
		g_object_unref(l);
		if (n->note != NULL) {
			l = layout_of(p, STYLE_NOTE, n->note, width);
			height += text_height(l) + 2;
			g_object_unref(l);
		}
		if (height > most)
			most = height;
	}
	return most + 60;
}

static size_t
draw_keys(struct press *p, size_t i)
{
	size_t count = count_keys(p, i), j;
	double width = card_width(p, count), height, x = p->left, y;

	height = keys_height(p, i, count);
	page_need(p, height);
	for (j = 0; j < count; j++, x += width + 11) {
		const struct node *n = &p->d->nodes[i + j];
		PangoLayout *l;

		draw_box(p, x, p->y, width, height, PALE);
		draw_box(p, x, p->y, 3, height, NAVY);
		tag_begin(p, "P");
		l = key_layout(p, n, width - 24);
		/* All stand on one line, whatever their size. */
		text_draw(p, l, x + 14, p->y + 38 - text_baseline(l),
		    STYLE_KEY, "Span");
		y = p->y + 48;
		l = layout_of(p, STYLE_KEY_CAPTION, n->text, width - 24);
		height = text_height(l);
		text_draw(p, l, x + 14, y, STYLE_KEY_CAPTION, "Span");
		if (n->note != NULL)
			text_draw(p,
			    layout_of(p, STYLE_NOTE, n->note, width - 24),
			    x + 14, y + height + 2, STYLE_NOTE, "Span");
		tag_end(p, "P");
		height = keys_height(p, i, count);
	}
	p->y += height + 12;
	p->fresh = false;
	return i + count;
}

static size_t
draw_notice(struct press *p, size_t i)
{
	const struct node *n = &p->d->nodes[i];
	double width = p->right - p->left - 28, height, top;
	PangoLayout *title, *text;

	title = layout_of(p, STYLE_BODY_BOLD, n->text, width);
	text = layout_of(p, STYLE_BODY, node_text(p, n), width);
	top = text_height(title);
	height = top + text_height(text) + 22;
	page_need(p, height);
	draw_box(p, p->left, p->y, p->right - p->left, height, PALE);
	draw_box(p, p->left, p->y, 3, height, ORANGE);
	text_draw(p, title, p->left + 14, p->y + 10, STYLE_BODY_BOLD, "P");
	text_draw(p, text, p->left + 14, p->y + 12 + top, STYLE_BODY, "P");
	p->y += height + 10;
	p->fresh = false;
	return i + 1;
}

static const double SIGN_LINE = 58, SIGN_GAP = 6;

/* One role: its name, and lines for name, signature and date. */
static void
sign_line(struct press *p, const char *role)
{
	static const char *const parts[] = { "Name", "Signature", "Date" };
	static const double shares[] = { 0.36, 0.40, 0.24 };
	double x = p->left, width = p->right - p->left;
	int i;

	page_need(p, SIGN_LINE);
	text_draw(p, layout_of(p, STYLE_BODY_BOLD, role, width), p->left,
	    p->y, STYLE_BODY_BOLD, "P");
	tag_begin(p, "P");
	for (i = 0; i < 3; i++) {
		text_draw(p, layout_of(p, STYLE_NOTE, parts[i], -1), x,
		    p->y + 41, STYLE_NOTE, "Span");
		x += shares[i] * width;
	}
	tag_end(p, "P");
	for (i = 0, x = p->left; i < 3; i++) {
		draw_line(p, x, p->y + 39, x + shares[i] * width -
			(i < 2 ? 14 : 0), p->y + 39, 0.7, INK);
		x += shares[i] * width;
	}
	p->y += SIGN_LINE + SIGN_GAP;
	p->fresh = false;
}

/* About the statement over them. */
static const double SIGN_ABOVE = 12, SIGN_BELOW = 10;

/* All of it, of up to five signatures. */
static double
sign_off_least(struct press *p, const struct node *n)
{
	PangoLayout *l = layout_of(p, STYLE_BODY, n->text,
	    p->right - p->left);
	double height = SIGN_ABOVE + text_height(l) + SIGN_BELOW;
	int i;

	g_object_unref(l);
	for (i = 0; n->roles[i] != NULL && i < 5; i++)
		height += i == 0 ? SIGN_LINE : SIGN_LINE + SIGN_GAP;
	return height;
}

static size_t
draw_sign_off(struct press *p, size_t i)
{
	const struct node *n = &p->d->nodes[i];
	int j;

	page_need(p, sign_off_least(p, n));
	p->y += p->fresh ? 0 : SIGN_ABOVE;
	paragraph(p,
	    layout_of(p, STYLE_BODY, n->text, p->right - p->left), p->left,
	    STYLE_BODY, "P");
	p->y += SIGN_BELOW;
	for (j = 0; n->roles[j] != NULL; j++)
		sign_line(p, n->roles[j]);
	return i + 1;
}

double
block_least(struct press *p, size_t i)
{
	const struct node *n;
	size_t count;

	if (i >= p->d->n_nodes)
		return 0;
	n = &p->d->nodes[i];
	switch (n->kind) {
	case NODE_HEADING:
		return heading_height(p, n) + block_least(p, i + 1);
	case NODE_QUESTION:
		return question_height(p, i, NULL);
	case NODE_KEY:
		count = count_keys(p, i);
		return keys_height(p, i, count);
	case NODE_TABLE:
		return table_least(p, n->table, NULL);
	case NODE_CHART:
		return chart_least(p, n);
	case NODE_SIGN_OFF:
		return sign_off_least(p, n);
	case NODE_POINT:
		return points_least(p, i);
	case NODE_NOTICE:
	case NODE_TEXT:
		return 46;
	case NODE_BREAK:
		break;
	}
	return 0;
}

size_t
block_draw(struct press *p, size_t i)
{
	const struct node *n = &p->d->nodes[i];

	/* What stands under a heading began with it: both decide alike
	 * whether a page has room for them. */
	if (i == 0 || n[-1].kind != NODE_HEADING)
		p->began = p->y;
	switch (n->kind) {
	case NODE_HEADING:
		return draw_heading(p, i);
	case NODE_TEXT:
		return draw_text(p, i);
	case NODE_POINT:
		return draw_points(p, i);
	case NODE_QUESTION:
		return draw_question(p, i);
	case NODE_NOTICE:
		return draw_notice(p, i);
	case NODE_KEY:
		return draw_keys(p, i);
	case NODE_SIGN_OFF:
		return draw_sign_off(p, i);
	case NODE_TABLE:
		table_draw(p, n->table, NULL);
		break;
	case NODE_CHART:
		chart_draw(p, n);
		break;
	case NODE_BREAK:
		if (!p->fresh)
			page_next(p);
		break;
	}
	return i + 1;
}
