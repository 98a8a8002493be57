/*
 * Pages: A4 upright or landscape, with marking, school and title at the
 * head, and destroy-by date and page number at the foot.
 */
#include <stdlib.h>

#include "press.h"

static const double A4_SHORT = 595.276, A4_LONG = 841.89;
static const double MARGIN = 56, HEAD = 66, FOOT = 62;

static void
running(struct press *p, double y, PangoAlignment align, enum style style,
    const char *text)
{
	PangoLayout *l;
	double third = (p->right - p->left) * (style == STYLE_MARKING ? 0.24 :
								  0.38);
	double x = align == PANGO_ALIGN_LEFT ? p->left :
	    align == PANGO_ALIGN_RIGHT	     ? p->right - third :
					       (p->width - third) / 2;

	if (text == NULL || *text == '\0')
		return;
	l = text_layout(p, style, slice_of(text), third, align);
	pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	text_draw(p, l, x, y, style, NULL);
}

static void
running_head(struct press *p)
{
	const struct document_facts *f = &p->d->facts;

	if (p->cr == NULL)
		return;
	if (!p->plain_page)
		draw_line(p, p->left, 46, p->right, 46, 0.5, RULE);
	draw_line(p, p->left, p->height - 46, p->right, p->height - 46, 0.5,
	    RULE);
	tag_begin(p, "Private");
	running(p, 16, PANGO_ALIGN_CENTER, STYLE_RUNNING, f->stamp);
	running(p, 29, PANGO_ALIGN_CENTER, STYLE_MARKING, f->marking);
	if (!p->plain_page) {
		running(p, 29.5, PANGO_ALIGN_LEFT, STYLE_RUNNING, f->school);
		running(p, 29.5, PANGO_ALIGN_RIGHT, STYLE_RUNNING, f->title);
	}
	running(p, p->height - 40, PANGO_ALIGN_CENTER, STYLE_MARKING,
	    f->marking);
	if (f->destroy_by != NULL)
		running(p, p->height - 39.5, PANGO_ALIGN_LEFT, STYLE_RUNNING,
		    arena_printf(p->arena, "Destroy by %s", f->destroy_by));
	running(p, p->height - 39.5, PANGO_ALIGN_RIGHT, STYLE_RUNNING,
	    arena_printf(p->arena, "%s%sPage %d of %d",
		f->subtitle == NULL ? "" : f->subtitle,
		f->subtitle == NULL ? "" : ". ", p->page, p->pages));
	if (p->d->has_entered)
		running(p, p->height - 27, PANGO_ALIGN_LEFT, STYLE_RUNNING,
		    "\xe2\x80\xa0 entered by the school");
	tag_end(p, "Private");
}

void
page_first(struct press *p, bool landscape)
{
	p->page = 1;
	p->width = landscape ? A4_LONG : A4_SHORT;
	p->height = landscape ? A4_SHORT : A4_LONG;
	p->left = MARGIN;
	p->right = p->width - MARGIN;
	p->top = HEAD;
	p->bottom = p->height - FOOT;
	if (p->cr != NULL)
		cairo_pdf_surface_set_size(p->surface, p->width, p->height);
	p->y = p->top;
	p->fresh = true;
}

/* The running head is drawn as a page ends, when all else is said. */
void
page_end(struct press *p)
{
	running_head(p);
	draw_lines(p);
	if (p->cr != NULL)
		cairo_show_page(p->cr);
}

void
page_next(struct press *p)
{
	page_end(p);
	p->page++;
	p->plain_page = false;
	p->y = p->top;
	p->fresh = true;
}

void
page_need(struct press *p, double height)
{
	if (!p->fresh && p->y + height > p->bottom + 0.01)
		page_next(p);
}

double
page_body(const struct press *p)
{
	return p->bottom - p->top;
}

bool
page_keeps(const struct press *p, double whole)
{
	return whole <= page_body(p) * 0.55 &&
	    p->bottom - p->began <= page_body(p) * 0.3;
}

void
place_mark(struct press *p, const struct node *n)
{
	GROW(p->places, p->n_places, p->room_places);
	p->places[p->n_places++] = (struct place){ n, p->page };
}

int
place_page(const struct press *p, const struct node *n)
{
	size_t i;

	for (i = 0; i < p->n_known; i++)
		if (p->known[i].node == n)
			return p->known[i].page;
	return 0;
}
