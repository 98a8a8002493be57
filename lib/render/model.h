/*
 * What a document is made of; private to render.
 */
#ifndef RENDER_MODEL_H
#define RENDER_MODEL_H

#include "base/arena.h"
#include "render/document.h"

struct column {
	const char *title;
	enum column_kind kind;
	int weight;
};

struct row {
	enum row_kind kind;
	size_t first; /* of its cells */
	size_t count;
};

struct table {
	struct document *doc;
	const char *caption, *note;
	const char *section; /* the level 1 heading above its making */
	bool placed;
	int number; /* as printed: "Table 3", 0 until placed */

	struct column *columns;
	size_t n_columns, room_columns;
	struct row *rows;
	size_t n_rows, room_rows;
	struct figure *cells;
	size_t n_cells, room_cells;
};

enum node_kind {
	NODE_HEADING,
	NODE_TEXT,
	NODE_POINT,
	NODE_QUESTION,
	NODE_NOTICE,
	NODE_KEY,
	NODE_BREAK,
	NODE_SIGN_OFF,
	NODE_TABLE,
	NODE_CHART,
};

struct node {
	enum node_kind kind;
	int level;	  /* heading; number of a question, chart */
	const char *text; /* heading, template, title, caption */
	const char *note; /* notice: the template; key: note; chart: alt */
	const struct figure *figures;
	size_t count;
	const char *const *roles;
	struct table *table, *last_term; /* of a chart: NULL or beside it */
	enum chart_kind chart;
};

struct document {
	struct document_facts facts;
	struct arena *arena;
	struct node *nodes;
	size_t n_nodes, room_nodes;
	struct table **tables; /* all, placed or not, in order of making */
	size_t n_tables, room_tables;
	const char *section;
	int questions, charts, placed;
	bool has_entered;
};

bool row_is_total(const struct row *r); /* of a group, or of all */

/* A sentence as it is printed: the template with its figures in place. */
void sentence_print(struct buffer *out, const char *text,
    const struct figure *figures, size_t count);

#endif
