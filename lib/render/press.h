/*
 * The press puts a document on pages; private to render.  A draft pass
 * draws nothing: it only finds out on which page each thing stands.
 */
#ifndef RENDER_PRESS_H
#define RENDER_PRESS_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include "render/pdf.h"

#include "model.h"

enum colour {
	INK,
	NAVY,
	GREY,  /* small print: 7 to 1 on white */
	RULE,  /* hairlines */
	PALE,  /* shading */
	WHITE,
	ORANGE, /* of small text */
	BRIGHT, /* the palette's orange, for marks */
	TEAL,
	PLUM,
	FAINT, /* text on navy */
};

enum style {
	STYLE_BODY,
	STYLE_BODY_BOLD,
	STYLE_H1,
	STYLE_H2,
	STYLE_H3,
	STYLE_TITLE,
	STYLE_BAND_TITLE,
	STYLE_SUBTITLE,
	STYLE_SCHOOL,
	STYLE_LABEL,
	STYLE_FACT,
	STYLE_BAND_LABEL,
	STYLE_BAND_FACT,
	STYLE_RUNNING,
	STYLE_MARKING,
	STYLE_CAPTION,
	STYLE_NOTE,
	STYLE_HEAD,	 /* of a table */
	STYLE_CELL,
	STYLE_CELL_BOLD,
	STYLE_CELL_GREY, /* "fewer than 5" */
	STYLE_KEY,
	STYLE_KEY_CAPTION,
	STYLE_QUESTION,
	STYLE_NUMBER, /* of a question */
	STYLE_ANSWER,
	STYLE_CONTENTS_1,
	STYLE_CONTENTS_2,
};

/* What cairo 1.16 cannot say about a tag, for the last pass: one for each
 * element of that kind, in the order of drawing. */
enum tag_kind { TAG_FIGURE, TAG_TH, TAG_LINK, TAG_L, TAG_KINDS };

struct tag_note {
	const char *text; /* alt text, scope, contents of a link */
	double box[4];	  /* figures: in PDF's points */
};

struct tag_notes {
	struct tag_note *list;
	size_t count, room;
};

struct line {
	double x1, y1, x2, y2, thick;
	enum colour colour;
};

struct place { /* where a heading, question, figure or table stands */
	const struct node *node;
	int page;
};

struct table_plan {
	bool planned;
	double *widths;
	double *heights; /* one a row */
	double head;
};

struct chart_plan {
	char *svg; /* malloc'd; NULL when it failed */
	size_t size;
	double width, height;
	bool tried, hidden; /* hidden: figures in it are not shown */
	bool gaps;	    /* rows of it have no figure at all */
	int threshold;	    /* of those that are few; 0: none is */
};

struct press {
	const struct document *d;
	struct pdf_options options;
	struct pdf_outcome *outcome, unheard;
	PangoFontMap *map;
	PangoContext *pango;
	cairo_surface_t *surface;
	cairo_t *cr; /* NULL in a draft */
	struct arena *arena;

	double width, height, left, right, top, bottom, y;
	double began; /* y of this block, or of the heading above it */
	bool fresh; /* nothing stands on this page yet */
	int page, pages;       /* pages: as the pass before found */
	bool plain_page;       /* a cover: no running head */
	bool swept;	       /* folders of charts that a kill left */

	struct line *lines; /* of this page, not drawn yet */
	size_t n_lines, room_lines;
	struct place *places, *known; /* this pass, the pass before */
	size_t n_places, room_places, n_known;
	struct tag_notes notes[TAG_KINDS];
	struct table_plan *tables; /* by index in d->tables */
	struct chart_plan *charts; /* by number - 1 */
	int missing;
	int heading_level; /* of the last heading */
};

/* pdf.c: NULL, or the reason; finish it in any case. */
const char *press_open(struct press *p, const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome);
void press_finish(struct press *p);

/* pdf_fonts.c */
const char *press_fonts(struct press *p); /* NULL or the reason */
void press_close_fonts(struct press *p);

/* pdf_text.c */
/* Valid UTF-8 without control and bidi characters; g_free() it. */
char *text_clean(struct slice s);
PangoLayout *text_layout(struct press *p, enum style style, struct slice s,
    double width, PangoAlignment align);
double text_height(PangoLayout *l);
double text_width(PangoLayout *l);
double text_baseline(PangoLayout *l);
void text_colour(struct press *p, enum colour c);
/* Draws in a tag (NULL: the caller's) and lets go of the layout. */
void text_draw(struct press *p, PangoLayout *l, double x, double y,
    enum style style, const char *tag);
/* Lines from..until of a layout, the first at y; keeps the layout. */
void text_draw_lines(struct press *p, PangoLayout *l, double x, double y,
    enum style style, int from, int until);
/* How many lines from `from` fit into `room`, and how high they are. */
int text_fit(PangoLayout *l, int from, double room, double *height);
void tag_begin(struct press *p, const char *tag);
void tag_end(struct press *p, const char *tag);
void tag_note(struct press *p, enum tag_kind kind, const char *text,
    double x, double y, double w, double h);
/* Artifacts: a filled box; a line, which waits for the end of its page, so
 * that the lines of a page are one artifact and not one for each row. */
void draw_box(struct press *p, double x, double y, double w, double h,
    enum colour c);
void draw_line(struct press *p, double x1, double y1, double x2, double y2,
    double thick, enum colour c);
void draw_lines(struct press *p); /* those that wait */

/* pdf_page.c */
void page_first(struct press *p, bool landscape);
void page_next(struct press *p);
void page_end(struct press *p);
/* Moves to the next page where less than this is left. */
void page_need(struct press *p, double height);
double page_body(const struct press *p); /* height of a whole page's text */
/* Whether a block so high stays whole: it is short, and moving it (with the
 * heading above it) to the next page leaves no great gap on this one. */
bool page_keeps(const struct press *p, double whole);
void place_mark(struct press *p, const struct node *n);
int place_page(const struct press *p, const struct node *n);

/* pdf_block.c: each draws nodes from index i and gives the next index. */
size_t block_draw(struct press *p, size_t i);
/* The least room with which node i may begin on a page. */
double block_least(struct press *p, size_t i);
char *node_text(struct press *p, const struct node *n); /* in the arena */

/* pdf_cover.c */
void cover_draw(struct press *p);

/* pdf_table.c */
void table_draw(struct press *p, struct table *t, const char *label);
double table_least(struct press *p, struct table *t, const char *label);

/* pdf_chart.c */
/* Drawn once; its svg is NULL where that failed. */
struct chart_plan *chart_plan_of(struct press *p, const struct node *n);
/* What a reader must know of the signs in it; NULL: nothing. */
const char *chart_note(struct press *p, const struct chart_plan *plan,
    const struct node *n);
void chart_draw(struct press *p, const struct node *n);
double chart_least(struct press *p, const struct node *n);
void charts_finish(struct press *p);

/* pdf_tags.c: the last pass; NULL or the reason.  pdf is used up. */
const char *tags_finish(struct press *p, struct buffer *pdf,
    struct buffer *out);

#endif
