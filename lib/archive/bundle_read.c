/*
 * Reading bundles.  A process without rights takes one apart; neither it nor
 * a name in one is believed: a member lies below the folder or the bundle is
 * refused, nothing is written over, no link is followed or made, and MANIFEST
 * must say exactly what was read.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/bundle.h"
#include "base/arena.h"
#include "base/fd.h"

#include "bundle_frame.h"
#include "bundle_line.h"

enum { FOLDER_MODE = 0750, MOST_MEMBERS = 1 << 20, LONGEST_OWNER = 256 };

/* The longest member, so that a small bundle cannot fill a disk: a store of
 * a trust that has run for years. */
static const uint64_t largest = (uint64_t)1 << 40;

struct reading {
	int from; /* the process that takes it apart */
	const char *path, *folder;
	struct buffer seen, manifest;
	struct sha256 *hash;
	bool finished; /* MANIFEST was read */
	uint32_t members;
};

struct member {
	char name[PATH_MAX], owner[LONGEST_OWNER], group[LONGEST_OWNER];
	mode_t mode;
};

int
bundle_refuse(const char *path, const char *name, const char *why)
{
	warnx("%s: %s%s%s; nothing of it is used", path, name,
	    *name == '\0' ? "" : ": ", why == NULL ? "is damaged" : why);
	return -1;
}

static int
refuse(const struct reading *r, const char *name, const char *why)
{
	return bundle_refuse(r->path, name, why);
}

static bool
is_safe(const char *name)
{
	struct slice rest = slice_of(name), part;
	bool more = true;

	if (name[0] == '\0' || name[0] == '/' || rest.len >= PATH_MAX)
		return false;
	while (more) {
		size_t end = slice_find(rest, '/');

		part = slice_first(rest, end);
		more = end < rest.len;
		rest = slice_from(rest, end + 1);
		if (part.len == 0 || slice_equal(part, SLICE(".")) ||
		    slice_equal(part, SLICE("..")))
			return false;
	}
	return true;
}

/* The folders above a path, where they are not there. */
static int
make_folders(char *path, size_t from)
{
	size_t i;

	for (i = from; path[i] != '\0'; i++) {
		if (path[i] != '/')
			continue;
		path[i] = '\0';
		if (mkdir(path, FOLDER_MODE) == -1 && errno != EEXIST) {
			warn("%s", path);
			return -1;
		}
		path[i] = '/';
	}
	return 0;
}

static int
open_member(const struct reading *r, const char *name)
{
	char path[PATH_MAX];
	size_t above = strlen(r->folder) + 1;
	int n = snprintf(path, sizeof path, "%s/%s", r->folder, name);
	int fd;

	if (n < 0 || (size_t)n >= sizeof path)
		return refuse(r, name, "is too long a name");
	if (make_folders(path, above) == -1)
		return -1;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	if (fd == -1)
		warn("%s", path);
	return fd;
}

static int
write_piece(int fd, const char *piece, size_t len)
{
	ssize_t n;

	for (; len > 0; piece += n, len -= (size_t)n)
		if ((n = write(fd, piece, len)) == -1)
			return -1;
	return 0;
}

/* As root, whose the file was where it came from. */
static int
give_away(int fd, const struct member *m)
{
	const struct passwd *user = getpwnam(m->owner);
	const struct group *group = getgrnam(m->group);

	if (geteuid() == 0 &&
	    fchown(fd, user == NULL ? (uid_t)-1 : user->pw_uid,
		group == NULL ? (gid_t)-1 : group->gr_gid) == -1)
		return -1;
	/* Nothing for others, whatever it says. */
	return fchmod(fd, m->mode & 0770U);
}

/* The next piece of a member: its length, 0 at the end; -1: there is none,
 * and who should have sent it has said why. */
static int64_t
next_piece(const struct reading *r, char piece[BUNDLE_PIECE])
{
	uint32_t len;

	if (fd_read_all(r->from, &len, sizeof len) != 1 ||
	    len > BUNDLE_PIECE ||
	    (len > 0 && fd_read_all(r->from, piece, len) != 1))
		return -1;
	return len;
}

static int
read_member(struct reading *r, const struct member *m, int fd)
{
	char *piece = memory_alloc(BUNDLE_PIECE);
	uint64_t size = 0;
	int64_t n;
	int result = 0;

	while (result == 0 && (n = next_piece(r, piece)) != 0) {
		if (n == -1)
			result = -1;
		else if ((size += (uint64_t)n) > largest)
			result = refuse(r, m->name, "is too large");
		else {
			sha256_add(r->hash, (struct slice){ piece,
			    (size_t)n });
			if (fd != -1 && write_piece(fd, piece, (size_t)n) ==
			    -1) {
				warn("%s: writing", m->name);
				result = -1;
			}
		}
	}
	free(piece);
	bundle_line(&r->seen, m->name, size, (unsigned)m->mode, r->hash);
	if (result == 0 && fd != -1 &&
	    (give_away(fd, m) == -1 || fsync(fd) == -1)) {
		warn("%s", m->name);
		result = -1;
	}
	return result;
}

static int
read_manifest(struct reading *r)
{
	char *piece = memory_alloc(BUNDLE_PIECE);
	int64_t n;

	while ((n = next_piece(r, piece)) > 0)
		buffer_add(&r->manifest, (struct slice){ piece, (size_t)n });
	free(piece);
	r->finished = true;
	return n == 0 ? 0 : -1;
}

static int
take_member(struct reading *r, const struct member *m)
{
	int fd = -1, result;

	if (!is_safe(m->name))
		return refuse(r, "", "holds what no backup holds");
	if (r->finished || ++r->members > MOST_MEMBERS)
		return refuse(r, m->name, "should not be there");
	if (slice_equal(slice_of(m->name), SLICE(BUNDLE_MANIFEST)))
		return read_manifest(r);
	if (r->folder != NULL && (fd = open_member(r, m->name)) == -1)
		return -1;
	result = read_member(r, m, fd);
	if (fd != -1 && close(fd) == -1 && result == 0) {
		warn("%s", m->name);
		result = -1;
	}
	return result;
}

/* A text of that length, which ends where it says; false: it does not. */
static bool
read_name(const struct reading *r, char *to, uint32_t len, size_t room)
{
	if (len >= room || (len > 0 && fd_read_all(r->from, to, len) != 1))
		return false;
	to[len] = '\0';
	return strlen(to) == len;
}

/* 1, or 0 at the end of all; -1: it broke off. */
static int
read_head(const struct reading *r, struct member *m)
{
	struct bundle_head head;

	if (fd_read_all(r->from, &head, sizeof head) != 1)
		return -1;
	if (head.name == 0)
		return 0;
	m->mode = (mode_t)head.mode & 07777;
	return read_name(r, m->name, head.name, sizeof m->name) &&
		read_name(r, m->owner, head.owner, sizeof m->owner) &&
		read_name(r, m->group, head.group, sizeof m->group) ?
	    1 :
	    refuse(r, "", "holds what no backup holds");
}

static int
read_all(struct reading *r)
{
	struct member *m = memory_zeroed(1, sizeof *m);
	int more, result = 0;

	while (result == 0 && (more = read_head(r, m)) != 0)
		result = more == -1 ? -1 : take_member(r, m);
	free(m);
	return result;
}

static int
judge(const struct reading *r)
{
	if (!r->finished)
		return refuse(r, "", "was cut off");
	if (!slice_equal(buffer_slice(&r->seen), buffer_slice(&r->manifest)))
		return refuse(r, "", "is not what its manifest says");
	return 0;
}

/* The process that takes the bundle apart; -1: said. */
static pid_t
start(struct reading *r, bundle_walls_fn *walls)
{
	pid_t parent = getpid(), child;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) == -1) {
		warn("a pipe to read %s", r->path);
		return -1;
	}
	if ((child = fork()) == -1) {
		warn("a process to read %s", r->path);
		close(ends[0]);
		close(ends[1]);
		return -1;
	}
	if (child == 0) {
		/* Or writing would wait for ever once the other end has
		 * given up. */
		close(ends[0]);
		signal(SIGPIPE, SIG_IGN);
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 ||
		    getppid() != parent || walls(r->path, ends[1]) == -1)
			_exit(1);
		_exit(bundle_decode(r->path, ends[1]) == 0 ? 0 : 1);
	}
	close(ends[1]);
	r->from = ends[0];
	return child;
}

/* -1: it did not end well, of which it has said why unless it was stopped. */
static int
end(struct reading *r, pid_t child)
{
	int status;

	close(r->from);
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	if (WIFSIGNALED(status))
		return refuse(r, "", "did what no backup does");
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

int
bundle_extract(const char *path, const char *folder, bundle_walls_fn *walls)
{
	struct reading r = { .path = path, .folder = folder };
	pid_t child = start(&r, walls);
	int result;

	if (child == -1)
		return -1;
	r.hash = sha256_create();
	buffer_init(&r.seen, BUNDLE_MANIFEST_LONGEST);
	buffer_init(&r.manifest, BUNDLE_MANIFEST_LONGEST);
	result = read_all(&r);
	if (end(&r, child) == -1)
		result = -1;
	if (result == 0)
		result = judge(&r);
	sha256_destroy(r.hash);
	buffer_finish(&r.seen);
	buffer_finish(&r.manifest);
	return result;
}
