/*
 * What gnuplot is given: numbers, printed by us, and nothing else.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "chart.h"

static const char *const chart_files[] = { "size.tsv", "rows.tsv",
	"columns.tsv", "wide.tsv", "before.tsv", "cells.tsv" };

enum state { STATE_NUMBER, STATE_NOT_SHOWN, STATE_NONE };

const struct figure *
chart_cell(const struct chart *c, size_t row, size_t column)
{
	const struct row *r = &c->table->rows[c->row_of[row]];

	if (column + 1 >= r->count)
		return NULL;
	return &c->table->cells[r->first + column + 1];
}

const struct figure *
chart_cell_before(const struct chart *c, size_t row, size_t column)
{
	const struct table *t = c->last_term;
	const char *title = c->table->columns[column + 1].title;
	size_t k;

	if (t == NULL || row >= t->n_rows)
		return NULL;
	for (k = 1; k < t->n_columns && k < t->rows[row].count; k++)
		if (strcmp(t->columns[k].title, title) == 0)
			return &t->cells[t->rows[row].first + k];
	return NULL;
}

/* What nobody measured is a gap, as a week without school is: a mark
 * would say that there was something. */
static enum state
state_of(const struct figure *f)
{
	double value;

	if (f == NULL || f->form == FIGURE_NONE || f->form == FIGURE_UNKNOWN)
		return STATE_NONE;
	return figure_number(f, &value) ? STATE_NUMBER : STATE_NOT_SHOWN;
}

/* A number that no locale can spoil. */
static void
add_number(struct buffer *out, double value)
{
	struct figure f = figure_fixed((int64_t)(value * 10000 +
				       (value < 0 ? -0.5 : 0.5)), 4);

	figure_print_plain(out, &f);
}

static void
add_value(struct buffer *out, const struct figure *f)
{
	if (state_of(f) == STATE_NUMBER)
		figure_print_plain(out, f);
	else
		buffer_text(out, "NaN");
}

static void
size_file(const struct chart *c, struct buffer *out)
{
	const double numbers[] = { c->width, c->height, (double)c->rows,
		(double)c->columns, c->greatest, c->step, c->left, c->right,
		c->every, c->hidden, c->last_term != NULL };
	size_t i;

	for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		add_number(out, numbers[i]);
		buffer_char(out, i + 1 < sizeof numbers / sizeof *numbers ?
			'\t' : '\n');
	}
}

bool
chart_row_is_empty(const struct chart *c, size_t row)
{
	size_t k;

	for (k = 0; k < c->columns; k++)
		if (state_of(chart_cell(c, row, k)) != STATE_NONE)
			return false;
	return true;
}

static void
rows_file(const struct chart *c, struct buffer *out)
{
	size_t row;

	for (row = 0; row < c->rows; row++)
		buffer_printf(out, "%d\n", chart_row_is_empty(c, row));
}

/* Figures, figures not shown, the last row with one, where its label goes
 * (pushed apart where two lines end close together), and figures of the last
 * term. */
static void
columns_file(const struct chart *c, struct buffer *out)
{
	double labels[CHART_MOST_COLUMNS] = { 0 };
	size_t row, k, j;

	for (k = 0; k < c->columns; k++) {
		int numbers = 0, hidden = 0, before = 0;
		size_t last = 0;

		for (row = 0; row < c->rows; row++) {
			const struct figure *f = chart_cell(c, row, k);

			before += state_of(chart_cell_before(c, row, k)) ==
			    STATE_NUMBER;
			hidden += state_of(f) == STATE_NOT_SHOWN;
			if (state_of(f) != STATE_NUMBER)
				continue;
			numbers++;
			last = row;
			figure_number(f, &labels[k]);
		}
		for (j = 0; j < k; j++) {
			double apart = labels[k] - labels[j];
			double least = c->greatest * 0.09;

			if (apart >= 0 && apart < least)
				labels[k] = labels[j] + least;
			else if (apart < 0 && apart > -least)
				labels[k] = labels[j] - least;
		}
		buffer_printf(out, "%d\t%d\t%zu\t", numbers, hidden,
		    last + 1);
		add_number(out, labels[k]);
		buffer_printf(out, "\t%d\n", before);
	}
}

static void
add_lines(const struct chart *c, struct buffer *out,
    const struct figure *(*cell)(const struct chart *, size_t, size_t))
{
	size_t row, k;

	for (row = 0; row < c->rows; row++) {
		buffer_printf(out, "%zu", row + 1);
		for (k = 0; k < c->columns; k++) {
			buffer_char(out, '\t');
			add_value(out, cell(c, row, k));
		}
		buffer_char(out, '\n');
	}
}

static void
wide_file(const struct chart *c, struct buffer *out)
{
	add_lines(c, out, chart_cell);
}

static void
before_file(const struct chart *c, struct buffer *out)
{
	add_lines(c, out, chart_cell_before);
}

/* Six steps of blue; words on the two dark ones are white. */
static void
heat_colours(const struct chart *c, const struct figure *f, int colours[3])
{
	static const int steps[] = { 0xf1f5f9, 0xd1e2f3, 0xa3cbee, 0x6bace6,
		0x2073bc, 0x12436d };
	double value = 0;
	int step;

	colours[0] = 0xffffff;
	colours[1] = 0x53595f;
	colours[2] = 0xe3e8ed;
	if (f == NULL || !figure_number(f, &value))
		return;
	step = value <= 0 ? 0 : (int)(value / c->greatest * 5.0) + 1;
	if (step > 5)
		step = 5;
	colours[0] = colours[2] = steps[step];
	colours[1] = step >= 4 ? 0xffffff : 0x1d2126;
}

/* Covered whole, in part, not at all, or no school. */
static void
calendar_colours(const struct figure *f, int colours[3])
{
	double value;

	colours[0] = colours[2] = 0xffffff;
	colours[1] = 0x53595f;
	if (f == NULL || f->form == FIGURE_NONE)
		return;
	colours[1] = 0x1d2126;
	colours[2] = 0xf46a25;
	if (!figure_number(f, &value) || value <= 0)
		return;
	colours[0] = value >= 100 ? 0x12436d : 0xd1e2f3;
	colours[1] = value >= 100 ? 0xffffff : 0x1d2126;
	if (value >= 100)
		colours[2] = colours[0];
}

static void
cells_file(const struct chart *c, struct buffer *out)
{
	size_t row, k;

	for (row = 0; row < c->rows; row++)
		for (k = 0; k < c->columns; k++) {
			const struct figure *f = chart_cell(c, row, k);
			int colours[3];

			if (c->kind == CHART_CALENDAR)
				calendar_colours(f, colours);
			else
				heat_colours(c, f, colours);
			buffer_printf(out, "%zu\t%zu\t", row, k);
			if (state_of(f) == STATE_NUMBER)
				figure_print_plain(out, f);
			else
				buffer_char(out, '0');
			buffer_printf(out, "\t%d\t%d\t%d\t%d\n", state_of(f),
			    colours[0], colours[1], colours[2]);
		}
}

bool
chart_write(const struct chart *c, int folder)
{
	static void (*const files[])(const struct chart *, struct buffer *) = {
		size_file, rows_file, columns_file, wide_file, before_file,
		cells_file
	};
	struct buffer out;
	size_t i;
	bool good = true;
	int fd;

	buffer_init(&out, BUFFER_LARGEST);
	for (i = 0; good && i < sizeof files / sizeof *files; i++) {
		buffer_reset(&out);
		files[i](c, &out);
		fd = openat(folder, chart_files[i],
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		good = fd != -1 &&
		    write(fd, out.ptr, out.len) == (ssize_t)out.len;
		if (fd != -1)
			close(fd);
	}
	buffer_finish(&out);
	return good;
}
