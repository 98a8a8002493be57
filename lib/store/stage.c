#include <stdlib.h>

#include "stage.h"

struct stage {
	struct store *store;
	enum store_table table;
	uint32_t rows;
	int64_t *numbers;
	struct slice *texts;
	sqlite3_stmt *all[TABLE_COUNT], *one[TABLE_COUNT];
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
	const struct stage *g = stage_of(c);
	size_t row = ((struct stage_cursor *)(void *)c)->row;

	if (column < LAYOUT_WIDEST) {
		int64_t n = g->numbers[row * LAYOUT_WIDEST + (size_t)column];

		if (n == NUMBER_UNKNOWN)
			sqlite3_result_null(ctx);
		else
			sqlite3_result_int64(ctx, n);
	} else
		give_text(ctx, g->texts[row * LAYOUT_TEXTS +
		    (size_t)(column - LAYOUT_WIDEST)]);
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

/* INSERT INTO visit_row(id, start ...) SELECT n0, n1 ... FROM stage_rows, or
 * VALUES (?1, ?2 ...).  Names come from constant tables, never from data. */
static sqlite3_stmt *
prepare_insert(struct store *s, enum store_table t, bool all)
{
	const struct layout *l = &layouts[t];
	struct buffer names, values;
	sqlite3_stmt *st;
	int i, texts = 0;

	buffer_init(&names, 4096);
	buffer_init(&values, 4096);
	buffer_printf(&names, "INSERT %sINTO %s(id",
	    l->unique ? "OR IGNORE " : "", l->rows);
	buffer_text(&values, all ? "n0" : "?1");
	for (i = 0; i < l->pack_count; i++) {
		buffer_printf(&names, ", %s",
		    tuple_layouts[l->packs[i]].table);
		buffer_printf(&values, ", n%d", layout_place_of_pack(l, i));
	}
	for (i = 0; l->cells[i].name != NULL; i++) {
		if (layout_is_packed(l, l->cells[i].name))
			continue;
		buffer_printf(&names, ", %s", l->cells[i].name);
		if (!all)
			buffer_printf(&values, ", ?%d", i + 2);
		else if (l->cells[i].form == FORM_TEXT)
			buffer_printf(&values, ", t%d", texts++);
		else
			buffer_printf(&values, ", n%d", i + 1);
	}
	buffer_printf(&names, all ? ") SELECT %s FROM stage_rows" :
				    ") VALUES (%s)", values.ptr);
	st = store_prepare(s, names.ptr);
	buffer_finish(&names);
	buffer_finish(&values);
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
	for (t = STORE_VISIT; t < TABLE_COUNT; t++) {
		g->all[t] = prepare_insert(s, t, true);
		if (layouts[t].unique)
			g->one[t] = prepare_insert(s, t, false);
		if (g->all[t] == NULL ||
		    (layouts[t].unique && g->one[t] == NULL)) {
			stage_destroy(g);
			return NULL;
		}
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
stage_numbers(struct stage *g)
{
	return g->numbers;
}

struct slice *
stage_texts(struct stage *g)
{
	return g->texts;
}

int
stage_insert(struct stage *g)
{
	return store_finish_step(g->store, g->all[g->table]);
}

int
stage_insert_row(struct stage *g, uint32_t row)
{
	const struct layout *l = &layouts[g->table];
	const int64_t *numbers = g->numbers + (size_t)row * LAYOUT_WIDEST;
	const struct slice *texts = g->texts + (size_t)row * LAYOUT_TEXTS;
	sqlite3_stmt *st = g->one[g->table];
	int i, text = 0;

	sqlite3_bind_int64(st, 1, numbers[0]);
	for (i = 0; l->cells[i].name != NULL; i++)
		if (l->cells[i].form == FORM_TEXT)
			bind_slice_or_null(st, i + 2, texts[text++]);
		else
			bind_number(st, i + 2, numbers[i + 1]);
	if (store_finish_step(g->store, st) == -1)
		return -1;
	return sqlite3_changes(g->store->db) > 0;
}
