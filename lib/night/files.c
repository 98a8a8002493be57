/*
 * Which log files there are: names, folders and patterns to a sorted list.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/night.h"
#include "sandbox/enter.h"

enum { DEEPEST_FOLDER = 16 };

static void
add_path(struct night_files *f, const char *path)
{
	GROW(f->paths, f->count, f->room);
	if ((f->paths[f->count] = strdup(path)) == NULL)
		errx(1, "out of memory");
	f->count++;
}

/* What is there, or was, and cannot be read: a link that leads nowhere, a
 * log that was moved while we looked. */
static void
miss(struct night_files *f, const char *path)
{
	command_warn(slice_of(path), "%s", strerror(errno));
	f->missing++;
}

static void
add_folder(struct night_files *f, const char *path, int depth)
{
	struct arena *a;
	struct dirent *entry;
	struct stat st;
	const char *child;
	DIR *dir;

	if (depth == DEEPEST_FOLDER) {
		command_warn(slice_of(path), "folders nest deeper than %d",
		    DEEPEST_FOLDER);
		f->missing++;
		return;
	}
	if ((dir = opendir(path)) == NULL) {
		miss(f, path);
		return;
	}
	a = arena_create();
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		child = arena_printf(a, "%s/%s", path, entry->d_name);
		/* Links to folders are not followed: they may go round.
		 * Pipes, sockets and devices hold no log, and would be waited
		 * for. */
		if (lstat(child, &st) == 0 && S_ISDIR(st.st_mode))
			add_folder(f, child, depth + 1);
		else if (stat(child, &st) == -1)
			miss(f, child);
		else if (S_ISREG(st.st_mode))
			add_path(f, child);
	}
	closedir(dir);
	arena_destroy(a);
}

void
night_files_find(struct night_files *f, const char *pattern)
{
	struct stat st;
	glob_t found;
	size_t i;

	if (strcmp(pattern, "-") == 0) {
		add_path(f, pattern);
		return;
	}
	if (stat(pattern, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			add_folder(f, pattern, 0);
		else
			add_path(f, pattern);
		return;
	}
	if (glob(pattern, 0, NULL, &found) != 0) {
		errno = ENOENT;
		miss(f, pattern);
		return;
	}
	for (i = 0; i < found.gl_pathc; i++) {
		if (stat(found.gl_pathv[i], &st) == -1)
			miss(f, found.gl_pathv[i]);
		else if (S_ISDIR(st.st_mode))
			add_folder(f, found.gl_pathv[i], 0);
		else if (S_ISREG(st.st_mode))
			add_path(f, found.gl_pathv[i]);
	}
	globfree(&found);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
night_files_sort(struct night_files *f)
{
	size_t i, kept = 0;

	if (f->count == 0)
		return;
	qsort(f->paths, f->count, sizeof *f->paths, compare);
	for (i = 0; i < f->count; i++) {
		if (kept > 0 && strcmp(f->paths[i], f->paths[kept - 1]) == 0)
			free(f->paths[i]);
		else
			f->paths[kept++] = f->paths[i];
	}
	f->count = kept;
}

void
night_files_finish(struct night_files *f)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		free(f->paths[i]);
	free(f->paths);
	*f = (struct night_files){ 0 };
}

int
reader_files(const struct reader_job *job, char *const *patterns,
    size_t count, struct reader_counts *n)
{
	struct night_files files = { 0 };
	size_t i;
	int result = 0;

	for (i = 0; i < count; i++)
		night_files_find(&files, patterns[i]);
	if (count == 0)
		night_files_find(&files, "-");
	if (job->output_count > 0 &&
	    sandbox_enter(&(const struct sandbox_reading){ files.paths,
		files.count, job->outputs, job->output_count }) == -1)
		result = -1;
	for (i = 0; i < files.count && result == 0; i++)
		result = reader_file(job, files.paths[i], n);
	n->bad_files += files.missing;
	night_files_finish(&files);
	return result;
}
