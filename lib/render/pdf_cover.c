/*
 * How a document begins: a title page, a band, or its title alone; and the
 * contents.
 */
#include "press.h"

static PangoLayout *
layout_of(struct press *p, enum style style, const char *text, double width)
{
	return text_layout(p, style, slice_of(text), width, PANGO_ALIGN_LEFT);
}

/* Draws at p->y and moves below. */
static void
stack(struct press *p, enum style style, const char *text, double below,
    const char *tag)
{
	PangoLayout *l;
	double height;

	if (text == NULL)
		return;
	l = layout_of(p, style, text, p->right - p->left);
	height = text_height(l);
	text_draw(p, l, p->left, p->y, style, tag);
	p->y += height + below;
}

static double
height_of(struct press *p, enum style style, const char *text, double below)
{
	PangoLayout *l;
	double height;

	if (text == NULL)
		return 0;
	l = layout_of(p, style, text, p->right - p->left);
	height = text_height(l);
	g_object_unref(l);
	return height + below;
}

/* Label and text in two columns from x to the right; NULL texts are left
 * out. */
static void
draw_facts(struct press *p, double x, bool on_navy)
{
	const struct document_facts *f = &p->d->facts;
	const char *const facts[][2] = { { "For", f->audience },
		{ "Reporting period", f->reporting_dates },
		{ "Made", f->made }, { "Rules", f->rule_set },
		{ "Protective marking", f->marking },
		{ "Destroy by", f->destroy_by },
		{ "Please note", f->stamp } };
	enum style label = on_navy ? STYLE_BAND_LABEL : STYLE_LABEL,
		   text = on_navy ? STYLE_BAND_FACT : STYLE_FACT;
	double width = (p->right - x) / 2, deepest = p->y, at;
	size_t i, shown = 0;

	for (i = 0; i < sizeof facts / sizeof *facts; i++) {
		PangoLayout *l;
		double height;

		if (facts[i][1] == NULL)
			continue;
		at = x + (double)(shown % 2) * width;
		tag_begin(p, "P");
		text_draw(p, layout_of(p, label, facts[i][0], width), at,
		    p->y, label, "Span");
		l = layout_of(p, text, facts[i][1], width - 16);
		height = text_height(l) + 25;
		text_draw(p, l, at, p->y + 13, text, "Span");
		tag_end(p, "P");
		if (p->y + height > deepest)
			deepest = p->y + height;
		if (++shown % 2 == 0)
			p->y = deepest;
	}
	p->y = deepest;
}

/* How high the facts are: a draft of them. */
static double
facts_height(struct press *p, double x)
{
	cairo_t *cr = p->cr;
	double y = p->y, height;

	p->cr = NULL;
	draw_facts(p, x, true);
	p->cr = cr;
	height = p->y - y;
	p->y = y;
	return height;
}

/* A band at the head of page one, and the facts: below it, and on a broad
 * page, which is not high, in its right half. */
static void
draw_band(struct press *p)
{
	const struct document_facts *f = &p->d->facts;
	double top = 58, right = p->right, x = p->left, height, facts = 0;

	if (f->landscape) {
		x = (p->left + right) / 2;
		facts = 28 + facts_height(p, x);
		p->right = x - 16;
	}
	height = 40 + height_of(p, STYLE_SCHOOL, f->school, 8) +
	    height_of(p, STYLE_BAND_TITLE, f->title, 4) +
	    height_of(p, STYLE_SCHOOL, f->subtitle, 0);
	if (facts > height)
		height = facts;
	draw_box(p, 0, top, p->width, height, NAVY);
	draw_box(p, 0, top + height, p->width, 4, TEAL);
	p->y = top + 20;
	stack(p, STYLE_SCHOOL, f->school, 8, "P");
	stack(p, STYLE_BAND_TITLE, f->title, 4, "H1");
	stack(p, STYLE_SCHOOL, f->subtitle, 0, "P");
	p->right = right;
	p->y = top + (f->landscape ? 20 : height + 20);
	draw_facts(p, x, f->landscape);
	if (f->landscape)
		p->y = top + height + 14;
}

/* The head of a title page. */
static void
draw_title_page(struct press *p)
{
	const struct document_facts *f = &p->d->facts;
	double top = 62, height = 292;

	draw_box(p, 0, top, p->width, height, NAVY);
	draw_box(p, 0, top + height, p->width, 4, TEAL);
	p->y = top + 46;
	stack(p, STYLE_SCHOOL, f->school, 52, "P");
	stack(p, STYLE_TITLE, f->title, 14, "H1");
	draw_box(p, p->left, p->y, 56, 4, BRIGHT);
	p->y += 20;
	stack(p, STYLE_SUBTITLE, f->subtitle, 0, "P");
	p->y = top + height + 34;
	draw_facts(p, p->left, false);
}

static void
draw_entry(struct press *p, const struct node *n)
{
	enum style style = n->level == 1 ? STYLE_CONTENTS_1 :
					   STYLE_CONTENTS_2;
	double x = p->left + (n->level == 1 ? 0 : 14), y, dot;
	const char *page = arena_printf(p->arena, "%d", place_page(p, n));
	PangoLayout *title, *number;

	title = layout_of(p, style, n->text, p->right - x - 40);
	number = text_layout(p, style, slice_of(page), 34,
	    PANGO_ALIGN_RIGHT);
	page_need(p, text_height(title));
	p->y += n->level == 1 ? 5 : 1;
	y = p->y + text_baseline(number) +
	    text_height(title) - text_height(number);
	if (p->cr != NULL) {
		double from = x + text_width(title) + 7;

		tag_begin(p, "NonStruct");
		text_colour(p, RULE);
		for (dot = p->right - 24; dot > from; dot -= 5) {
			cairo_new_sub_path(p->cr);
			cairo_arc(p->cr, dot, y - 1, 0.55, 0, 6.2832);
			cairo_fill(p->cr);
		}
		tag_end(p, "NonStruct");
		tag_begin(p, "TOCI");
		tag_begin(p, "Reference");
		cairo_tag_begin(p->cr, CAIRO_TAG_LINK,
		    arena_printf(p->arena, "dest='n%zu'",
			(size_t)(n - p->d->nodes)));
		tag_note(p, TAG_LINK,
		    arena_printf(p->arena, "%s, page %s", n->text, page), 0,
		    0, 0, 0);
	}
	p->fresh = false;
	p->y += text_height(title) + 1;
	text_draw(p, title, x, p->y - text_height(title) - 1, style, NULL);
	text_draw(p, number, p->right - 34, y - text_baseline(number), style,
	    NULL);
	if (p->cr != NULL)
		cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	tag_end(p, "Reference");
	tag_end(p, "TOCI");
}

static void
draw_contents(struct press *p)
{
	size_t i;

	stack(p, STYLE_H2, "Contents", 4, "H2");
	tag_begin(p, "TOC");
	for (i = 0; i < p->d->n_nodes; i++)
		if (p->d->nodes[i].kind == NODE_HEADING &&
		    p->d->nodes[i].level < 3)
			draw_entry(p, &p->d->nodes[i]);
	tag_end(p, "TOC");
	p->y += 10;
}

void
cover_draw(struct press *p)
{
	const struct document_facts *f = &p->d->facts;

	p->fresh = false;
	if (p->cr != NULL) {
		cairo_tag_begin(p->cr, CAIRO_TAG_DEST,
		    "name='top' x=0 y=0");
		cairo_tag_end(p->cr, CAIRO_TAG_DEST);
	}
	if (f->cover == COVER_NONE) {
		stack(p, STYLE_H1, f->title, 2, "H1");
		stack(p, STYLE_H3, f->subtitle, 12, "P");
		return;
	}
	p->plain_page = true;
	if (f->cover == COVER_PAGE)
		draw_title_page(p);
	else
		draw_band(p);
	if (f->contents) {
		draw_line(p, p->left, p->y + 2, p->right, p->y + 2, 0.6,
		    RULE);
		p->y += 16;
		draw_contents(p);
	}
	if (f->cover == COVER_PAGE)
		page_next(p);
}
