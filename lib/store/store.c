/*
 * Opening, closing, transactions.
 *
 * The journal is a rollback journal, not a write-ahead log.  A night adds
 * far more than it changes: new pages go straight into the file, and only
 * the few old ones that change are journalled, so nothing is written twice
 * and no log grows with the night.  And a reader that may only read (the
 * governors' report under its own user) can open the file, which a
 * write-ahead log without a writable folder does not allow.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "figures.h"
#include "inside.h"
#include "load.h"
#include "migrate.h"
#include "schema.h"
#include "stage.h"
#include "totals.h"
#include "tuples.h"
#include "words.h"

enum { BUSY_MS = 30000, STORE_MODE = 0640 };

int
store_complain(const struct store *s, const char *what)
{
	warnx("%s: %s: %s", s->path, what, sqlite3_errmsg(s->db));
	return -1;
}

sqlite3_stmt *
store_prepare(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st,
		NULL) != SQLITE_OK) {
		store_complain(s, "preparing a statement");
		return NULL;
	}
	return st;
}

int
store_finish_step(struct store *s, sqlite3_stmt *st)
{
	int code;

	while ((code = sqlite3_step(st)) == SQLITE_ROW)
		continue;
	if (code != SQLITE_DONE)
		store_complain(s, "writing");
	sqlite3_reset(st);
	return code == SQLITE_DONE ? 0 : -1;
}

int
store_exec(struct store *s, const char *sql)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return store_complain(s, "asking");
}

int64_t
store_ask(struct store *s, const char *sql, int64_t otherwise)
{
	sqlite3_stmt *st = store_prepare(s, sql);
	int64_t n = otherwise;

	if (st != NULL && sqlite3_step(st) == SQLITE_ROW &&
	    sqlite3_column_type(st, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* The file is made before SQLite sees it, so that it is never, not even for
 * a moment, open to everyone; the journal takes its mode from it. */
static int
make_file(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    STORE_MODE);

	if (fd == -1) {
		warn("%s", path);
		return -1;
	}
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)) {
		warnx("%s: not a file", path);
		close(fd);
		return -1;
	}
	close(fd);
	if ((st.st_mode & S_IRWXO) != 0) {
		warnx("%s: open to everyone on this machine, expected mode "
		      "0640: chmod o= it", path);
		return -1;
	}
	return 0;
}

static int
make_schema(struct store *s)
{
	char stamp[64];

	if (store_exec(s, "BEGIN IMMEDIATE") == -1)
		return -1;
	/* Another process may have made it while we waited. */
	if (store_ask(s, "PRAGMA user_version", -1) == SCHEMA_VERSION)
		return store_exec(s, "COMMIT");
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d; COMMIT",
	    SCHEMA_VERSION);
	if (store_exec(s, schema_symbols) == -1 ||
	    store_exec(s, schema_ledger) == -1 ||
	    store_exec(s, schema_events) == -1 ||
	    store_exec(s, schema_flags) == -1 ||
	    store_exec(s, schema_items) == -1 ||
	    store_exec(s, schema_duties) == -1 ||
	    store_exec(s, schema_seals) == -1 ||
	    store_exec(s, schema_aggregates) == -1 ||
	    store_make_views(s) == -1 ||
	    store_exec(s,
		"INSERT INTO meta VALUES ('id', lower(hex(randomblob(16))))") ==
		-1 ||
	    store_exec(s, stamp) == -1) {
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	return 0;
}

/* Who may write brings an older store up to date. */
static int
check_version(struct store *s)
{
	int64_t version = store_ask(s, "PRAGMA user_version", -1);

	if (version == -1) {
		store_complain(s, "asking for its version");
		return -1;
	}
	if (version == 0 && s->audience == AUDIENCE_KEEPER &&
	    store_ask(s, "SELECT count(*) FROM sqlite_schema", 0) == 0)
		return make_schema(s);
	if (version == SCHEMA_VERSION)
		return 0;
	if (version > SCHEMA_VERSION)
		warnx("%s: made by a newer beadle (schema %lld, this one "
		      "knows %d)", s->path, (long long)version,
		    SCHEMA_VERSION);
	else if (version > 0 && s->audience <= AUDIENCE_LEADERSHIP)
		return migrate_store(s, version);
	else
		warnx("%s: not a store, or one that the night has to bring "
		      "up to date first", s->path);
	return -1;
}

static int
set_up(struct store *s)
{
	static const char common[] =
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON;";
	static const char writer[] =
	    "PRAGMA page_size = 16384;"
	    "PRAGMA journal_mode = DELETE;"
	    "PRAGMA synchronous = EXTRA;"
	    "PRAGMA secure_delete = ON;";
	/* In kibibytes; SQLite reckons it in pages of the size that it knows
	 * by then, so it comes after that is set. */
	static const char cache[] = "PRAGMA cache_size = -16384;";

	sqlite3_busy_timeout(s->db, BUSY_MS);
	if (s->audience > AUDIENCE_LEADERSHIP &&
	    (check_version(s) == -1 || figures_only(s) == -1))
		return -1;
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* A misspelt column in double quotes is no text. */
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	if (store_exec(s, common) == -1)
		return -1;
	if (s->audience <= AUDIENCE_LEADERSHIP && store_exec(s, writer) == -1)
		return -1;
	if (store_exec(s, cache) == -1)
		return -1;
	if (check_version(s) == -1)
		return -1;
	if (s->audience <= AUDIENCE_LEADERSHIP) {
		s->words = words_create(s);
		if (tuples_open(s) == -1)
			return -1;
	}
	if (s->audience == AUDIENCE_KEEPER) {
		if ((s->stage = stage_create(s)) == NULL)
			return -1;
		s->totals = totals_create();
		s->loader = loader_create();
	}
	return store_authorize(s);
}

/* Mostly there is none yet. */
static void
complain_of_opening(struct store *s)
{
	struct stat st = { .st_mode = 0 };

	if (lstat(s->path, &st) == -1 && errno == ENOENT)
		warnx("%s: there is no store; beadle nightly or beadle store "
		      "makes it", s->path);
	else if (S_ISDIR(st.st_mode))
		warnx("%s: expected a store, found a folder", s->path);
	else if (access(s->path, R_OK) == -1)
		warn("%s", s->path);
	else
		store_complain(s, "opening the store");
}

int
store_schema(void)
{
	return SCHEMA_VERSION;
}

struct store *
store_open(const char *path, enum audience who)
{
	static const int flags[] = {
		[AUDIENCE_KEEPER] = SQLITE_OPEN_READWRITE,
		[AUDIENCE_LEADERSHIP] = SQLITE_OPEN_READWRITE,
		[AUDIENCE_GOVERNORS] = SQLITE_OPEN_READONLY,
		[AUDIENCE_AUTHORITY] = SQLITE_OPEN_READONLY,
	};
	struct store *s;

	if (who == AUDIENCE_KEEPER && make_file(path) == -1)
		return NULL;
	s = memory_zeroed(1, sizeof *s);
	s->audience = who;
	if ((s->path = strdup(path)) == NULL)
		errx(1, "out of memory");
	if (sqlite3_open_v2(path, &s->db, flags[who] | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK) {
		complain_of_opening(s);
		store_close(s);
		return NULL;
	}
	if (set_up(s) == -1) {
		store_close(s);
		return NULL;
	}
	return s;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	loader_destroy(s->loader);
	totals_destroy(s->totals);
	stage_destroy(s->stage);
	tuples_close(s);
	words_destroy(s->words);
	if (s->db != NULL && sqlite3_close(s->db) != SQLITE_OK) {
		store_complain(s, "a statement was left open");
		sqlite3_close_v2(s->db);
	}
	free(s->path);
	free(s);
}

int
store_begin(struct store *s)
{
	if (store_exec(s, "BEGIN IMMEDIATE") == -1)
		return -1;
	s->open_transaction = true;
	/* Another process may have written since we looked. */
	if (s->audience == AUDIENCE_KEEPER) {
		words_forget(s->words);
		loader_forget(s->loader);
	}
	return tuples_refresh(s);
}

int
store_settle_memory(struct store *s)
{
	if (s->audience != AUDIENCE_KEEPER)
		return 0;
	return loader_flush(s) == -1 || totals_flush(s) == -1 ? -1 : 0;
}

int
store_commit(struct store *s)
{
	if (store_settle_memory(s) == -1 ||
	    (s->audience == AUDIENCE_KEEPER && totals_renew_flags(s) == -1) ||
	    store_exec(s, "COMMIT") == -1) {
		store_rollback(s);
		return -1;
	}
	s->open_transaction = false;
	return 0;
}

/* What memory holds of the rows that are taken back must go with them. */
void
store_rollback(struct store *s)
{
	if (!s->open_transaction)
		return;
	s->open_transaction = false;
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	if (s->words != NULL)
		words_forget(s->words);
	tuples_close(s);
	if (s->audience <= AUDIENCE_LEADERSHIP)
		tuples_open(s);
	if (s->audience == AUDIENCE_KEEPER) {
		totals_forget(s->totals);
		loader_forget(s->loader);
	}
}

void
store_set_rules(struct store *s, rule_facts_fn *facts, void *ctx)
{
	s->facts = facts;
	s->facts_ctx = ctx;
}
