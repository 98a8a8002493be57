/*
 * Putting a backup back.
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/bundle.h"
#include "base/command.h"
#include "night/backup.h"
#include "night/night.h"
#include "store/backup.h"

#include "figures.h"
#include "tree.h"

struct restoring {
	const struct restore_job *job;
	struct arena *arena;
	const char *staging;
	char *target; /* the folder of settings */
	const char *store, *evidence;
	bool moved; /* something has left the staging folder */
};

static const char *
staged(struct restoring *r, const char *name)
{
	return arena_printf(r->arena, "%s/%s", r->staging, name);
}

static int
read_text(struct restoring *r, struct buffer *to, const char *name)
{
	if (buffer_read_file(to, staged(r, name)) == 0)
		return 0;
	warnx("%s: holds no %s: not a backup", r->job->from, name);
	return -1;
}

/* The store that came out says what the one that went in said. */
static int
compare(struct restoring *r)
{
	struct buffer about, then, now;
	struct figures_window w;
	int result = -1;

	buffer_init(&about, 1 << 20);
	buffer_init(&then, 1 << 20);
	buffer_init(&now, 1 << 20);
	if (read_text(r, &about, "ABOUT") == -1 ||
	    read_text(r, &then, "figures.csv") == -1)
		;
	else if (!figures_read_about(buffer_slice(&about), &w))
		warnx("%s: made by another beadle", r->job->from);
	else if (store_whole(staged(r, "store.db")) == -1 ||
	    store_figures(staged(r, "store.db"), w.from, w.to, &now) == -1)
		;
	else {
		figures_print(buffer_slice(&now), &w, r->job->say);
		if (slice_equal(buffer_slice(&then), buffer_slice(&now)))
			result = 0;
		else
			warnx("%s: these are not the figures that it was "
			      "made with", r->job->from);
	}
	buffer_finish(&about);
	buffer_finish(&then);
	buffer_finish(&now);
	return result;
}

/* A path of the staged settings, as it will be. */
static const char *
as_will_be(struct restoring *r, struct slice path)
{
	struct slice folder = slice_of(staged(r, "settings"));

	if (!tree_holds(folder, path))
		return arena_text(r->arena, path);
	return arena_printf(r->arena, "%s%.*s", r->target,
	    SLICE_ARG(slice_from(path, folder.len)));
}

/* Where the store and the evidence go is what school.yml says. */
static int
find_places(struct restoring *r)
{
	char *cut, real[PATH_MAX];
	struct faults faults;
	struct settings *s;

	r->target = arena_printf(r->arena, "%s", r->job->settings);
	if ((cut = strrchr(r->target, '/')) == NULL)
		r->target = arena_printf(r->arena, ".");
	else if (cut == r->target)
		cut[1] = '\0';
	else
		*cut = '\0';
	if (realpath(r->target, real) != NULL)
		r->target = arena_printf(r->arena, "%s", real);
	faults_init(&faults);
	s = settings_load(staged(r, "settings/school.yml"), &faults);
	if (s == NULL) {
		faults_print(&faults, stderr);
	} else {
		r->store = as_will_be(r, s->store);
		r->evidence = as_will_be(r, s->evidence);
	}
	settings_destroy(s);
	faults_finish(&faults);
	return s == NULL ? -1 : 0;
}

typedef int place_fn(struct restoring *r, const char *from, const char *to);

static int
is_free(struct restoring *r, const char *from, const char *to)
{
	(void)r;
	(void)from;
	if (access(to, F_OK) == -1 && errno == ENOENT)
		return 0;
	warnx("%s: is there already, and nothing is written over; move it "
	      "away first", to);
	return -1;
}

static int
move(struct restoring *r, const char *from, const char *to)
{
	r->moved = true;
	return tree_move(from, to);
}

/* What lay elsewhere may be there still, when only a disk was lost. */
static int
move_if_free(struct restoring *r, const char *from, const char *to)
{
	if (access(to, F_OK) == -1)
		return move(r, from, to);
	fprintf(r->job->say, "%s: is there already and was left\n", to);
	return 0;
}

static int
each_below(struct restoring *r, const char *name, const char *to, place_fn *fn)
{
	const char *from = staged(r, name);
	struct night_files found = { 0 };
	size_t i, cut = strlen(from) + 1;
	int result = 0;

	if (access(from, F_OK) == -1)
		return 0;
	night_files_find(&found, from);
	for (i = 0; result == 0 && i < found.count; i++)
		result = fn(r, found.paths[i],
		    arena_printf(r->arena, "%s/%s", to, found.paths[i] + cut));
	night_files_finish(&found);
	return result;
}

static int
place_all(struct restoring *r, place_fn *fn)
{
	return each_below(r, "settings", r->target, fn) == -1 ||
		each_below(r, "evidence", r->evidence, fn) == -1 ||
		fn(r, staged(r, "store.db"), r->store) == -1 ?
	    -1 :
	    0;
}

static int
place(struct restoring *r)
{
	const char *journal;

	if (find_places(r) == -1)
		return -1;
	/* One that is left of another store would be played into this one. */
	journal = arena_printf(r->arena, "%s-journal", r->store);
	if (is_free(r, NULL, journal) == -1 || place_all(r, is_free) == -1)
		return -1;
	if (place_all(r, move) == -1 ||
	    each_below(r, "outside", "", move_if_free) == -1) {
		warnx("%s: what could not be put in its place is left there",
		    r->staging);
		return -1;
	}
	fprintf(r->job->say, "%s: put back; the store is %s\n"
	    "Logs are read again where they are still there. Next:\n"
	    "    beadle check -c %s\n", r->job->settings, r->store,
	    r->job->settings);
	return 0;
}

static int
finish(struct restoring *r)
{
	if (r->job->settings != NULL)
		return place(r);
	if (r->job->folder != NULL)
		fprintf(r->job->say, "%s: all is there, and as it was\n",
		    r->job->folder);
	else
		fprintf(r->job->say, "%s: whole, and its figures are those "
		    "that it was made with\n", r->job->from);
	return 0;
}

/* Beside what it becomes, so that its files need only be renamed. */
static const char *
staging_folder(struct restoring *r)
{
	const struct restore_job *job = r->job;
	struct slice path = slice_of(job->settings);
	size_t cut;

	if (job->folder != NULL)
		return job->folder;
	if (job->settings == NULL)
		return arena_printf(r->arena, "%s.restoring", job->from);
	cut = slice_find_last(path, '/');
	return arena_printf(r->arena, "%.*s.restoring",
	    SLICE_ARG(slice_first(path, cut == 0 ? path.len : cut)));
}

int
restore_run(const struct restore_job *job)
{
	struct restoring r = { .job = job, .arena = arena_create() };
	int result = EXIT_COULD_NOT;
	bool good;

	r.staging = staging_folder(&r);
	if (tree_make(r.staging) == 0) {
		good = bundle_extract(job->from, r.staging, tree_walls) == 0 &&
		    compare(&r) == 0;
		if (good && finish(&r) == 0)
			result = EXIT_OK;
		if ((job->folder == NULL || !good) &&
		    (result == EXIT_OK || !r.moved))
			tree_remove(r.staging);
	}
	arena_destroy(r.arena);
	return result;
}
