/*
 * The audit: each row's hash takes in the hash before it, so that a row
 * changed, taken out or moved breaks the chain from there on.
 */
#include <err.h>

#include "base/hash.h"
#include "inside.h"

static void
add_number(struct sha256 *h, int64_t n)
{
	unsigned char bytes[8];
	int i;

	for (i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)n >> 8 * i & 0xff);
	sha256_add(h, (struct slice){ (const char *)bytes, sizeof bytes });
}

/* Lengths stand before texts, so that nothing can move between them. */
static void
add_text(struct sha256 *h, struct slice s)
{
	add_number(h, (int64_t)s.len);
	sha256_add(h, s);
}

static void
chain(struct sha256 *h, unsigned char hash[SHA256_SIZE], int64_t number,
    int64_t time, struct slice who, struct slice what, struct slice why)
{
	sha256_add(h, (struct slice){ (const char *)hash, SHA256_SIZE });
	add_number(h, number);
	add_number(h, time);
	add_text(h, who);
	add_text(h, what);
	add_text(h, why);
	sha256_take(h, hash);
}

static int
read_head(struct store *s, int64_t *number, unsigned char hash[SHA256_SIZE])
{
	static const char head[] =
	    "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
	sqlite3_stmt *st = store_prepare(s, head);
	int code;

	*number = 0;
	memset(hash, 0, SHA256_SIZE);
	if (st == NULL)
		return -1;
	if ((code = sqlite3_step(st)) == SQLITE_ROW &&
	    sqlite3_column_bytes(st, 1) == SHA256_SIZE) {
		*number = sqlite3_column_int64(st, 0);
		memcpy(hash, sqlite3_column_blob(st, 1), SHA256_SIZE);
	}
	sqlite3_finalize(st);
	return code == SQLITE_ROW || code == SQLITE_DONE ?
	    0 : store_complain(s, "reading the audit");
}

static int
append(struct store *s, struct slice who, struct slice what, struct slice why)
{
	static const char add[] =
	    "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
	unsigned char hash[SHA256_SIZE];
	struct sha256 *h;
	sqlite3_stmt *st;
	int64_t number, now = time_now();
	int result;

	if (read_head(s, &number, hash) == -1 ||
	    (st = store_prepare(s, add)) == NULL)
		return -1;
	number++;
	h = sha256_create();
	chain(h, hash, number, now, who, what, why);
	sha256_destroy(h);
	sqlite3_bind_int64(st, 1, number);
	sqlite3_bind_int64(st, 2, now);
	bind_slice(st, 3, who);
	bind_slice(st, 4, what);
	bind_slice(st, 5, why);
	sqlite3_bind_blob(st, 6, hash, SHA256_SIZE, SQLITE_TRANSIENT);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

int
store_audit(struct store *s, struct slice who, struct slice what,
    struct slice why)
{
	int result;

	/* Outside a transaction the row is one of its own: reading the head
	 * and adding to it must not be torn apart. */
	if (!sqlite3_get_autocommit(s->db))
		return append(s, who, what, why);
	if (store_exec(s, "BEGIN IMMEDIATE") == -1)
		return -1;
	result = append(s, who, what, why);
	if (store_exec(s, result == 0 ? "COMMIT" : "ROLLBACK") == -1)
		return -1;
	return result;
}

int64_t
store_audit_verify(struct store *s)
{
	static const char all[] =
	    "SELECT number, time, who, what, why, hash FROM audit"
	    " ORDER BY number";
	sqlite3_stmt *st = store_prepare(s, all);
	unsigned char hash[SHA256_SIZE] = { 0 };
	struct sha256 *h;
	int64_t expected = 1, bad = 0;
	int code = SQLITE_DONE;

	if (st == NULL)
		return -1;
	h = sha256_create();
	while (bad == 0 && (code = sqlite3_step(st)) == SQLITE_ROW) {
		chain(h, hash, expected, sqlite3_column_int64(st, 1),
		    column_slice(st, 2), column_slice(st, 3),
		    column_slice(st, 4));
		if (sqlite3_column_int64(st, 0) != expected ||
		    sqlite3_column_bytes(st, 5) != SHA256_SIZE ||
		    memcmp(sqlite3_column_blob(st, 5), hash, SHA256_SIZE) != 0)
			bad = expected;
		expected++;
	}
	sha256_destroy(h);
	sqlite3_finalize(st);
	if (bad == 0 && code != SQLITE_DONE)
		return store_complain(s, "reading the audit");
	return bad;
}

int
store_audit_head(struct store *s, char hex[65])
{
	unsigned char hash[SHA256_SIZE];
	int64_t number;

	if (read_head(s, &number, hash) == -1)
		return -1;
	sha256_hex(hash, hex);
	return 0;
}

int64_t
store_audit_find(struct store *s, struct slice hex)
{
	static const char find[] =
	    "SELECT max(number) FROM audit"
	    " WHERE length(?1) >= 8"
	    "   AND substr(lower(hex(hash)), 1, length(?1)) = lower(?1)";
	sqlite3_stmt *st = store_prepare(s, find);
	int64_t number = -1;

	if (st == NULL)
		return -1;
	bind_slice(st, 1, hex);
	if (sqlite3_step(st) == SQLITE_ROW)
		number = sqlite3_column_int64(st, 0);
	else
		store_complain(s, "reading the audit");
	sqlite3_finalize(st);
	return number;
}

int
store_night(struct store *s, int64_t started, int64_t finished,
    const struct store_counts *n, bool ok)
{
	static const char add[] =
	    "INSERT INTO night(started, finished, ok, records, used,"
	    "   duplicate, ignored, rejected, events)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
	sqlite3_stmt *st = store_prepare(s, add);
	int result;

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, started);
	sqlite3_bind_int64(st, 2, finished);
	sqlite3_bind_int(st, 3, ok);
	sqlite3_bind_int64(st, 4, (int64_t)n->records);
	sqlite3_bind_int64(st, 5, (int64_t)n->used);
	sqlite3_bind_int64(st, 6, (int64_t)n->duplicate);
	sqlite3_bind_int64(st, 7, (int64_t)n->ignored);
	sqlite3_bind_int64(st, 8, (int64_t)n->rejected);
	sqlite3_bind_int64(st, 9, (int64_t)n->events);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}
