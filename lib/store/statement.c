/*
 * Statements for other rooms: a thin coat over SQLite's.
 */
#include <err.h>
#include <stdlib.h>

#include "inside.h"
#include "store/statement.h"

struct statement {
	struct store *store;
	sqlite3_stmt *st;
	bool running;
};

struct statement *
statement_create(struct store *s, const char *sql)
{
	struct statement *q;
	sqlite3_stmt *st = NULL;
	const char *rest = "";
	int code = sqlite3_prepare_v3(s->db, sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &st, &rest);

	if (code == SQLITE_AUTH ||
	    (code != SQLITE_OK && s->audience > AUDIENCE_LEADERSHIP)) {
		warnx("%s: refused to this audience: %s", s->path,
		    sqlite3_errmsg(s->db));
		return NULL;
	}
	if (code != SQLITE_OK) {
		store_complain(s, "preparing a question");
		return NULL;
	}
	if (st == NULL || slice_trim(slice_of(rest)).len > 0) {
		warnx("%s: expected one statement: %s", s->path, sql);
		sqlite3_finalize(st);
		return NULL;
	}
	q = memory_zeroed(1, sizeof *q);
	q->store = s;
	q->st = st;
	return q;
}

void
statement_destroy(struct statement *q)
{
	if (q == NULL)
		return;
	sqlite3_finalize(q->st);
	free(q);
}

static int
find_value(struct statement *q, const char *name)
{
	int index = sqlite3_bind_parameter_index(q->st, name);

	if (index == 0)
		warnx("%s: no value %s in: %s", q->store->path, name,
		    sqlite3_sql(q->st));
	return index;
}

void
statement_bind_int(struct statement *q, const char *name, int64_t n)
{
	sqlite3_bind_int64(q->st, find_value(q, name), n);
}

void
statement_bind_text(struct statement *q, const char *name, struct slice text)
{
	bind_slice(q->st, find_value(q, name), text);
}

void
statement_bind_null(struct statement *q, const char *name)
{
	sqlite3_bind_null(q->st, find_value(q, name));
}

int
statement_step(struct statement *q)
{
	int code;

	/* What is still in memory belongs to the answer. */
	if (!q->running && store_settle_memory(q->store) == -1)
		return -1;
	code = sqlite3_step(q->st);
	if (code == SQLITE_ROW) {
		q->running = true;
		return 1;
	}
	if (code != SQLITE_DONE)
		store_complain(q->store, sqlite3_sql(q->st));
	q->running = false;
	sqlite3_reset(q->st);
	return code == SQLITE_DONE ? 0 : -1;
}

int64_t
statement_int(struct statement *q, int column)
{
	return sqlite3_column_int64(q->st, column);
}

bool
statement_is_null(struct statement *q, int column)
{
	return sqlite3_column_type(q->st, column) == SQLITE_NULL;
}

struct slice
statement_text(struct statement *q, int column)
{
	return column_slice(q->st, column);
}

int
statement_run(struct statement *q)
{
	int more;

	while ((more = statement_step(q)) == 1)
		continue;
	return more;
}

int64_t
statement_last_id(struct statement *q)
{
	return sqlite3_last_insert_rowid(q->store->db);
}
