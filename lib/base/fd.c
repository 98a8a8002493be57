/*
 * Whole reads and writes.
 */
#include <errno.h>
#include <unistd.h>

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
