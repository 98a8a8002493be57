/*
 * Folders of files, as backup and restore handle them.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "sandbox/enter.h"

#include "tree.h"

enum { OWN_MODE = 0700, FOLDER_MODE = 0750, OPEN_AT_ONCE = 16,
	PIECE = 1 << 16 };

bool
tree_holds(struct slice folder, struct slice path)
{
	return folder.len > 0 && path.len > folder.len &&
	    slice_starts_with(path, folder) &&
	    (path.ptr[folder.len] == '/' || folder.ptr[folder.len - 1] == '/');
}

int
tree_make(const char *folder)
{
	if (mkdir(folder, OWN_MODE) == 0)
		return 0;
	warn("%s", folder);
	return -1;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	if (remove(path) == -1)
		warn("%s", path);
	return 0;
}

void
tree_remove(const char *folder)
{
	nftw(folder, remove_one, OPEN_AT_ONCE,
	    FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static int
make_above(const char *file, const struct stat *st)
{
	char path[PATH_MAX];
	size_t i, len = strlen(file);

	if (len >= sizeof path) {
		warnx("%s: too long a name", file);
		return -1;
	}
	memcpy(path, file, len + 1);
	for (i = 1; i < len; i++) {
		if (path[i] != '/')
			continue;
		path[i] = '\0';
		if (mkdir(path, FOLDER_MODE) == 0) {
			if (geteuid() == 0 &&
			    chown(path, st->st_uid, st->st_gid) == -1)
				warn("%s", path);
		} else if (errno != EEXIST) {
			warn("%s", path);
			return -1;
		}
		path[i] = '/';
	}
	return 0;
}

static int
copy_all(int in, int out)
{
	char *piece = memory_alloc(PIECE);
	ssize_t n, done, part;

	while ((n = read(in, piece, PIECE)) > 0)
		for (done = 0; done < n; done += part)
			if ((part = write(out, piece + done,
				 (size_t)(n - done))) == -1) {
				free(piece);
				return -1;
			}
	free(piece);
	return n == 0 ? fsync(out) : -1;
}

static int
copy_over(const char *from, const char *to, const struct stat *st)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), result = -1;
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (in != -1 && out != -1 && copy_all(in, out) == 0 &&
	    (geteuid() != 0 || fchown(out, st->st_uid, st->st_gid) == 0) &&
	    fchmod(out, st->st_mode & 0777U) == 0)
		result = unlink(from);
	if (result == -1)
		warn("%s", to);
	if (in != -1)
		close(in);
	if (out != -1)
		close(out);
	return result;
}

int
tree_move(const char *from, const char *to)
{
	struct stat st;

	if (lstat(from, &st) == -1) {
		warn("%s", from);
		return -1;
	}
	if (make_above(to, &st) == -1)
		return -1;
	/* A link fails where something is there; renaming would not. */
	if (link(from, to) == 0) {
		unlink(from);
		return 0;
	}
	if (errno == EXDEV || errno == EPERM)
		return copy_over(from, to, &st);
	warn("%s", to);
	return -1;
}

int
tree_walls(const char *archive, int out)
{
	const size_t len = strlen(archive) + 1;
	char *path = memory_alloc(len);
	int walls;

	memcpy(path, archive, len);
	walls = sandbox_enter(&(const struct sandbox_reading){ &path, 1, &out,
		1 });
	free(path);
	return walls == -1 ? -1 : 0;
}
