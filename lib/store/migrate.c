/*
 * Bringing an older store up to date.  First a copy of it is laid beside
 * it, then all steps run in one transaction: a store is either as it was or
 * new, whatever happens in between.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

#include "copy.h"
#include "inside.h"
#include "migrate.h"
#include "migrations.h"

enum { COPY_MODE = 0600 };

int
migrate_newest(void)
{
	return migrations[MIGRATIONS - 1].version;
}

/* A copy that was begun and not finished is made again. */
static int
keep_copy(struct store *s, int64_t version)
{
	struct buffer path, made;
	int result = -1, fd;

	buffer_init(&path, 1 << 14);
	buffer_init(&made, 1 << 14);
	buffer_printf(&path, "%s.schema-%lld", s->path, (long long)version);
	buffer_printf(&made, "%s.new", path.ptr);
	if (unlink(made.ptr) == -1 && errno != ENOENT)
		warn("%s", made.ptr);
	else if ((fd = open(made.ptr, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
		      COPY_MODE)) == -1)
		warn("%s", made.ptr);
	else {
		close(fd);
		if (store_copy_pages(s->db, made.ptr) == -1)
			unlink(made.ptr);
		else if ((result = fd_publish(made.ptr, path.ptr)) == -1)
			warn("%s", path.ptr);
	}
	buffer_finish(&path);
	buffer_finish(&made);
	return result;
}

static int
set_version(struct store *s, int version)
{
	char sql[64];

	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
	return store_exec(s, sql);
}

static int
run_steps(struct store *s)
{
	int64_t version = store_ask(s, "PRAGMA user_version", -1);
	size_t i;

	if (version == -1)
		return -1;
	for (i = 0; i < MIGRATIONS; i++)
		if (migrations[i].version > version &&
		    store_exec(s, migrations[i].sql) == -1) {
			warnx("%s: cannot be brought up to schema %d",
			    s->path, migrations[i].version);
			return -1;
		}
	if (store_make_views(s) == -1 || set_version(s, migrate_newest()) == -1)
		return -1;
	if (store_ask(s, "SELECT count(*) FROM pragma_foreign_key_check", 0) ==
	    0)
		return 0;
	warnx("%s: rows would point to nothing in schema %d", s->path,
	    migrate_newest());
	return -1;
}

int
migrate_store(struct store *s, int64_t version)
{
	if (version < migrations[0].version - 1) {
		warnx("%s: not a store of beadle", s->path);
		return -1;
	}
	if (keep_copy(s, version) == -1) {
		warnx("%s: is of schema %lld and is left so: no copy could be "
		      "kept beside it; make room, or let this user write "
		      "there", s->path, (long long)version);
		return -1;
	}
	if (store_exec(s, "BEGIN IMMEDIATE") == -1)
		return -1;
	if (run_steps(s) == 0 && store_exec(s, "COMMIT") == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}
