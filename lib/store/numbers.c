/*
 * Records known by their own numbers, block by block.
 */
#include <err.h>

#include "load.h"

enum { BITS = NUMBERS_A_BLOCK / 8 };

static void
pack(const struct number_block *b, unsigned char bytes[BITS])
{
	int i;

	for (i = 0; i < BITS; i++)
		bytes[i] = (unsigned char)(b->bits[i / 8] >> 8 * (i % 8));
}

static void
unpack(struct number_block *b, const unsigned char bytes[BITS])
{
	int i;

	for (i = 0; i < BITS; i++)
		b->bits[i / 8] |= (uint64_t)bytes[i] << 8 * (i % 8);
}

int
store_put_numbers(struct store *s, struct number_block *b)
{
	static const char put[] =
	    "INSERT INTO number_block VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	    " ON CONFLICT(id) DO UPDATE SET since = excluded.since,"
	    "   until = excluded.until, bits = excluded.bits";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->put_numbers, put);
	unsigned char bytes[BITS];

	if (st == NULL)
		return -1;
	pack(b, bytes);
	if (b->row == 0)
		sqlite3_bind_null(st, 1);
	else
		sqlite3_bind_int64(st, 1, b->row);
	sqlite3_bind_int64(st, 2, (int64_t)b->series);
	sqlite3_bind_int64(st, 3, b->block);
	sqlite3_bind_int64(st, 4, b->since);
	sqlite3_bind_int64(st, 5, b->until);
	sqlite3_bind_blob(st, 6, bytes, sizeof bytes, SQLITE_STATIC);
	if (store_finish_step(s, st) == -1)
		return -1;
	if (b->row == 0)
		b->row = sqlite3_last_insert_rowid(s->db);
	return 0;
}

int
store_forget_numbers(struct store *s, int64_t before)
{
	sqlite3_stmt *st;
	int result;

	if (before == INT64_MIN)
		return 0;
	st = store_prepare(s, "DELETE FROM number_block WHERE until < ?1");
	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, before);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

int
store_each_numbers(struct store *s, numbers_row_fn *row, void *ctx)
{
	static const char all[] =
	    "SELECT id, series, block, since, until, bits"
	    "  FROM number_block ORDER BY id";
	sqlite3_stmt *st = store_prepare(s, all);
	int code, result = 0;

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		struct number_block b = { (uint64_t)sqlite3_column_int64(st, 1),
			sqlite3_column_int64(st, 2),
			sqlite3_column_int64(st, 3),
			sqlite3_column_int64(st, 4),
			.row = sqlite3_column_int64(st, 0) };

		if (sqlite3_column_bytes(st, 5) != BITS) {
			warnx("%s: numbers of the ledger are damaged", s->path);
			result = -1;
			break;
		}
		unpack(&b, sqlite3_column_blob(st, 5));
		row(&b, ctx);
	}
	if (result == 0 && code != SQLITE_DONE)
		result = store_complain(s, "reading the ledger");
	sqlite3_finalize(st);
	return result;
}
