/*
 * What is kept for how long: what has had its time goes, with every word
 * that then nothing points to; what can be counted without a name stays.
 */
#include "inside.h"
#include "retention_sql.h"
#include "store/retention.h"
#include "tuples.h"
#include "words.h"

/* Below this the file is always made anew; above only where a tenth of it
 * is empty.  What was deleted is overwritten in either case. */
enum { SMALL_FILE = 256 << 20, WORTH_IT = 10 };

static void
bind_lower(sqlite3_stmt *st, int index, struct slice text)
{
	struct buffer b;
	size_t i;

	buffer_init(&b, 1 << 16);
	for (i = 0; i < text.len; i++)
		buffer_char(&b, text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ?
		    (char)(text.ptr[i] + 'a' - 'A') : text.ptr[i]);
	bind_slice(st, index, buffer_slice(&b));
	buffer_finish(&b);
}

static int
put_bounds(struct store *s, const struct retention *r)
{
	sqlite3_stmt *st = store_prepare(s,
	    "INSERT INTO bound VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	int result;

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, r->raw);
	sqlite3_bind_int64(st, 2, r->details);
	sqlite3_bind_int64(st, 3, r->flags);
	sqlite3_bind_int64(st, 4, r->pupils);
	sqlite3_bind_int64(st, 5, r->others);
	sqlite3_bind_int(st, 6, r->names == NULL);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

static int
put_holds(struct store *s, const struct retention *r)
{
	sqlite3_stmt *st = store_prepare(s,
	    "INSERT INTO hold VALUES (?1, ?2, ?3, ?4)");
	int result = st == NULL ? -1 : 0;
	size_t i;

	for (i = 0; i < r->hold_count && result == 0; i++) {
		bind_lower(st, 1, r->holds[i].name);
		bind_slice(st, 2, r->holds[i].item);
		sqlite3_bind_int64(st, 3, r->holds[i].from);
		sqlite3_bind_int64(st, 4, r->holds[i].to);
		result = store_finish_step(s, st);
	}
	sqlite3_finalize(st);
	return result;
}

static int
put_names(struct store *s, const struct retention *r)
{
	sqlite3_stmt *st = store_prepare(s, "INSERT INTO target VALUES (?1)");
	int result = st == NULL ? -1 : 0;
	size_t i;

	for (i = 0; i < r->name_count && result == 0; i++) {
		if (r->names[i].len == 0)
			continue;
		bind_lower(st, 1, r->names[i]);
		result = store_finish_step(s, st);
	}
	sqlite3_finalize(st);
	return result;
}

static int
choose(struct store *s, const struct retention *r)
{
	if (store_exec(s, retention_begin) == -1 ||
	    put_bounds(s, r) == -1 || put_holds(s, r) == -1 ||
	    put_names(s, r) == -1 || store_exec(s, retention_choose) == -1)
		return -1;
	do
		if (store_exec(s, retention_parts) == -1)
			return -1;
	while (sqlite3_changes(s->db) > 0);
	return store_exec(s, retention_events);
}

/* Gives each row of a question; how many there were, -1: said. */
static int64_t
tell(struct store *s, const char *kind, const char *sql, retention_fn *line,
    void *ctx)
{
	sqlite3_stmt *st = store_prepare(s, sql);
	int64_t count = 0;
	int code;

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		line(kind, sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), ctx);
		count += sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
	return code == SQLITE_DONE ? count : store_complain(s, "counting");
}

static int64_t
receipt(struct store *s, retention_fn *line, void *ctx)
{
	int64_t all = 0, count;
	size_t i;

	for (i = 0; i < RETENTION_CLASSES; i++) {
		count = tell(s, retention_receipt[i][0],
		    retention_receipt[i][1], line, ctx);
		if (count == -1)
			return -1;
		all += count;
	}
	return all;
}

static int
give_packs(struct store *s, retention_pack_fn *pack, void *ctx)
{
	sqlite3_stmt *st = store_prepare(s, retention_packs);
	int code;

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW)
		pack(column_slice(st, 0), ctx);
	sqlite3_finalize(st);
	return code == SQLITE_DONE ? 0 : store_complain(s, "reading packs");
}

/* Rewrites the file, so that no page holds what was deleted.  SQLite does
 * it by attaching, which nobody may do otherwise. */
static int
make_small(struct store *s, bool always)
{
	int64_t pages = store_ask(s, "PRAGMA page_count", 0);
	int64_t size = store_ask(s, "PRAGMA page_size", 0);
	int64_t empty = store_ask(s, "PRAGMA freelist_count", 0);
	int result;

	if (!always && pages * size > SMALL_FILE && empty * WORTH_IT < pages)
		return 0;
	sqlite3_set_authorizer(s->db, NULL, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1);
	result = store_exec(s, "VACUUM");
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return store_authorize(s) == -1 ? -1 : result;
}

int
store_retain(struct store *s, const struct retention *r, retention_fn *line,
    retention_pack_fn *pack, void *ctx)
{
	int64_t gone = -1;

	if (store_begin(s) == -1)
		return -1;
	/* To look for words that nothing uses reads every row: only where
	 * rows went. */
	if (choose(s, r) == 0 && (gone = receipt(s, line, ctx)) != -1 &&
	    !r->change_nothing && (gone > 0 || r->names != NULL) &&
	    (give_packs(s, pack, ctx) == -1 ||
		store_exec(s, retention_remove) == -1 ||
		store_exec(s, retention_sweep) == -1))
		gone = -1;
	if (gone == -1 || r->change_nothing) {
		store_rollback(s);
		return gone == -1 ? -1 : 0;
	}
	if (store_exec(s, retention_end) == -1 || store_commit(s) == -1) {
		store_rollback(s);
		return -1;
	}
	words_forget(s->words);
	tuples_close(s);
	if (tuples_open(s) == -1)
		return -1;
	return gone == 0 && r->names == NULL ? 0 :
	    make_small(s, r->names != NULL);
}
