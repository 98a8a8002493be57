#include <stdlib.h>

#include "stage.h"

/* Below so many rows a statement made for them does not pay. */
enum { MANY_ROWS = 256 };

struct stage {
	struct store *store;
	enum store_table table;
	uint32_t rows;
	int64_t *numbers;     /* a column after another, BATCH_ROWS each */
	struct slice *texts;  /* so too */
	sqlite3_stmt *all[TABLE_COUNT], *one[TABLE_COUNT];
	uint32_t varies[TABLE_COUNT]; /* places that all[] asks of each row */
};

struct stage_table {
	sqlite3_vtab base;
	struct stage *stage;
};

struct stage_cursor {
	sqlite3_vtab_cursor base;
	uint32_t row;
};

static struct stage *
stage_of(sqlite3_vtab_cursor *c)
{
	return ((struct stage_table *)(void *)c->pVtab)->stage;
}

static int
connect_rows(sqlite3 *db, void *stage, int argc, const char *const *argv,
    sqlite3_vtab **out, char **problem)
{
	struct stage_table *t;
	struct buffer sql;
	int i, code;

	(void)argc, (void)argv, (void)problem;
	buffer_init(&sql, 4096);
	buffer_text(&sql, "CREATE TABLE x(");
	for (i = 0; i < LAYOUT_WIDEST; i++)
		buffer_printf(&sql, "n%d INTEGER, ", i);
	for (i = 0; i < LAYOUT_TEXTS; i++)
		buffer_printf(&sql, "t%d TEXT%s", i,
		    i == LAYOUT_TEXTS - 1 ? ")" : ", ");
	code = sqlite3_declare_vtab(db, sql.ptr);
	buffer_finish(&sql);
	if (code != SQLITE_OK)
		return code;
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	t = memory_zeroed(1, sizeof *t);
	t->stage = stage;
	*out = &t->base;
	return SQLITE_OK;
}

static int
disconnect_rows(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int
plan_rows(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1000;
	info->estimatedRows = 1000;
	return SQLITE_OK;
}

static int
open_rows(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct stage_cursor *c = memory_zeroed(1, sizeof *c);

	(void)t;
	*out = &c->base;
	return SQLITE_OK;
}

static int
close_rows(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int
first_row(sqlite3_vtab_cursor *c, int plan, const char *name, int argc,
    sqlite3_value **argv)
{
	(void)plan, (void)name, (void)argc, (void)argv;
	((struct stage_cursor *)(void *)c)->row = 0;
	return SQLITE_OK;
}

static int
next_row(sqlite3_vtab_cursor *c)
{
	((struct stage_cursor *)(void *)c)->row++;
	return SQLITE_OK;
}

static int
past_rows(sqlite3_vtab_cursor *c)
{
	return ((struct stage_cursor *)(void *)c)->row >= stage_of(c)->rows;
}

static void
give_text(sqlite3_context *ctx, struct slice s)
{
	if (s.len == 0)
		sqlite3_result_null(ctx);
	else
		sqlite3_result_text64(ctx, s.ptr, s.len, SQLITE_STATIC,
		    SQLITE_UTF8);
}

static int
give_cell(sqlite3_vtab_cursor *c, sqlite3_context *ctx, int column)
{
	struct stage *g = stage_of(c);
	size_t row = ((struct stage_cursor *)(void *)c)->row;
	int64_t n;

	if (column >= LAYOUT_WIDEST) {
		give_text(ctx, stage_texts(g, column - LAYOUT_WIDEST)[row]);
		return SQLITE_OK;
	}
	n = stage_numbers(g, column)[row];
	/* Ids follow one another.  A row that does not say its own gets the
	 * next, and SQLite need not search where it belongs. */
	if (n == NUMBER_UNKNOWN || (column == 0 && row > 0))
		sqlite3_result_null(ctx);
	else
		sqlite3_result_int64(ctx, n);
	return SQLITE_OK;
}

static int
give_row_number(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
	*out = ((struct stage_cursor *)(void *)c)->row;
	return SQLITE_OK;
}

static const sqlite3_module rows_module = {
	.xConnect = connect_rows, /* no xCreate: it is there by its name */
	.xBestIndex = plan_rows,
	.xDisconnect = disconnect_rows,
	.xOpen = open_rows,
	.xClose = close_rows,
	.xFilter = first_row,
	.xNext = next_row,
	.xEof = past_rows,
	.xColumn = give_cell,
	.xRowid = give_row_number,
};

/* Names and values of an INSERT, as far as they are written. */
struct insert {
	struct buffer names, values;
	uint32_t varies;
};

static void
add_cell(struct insert *in, const char *name, int place, const char *column,
    int number)
{
	const char *comma = place == 0 ? "" : ", ";

	buffer_printf(&in->names, "%s%s", comma, name);
	if ((in->varies >> place & 1) != 0)
		buffer_printf(&in->values, "%s%s%d", comma, column, number);
	else
		buffer_printf(&in->values, "%s?%d", comma, place + 1);
}

/*
 * INSERT INTO visit_row(id, start ...) SELECT n0, n1 ... FROM stage_rows: a
 * place that does not vary is a parameter.  Where none varies it is one row,
 * VALUES (?1, ?2 ...).  Cells come in the order of the table, which spares
 * SQLite moving each.  Names come from constant tables, never from data.
 */
static sqlite3_stmt *
prepare_insert(struct store *s, enum store_table t, uint32_t varies)
{
	const struct layout *l = &layouts[t];
	struct insert in = { .varies = varies };
	struct buffer sql;
	sqlite3_stmt *st;
	int i, p, texts = 0;

	buffer_init(&in.names, 4096);
	buffer_init(&in.values, 4096);
	buffer_init(&sql, 8192);
	add_cell(&in, "id", 0, "n", 0);
	for (i = 0; l->cells[i].name != NULL; i++) {
		const struct cell *c = &l->cells[i];

		/* The table has the ids of packs before this one. */
		for (p = 0; c->form == FORM_MEMBER && p < l->pack_count; p++)
			add_cell(&in, tuple_layouts[l->packs[p]].table,
			    layout_place_of_pack(l, p), "n",
			    layout_place_of_pack(l, p));
		if (c->form == FORM_TEXT)
			add_cell(&in, c->name, i + 1, "t", texts++);
		else if (!layout_is_packed(l, c->name))
			add_cell(&in, c->name, i + 1, "n", i + 1);
	}
	buffer_printf(&sql, "INSERT %sINTO %s(%s) ",
	    l->unique ? "OR IGNORE " : "", l->rows, in.names.ptr);
	buffer_printf(&sql, varies == 0 ? "VALUES (%s)" :
					  "SELECT %s FROM stage_rows",
	    in.values.ptr);
	st = store_prepare(s, sql.ptr);
	buffer_finish(&in.names);
	buffer_finish(&in.values);
	buffer_finish(&sql);
	return st;
}

struct stage *
stage_create(struct store *s)
{
	struct stage *g = memory_zeroed(1, sizeof *g);
	enum store_table t;

	g->store = s;
	g->numbers = memory_zeroed((size_t)BATCH_ROWS * LAYOUT_WIDEST,
	    sizeof *g->numbers);
	g->texts = memory_zeroed((size_t)BATCH_ROWS * LAYOUT_TEXTS,
	    sizeof *g->texts);
	if (sqlite3_create_module(s->db, "stage_rows", &rows_module, g) !=
	    SQLITE_OK) {
		store_complain(s, "the virtual table");
		stage_destroy(g);
		return NULL;
	}
	for (t = STORE_VISIT; t < TABLE_COUNT; t++)
		if (layouts[t].unique &&
		    (g->one[t] = prepare_insert(s, t, 0)) == NULL) {
			stage_destroy(g);
			return NULL;
		}
	return g;
}

void
stage_destroy(struct stage *g)
{
	enum store_table t;

	if (g == NULL)
		return;
	for (t = STORE_VISIT; t < TABLE_COUNT; t++) {
		sqlite3_finalize(g->all[t]);
		sqlite3_finalize(g->one[t]);
	}
	free(g->numbers);
	free(g->texts);
	free(g);
}

void
stage_begin(struct stage *g, enum store_table t, uint32_t rows)
{
	g->table = t;
	g->rows = rows;
}

int64_t *
stage_numbers(struct stage *g, int place)
{
	return g->numbers + (size_t)place * BATCH_ROWS;
}

struct slice *
stage_texts(struct stage *g, int number)
{
	return g->texts + (size_t)number * BATCH_ROWS;
}

static bool
numbers_vary(const int64_t *numbers, uint32_t rows)
{
	uint32_t i = 1;

	while (i < rows && numbers[i] == numbers[0])
		i++;
	return i < rows;
}

static bool
texts_vary(const struct slice *texts, uint32_t rows)
{
	uint32_t i = 0;

	while (i < rows && texts[i].len == 0)
		i++;
	return i < rows;
}

/* The places whose cells are not all alike.  Most logs leave some column
 * empty, and all rows of one log have the same member. */
static uint32_t
places_that_vary(struct stage *g)
{
	const struct layout *l = &layouts[g->table];
	uint32_t varies = 1; /* the id */
	int i, p, texts = 0;

	if (g->rows < MANY_ROWS)
		return UINT32_MAX;
	for (i = 0; l->cells[i].name != NULL; i++)
		if (l->cells[i].form == FORM_TEXT ?
			texts_vary(stage_texts(g, texts++), g->rows) :
			numbers_vary(stage_numbers(g, i + 1), g->rows))
			varies |= UINT32_C(1) << (i + 1);
	for (p = 0; p < l->pack_count; p++)
		varies |= UINT32_C(1) << layout_place_of_pack(l, p);
	return varies;
}

/* The cells of a row that are parameters. */
static void
bind_cells(struct stage *g, sqlite3_stmt *st, uint32_t varies, uint32_t row)
{
	const struct layout *l = &layouts[g->table];
	int i, texts = 0;

	if ((varies & 1) == 0)
		bind_number(st, 1, stage_numbers(g, 0)[row]);
	for (i = 0; l->cells[i].name != NULL; i++) {
		bool text = l->cells[i].form == FORM_TEXT;
		int number = text ? texts++ : i + 1;

		if ((varies >> (i + 1) & 1) != 0)
			continue;
		if (text)
			bind_slice_or_null(st, i + 2,
			    stage_texts(g, number)[row]);
		else
			bind_number(st, i + 2, stage_numbers(g, number)[row]);
	}
}

int
stage_insert(struct stage *g)
{
	enum store_table t = g->table;
	uint32_t varies = places_that_vary(g);

	if (g->all[t] == NULL || varies != g->varies[t]) {
		sqlite3_finalize(g->all[t]);
		g->all[t] = prepare_insert(g->store, t, varies);
		g->varies[t] = varies;
	}
	if (g->all[t] == NULL)
		return -1;
	bind_cells(g, g->all[t], varies, 0);
	return store_finish_step(g->store, g->all[t]);
}

int
stage_insert_row(struct stage *g, uint32_t row)
{
	sqlite3_stmt *st = g->one[g->table];

	bind_cells(g, st, 0, row);
	if (store_finish_step(g->store, st) == -1)
		return -1;
	return sqlite3_changes(g->store->db) > 0;
}
