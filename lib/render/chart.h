/*
 * From a table to a drawing; private to render.  gnuplot sees numbers
 * only: words are put into the finished SVG in place of tokens.
 */
#ifndef RENDER_CHART_H
#define RENDER_CHART_H

#include "press.h"

/* Of funnels; others have at most 60 rows. */
enum { CHART_MOST_ROWS = 1000, CHART_MOST_COLUMNS = 24 };

struct chart {
	const struct table *table, *last_term; /* NULL: none beside it */
	enum chart_kind kind;
	size_t rows, columns; /* columns: without the head */
	double width, height, left, right;
	double greatest, step;
	int every, hidden, threshold; /* of figures that are few; or 0 */
	size_t row_of[CHART_MOST_ROWS]; /* rows that are not groups, totals */
};

/* The figure in a cell of the chart; NULL where there is none. */
const struct figure *chart_cell(const struct chart *c, size_t row,
    size_t column);
/* What stands behind it: of the last term, the row of the same place and the
 * column of the same title. */
const struct figure *chart_cell_before(const struct chart *c, size_t row,
    size_t column);
/* A row without any figure: no school, or nothing measured. */
bool chart_row_is_empty(const struct chart *c, size_t row);
const char *chart_row_name(struct press *p, const struct chart *c,
    size_t row);

/* chart_data.c: the TSV files, in a folder given by its descriptor. */
bool chart_write(const struct chart *c, int folder);
/* chart_svg.c: replaces the tokens of `raw`. */
void chart_words(struct press *p, const struct chart *c, struct slice raw,
    struct buffer *out);
/* chart_run.c: gnuplot in a folder of its own; NULL or the reason. */
const char *chart_run(struct press *p, const struct chart *c,
    struct buffer *svg);

#endif
