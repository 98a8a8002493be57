/*
 * What the files of this room share.
 */
#ifndef INSIDE_H
#define INSIDE_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "store/store.h"

struct words;
struct tuples;
struct stage;
struct totals;
struct loader;

/* The small tables of words that repeat together: first those that all events
 * point to, then those that put cells of a visit together. */
enum tuple { TUPLE_REQUEST, TUPLE_PLACE, TUPLE_WHO, TUPLE_MOMENT,
	TUPLE_CALLER, TUPLE_SERVER, TUPLE_OCCASION,
	TUPLE_COUNT };
#define TUPLES_OF_EVENTS TUPLE_CALLER
enum { TUPLE_WIDEST = 12 };

struct store {
	sqlite3 *db;
	char *path;
	enum audience audience;
	bool open_transaction;
	struct words *words;
	struct tuples *tuples[TUPLE_COUNT];
	struct stage *stage;
	struct totals *totals;
	struct loader *loader;
	rule_facts_fn *facts;
	void *facts_ctx;
};

/* Says what SQLite says, with the store's path; gives -1. */
int store_complain(const struct store *s, const char *what);
/* NULL: said. */
sqlite3_stmt *store_prepare(struct store *s, const char *sql);
/* Steps to the end, resets; -1: said. */
int store_finish_step(struct store *s, sqlite3_stmt *st);
int store_exec(struct store *s, const char *sql);
/* The one number that a question gives, or `otherwise`. */
int64_t store_ask(struct store *s, const char *sql, int64_t otherwise);

static inline void
bind_slice(sqlite3_stmt *st, int index, struct slice text)
{
	if (text.len == 0)
		sqlite3_bind_text(st, index, "", 0, SQLITE_STATIC);
	else
		sqlite3_bind_text64(st, index, text.ptr, text.len,
		    SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline void
bind_slice_or_null(sqlite3_stmt *st, int index, struct slice text)
{
	if (text.len == 0)
		sqlite3_bind_null(st, index);
	else
		bind_slice(st, index, text);
}

static inline void
bind_number(sqlite3_stmt *st, int index, int64_t n)
{
	if (n == NUMBER_UNKNOWN)
		sqlite3_bind_null(st, index);
	else
		sqlite3_bind_int64(st, index, n);
}

static inline struct slice
column_slice(sqlite3_stmt *st, int index)
{
	const char *text = (const char *)sqlite3_column_text(st, index);
	int length = sqlite3_column_bytes(st, index);

	return (struct slice){ text == NULL ? "" : text, (size_t)length };
}

static inline int64_t
column_number(sqlite3_stmt *st, int index)
{
	return sqlite3_column_type(st, index) == SQLITE_NULL ?
	    NUMBER_UNKNOWN :
	    sqlite3_column_int64(st, index);
}

/* authorize.c: what each audience may do, from now on. */
int store_authorize(struct store *s);

/* views.c: the X_named views, dropped and made again. */
int store_make_views(struct store *s);

/* What a commit needs done first: memory is emptied into the tables. */
int store_settle_memory(struct store *s);

#endif
