#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fd.h"

#include "durable.h"

enum { PIECE = 1 << 18, FILE_MODE = 0640 };

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

int
grid_publish(const char *temporary, const char *path)
{
	if (fd_publish(temporary, path) == 0)
		return 0;
	warn("%s", path);
	return -1;
}

int
grid_write(const char *path, struct slice text)
{
	struct arena *a = arena_create();
	int result =
	    buffer_publish(text, grid_temporary(path, a), path, FILE_MODE);

	if (result == -1)
		warn("%s", path);
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
