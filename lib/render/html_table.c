/*
 * Tables: heads of columns and rows with their scope, groups of rows as
 * bodies of their own.
 */
#include "html.h"

static const char *
class_of(const struct table *t, size_t column, const struct figure *f)
{
	bool hidden = f->form == FIGURE_FEW || f->form == FIGURE_HIDDEN ||
	    f->form == FIGURE_UNKNOWN;

	switch (t->columns[column].kind) {
	case COLUMN_NUMBER:
		return hidden ? " class=\"number hidden\"" :
				" class=\"number\"";
	case COLUMN_MARK:
		return " class=\"mark\"";
	default:
		return hidden ? " class=\"hidden\"" : "";
	}
}

static void
add_cell(struct buffer *out, const struct table *t, const struct row *r,
    size_t column)
{
	static const struct figure nothing = { .form = FIGURE_NONE };
	const struct figure *f = column < r->count ?
	    &t->cells[r->first + column] : &nothing;
	/* A head without words is none. */
	bool head = t->columns[column].kind == COLUMN_HEAD &&
	    (f->form != FIGURE_TEXT || f->text.len > 0);
	struct buffer b;

	buffer_printf(out, head ? "<th scope=\"row\" dir=\"auto\"%s>" :
				  "<td dir=\"auto\"%s>",
	    class_of(t, column, f));
	buffer_init(&b, BUFFER_LARGEST);
	figure_print(&b, f);
	html_text(out, buffer_slice(&b));
	buffer_finish(&b);
	buffer_text(out, head ? "</th>" : "</td>");
}

static void
add_row(struct buffer *out, const struct table *t, const struct row *r)
{
	size_t i;

	if ((r->kind == ROW_GROUP || r->kind == ROW_WHOLE) && r != t->rows)
		buffer_text(out, "</tbody>\n<tbody>\n");
	if (r->kind == ROW_GROUP) {
		buffer_printf(out, "<tr><th "
		    "scope=\"rowgroup\" colspan=\"%zu\">", t->n_columns);
		if (r->count > 0)
			html_text(out, t->cells[r->first].text);
		buffer_text(out, "</th></tr>\n");
		return;
	}
	buffer_text(out, row_is_total(r) ? "<tr class=\"total\">" : "<tr>");
	for (i = 0; i < t->n_columns; i++)
		add_cell(out, t, r, i);
	buffer_text(out, "</tr>\n");
}

void
html_table(struct buffer *out, const struct table *t, int figure)
{
	size_t i;

	buffer_text(out, "<div class=\"scroll\" role=\"region\" "
	    "tabindex=\"0\" aria-label=\"");
	if (figure > 0)
		buffer_printf(out, "Figure %d: ", figure);
	html_print(out, t->caption);
	buffer_text(out, "\">\n<table>\n<caption>");
	if (t->number > 0)
		buffer_printf(out, "Table %d. ", t->number);
	html_print(out, t->caption);
	buffer_text(out, "</caption>\n<thead><tr>");
	for (i = 0; i < t->n_columns; i++) {
		buffer_printf(out, "<th scope=\"col\"%s>",
		    t->columns[i].kind == COLUMN_NUMBER ?
			" class=\"number\"" : "");
		html_print(out, t->columns[i].title);
		buffer_text(out, "</th>");
	}
	buffer_text(out, "</tr></thead>\n<tbody>\n");
	for (i = 0; i < t->n_rows; i++)
		add_row(out, t, &t->rows[i]);
	if (t->n_rows == 0)
		buffer_printf(out, "<tr><td colspan=\"%zu\">None in this "
		    "reporting period.</td></tr>\n", t->n_columns);
	buffer_text(out, "</tbody>\n</table>\n");
	if (t->note != NULL) {
		buffer_text(out, "<p class=\"note\">");
		html_print(out, t->note);
		buffer_text(out, "</p>\n");
	}
	buffer_text(out, "</div>\n");
}
