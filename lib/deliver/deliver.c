/*
 * Readers' folders, their owners and modes.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "deliver/deliver.h"
#include "settings/routing.h"

enum { FOLDER_MODE = 0750, FILE_MODE = 0640, WORLD = 07 };

/* The names of school.yml as numbers; -1 where they are not given. */
static int
find_owner(const struct reader *r, struct arena *a, uid_t *uid, gid_t *gid)
{
	const struct passwd *user;
	const struct group *group;

	*uid = (uid_t)-1;
	*gid = (gid_t)-1;
	if (r == NULL)
		return 0;
	if (r->owner.len > 0) {
		if ((user = getpwnam(arena_text(a, r->owner))) == NULL) {
			warnx("reader %.*s: no such user: %.*s",
			    SLICE_ARG(r->name), SLICE_ARG(r->owner));
			return -1;
		}
		*uid = user->pw_uid;
	}
	if (r->group.len > 0) {
		if ((group = getgrnam(arena_text(a, r->group))) == NULL) {
			warnx("reader %.*s: no such group: %.*s",
			    SLICE_ARG(r->name), SLICE_ARG(r->group));
			return -1;
		}
		*gid = group->gr_gid;
	}
	return 0;
}

static int
make_folder(const char *path, mode_t mode, uid_t uid, gid_t gid)
{
	if (mkdir(path, mode) == -1)
		return errno == EEXIST ? 0 : -1;
	/* The umask may have taken bits that school.yml gives. */
	if (chmod(path, mode) == -1)
		return -1;
	if ((uid != (uid_t)-1 || gid != (gid_t)-1) &&
	    chown(path, uid, gid) == -1)
		warn("%s: cannot give it to its reader", path);
	return 0;
}

static int
check_folder(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == -1) {
		warn("%s", path);
		return -1;
	}
	if (!S_ISDIR(st.st_mode)) {
		warnx("%s: expected a folder", path);
		return -1;
	}
	if ((st.st_mode & WORLD) != 0) {
		warnx("%s: refused: everybody on this machine may look into "
		      "it (mode %03o); chmod o= it",
		    path, (unsigned)st.st_mode & 0777);
		return -1;
	}
	return 0;
}

const char *
deliver_folder(const struct settings *s, const char *out, const char *reader,
    struct arena *a)
{
	const struct reader *r = settings_reader(s, slice_of(reader));
	const char *path = arena_printf(a, "%s/%s", out, reader);
	mode_t mode = r == NULL || r->mode == 0 ? FOLDER_MODE :
						  (mode_t)r->mode;
	uid_t uid;
	gid_t gid;

	if (find_owner(r, a, &uid, &gid) == -1)
		return NULL;
	if (mkdir(out, FOLDER_MODE) == -1 && errno != EEXIST) {
		warn("%s", out);
		return NULL;
	}
	if (make_folder(path, mode & ~(mode_t)WORLD, uid, gid) == -1) {
		warn("%s", path);
		return NULL;
	}
	return check_folder(path) == -1 ? NULL : path;
}

static int
settle_file(const char *fresh, const char *path, gid_t gid)
{
	int fd = open(fresh, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd == -1 || fchmod(fd, FILE_MODE) == -1) {
		warn("%s", fresh);
		if (fd != -1)
			close(fd);
		return -1;
	}
	/* Not root, or not of that group: the folder still guards it. */
	if (fchown(fd, (uid_t)-1, gid) == -1 && errno != EPERM)
		warn("%s: cannot give it to its reader's group", fresh);
	close(fd);
	if (fd_publish(fresh, path) == 0)
		return 0;
	warn("%s", path);
	return -1;
}

int
deliver_file(const char *folder, const char *name, deliver_write_fn *write,
    void *ctx)
{
	struct arena *a = arena_create();
	const char *fresh = arena_printf(a, "%s/.%s.new", folder, name);
	const char *path = arena_printf(a, "%s/%s", folder, name);
	struct stat st;
	int result = -1;

	if (check_folder(folder) == -1 || stat(folder, &st) == -1)
		goto done;
	unlink(fresh);
	if (write(fresh, ctx) == 0)
		result = settle_file(fresh, path, st.st_gid);
	if (result == -1)
		unlink(fresh);
done:
	arena_destroy(a);
	return result;
}

static int
write_text(const char *path, void *ctx)
{
	const struct slice *text = ctx;

	if (buffer_write_new(*text, path, FILE_MODE) == 0)
		return 0;
	warn("%s", path);
	return -1;
}

int
deliver_text(const char *folder, const char *name, struct slice text)
{
	return deliver_file(folder, name, write_text, &text);
}
