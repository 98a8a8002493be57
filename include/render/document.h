/*
 * A document is a report before it has a form.  A report says what it
 * contains, from top to bottom; the same document then becomes CSV
 * (render/twin.h) and PDF (render/pdf.h), so that no figure can differ
 * between them.  All text is plain: nothing in it is ever read as markup, so
 * text from logs may be handed over as it came.
 *
 *	struct document *d = document_create(&facts);
 *	struct table *t;
 *
 *	document_heading(d, 1, "Summary");
 *	document_key(d, figure_of("Items for review", figure_count(87)),
 *	    "items for review", "last term: 91");
 *	document_question(d, "Did it run?");
 *	document_text(d, "Monitoring ran on {} of {} nights.",
 *	    FIGURES(figure_of("Nights run", figure_count(103)),
 *	    figure_of("Nights", figure_count(108))));
 *
 *	t = document_table(d, "Items for review, by kind");
 *	table_column(t, "Kind", COLUMN_HEAD, 0);
 *	table_column(t, "This term", COLUMN_NUMBER, 0);
 *	table_row(t, ROW_PLAIN);
 *	table_text(t, SLICE("Gambling"));
 *	table_figure(t, figure_safe(figure_count(12), 7));
 *	document_chart(d, CHART_BARS, "...", "alt text: the message", t);
 *	document_place(d, t);
 *
 * Text is copied, whatever it was; the caller keeps nothing alive.
 */
#ifndef RENDER_DOCUMENT_H
#define RENDER_DOCUMENT_H

#include "render/figure.h"

struct document;
struct table;

enum cover {
	COVER_PAGE,  /* a title page with facts, key figures and contents */
	COVER_BLOCK, /* a band at the head of page one; the text follows */
	COVER_NONE,  /* the title alone, as a heading line (sheets, logs) */
};

/* Texts may be NULL where there is nothing to say. */
struct document_facts {
	const char *title;	      /* "Online safety report" */
	const char *subtitle;	      /* "Autumn term 2026" */
	const char *school;	      /* "Quillbrook School" */
	const char *audience;	      /* "Governors" */
	const char *marking;	      /* "OFFICIAL-SENSITIVE", each page */
	const char *reporting_period; /* "autumn-2026", for the twin */
	const char *reporting_dates;  /* "Wed 2 Sept to Fri 18 Dec 2026" */
	const char *rule_set;	      /* version or fingerprint of the rules */
	const char *destroy_by;	      /* a date in print, on each page */
	const char *stamp; /* what all of it must be read with, on each
			    * page and in the twin: "20 of 21 days only" */
	const char *made;	      /* when, in print; never read the clock */
	int64_t time;		      /* the same, UTC, for the PDF's dates */
	enum cover cover;
	bool contents;	/* contents with page numbers */
	bool landscape; /* all pages, such as a log */
};

struct document *document_create(const struct document_facts *facts);
void document_destroy(struct document *d); /* NULL is fine */

/* The figures of a sentence, in the order of their {}. */
#define FIGURES(...)                                                       \
	((const struct figure[]){ __VA_ARGS__ }),                          \
	    sizeof((const struct figure[]){ __VA_ARGS__ }) /               \
		sizeof(struct figure)
#define NO_FIGURES NULL, 0

/* Levels 1 to 3; none may be skipped.  Level 1 begins a section, which is
 * what the twin names as the place of a figure. */
void document_heading(struct document *d, int level, const char *text);
/*
 * A paragraph.  Each {} is a figure; a figure with a measure is a row of
 * the twin too.  The text is a constant of the report: hostile text goes in
 * through figure_words(), or through document_plain().
 */
void document_text(struct document *d, const char *text,
    const struct figure *figures, size_t count);
void document_plain(struct document *d, struct slice text);
/* A point of a bullet list; points in a row make one list. */
void document_point(struct document *d, const char *text,
    const struct figure *figures, size_t count);
/* A question, numbered from 1; the texts that follow, up to the next
 * question, heading, table or chart, are its answer and stand beside it. */
void document_question(struct document *d, const char *text);
/* A boxed note, for what a reader must not overlook. */
void document_notice(struct document *d, const char *title,
    const char *text, const struct figure *figures, size_t count);
/* One of three or four large figures; those in a row stand side by side.
 * The note ("last term: 91") may be NULL. */
void document_key(struct document *d, struct figure f, const char *caption,
    const char *note);

void document_page_break(struct document *d);
/* Lines to sign on: the statement, then name, signature and date for each
 * role ("Headteacher", NULL-ended list). */
void document_sign_off(struct document *d, const char *statement,
    const char *const roles[]);

/*
 * Tables.  document_table() makes one without placing it, so that a chart
 * may be drawn from it before it stands; document_place() puts it here.  A
 * table that is charted and never placed has its figures in the twin all the
 * same, and is printed should the chart fail.
 */
enum column_kind {
	COLUMN_HEAD,   /* what the row is about: bold, left; the first */
	COLUMN_TEXT,   /* left */
	COLUMN_NUMBER, /* right, figures lined up */
	COLUMN_MARK,   /* a short word, centred */
};

enum row_kind {
	ROW_PLAIN,
	ROW_TOTAL, /* set apart, bold */
	ROW_GROUP, /* a heading across the table, one text */
	ROW_WHOLE, /* the total of all groups: it ends the last of them */
};

struct table *document_table(struct document *d, const char *caption);
/* weight 0: as wide as its content asks; above 0: a share of what the
 * others leave, for columns of prose. */
void table_column(struct table *t, const char *title, enum column_kind kind,
    int weight);
void table_row(struct table *t, enum row_kind kind);
void table_text(struct table *t, struct slice text); /* the next cell */
void table_figure(struct table *t, struct figure f); /* the next cell */
void table_note(struct table *t, const char *note);  /* under the table */
size_t table_rows(const struct table *t);
void document_place(struct document *d, struct table *t);

/*
 * Charts, drawn from a table whose first column names the rows and whose
 * other columns are figures.  A few, hidden or unmeasured figure leaves a
 * gap, and the gap is marked.
 */
enum chart_kind {
	CHART_WEEKS,	/* rows: weeks; a small panel for each column (at
			 * most nine), on one scale */
	CHART_BARS,	/* rows: year groups, kinds; bar for the first
			 * column, a mark for the second (last term) */
	CHART_HEAT,	/* rows: bands of time, weekdays; columns: hours,
			 * weekdays; the figure stands in its cell */
	CHART_LINES,	/* rows: weeks; a line for each column, at most
			 * three, labelled at its end */
	CHART_CALENDAR, /* rows: weeks; columns: days; share of the day that
			 * the logs cover, 0 to 100; none: no school */
	CHART_FUNNEL,	/* rows: places, by size; columns: size, rate, least
			 * and most of the inner limits, of the outer */
	CHART_KINDS,
};

/* The title is the message ("Gaming fell after half term"); `alt` says it
 * again with the key numbers, for those who cannot see the chart. */
void document_chart(struct document *d, enum chart_kind kind,
    const char *title, const char *alt, struct table *t);
/* CHART_WEEKS of this term and, dashed behind it, of the last: rows stand by
 * their place, columns by their title.  NULL: no other term.  The report
 * places that table too. */
void document_chart_terms(struct document *d, const char *title,
    const char *alt, struct table *t, struct table *last_term);

#endif
