#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "durable.h"

enum { PIECE = 1 << 18 };

int
grid_hash_file(const char *path, uint64_t *size, char hex[SHA256_HEX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	unsigned char digest[SHA256_SIZE];
	struct sha256 *h;
	char *piece;
	ssize_t n;

	*size = 0;
	if (fd == -1)
		return -1;
	h = sha256_create();
	piece = memory_alloc(PIECE);
	while ((n = read(fd, piece, PIECE)) > 0) {
		sha256_add(h, (struct slice){ piece, (size_t)n });
		*size += (uint64_t)n;
	}
	error = errno;
	sha256_take(h, digest);
	sha256_hex(digest, hex);
	sha256_destroy(h);
	free(piece);
	close(fd);
	errno = error;
	return n == -1 ? -1 : 0;
}

int
grid_folder(const char *path)
{
	struct arena *a = arena_create();
	char *part = arena_text(a, slice_of(path)), *at;
	int result = 0;

	for (at = part + 1; result == 0; at++) {
		char end = *at;

		if (end != '/' && end != '\0')
			continue;
		*at = '\0';
		if (mkdir(part, 0770) == -1 && errno != EEXIST) {
			warn("%s", part);
			result = -1;
		}
		*at = end;
		if (end == '\0')
			break;
	}
	arena_destroy(a);
	return result;
}

const char *
grid_temporary(const char *path, struct arena *a)
{
	char host[64] = "host";

	gethostname(host, sizeof host - 1);
	return arena_printf(a, "%s.tmp.%s.%ld", path, host, (long)getpid());
}

static int
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC), result;

	if (fd == -1)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

int
grid_publish(const char *temporary, const char *path)
{
	struct arena *a = arena_create();
	struct slice s = slice_of(path);
	size_t slash = slice_find_last(s, '/');
	const char *folder =
	    slash == s.len ? "." : arena_text(a, slice_first(s, slash + 1));
	int result = 0;

	if (sync_path(temporary, O_RDONLY) == -1 ||
	    rename(temporary, path) == -1) {
		warn("%s", path);
		unlink(temporary);
		result = -1;
	} else if (sync_path(folder, O_RDONLY | O_DIRECTORY) == -1) {
		warn("%s", folder);
		result = -1;
	}
	arena_destroy(a);
	return result;
}

int
grid_write(const char *path, struct slice text)
{
	struct arena *a = arena_create();
	const char *temporary = grid_temporary(path, a);
	FILE *out = fopen(temporary, "w");
	bool good = out != NULL &&
	    fwrite(text.ptr, 1, text.len, out) == text.len;
	int result = -1;

	if (out != NULL)
		good = fclose(out) == 0 && good;
	if (good)
		result = grid_publish(temporary, path);
	else {
		warn("%s", temporary);
		unlink(temporary);
	}
	arena_destroy(a);
	return result;
}

int64_t
grid_time(const struct batch *b, uint32_t row)
{
	int64_t start = batch_number(b, row, COL_START);

	return start == TIME_UNKNOWN ? batch_number(b, row, COL_TIMESTAMP) :
				       start;
}
