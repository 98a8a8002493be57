/*
 * Words for tokens, in a finished SVG: ~r0~ is the name of a row, ~s0~ that
 * of a column, ~c0.1~ a figure, ~e0~ a column with its last figure, ~x0~ the
 * title of the column of row names.  A capital letter makes it bold.
 */
#include <glib.h>

#include "chart.h"

static void
add_words(struct buffer *out, struct slice words)
{
	char *clean = text_clean(words);
	char *escaped = g_markup_escape_text(clean, -1);

	buffer_text(out, escaped);
	g_free(escaped);
	g_free(clean);
}

static void
add_figure(struct buffer *out, const struct chart *c, const struct figure *f)
{
	struct buffer b;

	if (f == NULL || f->form == FIGURE_NONE) {
		buffer_text(out, "\xe2\x80\x93");
		return;
	}
	/* In a cell of a grid there is no room for more. */
	if (f->form == FIGURE_FEW &&
	    (c->kind == CHART_HEAT || c->kind == CHART_CALENDAR)) {
		buffer_printf(out, "&lt;%d", f->threshold);
		return;
	}
	if (c->kind == CHART_HEAT && f->form != FIGURE_NUMBER &&
	    f->form != FIGURE_PERCENT) {
		buffer_text(out, "n/s");
		return;
	}
	buffer_init(&b, BUFFER_LARGEST);
	figure_print(&b, f);
	add_words(out, buffer_slice(&b));
	buffer_finish(&b);
}

static void
add_end(struct buffer *out, const struct chart *c, size_t column)
{
	const struct figure *last = NULL;
	double value;
	size_t row;

	add_words(out, slice_of(c->table->columns[column + 1].title));
	for (row = 0; row < c->rows; row++) {
		const struct figure *f = chart_cell(c, row, column);

		if (f != NULL && figure_number(f, &value))
			last = f;
	}
	if (last != NULL) {
		buffer_char(out, ' ');
		add_figure(out, c, last);
	}
}

/* The word of one token, without its tildes; false: it is none. */
static bool
add_plain_token(struct press *p, const struct chart *c, struct slice token,
    struct buffer *out)
{
	struct slice rest = slice_from(token, 1);
	int64_t a, b = 0;

	if (token.len < 2 || !slice_take_int(&rest, &a) || a < 0)
		return false;
	if (slice_take_char(&rest, '.') && !slice_take_int(&rest, &b))
		return false;
	if (rest.len > 0 || b < 0)
		return false;
	switch (token.ptr[0] | 0x20) {
	case 'r':
		if ((size_t)a < c->rows)
			add_words(out,
			    slice_of(chart_row_name(p, c, (size_t)a)));
		return true;
	case 's':
		if ((size_t)a < c->columns)
			add_words(out,
			    slice_of(c->table->columns[a + 1].title));
		return true;
	case 'e':
		if ((size_t)a < c->columns)
			add_end(out, c, (size_t)a);
		return true;
	case 'c':
		if ((size_t)a < c->rows && (size_t)b < c->columns)
			add_figure(out, c,
			    chart_cell(c, (size_t)a, (size_t)b));
		return true;
	case 'x':
		add_words(out, slice_of(c->table->columns[0].title));
		return true;
	default:
		return false;
	}
}

static bool
add_token(struct press *p, const struct chart *c, struct slice token,
    struct buffer *out)
{
	bool bold = token.len > 0 && token.ptr[0] >= 'A' &&
	    token.ptr[0] <= 'Z';
	size_t before = out->len;

	if (bold)
		buffer_text(out, "<tspan font-weight=\"bold\">");
	if (!add_plain_token(p, c, token, out)) {
		out->len = before;
		return false;
	}
	if (bold)
		buffer_text(out, "</tspan>");
	return true;
}

void
chart_words(struct press *p, const struct chart *c, struct slice raw,
    struct buffer *out)
{
	struct slice before, token, after;

	while (slice_take_until(&raw, '~', &before)) {
		buffer_add(out, before);
		after = raw;
		if (slice_take_until(&after, '~', &token) &&
		    add_token(p, c, token, out))
			raw = after;
		else
			buffer_char(out, '~');
	}
	buffer_add(out, raw);
}
