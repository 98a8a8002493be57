/*
 * Writing bundles through libarchive.
 */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/bundle.h"
#include "base/arena.h"
#include "base/hash.h"

#include "bundle_line.h"

enum { BUNDLE_MODE = 0600, TEXT_MODE = 0640, PIECE = 1 << 16 };

struct bundle {
	struct archive *archive;
	struct buffer manifest;
	char *path;
	int fd;
};

void
bundle_line(struct buffer *manifest, const char *name, uint64_t size,
    unsigned mode, struct sha256 *hash)
{
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_take(hash, digest);
	sha256_hex(digest, hex);
	buffer_printf(manifest, "%s %llu %04o %s\n", hex,
	    (unsigned long long)size, mode & 0777U, name);
}

static int
complain(const struct bundle *b, const char *name)
{
	const char *why = archive_error_string(b->archive);

	warnx("%s: %s: %s", b->path, name, why == NULL ? "failed" : why);
	return -1;
}

static bool
set_up(struct bundle *b)
{
	return archive_write_set_format_pax_restricted(b->archive) ==
	    ARCHIVE_OK &&
	    archive_write_add_filter_gzip(b->archive) == ARCHIVE_OK &&
	    archive_write_set_options(b->archive,
		"gzip:compression-level=2,gzip:!timestamp") == ARCHIVE_OK &&
	    archive_write_open_fd(b->archive, b->fd) == ARCHIVE_OK;
}

struct bundle *
bundle_create(const char *path)
{
	struct bundle *b = memory_zeroed(1, sizeof *b);

	buffer_init(&b->manifest, BUNDLE_MANIFEST_LONGEST);
	b->archive = archive_write_new();
	b->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, BUNDLE_MODE);
	if (b->fd == -1) {
		warn("%s", path);
		bundle_abandon(b);
		return NULL;
	}
	b->path = memory_alloc(strlen(path) + 1);
	memcpy(b->path, path, strlen(path) + 1);
	if (b->archive == NULL || !set_up(b)) {
		complain(b, "opening");
		bundle_abandon(b);
		return NULL;
	}
	return b;
}

static int
begin_member(struct bundle *b, const char *name, const struct stat *st)
{
	struct archive_entry *e = archive_entry_new();
	const struct passwd *user = getpwuid(st->st_uid);
	const struct group *group = getgrgid(st->st_gid);
	int result = 0;

	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, st->st_size);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, st->st_mode & 0777U);
	archive_entry_set_mtime(e, st->st_mtim.tv_sec, 0);
	if (user != NULL)
		archive_entry_set_uname(e, user->pw_name);
	if (group != NULL)
		archive_entry_set_gname(e, group->gr_name);
	if (archive_write_header(b->archive, e) != ARCHIVE_OK)
		result = complain(b, name);
	archive_entry_free(e);
	return result;
}

/* One that grows while it is read is taken as long as it was; one that
 * shrinks is no whole copy. */
static int
copy_bytes(struct bundle *b, const char *name, int fd, const struct stat *st)
{
	struct sha256 *hash = sha256_create();
	off_t left = st->st_size;
	char *piece = memory_alloc(PIECE);
	ssize_t n = 0;
	int result = 0;

	while (result == 0 && left > 0) {
		n = read(fd, piece, left < PIECE ? (size_t)left : PIECE);
		if (n <= 0)
			break;
		sha256_add(hash, (struct slice){ piece, (size_t)n });
		if (archive_write_data(b->archive, piece, (size_t)n) !=
		    (la_ssize_t)n)
			result = complain(b, name);
		left -= n;
	}
	if (n == -1) {
		warn("%s: reading", name);
		result = -1;
	} else if (result == 0 && left > 0) {
		warnx("%s: became shorter while it was copied", name);
		result = -1;
	}
	bundle_line(&b->manifest, name, (uint64_t)st->st_size, st->st_mode,
	    hash);
	sha256_destroy(hash);
	free(piece);
	return result;
}

int
bundle_add_file(struct bundle *b, const char *name, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	int result = -1;

	if (fd == -1 || fstat(fd, &st) == -1)
		warn("%s", path);
	else if (!S_ISREG(st.st_mode))
		warnx("%s: not a file", path);
	else if (begin_member(b, name, &st) == 0)
		result = copy_bytes(b, name, fd, &st);
	if (fd != -1)
		close(fd);
	return result;
}

int
bundle_add_text(struct bundle *b, const char *name, struct slice text)
{
	struct stat st = { .st_mode = S_IFREG | TEXT_MODE,
		.st_size = (off_t)text.len, .st_uid = geteuid(),
		.st_gid = getegid() };
	struct sha256 *hash;

	if (begin_member(b, name, &st) == -1)
		return -1;
	if (archive_write_data(b->archive, text.ptr, text.len) !=
	    (la_ssize_t)text.len)
		return complain(b, name);
	hash = sha256_create();
	sha256_add(hash, text);
	bundle_line(&b->manifest, name, text.len, TEXT_MODE, hash);
	sha256_destroy(hash);
	return 0;
}

static int
finish(struct bundle *b)
{
	struct buffer manifest = b->manifest;
	int result;

	/* The manifest does not name itself. */
	buffer_init(&b->manifest, BUNDLE_MANIFEST_LONGEST);
	result = bundle_add_text(b, BUNDLE_MANIFEST, buffer_slice(&manifest));
	if (buffer_overflowed(&manifest)) {
		warnx("%s: too many files", b->path);
		result = -1;
	}
	buffer_finish(&manifest);
	if (result == 0 && archive_write_close(b->archive) != ARCHIVE_OK)
		result = complain(b, "closing");
	if (result == 0 && fsync(b->fd) == -1) {
		warn("%s", b->path);
		result = -1;
	}
	return result;
}

static void
destroy(struct bundle *b)
{
	if (b->archive != NULL)
		archive_write_free(b->archive);
	if (b->fd != -1)
		close(b->fd);
	buffer_finish(&b->manifest);
	free(b->path);
	free(b);
}

int
bundle_close(struct bundle *b)
{
	if (b == NULL)
		return 0;
	if (finish(b) == -1) {
		bundle_abandon(b);
		return -1;
	}
	destroy(b);
	return 0;
}

void
bundle_abandon(struct bundle *b)
{
	if (b == NULL)
		return;
	if (b->path != NULL)
		unlink(b->path);
	destroy(b);
}
