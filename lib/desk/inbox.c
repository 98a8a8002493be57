/*
 * The folders for what comes back: each file is read, dealt with, answered
 * by a receipt, and put aside under done/ or refused/.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "deliver/deliver.h"
#include "settings/routing.h"
#include "store/statement.h"

#include "inbox.h"

/* A file that was written to just now may still be growing. */
enum { QUIET_SECONDS = 5, MOST_FILES = 200 };

static const char applied_before[] =
    "SELECT count(*) FROM audit"
    " WHERE what = 'sheet applied' AND who = :who"
    "   AND instr(why, :hash) > 0";

/* What editors and file servers leave lying about. */
static bool
is_for_us(const char *name)
{
	return *name != '.' && *name != '~' && *name != '#' &&
	    strcmp(name, "done") != 0 && strcmp(name, "refused") != 0 &&
	    strcmp(name, "Thumbs.db") != 0 && strcmp(name, "desktop.ini") != 0;
}

/* 1: read; 0: not a file to be read now; -1: said. */
static int
read_file(int folder, const char *name, struct buffer *out)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW |
	    O_NONBLOCK);
	struct stat st;
	int64_t age;
	FILE *in;
	int result = 0;

	if (fd == -1 || fstat(fd, &st) == -1) {
		warn("%s", name);
		if (fd != -1)
			close(fd);
		return -1;
	}
	age = (int64_t)time(NULL) - st.st_mtim.tv_sec;
	if (!S_ISREG(st.st_mode) || (age >= 0 && age < QUIET_SECONDS)) {
		close(fd);
		return 0;
	}
	if ((in = fdopen(fd, "r")) == NULL) {
		close(fd);
		return -1;
	}
	result = buffer_read(out, in) == -1 && errno != EFBIG ? -1 : 1;
	fclose(in);
	return result;
}

static bool
was_applied(struct returned *r)
{
	struct statement *q = statement_create(r->store, applied_before);
	bool found = false;

	if (q == NULL)
		return false;
	statement_bind_text(q, ":who", r->reader);
	statement_bind_text(q, ":hash", slice_of(r->hash));
	while (statement_step(q) == 1)
		found = statement_int(q, 0) > 0;
	statement_destroy(q);
	return found;
}

/* 0, or -1: the store failed and the file is to be tried again. */
static int
deal_with(struct returned *r, const struct buffer *bytes, struct buffer *text)
{
	const char *why;

	if (buffer_overflowed(bytes)) {
		returned_fault(r, "It is larger than %d MB.",
		    LARGEST_SHEET >> 20);
		return 0;
	}
	if ((why = sheet_decode(buffer_slice(bytes), text)) != NULL) {
		returned_fault(r, "It cannot be read: %s.", why);
		return 0;
	}
	r->text = buffer_slice(text);
	if (is_acknowledgement(r->text))
		return answer_acknowledgement(r);
	sha256_text(buffer_slice(bytes), r->hash);
	if (was_applied(r)) {
		buffer_text(&r->receipt, "It was applied before.\r\n");
		return 0;
	}
	return answer_sheet(r);
}

static const char *
stamp_of(struct returned *r)
{
	struct civil c = zone_civil(r->desk->settings->zone, r->desk->now);

	return arena_printf(r->arena, "%s-%02d%02d",
	    day_text(r->arena, c.day), (int)(c.second / 3600),
	    (int)(c.second / 60 % 60));
}

/* Two files of one stem, or one that came twice, have a receipt each. */
static const char *
name_receipt(struct returned *r, struct slice stem)
{
	const char *name = arena_printf(r->arena, "receipt-%.*s-%s",
	    SLICE_ARG(stem), stamp_of(r));
	const char *fresh = arena_printf(r->arena, "%s.txt", name);
	int again;

	for (again = 2; access(arena_printf(r->arena, "%s/%.*s/%s",
		 r->desk->out, SLICE_ARG(r->reader), fresh), F_OK) == 0;
	     again++)
		fresh = arena_printf(r->arena, "%s-%d.txt", name, again);
	return fresh;
}

static int
put_receipt(struct returned *r)
{
	struct slice stem = slice_of(r->name), said;
	struct buffer out;
	int result; /* 0, or -1 */

	buffer_init(&out, BUFFER_LARGEST);
	if (r->faults > 0)
		buffer_printf(&out, "%s: refused, nothing was changed.\r\n"
		    "Put right what is named here, and put the sheet into "
		    "your folder again.\r\n\r\n", r->name);
	else
		buffer_printf(&out, "%s: applied, %zu rows with entries."
		    "\r\n\r\n", r->name, r->applied);
	said = buffer_slice(r->faults > 0 ? &r->told : &r->receipt);
	buffer_add(&out, said);
	stem = slice_first(stem, slice_find_last(stem, '.'));
	result = sheet_put_named(r->desk, r->reader,
	    name_receipt(r, stem), &out);
	buffer_finish(&out);
	return result;
}

/* A file of the same name that lies there already is not lost. */
static void
put_aside(struct returned *r, int folder)
{
	const char *where = r->faults > 0 ? "refused" : "done";
	const char *to = arena_printf(r->arena, "%s/%s-%s", where,
	    stamp_of(r), r->name);
	int again;

	for (again = 2; faccessat(folder, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	     again++)
		to = arena_printf(r->arena, "%s/%s-%d-%s", where,
		    stamp_of(r), again, r->name);
	if ((mkdirat(folder, where, 0750) == -1 && errno != EEXIST) ||
	    renameat(folder, r->name, folder, to) == -1)
		warn("%s: cannot be put aside", r->name);
}

static int
answer_file(const struct desk *d, struct store *store, struct slice reader,
    int folder, const char *name)
{
	struct returned r = { .desk = d, .store = store,
		.arena = arena_create(), .reader = reader, .name = name };
	struct buffer bytes, text;
	int result;

	buffer_init(&r.receipt, BUFFER_LARGEST);
	buffer_init(&r.told, BUFFER_LARGEST);
	buffer_init(&bytes, LARGEST_SHEET);
	buffer_init(&text, 2 * LARGEST_SHEET);
	result = read_file(folder, name, &bytes);
	if (result == 1 && deal_with(&r, &bytes, &text) == -1)
		result = -1;
	if (result == 1 && (result = put_receipt(&r)) == 0) {
		put_aside(&r, folder);
		result = r.faults == 0 && r.applied > 0;
	}
	buffer_finish(&bytes);
	buffer_finish(&text);
	buffer_finish(&r.receipt);
	buffer_finish(&r.told);
	arena_destroy(r.arena);
	return result;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In order of their names, so that two of one day come in their order. */
static size_t
list_files(DIR *dir, struct arena *a, char *names[MOST_FILES])
{
	const struct dirent *e;
	size_t n = 0;

	while (n < MOST_FILES && (e = readdir(dir)) != NULL)
		if (is_for_us(e->d_name))
			names[n++] = arena_text(a, slice_of(e->d_name));
	qsort(names, n, sizeof *names, compare_names);
	return n;
}

static int
answer_reader(const struct desk *d, struct store *store, struct slice reader)
{
	struct arena *a = arena_create();
	const char *path = deliver_folder(d->settings, d->in,
	    arena_text(a, reader), a);
	DIR *dir = path == NULL ? NULL : opendir(path);
	char *names[MOST_FILES];
	size_t i, n;
	int result = 0, one;

	if (dir == NULL) {
		if (path != NULL)
			warn("%s", path);
		arena_destroy(a);
		return -1;
	}
	n = list_files(dir, a, names);
	for (i = 0; i < n; i++) {
		one = answer_file(d, store, reader, dirfd(dir), names[i]);
		result = one == -1 || result == -1 ? -1 : result + one;
	}
	closedir(dir);
	arena_destroy(a);
	return result;
}

int
desk_answer(const struct desk *d)
{
	struct slice readers[ROUTING_MOST];
	size_t i, n = routing_readers(d->settings, readers);
	struct store *store;
	int result = 0, one;

	if (!store_exists(d->store))
		return 0;
	if ((store = store_open(d->store, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	for (i = 0; i < n; i++) {
		one = answer_reader(d, store, readers[i]);
		result = one == -1 || result == -1 ? -1 : result + one;
	}
	store_close(store);
	return result;
}
