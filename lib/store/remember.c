/*
 * What one night leaves for the next, beside its rows.
 */
#include "inside.h"

int
store_remember(struct store *s, const char *name, struct slice value)
{
	sqlite3_stmt *st = store_prepare(s,
	    "INSERT INTO meta VALUES (?1, ?2)"
	    " ON CONFLICT(name) DO UPDATE SET value = excluded.value");
	int result;

	if (st == NULL)
		return -1;
	bind_slice(st, 1, slice_of(name));
	bind_slice(st, 2, value);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

struct slice
store_recall(struct store *s, const char *name, struct arena *a)
{
	sqlite3_stmt *st = store_prepare(s,
	    "SELECT value FROM meta WHERE name = ?1");
	struct slice value = { 0 };

	if (st == NULL)
		return value;
	bind_slice(st, 1, slice_of(name));
	if (sqlite3_step(st) == SQLITE_ROW)
		value = arena_copy(a, column_slice(st, 0));
	sqlite3_finalize(st);
	return value;
}

/* merge remembers "all", or "20 of 21" and a hash of which. */
struct slice
store_share(struct store *s, struct arena *a)
{
	struct slice state = store_recall(s, "grid", a);

	if (slice_equal(state, SLICE("all")))
		return (struct slice){ 0 };
	return slice_first(state, slice_find(state, ','));
}

int
store_dump_share(struct store *s, struct symbols *symbols, batch_fn *sink,
    void *ctx)
{
	struct arena *a = arena_create();
	struct slice share = store_share(s, a);
	struct batch *b = batch_create(symbols);
	uint32_t row;
	int result = 0;

	if (share.len > 0) {
		row = batch_add(b);
		batch_set_text(b, row, COL_EVENT_KIND, SLICE("state"));
		batch_set_text(b, row, COL_ACTION, SLICE("share"));
		batch_set_text(b, row, COL_DETAIL, share);
		result = sink(b, ctx);
	}
	batch_destroy(b);
	arena_destroy(a);
	return result;
}
