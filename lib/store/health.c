/*
 * Is the file whole?  SQLite finds damage only in pages that it happens to
 * read, so somebody has to ask.
 */
#include <err.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"

#include "inside.h"

enum { MOST_SAID = 5 };

/* Read in less time than a night takes, whatever the disk. */
static const off_t small_file = (off_t)64 << 20;

bool
store_was_stopped(const char *path)
{
	struct arena *a = arena_create();
	bool left = access(arena_printf(a, "%s-journal", path), F_OK) == 0;

	arena_destroy(a);
	return left;
}

static bool
is_small(const struct store *s)
{
	struct stat st;

	return stat(s->path, &st) == 0 && st.st_size < small_file;
}

static int
look(struct store *s)
{
	sqlite3_stmt *st = store_prepare(s, "PRAGMA quick_check(5)");
	int code, faults = 0;

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		struct slice fault = column_slice(st, 0);

		if (slice_equal(fault, SLICE("ok")))
			continue;
		if (faults++ < MOST_SAID)
			warnx("%s: damaged: %.*s", s->path, SLICE_ARG(fault));
	}
	if (code != SQLITE_DONE)
		store_complain(s, "looking for damage");
	sqlite3_finalize(st);
	if (faults > 0)
		warnx("%s: nothing was changed; bring back the last copy, "
		      "and the logs since then will be read again", s->path);
	return code == SQLITE_DONE && faults == 0 ? 0 : -1;
}

int
store_check(struct store *s, bool thoroughly)
{
	return thoroughly || is_small(s) ? look(s) : 0;
}
