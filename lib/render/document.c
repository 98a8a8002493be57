/*
 * Documents: a report says what they contain, from top to bottom.
 */
#include <assert.h>
#include <stdlib.h>

#include "render/document.h"

#include "model.h"

/* A copy that lives as long as the document; NULL stays NULL. */
static const char *
keep(struct document *d, const char *text)
{
	return text == NULL ? NULL : arena_text(d->arena, slice_of(text));
}

static const struct figure *
keep_figures(struct document *d, const struct figure *figures, size_t count)
{
	struct figure *copy;
	size_t i;

	if (count == 0)
		return NULL;
	copy = arena_alloc(d->arena, count * sizeof *copy);
	for (i = 0; i < count; i++) {
		copy[i] = figures[i];
		copy[i].text = arena_copy(d->arena, figures[i].text);
		copy[i].measure = keep(d, figures[i].measure);
		if (copy[i].mark == MARK_ENTERED)
			d->has_entered = true;
	}
	return copy;
}

struct document *
document_create(const struct document_facts *facts)
{
	struct document *d = memory_zeroed(1, sizeof *d);
	struct document_facts *f = &d->facts;

	d->arena = arena_create();
	*f = *facts;
	f->title = keep(d, facts->title == NULL ? "Report" : facts->title);
	f->subtitle = keep(d, facts->subtitle);
	f->school = keep(d, facts->school);
	f->audience = keep(d, facts->audience);
	f->marking = keep(d, facts->marking);
	f->reporting_period = keep(d, facts->reporting_period);
	f->reporting_dates = keep(d, facts->reporting_dates);
	f->rule_set = keep(d, facts->rule_set);
	f->destroy_by = keep(d, facts->destroy_by);
	f->stamp = keep(d, facts->stamp);
	f->made = keep(d, facts->made);
	d->section = f->title;
	return d;
}

void
document_destroy(struct document *d)
{
	size_t i;

	if (d == NULL)
		return;
	for (i = 0; i < d->n_tables; i++) {
		free(d->tables[i]->columns);
		free(d->tables[i]->rows);
		free(d->tables[i]->cells);
	}
	free(d->tables);
	free(d->nodes);
	arena_destroy(d->arena);
	free(d);
}

static struct node *
add_node(struct document *d, enum node_kind kind, const char *text)
{
	GROW(d->nodes, d->n_nodes, d->room_nodes);
	d->nodes[d->n_nodes] = (struct node){ .kind = kind,
		.text = keep(d, text) };
	return &d->nodes[d->n_nodes++];
}

void
document_heading(struct document *d, int level, const char *text)
{
	struct node *n = add_node(d, NODE_HEADING, text);

	assert(level >= 1 && level <= 3);
	n->level = level;
	if (level == 1)
		d->section = n->text;
}

static void
add_sentence(struct document *d, enum node_kind kind, const char *text,
    const struct figure *figures, size_t count)
{
	struct node *n = add_node(d, kind, text);

	n->figures = keep_figures(d, figures, count);
	n->count = count;
}

void
document_text(struct document *d, const char *text,
    const struct figure *figures, size_t count)
{
	add_sentence(d, NODE_TEXT, text, figures, count);
}

void
document_plain(struct document *d, struct slice text)
{
	struct figure whole = figure_words(text);

	whole.mark = MARK_NONE;
	add_sentence(d, NODE_TEXT, "{}", &whole, 1);
}

void
document_point(struct document *d, const char *text,
    const struct figure *figures, size_t count)
{
	add_sentence(d, NODE_POINT, text, figures, count);
}

void
document_question(struct document *d, const char *text)
{
	struct node *n = add_node(d, NODE_QUESTION, text);

	n->level = ++d->questions;
}

void
document_notice(struct document *d, const char *title, const char *text,
    const struct figure *figures, size_t count)
{
	struct node *n = add_node(d, NODE_NOTICE, title);

	n->note = keep(d, text);
	n->figures = keep_figures(d, figures, count);
	n->count = count;
}

void
document_key(struct document *d, struct figure f, const char *caption,
    const char *note)
{
	struct node *n = add_node(d, NODE_KEY, caption);

	if (f.measure == NULL)
		f.measure = n->text;
	n->note = keep(d, note);
	n->figures = keep_figures(d, &f, 1);
	n->count = 1;
}

void
document_page_break(struct document *d)
{
	add_node(d, NODE_BREAK, NULL);
}

void
document_sign_off(struct document *d, const char *statement,
    const char *const roles[])
{
	struct node *n = add_node(d, NODE_SIGN_OFF, statement);
	const char **copy;
	size_t i, count = 0;

	while (roles[count] != NULL)
		count++;
	copy = arena_alloc(d->arena, (count + 1) * sizeof *copy);
	for (i = 0; i < count; i++)
		copy[i] = keep(d, roles[i]);
	n->roles = copy;
	n->count = 0;
}

struct table *
document_table(struct document *d, const char *caption)
{
	struct table *t = arena_alloc(d->arena, sizeof *t);

	t->doc = d;
	t->caption = keep(d, caption);
	t->section = d->section;
	GROW(d->tables, d->n_tables, d->room_tables);
	d->tables[d->n_tables++] = t;
	return t;
}

void
table_column(struct table *t, const char *title, enum column_kind kind,
    int weight)
{
	assert(t->n_rows == 0);
	GROW(t->columns, t->n_columns, t->room_columns);
	t->columns[t->n_columns++] = (struct column){ keep(t->doc, title),
		kind, weight };
}

void
table_row(struct table *t, enum row_kind kind)
{
	GROW(t->rows, t->n_rows, t->room_rows);
	t->rows[t->n_rows++] = (struct row){ kind, t->n_cells, 0 };
}

void
table_figure(struct table *t, struct figure f)
{
	struct row *r;

	assert(t->n_rows > 0);
	r = &t->rows[t->n_rows - 1];
	assert(r->count < t->n_columns);
	f.text = arena_copy(t->doc->arena, f.text);
	f.measure = NULL;
	if (f.mark == MARK_ENTERED)
		t->doc->has_entered = true;
	GROW(t->cells, t->n_cells, t->room_cells);
	t->cells[t->n_cells++] = f;
	r->count++;
}

void
table_text(struct table *t, struct slice text)
{
	struct figure f = figure_words(text);

	f.mark = MARK_NONE;
	table_figure(t, f);
}

void
table_note(struct table *t, const char *note)
{
	t->note = keep(t->doc, note);
}

bool
row_is_total(const struct row *r)
{
	return r->kind == ROW_TOTAL || r->kind == ROW_WHOLE;
}

size_t
table_rows(const struct table *t)
{
	return t->n_rows;
}

void
document_place(struct document *d, struct table *t)
{
	struct node *n = add_node(d, NODE_TABLE, NULL);

	assert(!t->placed && t->doc == d);
	n->table = t;
	t->section = d->section;
	t->placed = true;
	t->number = ++d->placed;
}

static struct node *
add_chart(struct document *d, enum chart_kind kind, const char *title,
    const char *alt, struct table *t)
{
	struct node *n = add_node(d, NODE_CHART, title);

	n->level = ++d->charts;
	n->note = keep(d, alt);
	n->chart = kind;
	n->table = t;
	return n;
}

void
document_chart(struct document *d, enum chart_kind kind, const char *title,
    const char *alt, struct table *t)
{
	add_chart(d, kind, title, alt, t);
}

void
document_chart_terms(struct document *d, const char *title, const char *alt,
    struct table *t, struct table *last_term)
{
	add_chart(d, CHART_WEEKS, title, alt, t)->last_term = last_term;
}

void
sentence_print(struct buffer *out, const char *text,
    const struct figure *figures, size_t count)
{
	const char *gap;
	size_t i = 0;

	while (i < count && (gap = strstr(text, "{}")) != NULL) {
		buffer_add(out, (struct slice){ text, (size_t)(gap - text) });
		figure_print(out, &figures[i++]);
		text = gap + 2;
	}
	buffer_text(out, text);
}
