/*
 * Whole reads and writes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fd.h"

int
fd_write_all(int fd, struct slice s)
{
	ssize_t n;

	for (; s.len > 0; s = slice_from(s, (size_t)n)) {
		n = write(fd, s.ptr, s.len);
		if (n == -1 && errno == EINTR)
			n = 0;
		if (n == -1)
			return -1;
	}
	return 0;
}

int
fd_read_all(int fd, void *to, size_t len)
{
	size_t have = 0;
	ssize_t n;

	while (have < len) {
		n = read(fd, (char *)to + have, len - have);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 && have == 0 ? 0 : -1;
		have += (size_t)n;
	}
	return 1;
}

static int
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC), result, saved;

	if (fd == -1)
		return -1;
	result = fsync(fd);
	saved = errno;
	close(fd);
	errno = saved;
	return result;
}

static int
sync_folder(const char *path)
{
	struct slice whole = slice_of(path);
	size_t slash = slice_find_last(whole, '/');
	struct arena *a;
	int result, saved;

	if (slash == whole.len)
		return sync_path(".", O_DIRECTORY);
	a = arena_create();
	result = sync_path(arena_text(a, slice_first(whole, slash + 1)),
	    O_DIRECTORY);
	saved = errno;
	arena_destroy(a);
	errno = saved;
	/* A share of other systems has no such thing. */
	return result == -1 && errno == EINVAL ? 0 : result;
}

int
fd_publish(const char *fresh, const char *path)
{
	int saved;

	if (sync_path(fresh, O_NOFOLLOW) == 0 && rename(fresh, path) == 0)
		return sync_folder(path);
	saved = errno;
	unlink(fresh);
	errno = saved;
	return -1;
}
