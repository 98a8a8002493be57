/*
 * Reading bundles.  Names in one are not believed: a member lies below the
 * folder or the bundle is refused, nothing is written over, no link is
 * followed or made, and MANIFEST must say exactly what was read.
 */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/bundle.h"
#include "base/arena.h"

#include "bundle_line.h"

enum { FOLDER_MODE = 0750, PIECE = 1 << 16, MOST_MEMBERS = 1 << 20 };

/* The longest member, so that a small bundle cannot fill a disk: a store of
 * a trust that has run for years. */
static const uint64_t largest = (uint64_t)1 << 40;

struct reading {
	struct archive *archive;
	const char *path, *folder;
	struct buffer seen, manifest;
	struct sha256 *hash;
	bool finished; /* MANIFEST was read */
	uint32_t members;
};

static int
refuse(const struct reading *r, const char *name, const char *why)
{
	warnx("%s: %s%s%s; nothing of it is used", r->path, name,
	    *name == '\0' ? "" : ": ", why == NULL ? "is damaged" : why);
	return -1;
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
give_away(int fd, struct archive_entry *e)
{
	const char *uname = archive_entry_uname(e);
	const char *gname = archive_entry_gname(e);
	const struct passwd *user = uname == NULL ? NULL : getpwnam(uname);
	const struct group *group = gname == NULL ? NULL : getgrnam(gname);

	if (geteuid() == 0 &&
	    fchown(fd, user == NULL ? (uid_t)-1 : user->pw_uid,
		group == NULL ? (gid_t)-1 : group->gr_gid) == -1)
		return -1;
	/* Nothing for others, whatever it says. */
	return fchmod(fd, archive_entry_perm(e) & 0770U);
}

static int
read_member(struct reading *r, struct archive_entry *e, const char *name,
    int fd)
{
	char *piece = memory_alloc(PIECE);
	uint64_t size = 0;
	la_ssize_t n;
	int result = 0;

	while (result == 0 &&
	    (n = archive_read_data(r->archive, piece, PIECE)) != 0) {
		if (n < 0)
			result = refuse(r, name,
			    archive_error_string(r->archive));
		else if ((size += (uint64_t)n) > largest)
			result = refuse(r, name, "is too large");
		else {
			sha256_add(r->hash, (struct slice){ piece,
			    (size_t)n });
			if (fd != -1 && write_piece(fd, piece, (size_t)n) ==
			    -1) {
				warn("%s: writing", name);
				result = -1;
			}
		}
	}
	free(piece);
	bundle_line(&r->seen, name, size, (unsigned)archive_entry_perm(e),
	    r->hash);
	if (result == 0 && fd != -1 &&
	    (give_away(fd, e) == -1 || fsync(fd) == -1)) {
		warn("%s", name);
		result = -1;
	}
	return result;
}

static int
read_manifest(struct reading *r)
{
	char piece[4096];
	la_ssize_t n;

	while ((n = archive_read_data(r->archive, piece, sizeof piece)) > 0)
		buffer_add(&r->manifest, (struct slice){ piece, (size_t)n });
	r->finished = true;
	return n < 0 ? refuse(r, BUNDLE_MANIFEST,
			   archive_error_string(r->archive)) :
		       0;
}

static int
take_member(struct reading *r, struct archive_entry *e)
{
	const char *name = archive_entry_pathname(e);
	int fd = -1, result;

	if (name == NULL || !is_safe(name) ||
	    archive_entry_filetype(e) != AE_IFREG ||
	    archive_entry_hardlink(e) != NULL ||
	    archive_entry_symlink(e) != NULL)
		return refuse(r, "", "holds what no backup holds");
	if (r->finished || ++r->members > MOST_MEMBERS)
		return refuse(r, name, "should not be there");
	if (slice_equal(slice_of(name), SLICE(BUNDLE_MANIFEST)))
		return read_manifest(r);
	if (r->folder != NULL && (fd = open_member(r, name)) == -1)
		return -1;
	result = read_member(r, e, name, fd);
	if (fd != -1 && close(fd) == -1 && result == 0) {
		warn("%s", name);
		result = -1;
	}
	return result;
}

static int
read_all(struct reading *r)
{
	struct archive_entry *e;
	int code, result = 0;

	if (archive_read_support_filter_gzip(r->archive) != ARCHIVE_OK ||
	    archive_read_support_format_tar(r->archive) != ARCHIVE_OK ||
	    archive_read_open_filename(r->archive, r->path, PIECE) !=
		ARCHIVE_OK)
		return refuse(r, "", archive_error_string(r->archive));
	while (result == 0 &&
	    (code = archive_read_next_header(r->archive, &e)) != ARCHIVE_EOF)
		result = code == ARCHIVE_OK ? take_member(r, e) :
					      refuse(r, "",
			archive_error_string(r->archive));
	if (result == 0 && !r->finished)
		return refuse(r, "", "was cut off");
	if (result == 0 &&
	    !slice_equal(buffer_slice(&r->seen), buffer_slice(&r->manifest)))
		return refuse(r, "", "is not what its manifest says");
	return result;
}

int
bundle_extract(const char *path, const char *folder)
{
	struct reading r = { archive_read_new(), path, folder,
		.hash = sha256_create() };
	int result;

	buffer_init(&r.seen, BUNDLE_MANIFEST_LONGEST);
	buffer_init(&r.manifest, BUNDLE_MANIFEST_LONGEST);
	result = r.archive == NULL ? -1 : read_all(&r);
	archive_read_free(r.archive);
	sha256_destroy(r.hash);
	buffer_finish(&r.seen);
	buffer_finish(&r.manifest);
	return result;
}
