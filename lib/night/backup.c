/*
 * Making a backup.
 */
#include <err.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/bundle.h"
#include "base/command.h"
#include "night/backup.h"
#include "night/night.h"
#include "settings/calendar.h"
#include "store/backup.h"
#include "store/store.h"

#include "figures.h"
#include "tree.h"

enum { TRIES = 3, DEEPEST = 64 };

struct backing {
	const struct backup_job *job;
	struct arena *arena;
	struct bundle *bundle;
	const char *copy; /* of the store, beside the archive */
	struct buffer figures;
	struct figures_window window;
	uint64_t files;
};

/* Logs, what was printed and what is put in otherwise. */
static bool
is_left_out(const struct backing *b, struct slice path)
{
	const struct settings *s = b->job->settings;
	struct slice store = slice_of(b->job->store);
	size_t i;

	if (slice_starts_with(path, store) &&
	    (path.len == store.len || path.ptr[store.len] == '-' ||
		path.ptr[store.len] == '.'))
		return true;
	if (tree_holds(s->out, path) || tree_holds(s->evidence, path))
		return true;
	for (i = 0; i < s->log_count; i++)
		if (slice_equal(s->logs[i], path) ||
		    tree_holds(s->logs[i], path) ||
		    fnmatch(arena_text(b->arena, s->logs[i]),
			arena_text(b->arena, path), FNM_PATHNAME) == 0)
			return true;
	return false;
}

static int
add_file(struct backing *b, const char *under, const char *name,
    const char *path)
{
	b->files++;
	return bundle_add_file(b->bundle,
	    arena_printf(b->arena, "%s/%s", under, name), path);
}

/* All files below a folder; or one, by its whole path. */
static int
add_tree(struct backing *b, const char *under, const char *folder,
    bool whole_path)
{
	struct night_files found = { 0 };
	size_t cut = whole_path ? 1 : strlen(folder) + 1, i;
	int result = 0;

	night_files_find(&found, folder);
	night_files_sort(&found);
	for (i = 0; result == 0 && i < found.count; i++)
		if (slice_equal(slice_of(under), SLICE("evidence")) ||
		    !is_left_out(b, slice_of(found.paths[i])))
			result = add_file(b, under, found.paths[i] + cut,
			    found.paths[i]);
	if (found.missing > 0)
		result = -1;
	night_files_finish(&found);
	return result;
}

/* Lists and keys that school.yml names and that lie elsewhere.  A program is
 * none, and what the package brings comes with the package. */
static int
add_elsewhere(struct backing *b, struct slice text)
{
	struct slice folder = b->job->settings->folder;
	char real[PATH_MAX];
	struct stat st;
	const char *path;

	if (!slice_starts_with(text, SLICE("/")) &&
	    !slice_starts_with(text, SLICE("../")))
		return 0;
	path = *text.ptr == '/' ?
	    arena_text(b->arena, text) :
	    arena_printf(b->arena, "%.*s/%.*s", SLICE_ARG(folder),
		SLICE_ARG(text));
	if (realpath(path, real) == NULL || stat(real, &st) == -1 ||
	    (S_ISREG(st.st_mode) && (st.st_mode & 0111) != 0) ||
	    (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) ||
	    tree_holds(SLICE("/usr"), slice_of(real)) ||
	    tree_holds(folder, slice_of(real)) ||
	    slice_equal(b->job->settings->out, slice_of(real)) ||
	    slice_equal(b->job->settings->evidence, slice_of(real)) ||
	    is_left_out(b, slice_of(real)))
		return 0;
	return add_tree(b, "outside", real, true);
}

static bool
is_logs(const struct yaml *y)
{
	return slice_equal(y->key, SLICE("logs"));
}

static int
add_named(struct backing *b, const struct yaml *y, int depth)
{
	if (depth == DEEPEST)
		return 0;
	for (; y != NULL; y = y->next)
		if (y->kind == YAML_SCALAR ?
			(depth > 0 && add_elsewhere(b, y->text) == -1) :
			(!is_logs(y) && add_named(b, y->first, depth + 1) ==
			    -1))
			return -1;
	return 0;
}

static int
add_settings(struct backing *b)
{
	const struct settings *s = b->job->settings;
	struct buffer text;
	struct yaml_fault fault;
	const struct yaml *root;
	size_t i;
	int result;

	if (add_tree(b, "settings", arena_text(b->arena, s->folder), false) ==
	    -1)
		return -1;
	buffer_init(&text, 1 << 22);
	result = buffer_read_file(&text, arena_text(b->arena, s->path));
	root = yaml_read(b->arena, buffer_slice(&text), &fault);
	if (result == 0 && root != NULL)
		result = add_named(b, root->first, 1);
	buffer_finish(&text);
	for (i = 0; result == 0 && i < b->job->more_count; i++) {
		char real[PATH_MAX];

		if (realpath(b->job->more[i], real) == NULL) {
			warn("%s", b->job->more[i]);
			return -1;
		}
		result = add_tree(b, "outside", real, true);
	}
	return result;
}

/* The copy is good when what it says is what the store says; a night that
 * ended in between is no fault, but then it is made again. */
static int
copy_store(struct backing *b)
{
	struct buffer live;
	int i, result = EXIT_LATER;

	buffer_init(&live, 1 << 20);
	for (i = 0; i < TRIES && result == EXIT_LATER; i++) {
		unlink(b->copy);
		buffer_reset(&b->figures);
		buffer_reset(&live);
		if (store_copy(b->job->store, b->copy) == -1 ||
		    store_figures(b->copy, b->window.from, b->window.to,
			&b->figures) == -1 ||
		    store_figures(b->job->store, b->window.from,
			b->window.to, &live) == -1)
			result = EXIT_COULD_NOT;
		else if (slice_equal(buffer_slice(&live),
			     buffer_slice(&b->figures)))
			result = EXIT_OK;
	}
	if (result == EXIT_LATER)
		warnx("%s: changes all the time; try again later",
		    b->job->store);
	buffer_finish(&live);
	return result;
}

static int
fill(struct backing *b)
{
	const struct settings *s = b->job->settings;
	const char *evidence = arena_text(b->arena, s->evidence);
	struct buffer about;
	int result;

	buffer_init(&about, 1 << 16);
	figures_about(&about, s, &b->window);
	result = bundle_add_text(b->bundle, "ABOUT", buffer_slice(&about));
	buffer_finish(&about);
	if (result == -1 ||
	    bundle_add_text(b->bundle, "figures.csv",
		buffer_slice(&b->figures)) == -1 ||
	    bundle_add_file(b->bundle, "store.db", b->copy) == -1 ||
	    add_settings(b) == -1)
		return -1;
	return access(evidence, F_OK) == -1 ?
	    0 :
	    add_tree(b, "evidence", evidence, false);
}

static int
make(struct backing *b)
{
	const struct backup_job *job = b->job;
	struct store *store;
	int result;

	/* It holds names, so that it was made is written down; before the
	 * copy, which then says so too. */
	if ((store = store_open(job->store, AUDIENCE_LEADERSHIP)) == NULL)
		return EXIT_COULD_NOT;
	result = store_audit(store, job->who, SLICE("backup"),
	    slice_of(job->to));
	store_close(store);
	if (result == -1)
		return EXIT_COULD_NOT;
	if ((result = copy_store(b)) != EXIT_OK)
		return result;
	if ((b->bundle = bundle_create(job->to)) == NULL)
		return EXIT_COULD_NOT;
	if (fill(b) == -1) {
		bundle_abandon(b->bundle);
		return EXIT_COULD_NOT;
	}
	if (bundle_close(b->bundle) == -1)
		return EXIT_COULD_NOT;
	if (bundle_extract(job->to, NULL, tree_walls) == -1) {
		unlink(job->to);
		return EXIT_COULD_NOT;
	}
	figures_print(buffer_slice(&b->figures), &b->window, job->say);
	fprintf(job->say, "%s: the store and %llu files, read back and whole; "
	    "its figures are those of the store\n", job->to,
	    (unsigned long long)b->files);
	return EXIT_OK;
}

static bool
is_inside(struct backing *b)
{
	char real[PATH_MAX];
	struct slice to = slice_of(b->job->to);
	size_t cut = slice_find_last(to, '/');
	const char *folder = cut == to.len ? "." :
	    arena_text(b->arena, slice_first(to, cut == 0 ? 1 : cut));

	return realpath(folder, real) != NULL &&
	    (slice_equal(slice_of(real), b->job->settings->folder) ||
		tree_holds(b->job->settings->folder, slice_of(real)));
}

int
backup_run(const struct backup_job *job)
{
	struct backing b = { .job = job, .arena = arena_create() };
	int result = EXIT_COULD_NOT;

	buffer_init(&b.figures, 1 << 20);
	b.copy = arena_printf(b.arena, "%s.store", job->to);
	b.window = figures_window(job->settings);
	if (access(job->to, F_OK) == 0)
		warnx("%s: is there already", job->to);
	else if (is_inside(&b))
		warnx("%s: lies in the folder of settings, and would hold "
		      "the next backup too; put it elsewhere", job->to);
	else
		result = make(&b);
	unlink(b.copy);
	buffer_finish(&b.figures);
	arena_destroy(b.arena);
	return result;
}
