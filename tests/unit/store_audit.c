/*
 * The audit chain: each way to tamper with it is found.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store.h"

#include "../tap.h"

static char path[100];

static void
write_rows(void)
{
	struct store *s;
	int i;

	unlink(path);
	s = store_open(path, AUDIENCE_KEEPER);
	for (i = 0; i < 5; i++)
		store_audit(s, SLICE("the head"), SLICE("incident log"),
		    SLICE("a meeting with parents"));
	store_close(s);
}

static void
tamper(const char *sql)
{
	sqlite3 *db;

	sqlite3_open(path, &db);
	sqlite3_exec(db,
	    "DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed", NULL, NULL,
	    NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("# %s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static int64_t
verify(void)
{
	struct store *s = store_open(path, AUDIENCE_LEADERSHIP);
	int64_t bad = store_audit_verify(s);

	store_close(s);
	return bad;
}

static void
head_of(char hex[65])
{
	struct store *s = store_open(path, AUDIENCE_LEADERSHIP);

	store_audit_head(s, hex);
	store_close(s);
}

int
main(void)
{
	static const struct {
		const char *sql, *name;
		int64_t bad;
	} cases[] = {
		{ "SELECT 1", "left alone", 0 },
		{ "UPDATE audit SET who = 'the cat' WHERE number = 3",
		    "changed: who", 3 },
		{ "UPDATE audit SET why = '' WHERE number = 1",
		    "changed: why", 1 },
		{ "UPDATE audit SET time = time + 1 WHERE number = 2",
		    "changed: when", 2 },
		{ "UPDATE audit SET who = who || substr(what, 1, 1),"
		  "  what = substr(what, 2) WHERE number = 4",
		    "a letter moved from one column to the next", 4 },
		{ "DELETE FROM audit WHERE number = 2", "taken out", 2 },
		{ "DELETE FROM audit WHERE number = 2;"
		  "UPDATE audit SET number = number - 1 WHERE number > 2",
		    "taken out, and the others moved up", 2 },
		{ "UPDATE audit SET number = 99 WHERE number = 2;"
		  "UPDATE audit SET number = 2 WHERE number = 3;"
		  "UPDATE audit SET number = 3 WHERE number = 99",
		    "two in each other's place", 2 },
		{ "INSERT INTO audit SELECT number + 1, time, who, what, why,"
		  "  hash FROM audit WHERE number = 5",
		    "one doubled", 6 },
		{ "UPDATE audit SET hash = zeroblob(32) WHERE number = 5",
		    "a hash wiped", 5 },
		{ "UPDATE audit SET hash = x'' WHERE number = 5",
		    "a hash cut", 5 },
	};
	char folder[] = "/tmp/beadle-audit-XXXXXX", before[65], after[65];
	size_t i;

	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/store", folder);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_rows();
		tamper(cases[i].sql);
		is_int(verify(), cases[i].bad, cases[i].name);
	}
	write_rows();
	head_of(before);
	tamper("DELETE FROM audit WHERE number = 5");
	head_of(after);
	ok(strcmp(before, after) != 0,
	    "the end cut off: the head that people keep does not fit");
	unlink(path);
	rmdir(folder);
	return done_testing();
}
