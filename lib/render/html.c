/*
 * A document as HTML.  What it names by number (questions, figures, tables)
 * it names as the PDF does.
 */
#include "render/html.h"

#include "html.h"

static void
element(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "<%s>", name);
	html_print(out, text);
	buffer_printf(out, "</%s>\n", name);
}

static void
add_fact(struct buffer *out, const char *label, const char *text)
{
	if (text == NULL)
		return;
	buffer_printf(out, "<div><dt>%s</dt><dd>", label);
	html_print(out, text);
	buffer_text(out, "</dd></div>\n");
}

static void
add_head(struct buffer *out, const struct document_facts *f)
{
	buffer_text(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n<title>");
	html_print(out, f->title);
	buffer_text(out, f->subtitle == NULL ? "" : ", ");
	html_print(out, f->subtitle);
	buffer_text(out, "</title>\n<style>\n");
	buffer_text(out, html_style);
	buffer_text(out, "@page{size:A4");
	buffer_text(out, f->landscape ? " landscape" : "");
	buffer_text(out, ";margin:20mm;@top-center{font-weight:700;content:");
	html_css(out, f->marking);
	buffer_text(out, "}@bottom-left{content:");
	html_css(out, f->destroy_by == NULL ? "" : "Destroy by ");
	html_css(out, f->destroy_by);
	buffer_text(out, "}@bottom-right{content:\"Page \" counter(page) "
	    "\" of \" counter(pages)}}\n</style>\n</head>\n");
}

static void
add_marking(struct buffer *out, const struct document_facts *f)
{
	if (f->marking == NULL)
		return;
	buffer_text(out, "<p class=\"marking\">");
	html_print(out, f->marking);
	buffer_text(out, "</p>\n");
}

static void
add_contents(struct buffer *out, const struct document *d)
{
	size_t i;

	buffer_text(out, "<nav aria-labelledby=\"contents\">\n"
	    "<h2 id=\"contents\">Contents</h2>\n<ol>\n");
	for (i = 0; i < d->n_nodes; i++)
		if (d->nodes[i].kind == NODE_HEADING &&
		    d->nodes[i].level == 1) {
			buffer_printf(out, "<li><a href=\"#n%zu\">", i);
			html_print(out, d->nodes[i].text);
			buffer_text(out, "</a></li>\n");
		}
	buffer_text(out, "</ol>\n</nav>\n");
}

static void
add_front(struct buffer *out, const struct document *d)
{
	const struct document_facts *f = &d->facts;

	buffer_text(out, "<body>\n<a class=\"skip\" href=\"#main\">To the "
	    "text</a>\n");
	buffer_text(out, "<header>\n");
	add_marking(out, f);
	buffer_text(out, "<div class=\"band\"><div>\n");
	if (f->school != NULL)
		element(out, "p", f->school);
	element(out, "h1", f->title);
	if (f->subtitle != NULL)
		element(out, "p", f->subtitle);
	buffer_text(out, "</div></div>\n</header>\n<main id=\"main\">\n"
	    "<dl class=\"facts\">\n");
	add_fact(out, "For", f->audience);
	add_fact(out, "Reporting period", f->reporting_dates);
	add_fact(out, "Made", f->made);
	add_fact(out, "Rules", f->rule_set);
	add_fact(out, "Protective marking", f->marking);
	add_fact(out, "Destroy by", f->destroy_by);
	add_fact(out, "Please note", f->stamp);
	buffer_text(out, "</dl>\n");
	if (f->contents)
		add_contents(out, d);
}

static void
paragraph(struct press *p, struct buffer *out, const char *name,
    const struct node *n)
{
	element(out, name, node_text(p, n));
}

static size_t
add_keys(struct press *p, struct buffer *out, size_t i)
{
	struct buffer b;
	double value;

	buffer_text(out, "<ul class=\"keys\">\n");
	for (; i < p->d->n_nodes && p->d->nodes[i].kind == NODE_KEY; i++) {
		const struct node *n = &p->d->nodes[i];

		buffer_init(&b, BUFFER_LARGEST);
		figure_print(&b, n->figures);
		buffer_text(out, figure_number(n->figures, &value) ?
			"<li><strong>" : "<li><strong class=\"words\">");
		html_text(out, buffer_slice(&b));
		buffer_text(out, "</strong> <span>");
		html_print(out, n->text);
		buffer_text(out, "</span> <small>");
		html_print(out, n->note);
		buffer_text(out, "</small></li>\n");
		buffer_finish(&b);
	}
	buffer_text(out, "</ul>\n");
	return i;
}

static size_t
add_question(struct press *p, struct buffer *out, size_t i)
{
	const struct node *n = &p->d->nodes[i];
	int level = p->heading_level < 2 ? 2 : 3;

	buffer_printf(out, "<div class=\"question\">\n<h%d><span>%d</span> ",
	    level, n->level);
	html_print(out, n->text);
	buffer_printf(out, "</h%d>\n<div>\n", level);
	for (i++; i < p->d->n_nodes && p->d->nodes[i].kind == NODE_TEXT; i++)
		paragraph(p, out, "p", &p->d->nodes[i]);
	buffer_text(out, "</div>\n</div>\n");
	return i;
}

static size_t
add_points(struct press *p, struct buffer *out, size_t i)
{
	buffer_text(out, "<ul>\n");
	for (; i < p->d->n_nodes && p->d->nodes[i].kind == NODE_POINT; i++)
		paragraph(p, out, "li", &p->d->nodes[i]);
	buffer_text(out, "</ul>\n");
	return i;
}

static void
add_sign_off(struct buffer *out, const struct node *n)
{
	size_t i;

	element(out, "p", n->text);
	for (i = 0; n->roles[i] != NULL; i++) {
		buffer_text(out, "<p><strong>");
		html_print(out, n->roles[i]);
		buffer_text(out, "</strong></p>\n<div class=\"sign\">"
		    "<span>Name</span><span>Signature</span>"
		    "<span>Date</span></div>\n");
	}
}

static size_t
add_node(struct press *p, struct buffer *out, size_t i)
{
	const struct node *n = &p->d->nodes[i];

	switch (n->kind) {
	case NODE_HEADING:
		p->heading_level = n->level + 1;
		buffer_printf(out, "<h%d id=\"n%zu\">", n->level + 1, i);
		html_print(out, n->text);
		buffer_printf(out, "</h%d>\n", n->level + 1);
		break;
	case NODE_TEXT:
		paragraph(p, out, "p", n);
		break;
	case NODE_POINT:
		return add_points(p, out, i);
	case NODE_QUESTION:
		return add_question(p, out, i);
	case NODE_KEY:
		return add_keys(p, out, i);
	case NODE_NOTICE:
		buffer_text(out, "<div class=\"notice\" role=\"note\">\n"
		    "<p><strong>");
		html_print(out, n->text);
		buffer_text(out, "</strong></p>\n");
		paragraph(p, out, "p", n);
		buffer_text(out, "</div>\n");
		break;
	case NODE_SIGN_OFF:
		add_sign_off(out, n);
		break;
	case NODE_TABLE:
		html_table(out, n->table, 0);
		break;
	case NODE_CHART:
		html_chart(p, out, n);
		break;
	case NODE_BREAK:
		break;
	}
	return i + 1;
}

static void
add_foot(struct buffer *out, const struct document *d)
{
	buffer_text(out, "</main>\n<footer>\n");
	if (d->has_entered)
		buffer_text(out, "<p>\xe2\x80\xa0 Entered by a person of the "
		    "school.</p>\n");
	if (d->facts.destroy_by != NULL) {
		buffer_text(out, "<p>Destroy by ");
		html_print(out, d->facts.destroy_by);
		buffer_text(out, "</p>\n");
	}
	add_marking(out, &d->facts);
	buffer_text(out, "</footer>\n</body>\n</html>\n");
}

const char *
document_write_html(const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome,
    struct buffer *out)
{
	struct press p;
	const char *why = press_open(&p, d, options, outcome);
	size_t i = 0;

	if (why == NULL) {
		page_first(&p, false); /* as wide as charts of the PDF */
		add_head(out, &d->facts);
		add_front(out, d);
		p.heading_level = 1;
		while (i < d->n_nodes)
			i = add_node(&p, out, i);
		add_foot(out, d);
	}
	press_finish(&p);
	return why;
}
