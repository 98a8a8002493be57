/*
 * Charts: the drawing within the page, with its words for those who cannot
 * see it, and its figures as a table where none stands beside it.
 */
#include "html.h"

/* Names within drawings must differ from one drawing to the next. */
static const char *const names[] = { "id='", "id=\"", "url(#", "href='#",
	"href=\"#" };

static void
add_named(struct buffer *out, struct slice svg, int number)
{
	size_t i, j;

	for (i = 0; i < svg.len; i++) {
		struct slice rest = slice_from(svg, i);

		for (j = 0; j < sizeof names / sizeof *names; j++)
			if (slice_starts_with(rest, slice_of(names[j])))
				break;
		if (j == sizeof names / sizeof *names ||
		    (j < 2 && i > 0 && svg.ptr[i - 1] != ' ')) {
			buffer_char(out, svg.ptr[i]);
			continue;
		}
		buffer_text(out, names[j]);
		buffer_printf(out, "f%d-", number);
		i += slice_of(names[j]).len - 1;
	}
}

/* From <svg on, since what stands before is for files of their own; without
 * gnuplot's own title, which would show under the mouse. */
static void
add_svg(struct buffer *out, const struct chart_plan *plan,
    const struct node *n)
{
	struct slice svg = { plan->svg, plan->size };
	const char *start = g_strstr_len(svg.ptr, (gssize)svg.len, "<svg");
	const char *title, *end;

	if (start == NULL)
		return;
	buffer_text(out, "<svg role=\"img\" aria-label=\"");
	html_print(out, n->note);
	buffer_text(out, "\"");
	svg = slice_from(svg, (size_t)(start - svg.ptr) + 4);
	title = g_strstr_len(svg.ptr, (gssize)svg.len, "<title>");
	end = g_strstr_len(svg.ptr, (gssize)svg.len, "</title>");
	if (title != NULL && end != NULL && title < end) {
		add_named(out, slice_first(svg, (size_t)(title - svg.ptr)),
		    n->level);
		svg = slice_from(svg, (size_t)(end - svg.ptr) + 8);
	}
	add_named(out, svg, n->level);
}

void
html_chart(struct press *p, struct buffer *out, const struct node *n)
{
	struct chart_plan *plan = chart_plan_of(p, n);
	const char *note;

	buffer_printf(out, "<figure>\n<figcaption>Figure %d. ", n->level);
	html_print(out, n->text);
	buffer_text(out, "</figcaption>\n");
	if (plan->svg != NULL)
		add_svg(out, plan, n);
	else if (n->table->n_rows == 0)
		buffer_text(out, "<p>There is nothing to draw in this "
		    "reporting period.</p>\n");
	else
		buffer_text(out, "<p>The chart could not be drawn; its "
		    "figures are in the table.</p>\n");
	note = plan->svg == NULL ? NULL : chart_note(p, plan, n);
	if (note != NULL) {
		buffer_text(out, "<p class=\"note\">");
		html_print(out, note);
		buffer_text(out, "</p>\n");
	}
	if (!n->table->placed && n->table->n_rows > 0) {
		buffer_text(out, plan->svg == NULL ? "" :
			"<details><summary>The figures of this "
			"chart</summary>\n");
		html_table(out, n->table, n->level);
		buffer_text(out, plan->svg == NULL ? "" : "</details>\n");
	}
	buffer_text(out, "</figure>\n");
}
