/*
 * The figures alone.
 *
 * SQLite's authorizer is not asked about every column: columns that are
 * joined by USING or NATURAL pass it by, and with a FULL JOIN their values
 * come out.  So those who may not see names get a connection to a private
 * copy of the tables of figures, in which no name is.  The authorizer
 * stands before it all the same.
 */
#include <err.h>
#include <stdio.h>

#include "figures.h"
#include "inside.h"
#include "migrate.h"

/* Tables of aggregates; of others the columns that name nobody. */
const struct figures figures[] = {
	{ "daily_visit", NULL, NULL },
	{ "daily_flag", NULL, NULL },
	{ "daily_person", NULL, NULL },
	{ "coverage", NULL, NULL },
	{ "night", NULL, NULL },
	{ "meta", NULL, NULL },
	{ "item", "status, label, subject_number, role, year, period, day,"
		  " hour, events, severity, treatment", NULL },
	/* Minutes from being found to the first look of a person, who decided
	 * something or acknowledged the alert. */
	{ "looked", "day, severity, treatment, subject_number, minutes",
	    "SELECT item.day, severity, treatment, subject_number,"
	    "       max(0, min(seen.time) - item.created) / 60000000"
	    "  FROM item JOIN (SELECT item, time FROM item_note"
	    "      WHERE act NOT IN ('merged', 'unmerged')"
	    "    UNION ALL SELECT alert.item, alert_act.time"
	    "      FROM alert JOIN alert_act ON alert_act.alert = alert.id"
	    "     WHERE alert.kind = 'alert'"
	    "       AND alert_act.act = 'acknowledged') AS seen"
	    "    ON seen.item = item.id"
	    " WHERE item.status <> 'merged'"
	    " GROUP BY item.id" },
	/* What was told of the filter itself. */
	{ "told", "day, kind",
	    "SELECT iif(told > 0, told, start / 86400000000), kind"
	    "  FROM entry WHERE kind = 'over-blocking'" },
	/* What was told already. */
	{ "sealed_figures", "term, report, version, figures",
	    "SELECT term, report, version, CAST(bytes AS TEXT)"
	    "  FROM seal_form WHERE form = 'figures'" },
	{ NULL, NULL, NULL },
};

static int
say(sqlite3 *db, const char *path)
{
	warnx("%s: copying the figures: %s", path, sqlite3_errmsg(db));
	return -1;
}

/* A whole table is made as it was, part of one as a list of columns. */
static int
make_table(sqlite3 *from, sqlite3 *to, const struct figures *f)
{
	static const char find[] =
	    "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?";
	struct buffer sql;
	sqlite3_stmt *st = NULL;
	int code = SQLITE_ERROR;

	buffer_init(&sql, 1 << 16);
	if (f->columns != NULL)
		buffer_printf(&sql, "CREATE TABLE %s(%s)", f->table,
		    f->columns);
	else if (sqlite3_prepare_v2(from, find, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(st, 1, f->table, -1, SQLITE_STATIC) ==
		SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		buffer_add(&sql, column_slice(st, 0));
	sqlite3_finalize(st);
	if (sql.len > 0)
		code = sqlite3_exec(to, sql.ptr, NULL, NULL, NULL);
	buffer_finish(&sql);
	return code == SQLITE_OK ? 0 : -1;
}

static int
copy_rows(sqlite3_stmt *from, sqlite3_stmt *to)
{
	int count = sqlite3_column_count(from), code, i;

	while ((code = sqlite3_step(from)) == SQLITE_ROW) {
		for (i = 0; i < count; i++)
			sqlite3_bind_value(to, i + 1,
			    sqlite3_column_value(from, i));
		if (sqlite3_step(to) != SQLITE_DONE)
			return -1;
		sqlite3_reset(to);
	}
	return code == SQLITE_DONE ? 0 : -1;
}

/* Names come from the table above, never from data. */
static int
copy_table(sqlite3 *from, sqlite3 *to, const struct figures *f)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	struct buffer sql;
	int result = -1, i;

	if (make_table(from, to, f) == -1)
		return -1;
	buffer_init(&sql, 1 << 16);
	if (f->from != NULL)
		buffer_text(&sql, f->from);
	else
		buffer_printf(&sql, "SELECT %s FROM %s",
		    f->columns == NULL ? "*" : f->columns, f->table);
	if (sqlite3_prepare_v2(from, sql.ptr, -1, &read, NULL) == SQLITE_OK) {
		buffer_reset(&sql);
		buffer_printf(&sql, "INSERT INTO %s VALUES (?", f->table);
		for (i = 1; i < sqlite3_column_count(read); i++)
			buffer_text(&sql, ", ?");
		buffer_char(&sql, ')');
		if (sqlite3_prepare_v2(to, sql.ptr, -1, &write, NULL) ==
		    SQLITE_OK)
			result = copy_rows(read, write);
	}
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	buffer_finish(&sql);
	return result;
}

static int
copy_all(sqlite3 *from, sqlite3 *to, const char *path)
{
	char stamp[64];
	const struct figures *f;

	if (sqlite3_exec(from, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		return say(from, path);
	if (sqlite3_exec(to, "PRAGMA journal_mode = OFF; BEGIN", NULL, NULL,
		NULL) != SQLITE_OK)
		return say(to, path);
	for (f = figures; f->table != NULL; f++)
		if (copy_table(from, to, f) == -1)
			return say(sqlite3_errcode(to) == SQLITE_OK ? from :
								      to,
			    path);
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d; "
	    "PRAGMA query_only = ON", migrate_newest());
	if (sqlite3_exec(to, "COMMIT", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(to, stamp, NULL, NULL, NULL) != SQLITE_OK)
		return say(to, path);
	return 0;
}

int
figures_only(struct store *s)
{
	sqlite3 *copy = NULL;

	/* The empty name: a database of this connection's own, on disk only
	 * where memory is short, and gone with it. */
	if (sqlite3_open_v2("", &copy, SQLITE_OPEN_READWRITE |
		    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK || copy_all(s->db, copy, s->path) == -1) {
		sqlite3_close(copy);
		return -1;
	}
	sqlite3_close(s->db);
	s->db = copy;
	return 0;
}
