#include <stdlib.h>

#include "load.h"
#include "rows.h"
#include "tuples.h"
#include "words.h"

sqlite3_stmt *
rows_prepare(struct store *s, enum store_table t, const char *rest)
{
	const struct layout *l = &layouts[t];
	const struct cell *c;
	struct buffer sql;
	sqlite3_stmt *st;

	buffer_init(&sql, 1 << 16);
	buffer_text(&sql, "SELECT e.id");
	for (c = l->cells; c->name != NULL; c++)
		buffer_printf(&sql, ", e.%s", c->name);
	for (c = l->texts; c != NULL && c->name != NULL; c++)
		buffer_printf(&sql, ", t.%s", c->name);
	buffer_printf(&sql, ", c.rules FROM %s AS e", l->table);
	if (l->side != NULL)
		buffer_printf(&sql, " LEFT JOIN %s AS t ON t.id = e.id",
		    l->side);
	buffer_printf(&sql,
	    " LEFT JOIN candidate AS c ON c.tbl = %d AND c.event = e.id %s",
	    (int)t, rest);
	st = store_prepare(s, sql.ptr);
	buffer_finish(&sql);
	return st;
}

static void
take_tuple(struct store *s, enum tuple t, int64_t id, struct batch *b,
    uint32_t row)
{
	const struct tuple_layout *l = &tuple_layouts[t];
	const int64_t *cells = tuples_cells(s, t, id);
	int i;

	for (i = 0; i < l->width; i++) {
		enum column c = l->cells[i].column;

		if (columns[c].kind == KIND_SYMBOL && cells[i] != 0)
			batch_set_symbol(b, row, c,
			    words_symbol(s->words, batch_symbols(b),
				columns[c].domain, cells[i]));
		else if (columns[c].kind == KIND_NUMBER && cells[i] != -1 &&
		    id != 0)
			batch_set_number(b, row, c, cells[i]);
	}
}

static void
take_member(struct store *s, int64_t member, struct batch *b, uint32_t row)
{
	static const char find[] = "SELECT path FROM member WHERE id = ?1";
	struct words *w = s->words;
	sqlite3_stmt *st;

	/* Rows of one log follow each other. */
	if (member != w->member) {
		w->member = member;
		w->member_path = 0;
		if ((st = store_prepare(s, find)) == NULL)
			return;
		sqlite3_bind_int64(st, 1, member);
		if (sqlite3_step(st) == SQLITE_ROW)
			w->member_path = sqlite3_column_int64(st, 0);
		sqlite3_finalize(st);
	}
	if (w->member_path != 0)
		batch_set_symbol(b, row, COL_FILE_PATH,
		    words_symbol(w, batch_symbols(b), DOMAIN_LOGFILE,
			w->member_path));
}

static void
take_cell(struct store *s, sqlite3_stmt *st, int index, const struct cell *c,
    struct batch *b, uint32_t row)
{
	int64_t n;

	switch (c->form) {
	case FORM_TEXT:
		if (sqlite3_column_type(st, index) != SQLITE_NULL)
			batch_set_text(b, row, c->column,
			    column_slice(st, index));
		return;
	case FORM_TUPLE:
		take_tuple(s, c->tuple, sqlite3_column_int64(st, index), b,
		    row);
		return;
	case FORM_MEMBER:
		take_member(s, sqlite3_column_int64(st, index), b, row);
		return;
	case FORM_SYMBOL:
		if ((n = sqlite3_column_int64(st, index)) != 0)
			batch_set_symbol(b, row, c->column,
			    words_symbol(s->words, batch_symbols(b),
				columns[c->column].domain, n));
		return;
	default:
		if ((n = column_number(st, index)) == NUMBER_UNKNOWN)
			return;
		if (c->form == FORM_DURATION)
			n *= 1000;
		batch_set_number(b, row, c->column, n);
	}
}

/* What the tables leave out because it follows from the rest. */
static void
take_implied(struct store *s, enum store_table t, struct batch *b, uint32_t row)
{
	int64_t start = batch_number(b, row, COL_START),
		took = batch_number(b, row, COL_DURATION);
	symbol site = batch_symbol(b, row, COL_DOMAIN_NAME);

	batch_set_text(b, row, COL_EVENT_KIND, SLICE("event"));
	if (t == STORE_VISIT)
		batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
	else if (t != STORE_DEVICE_EVENT)
		batch_set_text(b, row, COL_CHANNEL, SLICE("email"));
	if (site != 0)
		batch_set_symbol(b, row, COL_REGISTERED,
		    words_registered(s->words, batch_symbols(b), site));
	if (batch_number(b, row, COL_TIMESTAMP) == TIME_UNKNOWN &&
	    start != TIME_UNKNOWN)
		batch_set_number(b, row, COL_TIMESTAMP,
		    start + (took == NUMBER_UNKNOWN ? 0 : took / 1000));
}

void
rows_take(struct store *s, sqlite3_stmt *st, enum store_table t,
    struct batch *b)
{
	const struct cell *c;
	uint32_t row = batch_add(b);
	int index = 1;

	for (c = layouts[t].cells; c->name != NULL; c++)
		take_cell(s, st, index++, c, b, row);
	for (c = layouts[t].texts; c != NULL && c->name != NULL; c++)
		take_cell(s, st, index++, c, b, row);
	take_implied(s, t, b, row);
	if (sqlite3_column_type(st, index) != SQLITE_NULL)
		batch_set_text(b, row, COL_CANDIDATES,
		    words_text(s->words, sqlite3_column_int64(st, index)));
}

int
rows_single(struct store *s, enum store_table t, int64_t id,
    struct symbols *symbols, store_rows_fn *rows, void *ctx)
{
	struct loader *l = s->loader;
	sqlite3_stmt *st = l->one[t];
	int result = 0;

	if (t < STORE_VISIT || t >= TABLE_COUNT)
		return 0;
	if (st == NULL &&
	    (st = l->one[t] = rows_prepare(s, t, "WHERE e.id = ?1")) == NULL)
		return -1;
	if (l->single_of != symbols) {
		batch_destroy(l->single);
		l->single = batch_create(symbols);
		l->single_of = symbols;
	}
	words_use(s->words, symbols);
	batch_reset(l->single);
	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) == SQLITE_ROW) {
		rows_take(s, st, t, l->single);
		result = rows(l->single, &id, ctx);
	}
	sqlite3_reset(st);
	return result;
}

int
store_rows(struct store *s, enum store_table t, const char *ids,
    struct symbols *symbols, store_rows_fn *rows, void *ctx)
{
	struct batch *b;
	struct buffer rest;
	sqlite3_stmt *st;
	int64_t *list;
	int code = SQLITE_DONE, result = 0;

	if (store_settle_memory(s) == -1)
		return -1;
	words_use(s->words, symbols);
	buffer_init(&rest, 1 << 16);
	buffer_printf(&rest, "WHERE e.id IN (%s) ORDER BY e.start, e.id",
	    ids);
	st = rows_prepare(s, t, rest.ptr);
	buffer_finish(&rest);
	if (st == NULL)
		return -1;
	b = batch_create(symbols);
	list = memory_alloc(BATCH_ROWS * sizeof *list);
	while (result == 0 && (code = sqlite3_step(st)) == SQLITE_ROW) {
		list[batch_rows(b)] = sqlite3_column_int64(st, 0);
		rows_take(s, st, t, b);
		if (batch_full(b)) {
			result = rows(b, list, ctx);
			batch_reset(b);
			words_use(s->words, symbols);
		}
	}
	if (result == 0 && code != SQLITE_DONE)
		result = store_complain(s, "reading events");
	if (result == 0 && batch_rows(b) > 0)
		result = rows(b, list, ctx);
	sqlite3_finalize(st);
	batch_destroy(b);
	free(list);
	return result == 0 ? 0 : -1;
}

/* The three tables side by side, each in order of start. */
struct strand {
	enum store_table table;
	sqlite3_stmt *st;
	bool more;
	int64_t start;
};

static int
advance(struct store *s, struct strand *a)
{
	int code = sqlite3_step(a->st);

	a->more = code == SQLITE_ROW;
	if (a->more)
		a->start = column_number(a->st, 1);
	return a->more || code == SQLITE_DONE ?
	    0 : store_complain(s, "reading events");
}

static int
begin_strand(struct store *s, struct strand *a, int64_t since, int64_t until)
{
	static const char rest[] =
	    "WHERE e.start >= ?1 AND e.start < ?2"
	    " ORDER BY e.start, e.member, e.offset, e.id";
	static const char visits[] =
	    "WHERE e.id IN (SELECT id FROM visit_by_time"
	    "    WHERE stretch_until >= ?1 AND stretch_since < ?2)"
	    "  AND e.start >= ?1 AND e.start < ?2"
	    " ORDER BY e.start, e.member, e.offset, e.id";
	static const char all[] =
	    "ORDER BY e.start, e.member, e.offset, e.id";
	bool whole = since == INT64_MIN && until == INT64_MAX;

	a->st = rows_prepare(s, a->table, whole ? all :
	    a->table == STORE_VISIT ? visits : rest);
	if (a->st == NULL)
		return -1;
	if (!whole) {
		sqlite3_bind_int64(a->st, 1, since);
		sqlite3_bind_int64(a->st, 2, until);
	}
	return advance(s, a);
}

int
store_dump(struct store *s, int64_t since, int64_t until,
    struct symbols *symbols, batch_fn *sink, void *ctx)
{
	struct strand strands[] = { { .table = STORE_VISIT },
		{ .table = STORE_MAIL }, { .table = STORE_DEVICE_EVENT } };
	struct strand *next;
	struct batch *b = batch_create(symbols);
	int i, result = 0;

	if (store_settle_memory(s) == -1) {
		batch_destroy(b);
		return -1;
	}
	words_use(s->words, symbols);
	for (i = 0; i < 3 && result == 0; i++)
		result = begin_strand(s, &strands[i], since, until);
	while (result == 0) {
		next = NULL;
		for (i = 0; i < 3; i++)
			if (strands[i].more &&
			    (next == NULL || strands[i].start < next->start))
				next = &strands[i];
		if (next == NULL)
			break;
		rows_take(s, next->st, next->table, b);
		if ((result = advance(s, next)) == 0 && batch_full(b)) {
			result = sink(b, ctx);
			batch_reset(b);
		}
	}
	if (result == 0 && batch_rows(b) > 0)
		result = sink(b, ctx);
	for (i = 0; i < 3; i++)
		sqlite3_finalize(strands[i].st);
	batch_destroy(b);
	/* The caller's symbols may go now. */
	words_forget(s->words);
	return result;
}
