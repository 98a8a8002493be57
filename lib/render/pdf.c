/*
 * A document as PDF.  Drafts find the pages of headings until two agree;
 * then it is drawn once for good, and a last pass through libqpdf says what
 * cairo cannot.
 */
#include <err.h>
#include <stdlib.h>

#include <cairo-pdf.h>

#include "press.h"

enum { MOST_DRAFTS = 5, LARGEST_PDF = 256 << 20 };

static cairo_status_t
take(void *to, const unsigned char *data, unsigned int n)
{
	struct buffer *b = to;

	buffer_add(b, (struct slice){ (const char *)data, n });
	return buffer_overflowed(b) ? CAIRO_STATUS_WRITE_ERROR :
				      CAIRO_STATUS_SUCCESS;
}

static void
draw_all(struct press *p)
{
	size_t i = 0;

	p->n_places = 0;
	p->plain_page = false;
	page_first(p, p->d->facts.landscape);
	tag_begin(p, "Document");
	cover_draw(p);
	p->heading_level = 1;
	while (i < p->d->n_nodes)
		i = block_draw(p, i);
	/* A page that was begun and holds nothing is not kept. */
	if (p->fresh && p->page > 1)
		p->page--;
	else
		page_end(p);
	tag_end(p, "Document");
}

/* What this pass found becomes what is known; true when nothing changed. */
static bool
settle_places(struct press *p)
{
	bool same = p->n_known == p->n_places && p->pages == p->page;
	size_t i;

	for (i = 0; same && i < p->n_places; i++)
		same = p->known[i].page == p->places[i].page;
	free(p->known);
	p->known = p->places;
	p->n_known = p->n_places;
	p->places = NULL;
	p->n_places = p->room_places = 0;
	p->pages = p->page;
	return same;
}

static int
add_entry(struct press *p, int parent, const char *text, const char *dest)
{
	char *clean = text_clean(slice_of(text));
	int entry = cairo_pdf_surface_add_outline(p->surface, parent, clean,
	    dest, CAIRO_PDF_OUTLINE_FLAG_OPEN);

	g_free(clean);
	return entry;
}

static void
add_outline(struct press *p)
{
	int parents[4] = { CAIRO_PDF_OUTLINE_ROOT }, level = 0;
	size_t i;

	add_entry(p, CAIRO_PDF_OUTLINE_ROOT, p->d->facts.title, "dest='top'");
	for (i = 0; i < p->n_known; i++) {
		const struct node *n = p->known[i].node;
		const char *dest = arena_printf(p->arena, "dest='n%zu'",
		    (size_t)(n - p->d->nodes));

		if (n->kind == NODE_HEADING)
			level = n->level;
		if (n->kind == NODE_HEADING)
			parents[level] = add_entry(p, parents[level - 1],
			    n->text, dest);
		else
			add_entry(p, parents[level], n->text, dest);
	}
}

static const char *
draw_for_good(struct press *p, struct buffer *out)
{
	char *title = text_clean(slice_of(p->d->facts.title));
	cairo_status_t status;

	p->surface = cairo_pdf_surface_create_for_stream(take, out, 595.276,
	    841.89);
	cairo_pdf_surface_restrict_to_version(p->surface,
	    CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE,
	    title);
	g_free(title);
	p->cr = cairo_create(p->surface);
	p->missing = 0;
	add_outline(p);
	draw_all(p);
	status = cairo_status(p->cr);
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	p->cr = NULL;
	p->surface = NULL;
	return status == CAIRO_STATUS_SUCCESS ?
	    NULL :
	    cairo_status_to_string(status);
}

const char *
press_open(struct press *p, const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome)
{
	*p = (struct press){ .d = d };
	if (options != NULL)
		p->options = *options;
	/* For whoever has a validator: it wants the identifier. */
	p->options.claim |= getenv("BEADLE_CLAIM") != NULL;
	p->outcome = outcome == NULL ? &p->unheard : outcome;
	*p->outcome = (struct pdf_outcome){ 0 };
	p->arena = arena_create();
	p->tables = memory_zeroed(p->d->n_tables + 1, sizeof *p->tables);
	p->charts = memory_zeroed((size_t)p->d->charts + 1,
	    sizeof *p->charts);
	return press_fonts(p);
}

void
press_finish(struct press *p)
{
	int i;

	charts_finish(p);
	for (i = 0; i < TAG_KINDS; i++)
		free(p->notes[i].list);
	free(p->tables);
	free(p->charts);
	free(p->lines);
	free(p->places);
	free(p->known);
	press_close_fonts(p);
	arena_destroy(p->arena);
}

const char *
document_write_pdf(const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome,
    struct buffer *out)
{
	struct press p;
	struct buffer raw;
	const char *why;
	int i;

	if ((why = press_open(&p, d, options, outcome)) != NULL) {
		press_finish(&p);
		return why;
	}
	for (i = 0; i < MOST_DRAFTS; i++) {
		draw_all(&p);
		if (settle_places(&p))
			break;
	}
	buffer_init(&raw, LARGEST_PDF);
	why = draw_for_good(&p, &raw);
	/* The last pass holds most memory and needs no letters. */
	press_close_fonts(&p);
	if (why == NULL)
		why = tags_finish(&p, &raw, out);
	p.outcome->pages = p.pages;
	p.outcome->missing_glyphs = p.missing;
	buffer_finish(&raw);
	press_finish(&p);
	return why;
}

const char *
document_pdf(const struct document *d, const char *name, struct buffer *out)
{
	struct pdf_outcome outcome = { 0 };
	const char *why = document_write_pdf(d, NULL, &outcome, out);

	if (why != NULL)
		return why;
	if (outcome.failed_charts > 0)
		warnx("%s: %d charts could not be drawn and are tables: %s",
		    name, outcome.failed_charts, outcome.chart_reason);
	if (outcome.missing_glyphs > 0)
		warnx("%s: no font has %d of the characters (Debian: "
		      "fonts-noto-core, and fonts-noto-cjk for Han)", name,
		    outcome.missing_glyphs);
	return NULL;
}
