/*
 * Copies of a store.  These connections are raw ones, without schema check,
 * authorizer or thirty seconds' patience: a copy must be possible while a
 * night holds the file, and of a store that this version cannot use yet.
 */
#include <err.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/csv.h"
#include "store/backup.h"

#include "copy.h"
#include "inside.h"

enum { COPY_MODE = 0600, PAGES_AT_ONCE = 4096, WAIT_MS = 3600 * 1000 };

/* Tables of the first schema only, so that any store can be asked. */
static const char figures[] =
    "SELECT 'events: ' || channel, sum(events) FROM daily_visit"
    " WHERE day BETWEEN ?1 AND ?2 GROUP BY channel"
    " UNION ALL SELECT 'flags: ' || label, sum(flags) FROM daily_flag"
    " WHERE day BETWEEN ?1 AND ?2 GROUP BY label"
    " UNION ALL SELECT 'people flagged', count(DISTINCT number)"
    " FROM daily_person WHERE day BETWEEN ?1 AND ?2"
    " UNION ALL SELECT 'days with logs', count(DISTINCT day)"
    " FROM coverage WHERE day BETWEEN ?1 AND ?2"
    " UNION ALL SELECT 'all items for review', count(*) FROM item"
    " UNION ALL SELECT 'all incidents', count(*) FROM item"
    " WHERE status IN ('confirmed', 'closed')"
    " UNION ALL SELECT 'all nights', count(*) FROM night"
    " UNION ALL SELECT 'all files read', count(*) FROM member"
    " UNION ALL SELECT 'all rows of the audit', count(*) FROM audit"
    " ORDER BY 1";

static sqlite3 *
open_raw(const char *path, int flags)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK) {
		warnx("%s: %s", path, sqlite3_errmsg(db));
		sqlite3_close(db);
		return NULL;
	}
	sqlite3_busy_timeout(db, WAIT_MS);
	return db;
}

/* What was stopped while it wrote must be taken back first, which only who
 * may write can do. */
static sqlite3 *
open_source(const char *path)
{
	return open_raw(path, access(path, W_OK) == 0 ? SQLITE_OPEN_READWRITE :
							SQLITE_OPEN_READONLY);
}

int
store_copy_pages(sqlite3 *from, const char *path)
{
	sqlite3 *copy = NULL;
	sqlite3_backup *b = NULL;
	int code, waited = 0;

	code = sqlite3_open_v2(path, &copy,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
	if (code == SQLITE_OK &&
	    (b = sqlite3_backup_init(copy, "main", from, "main")) == NULL)
		code = sqlite3_errcode(copy);
	/* The source's patience stands for the first lock only; between two
	 * steps another may have taken it. */
	while (b != NULL) {
		code = sqlite3_backup_step(b, PAGES_AT_ONCE);
		if ((code & 0xff) == SQLITE_BUSY && waited < WAIT_MS)
			waited += sqlite3_sleep(100);
		else if (code != SQLITE_OK)
			break;
	}
	if (code == SQLITE_DONE)
		code = sqlite3_backup_finish(b);
	else
		sqlite3_backup_finish(b);
	if (code != SQLITE_OK)
		warnx("%s: %s", path, sqlite3_errstr(code));
	if (sqlite3_close(copy) != SQLITE_OK)
		code = SQLITE_ERROR;
	return code == SQLITE_OK ? 0 : -1;
}

/* The first row is "ok" and the only one, or there is damage. */
int
store_whole(const char *path)
{
	sqlite3 *db = open_raw(path, SQLITE_OPEN_READONLY);
	sqlite3_stmt *st = NULL;
	int result = -1;

	if (db == NULL)
		return -1;
	if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &st,
		NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW &&
	    slice_equal(column_slice(st, 0), SLICE("ok")))
		result = 0;
	else
		warnx("%s: the store is damaged: %s", path,
		    st != NULL && sqlite3_column_count(st) > 0 &&
			    sqlite3_column_text(st, 0) != NULL ?
			(const char *)sqlite3_column_text(st, 0) :
			sqlite3_errmsg(db));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return result;
}

int
store_copy(const char *store, const char *copy)
{
	sqlite3 *db;
	int fd, result;

	if ((db = open_source(store)) == NULL)
		return -1;
	fd = open(copy, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    COPY_MODE);
	if (fd == -1) {
		warn("%s", copy);
		sqlite3_close(db);
		return -1;
	}
	close(fd);
	result = store_copy_pages(db, copy);
	sqlite3_close(db);
	if (result == 0)
		result = store_whole(copy);
	if (result == -1)
		unlink(copy);
	return result;
}

int
store_figures(const char *store, int32_t from, int32_t to,
    struct buffer *out)
{
	sqlite3 *db = open_source(store);
	sqlite3_stmt *st = NULL;
	int code;

	if (db == NULL)
		return -1;
	code = sqlite3_prepare_v2(db, figures, -1, &st, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_int(st, 1, from);
		sqlite3_bind_int(st, 2, to);
		buffer_text(out, "what,count\r\n");
		while ((code = sqlite3_step(st)) == SQLITE_ROW) {
			csv_add(out, true, column_slice(st, 0));
			csv_add(out, false, column_slice(st, 1));
			csv_end_row(out);
		}
	}
	if (code != SQLITE_DONE)
		warnx("%s: %s", store, sqlite3_errmsg(db));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return code == SQLITE_DONE && !buffer_overflowed(out) ? 0 : -1;
}
