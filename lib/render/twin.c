/*
 * The CSV twin: every figure of a document as a row, or a table as it is.
 */
#include "base/csv.h"
#include "render/twin.h"

#include "press.h"

/* Cleaned as for the PDF: what turns letters round or speaks to a terminal
 * would do so in whatever opens the file. */
static void
add_cell(struct buffer *out, bool first, struct slice text)
{
	char *clean = text_clean(text);

	csv_add(out, first, slice_of(clean));
	g_free(clean);
}

static void
add_text(struct buffer *out, const char *text)
{
	add_cell(out, false, slice_of(text == NULL ? "" : text));
}

static const char *
unit_of(const struct figure *f)
{
	switch (f->form) {
	case FIGURE_PERCENT:
		return "%";
	case FIGURE_NUMBER:
		return "number";
	default:
		return "";
	}
}

static void
add_figure(const struct document *d, struct buffer *out, const char *section,
    const char *measure, const char *const breakdown[3],
    const struct figure *f)
{
	struct buffer value;
	int i;

	add_cell(out, true,
	    slice_of(d->facts.school == NULL ? "" : d->facts.school));
	add_text(out, d->facts.reporting_period);
	add_text(out, d->facts.rule_set);
	add_text(out, section);
	add_text(out, measure);
	for (i = 0; i < 3; i++)
		add_text(out, breakdown[i]);
	buffer_init(&value, BUFFER_LARGEST);
	figure_print_plain(&value, f);
	add_cell(out, false, buffer_slice(&value));
	buffer_finish(&value);
	add_text(out, unit_of(f));
	add_text(out, figure_mark_name(f->mark));
	csv_end_row(out);
}

/* The name of a row: its text cells before the first figure. */
static void
row_name(const struct table *t, const struct row *r, struct buffer *out)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		const struct figure *f = &t->cells[r->first + i];

		if (f->mark != MARK_NONE || f->form != FIGURE_TEXT)
			break;
		if (i > 0)
			buffer_text(out, ", ");
		buffer_add(out, f->text);
	}
	buffer_text(out, "");
}

static void
add_table(const struct document *d, const struct table *t,
    struct buffer *out)
{
	struct buffer group, name;
	size_t i, j;

	buffer_init(&group, BUFFER_LARGEST);
	buffer_init(&name, BUFFER_LARGEST);
	for (i = 0; i < t->n_rows; i++) {
		const struct row *r = &t->rows[i];

		if (r->kind == ROW_GROUP || r->kind == ROW_WHOLE)
			buffer_reset(&group);
		if (r->kind == ROW_GROUP) {
			row_name(t, r, &group);
			continue;
		}
		buffer_reset(&name);
		row_name(t, r, &name);
		for (j = 0; j < r->count; j++) {
			const struct figure *f = &t->cells[r->first + j];
			const char *breakdown[3] = { name.ptr,
				t->columns[j].title,
				group.len > 0 ? group.ptr : "" };

			if (f->mark != MARK_NONE)
				add_figure(d, out, t->section, t->caption,
				    breakdown, f);
		}
	}
	buffer_finish(&name);
	buffer_finish(&group);
}

static void
add_stamp(const struct document *d, struct buffer *out)
{
	static const char *const none[3];
	struct figure f = figure_words(slice_of(d->facts.stamp));

	add_figure(d, out, d->facts.title, STAMP_MEASURE, none, &f);
}

static void
write_figures(const struct document *d, struct buffer *out)
{
	static const char *const none[3];
	static const char *const titles[] = { "reporting_period", "rule_set",
		"section", "measure", "breakdown_1", "breakdown_2",
		"breakdown_3", "value", "unit", "mark" };
	const char *section = d->facts.title;
	size_t i, j;

	add_cell(out, true, SLICE("school"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		add_text(out, titles[i]);
	csv_end_row(out);
	if (d->facts.stamp != NULL)
		add_stamp(d, out);
	for (i = 0; i < d->n_nodes; i++) {
		const struct node *n = &d->nodes[i];

		if (n->kind == NODE_HEADING && n->level == 1)
			section = n->text;
		for (j = 0; j < n->count; j++)
			if (n->figures[j].measure != NULL &&
			    n->figures[j].mark != MARK_NONE)
				add_figure(d, out, section,
				    n->figures[j].measure, none,
				    &n->figures[j]);
	}
	/* A table that is charted or placed twice is in here once. */
	for (i = 0; i < d->n_tables; i++)
		add_table(d, d->tables[i], out);
}

/* A stamp stands in a row of its own under a table, whose titles stay the
 * first line. */
static void
write_table(const struct table *t, const char *stamp, struct buffer *out)
{
	struct buffer cell;
	size_t i, j;

	for (i = 0; i < t->n_columns; i++)
		add_cell(out, i == 0, slice_of(t->columns[i].title));
	csv_end_row(out);
	buffer_init(&cell, BUFFER_LARGEST);
	for (i = 0; i < t->n_rows; i++) {
		if (t->rows[i].kind == ROW_GROUP)
			continue;
		for (j = 0; j < t->n_columns; j++) {
			buffer_reset(&cell);
			if (j < t->rows[i].count)
				figure_print_plain(&cell,
				    &t->cells[t->rows[i].first + j]);
			add_cell(out, j == 0, buffer_slice(&cell));
		}
		csv_end_row(out);
	}
	if (stamp != NULL) {
		add_cell(out, true, slice_of(stamp));
		for (i = 1; i < t->n_columns; i++)
			add_cell(out, false, SLICE(""));
		csv_end_row(out);
	}
	buffer_finish(&cell);
}

void
document_write_csv(const struct document *d, enum twin_form form, bool bom,
    struct buffer *out)
{
	if (bom)
		buffer_text(out, "\xef\xbb\xbf");
	if (form == TWIN_FIGURES)
		write_figures(d, out);
	else if (d->n_tables > 0)
		write_table(d->tables[0], d->facts.stamp, out);
}
