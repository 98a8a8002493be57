/*
 * What each audience may ask.  Every table and view of the store is tried,
 * column by column, so that one which is added later is refused until
 * somebody writes down here that it names nobody.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/statement.h"
#include "store/store.h"

#include "../tap.h"

/* Open to governors: table.column, or a whole table. */
static const char *const open_to_all[] = { "daily_visit", "daily_flag",
	"daily_person", "coverage", "night", "meta", "item.status",
	"item.label", "item.subject_number", "item.role", "item.year",
	"item.period", "item.day", "item.hour", "item.events",
	"item.severity", "item.treatment", NULL };

/* Ways round a list of columns. */
static const char *const tricks[] = {
	"SELECT count(*) FROM person",
	"SELECT 1 FROM item WHERE account = 'amy'",
	"SELECT label FROM item ORDER BY person",
	"SELECT label FROM item GROUP BY device",
	"SELECT count(*) FROM item WHERE start > 5",
	"SELECT (SELECT surname FROM person LIMIT 1)",
	"SELECT day FROM daily_flag WHERE label IN (SELECT text FROM symbol)",
	"SELECT day FROM daily_flag UNION SELECT username FROM person",
	"WITH x AS (SELECT * FROM person) SELECT 1 FROM x",
	"SELECT daily_flag.day FROM daily_flag JOIN person",
	"SELECT number FROM daily_person WHERE number IN"
	"  (SELECT number FROM subject WHERE text = 'p:amy')",
	"SELECT d.day FROM daily_person AS d NATURAL JOIN subject",
	/* The authorizer lets these pass. */
	"SELECT surname FROM (SELECT '' AS surname)"
	"  FULL JOIN person USING (surname)",
	"SELECT account FROM (SELECT '' AS account)"
	"  FULL JOIN item USING (account)",
	"SELECT 1 FROM (SELECT 'p:amy' AS text) JOIN subject USING (text)",
	"SELECT who FROM item_note",
	"SELECT time FROM alert_act",
	"SELECT details FROM entry",
	"SELECT rowid FROM symbol",
	"SELECT rowid FROM item",
	"SELECT sql FROM sqlite_schema",
	"SELECT name FROM sqlite_master",
	"SELECT * FROM pragma_table_info('item')",
	"PRAGMA table_info(item)",
	"PRAGMA writable_schema = ON",
	"PRAGMA query_only = OFF",
	"ATTACH 'file::memory:' AS other",
	"CREATE TEMP VIEW v AS SELECT * FROM person",
	"CREATE TEMP TABLE t AS SELECT * FROM person",
	"CREATE TABLE mine (x)",
	"INSERT INTO audit VALUES (1, 2, '', '', '', x'')",
	"UPDATE daily_flag SET flags = 0",
	"DELETE FROM daily_flag",
	"DROP TABLE audit",
	"SELECT load_extension('x')",
	"EXPLAIN SELECT surname FROM person",
	"SELECT * FROM dbstat",
	"SELECT * FROM stage_rows",
	NULL
};

static const char *const questions[] = {
	"SELECT label, sum(flags) FROM daily_flag GROUP BY label",
	"SELECT label, count(DISTINCT number) FROM daily_person"
	"  GROUP BY label HAVING count(DISTINCT number) >= 5",
	"SELECT status, count(*), count(DISTINCT subject_number) FROM item"
	"  WHERE day BETWEEN :since AND :until GROUP BY status",
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	"  WHERE i < 9) SELECT i FROM n",
	"SELECT day, sum(events) FROM coverage GROUP BY day",
	"SELECT severity, avg(minutes) FROM looked GROUP BY severity",
	"SELECT count(*) FROM told",
	NULL
};

static const char *const leaders_may_not[] = {
	"DELETE FROM audit", "UPDATE audit SET who = ''",
	"DELETE FROM item_note", "UPDATE item_note SET why = ''",
	"DELETE FROM item", "DELETE FROM visit", "UPDATE flag SET person = 0",
	"INSERT INTO person(key, first_seen, last_seen) VALUES ('', 0, 0)",
	"DROP TABLE audit", "DROP TRIGGER audit_kept",
	"PRAGMA writable_schema = ON", "ATTACH '' AS other",
	"CREATE TEMP TRIGGER t AFTER INSERT ON audit BEGIN SELECT 1; END",
	"SELECT load_extension('x')", NULL
};

static const char *const leaders_may[] = {
	"SELECT surname FROM person", "SELECT * FROM flag_named",
	"UPDATE item SET status = 'confirmed' WHERE id = :id",
	"INSERT INTO item_note(item, time, who, act, why)"
	"  VALUES (:i, :t, :w, :a, :y)",
	NULL
};

static bool
may(struct store *s, const char *sql)
{
	struct statement *q = statement_create(s, sql);

	statement_destroy(q);
	return q != NULL;
}

/* Prepared by every connection, so it is tried out. */
static void
try_vacuum(struct store *s, const char *path)
{
	char sql[200];
	struct statement *q;
	struct stat st;

	snprintf(sql, sizeof sql, "VACUUM INTO '%s.stolen'", path);
	q = statement_create(s, sql);
	ok(q == NULL || statement_run(q) == -1, "VACUUM INTO");
	statement_destroy(q);
	snprintf(sql, sizeof sql, "%s.stolen", path);
	ok(stat(sql, &st) == -1, "nothing was carried off");
}

static bool
is_open(const char *table, const char *column)
{
	char both[200];
	size_t i;

	snprintf(both, sizeof both, "%s.%s", table, column);
	for (i = 0; open_to_all[i] != NULL; i++)
		if (strcmp(open_to_all[i], table) == 0 ||
		    strcmp(open_to_all[i], both) == 0)
			return true;
	return false;
}

static void
try_columns(struct store *keeper, struct store *governors)
{
	static const char all[] =
	    "SELECT s.name, c.name FROM sqlite_schema AS s"
	    "  JOIN pragma_table_info(s.name) AS c"
	    " WHERE s.type IN ('table', 'view')";
	struct statement *q = statement_create(keeper, all);
	char sql[300], table[100], column[100], name[300];
	int tried = 0;

	while (q != NULL && statement_step(q) == 1) {
		snprintf(table, sizeof table, "%.*s",
		    SLICE_ARG(statement_text(q, 0)));
		snprintf(column, sizeof column, "%.*s",
		    SLICE_ARG(statement_text(q, 1)));
		snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\"", column,
		    table);
		snprintf(name, sizeof name, "%s %s.%s",
		    is_open(table, column) ? "open:" : "refused:", table,
		    column);
		ok(may(governors, sql) == is_open(table, column), name);
		tried++;
	}
	statement_destroy(q);
	ok(tried > 300, "every table and view was tried");
}

static void
try_all(struct store *s, const char *const *list, bool wanted)
{
	for (; *list != NULL; list++)
		ok(may(s, *list) == wanted, *list);
}

int
main(void)
{
	char folder[] = "/tmp/beadle-audience-XXXXXX", path[100];
	struct store *keeper, *other;

	if (mkdtemp(folder) == NULL ||
	    freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/store", folder);
	ok(store_open(path, AUDIENCE_GOVERNORS) == NULL,
	    "governors cannot make a store");
	keeper = store_open(path, AUDIENCE_KEEPER);
	other = store_open(path, AUDIENCE_GOVERNORS);
	try_columns(keeper, other);
	try_all(other, tricks, false);
	try_all(other, questions, true);
	try_vacuum(other, path);
	ok(store_audit(other, SLICE("a"), SLICE("b"), SLICE("c")) == -1,
	    "governors write nothing");
	store_close(other);
	other = store_open(path, AUDIENCE_AUTHORITY);
	try_all(other, tricks, false);
	try_all(other, questions, true);
	store_close(other);
	other = store_open(path, AUDIENCE_LEADERSHIP);
	try_all(other, leaders_may_not, false);
	try_all(other, leaders_may, true);
	try_vacuum(other, path);
	ok(store_audit(other, SLICE("a"), SLICE("b"), SLICE("c")) == 0,
	    "who reads names is written down");
	store_close(other);
	ok(!may(keeper, "ATTACH '' AS other"), "the keeper attaches nothing");
	store_close(keeper);
	chmod(path, 0644);
	ok(store_open(path, AUDIENCE_KEEPER) == NULL,
	    "a store that is open to everyone is refused");
	chmod(path, 0640);
	unlink(path);
	ok(symlink("/etc/passwd", path) == 0 &&
		store_open(path, AUDIENCE_KEEPER) == NULL,
	    "a link is not followed");
	unlink(path);
	rmdir(folder);
	return done_testing();
}
