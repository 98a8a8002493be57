/*
 * Text on a page.  Whatever the text is, it is set as text: never markup.
 */
#include <stdlib.h>

#include <glib.h>

#include "press.h"

static const struct {
	double size;
	bool bold;
	enum colour colour;
} styles[] = {
	[STYLE_BODY] = { 11, false, INK },
	[STYLE_BODY_BOLD] = { 11, true, INK },
	[STYLE_H1] = { 20, true, NAVY },
	[STYLE_H2] = { 14.5, true, NAVY },
	[STYLE_H3] = { 11.5, true, INK },
	[STYLE_TITLE] = { 34, true, WHITE },
	[STYLE_BAND_TITLE] = { 24, true, WHITE },
	[STYLE_SUBTITLE] = { 17, false, WHITE },
	[STYLE_SCHOOL] = { 13, true, WHITE },
	[STYLE_LABEL] = { 9, false, GREY },
	[STYLE_FACT] = { 11, false, INK },
	[STYLE_BAND_LABEL] = { 9, false, FAINT },
	[STYLE_BAND_FACT] = { 11, false, WHITE },
	[STYLE_RUNNING] = { 8.5, false, GREY },
	[STYLE_MARKING] = { 9, true, INK },
	[STYLE_CAPTION] = { 11, true, INK },
	[STYLE_NOTE] = { 9, false, GREY },
	[STYLE_HEAD] = { 9.5, true, WHITE },
	[STYLE_CELL] = { 9.5, false, INK },
	[STYLE_CELL_BOLD] = { 9.5, true, INK },
	[STYLE_CELL_GREY] = { 9.5, false, GREY },
	[STYLE_KEY] = { 27, true, NAVY },
	[STYLE_KEY_CAPTION] = { 10, true, INK },
	[STYLE_QUESTION] = { 10.5, true, NAVY },
	[STYLE_NUMBER] = { 10.5, true, ORANGE },
	[STYLE_ANSWER] = { 10.5, false, INK },
	[STYLE_CONTENTS_1] = { 11, true, INK },
	[STYLE_CONTENTS_2] = { 10.5, false, INK },
};

static const unsigned colours[] = {
	[INK] = 0x1d2126,
	[NAVY] = 0x12436d,
	[GREY] = 0x53595f,
	[RULE] = 0xc9d0d7,
	[PALE] = 0xf1f5f9,
	[WHITE] = 0xffffff,
	[ORANGE] = 0xc2410c, /* the palette's, darker: it is small text */
	[BRIGHT] = 0xf46a25,
	[TEAL] = 0x28a197,
	[PLUM] = 0x801650,
	[FAINT] = 0xd5e3ef,
};

static bool
is_unwanted(gunichar c)
{
	return g_unichar_iscntrl(c) || c == 0x061c || c == 0xfeff ||
	    c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || (c >= 0xe000 && c <= 0xf8ff) ||
	    (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe ||
	    (c >= 0xfff0 && c <= 0xfffb) || c >= 0xe0000;
}

char *
text_clean(struct slice s)
{
	char *valid = g_utf8_make_valid(s.len == 0 ? "" : s.ptr,
	    (gssize)s.len);
	GString *clean = g_string_sized_new(s.len + 1);
	const char *c;

	for (c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar u = g_utf8_get_char(c);

		if (u == '\n' || u == '\t')
			g_string_append_c(clean, ' ');
		else if (u != '\r')
			g_string_append_unichar(clean,
			    is_unwanted(u) ? 0xfffd : u);
	}
	g_free(valid);
	return g_string_free(clean, FALSE);
}

PangoLayout *
text_layout(struct press *p, enum style style, struct slice s, double width,
    PangoAlignment align)
{
	PangoLayout *l = pango_layout_new(p->pango);
	PangoFontDescription *font = pango_font_description_new();
	PangoAttrList *attributes = pango_attr_list_new();
	char *clean = text_clean(s);

	pango_font_description_set_family(font,
	    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,"
	    "Noto Sans Gurmukhi,Noto Sans CJK SC");
	pango_font_description_set_absolute_size(font,
	    styles[style].size * PANGO_SCALE);
	if (styles[style].bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	/* Figures line up; "fi" stays two letters for search and speech. */
	pango_attr_list_insert(attributes,
	    pango_attr_font_features_new(
		"tnum=1, liga=0, clig=0, dlig=0"));
	pango_attr_list_insert(attributes,
	    pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(l, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_auto_dir(l, FALSE);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(l, align);
	if (width > 0)
		pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_text(l, clean, -1);
	g_free(clean);
	return l;
}

double
text_height(PangoLayout *l)
{
	int height;

	pango_layout_get_size(l, NULL, &height);
	return (double)height / PANGO_SCALE;
}

double
text_width(PangoLayout *l)
{
	int width;

	pango_layout_get_size(l, &width, NULL);
	return (double)width / PANGO_SCALE;
}

double
text_baseline(PangoLayout *l)
{
	return (double)pango_layout_get_baseline(l) / PANGO_SCALE;
}

void
text_colour(struct press *p, enum colour c)
{
	cairo_set_source_rgb(p->cr, (colours[c] >> 16 & 255) / 255.0,
	    (colours[c] >> 8 & 255) / 255.0, (colours[c] & 255) / 255.0);
}

void
text_draw(struct press *p, PangoLayout *l, double x, double y,
    enum style style, const char *tag)
{
	if (p->cr != NULL) {
		if (tag != NULL)
			tag_begin(p, tag);
		text_colour(p, styles[style].colour);
		cairo_move_to(p->cr, x, y);
		pango_cairo_show_layout(p->cr, l);
		if (tag != NULL)
			tag_end(p, tag);
		p->missing += pango_layout_get_unknown_glyphs_count(l);
	}
	g_object_unref(l);
}

/* The top and bottom of a line, in points from the top of its layout. */
static void
line_span(PangoLayoutIter *i, double *top, double *bottom)
{
	PangoRectangle r;

	pango_layout_iter_get_line_extents(i, NULL, &r);
	*top = (double)r.y / PANGO_SCALE;
	*bottom = (double)(r.y + r.height) / PANGO_SCALE;
}

void
text_draw_lines(struct press *p, PangoLayout *l, double x, double y,
    enum style style, int from, int until)
{
	PangoLayoutIter *i;
	double start = 0, top, bottom;
	int n = 0;

	if (p->cr == NULL)
		return;
	text_colour(p, styles[style].colour);
	i = pango_layout_get_iter(l);
	do {
		PangoRectangle r;

		line_span(i, &top, &bottom);
		if (n == from)
			start = top;
		if (n >= from && n < until) {
			pango_layout_iter_get_line_extents(i, NULL, &r);
			cairo_move_to(p->cr, x + (double)r.x / PANGO_SCALE,
			    y - start +
				(double)pango_layout_iter_get_baseline(i) /
				    PANGO_SCALE);
			pango_cairo_show_layout_line(p->cr,
			    pango_layout_iter_get_line_readonly(i));
		}
		n++;
	} while (n < until && pango_layout_iter_next_line(i));
	pango_layout_iter_free(i);
	if (from == 0)
		p->missing += pango_layout_get_unknown_glyphs_count(l);
}

int
text_fit(PangoLayout *l, int from, double room, double *height)
{
	PangoLayoutIter *i = pango_layout_get_iter(l);
	double start = 0, top, bottom;
	int n = 0, fit = 0;

	*height = 0;
	do {
		line_span(i, &top, &bottom);
		if (n == from)
			start = top;
		if (n >= from) {
			if (bottom - start > room)
				break;
			fit++;
			*height = bottom - start;
		}
		n++;
	} while (pango_layout_iter_next_line(i));
	pango_layout_iter_free(i);
	return fit;
}

void
tag_begin(struct press *p, const char *tag)
{
	if (p->cr != NULL)
		cairo_tag_begin(p->cr, tag, NULL);
}

void
tag_end(struct press *p, const char *tag)
{
	if (p->cr != NULL)
		cairo_tag_end(p->cr, tag);
}

void
tag_note(struct press *p, enum tag_kind kind, const char *text, double x,
    double y, double w, double h)
{
	struct tag_notes *notes = &p->notes[kind];

	if (p->cr == NULL)
		return;
	GROW(notes->list, notes->count, notes->room);
	notes->list[notes->count++] = (struct tag_note){ text,
		{ x, p->height - y - h, x + w, p->height - y } };
}

void
draw_box(struct press *p, double x, double y, double w, double h,
    enum colour c)
{
	if (p->cr == NULL)
		return;
	tag_begin(p, "NonStruct");
	text_colour(p, c);
	cairo_rectangle(p->cr, x, y, w, h);
	cairo_fill(p->cr);
	tag_end(p, "NonStruct");
}

void
draw_line(struct press *p, double x1, double y1, double x2, double y2,
    double thick, enum colour c)
{
	if (p->cr == NULL)
		return;
	GROW(p->lines, p->n_lines, p->room_lines);
	p->lines[p->n_lines++] = (struct line){ x1, y1, x2, y2, thick, c };
}

void
draw_lines(struct press *p)
{
	size_t i;

	if (p->n_lines == 0)
		return;
	tag_begin(p, "NonStruct");
	for (i = 0; i < p->n_lines; i++) {
		const struct line *l = &p->lines[i];

		text_colour(p, l->colour);
		cairo_set_line_width(p->cr, l->thick);
		cairo_move_to(p->cr, l->x1, l->y1);
		cairo_line_to(p->cr, l->x2, l->y2);
		cairo_stroke(p->cr);
	}
	tag_end(p, "NonStruct");
	p->n_lines = 0;
}
