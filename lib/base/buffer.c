/*
 * Growing text with a ceiling.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fd.h"

void
buffer_init(struct buffer *b, size_t ceiling)
{
	*b = (struct buffer){ .ceiling = ceiling };
}

void
buffer_finish(struct buffer *b)
{
	free(b->ptr);
	*b = (struct buffer){ 0 };
}

void
buffer_reset(struct buffer *b)
{
	b->len = 0;
	b->overflowed = false;
}

static bool
make_room(struct buffer *b, size_t more)
{
	size_t room = b->room;

	if (more > b->ceiling - b->len) {
		b->overflowed = true;
		return false;
	}
	if (b->len + more + 1 <= room)
		return true;
	if (room < 64)
		room = 64;
	while (room < b->len + more + 1)
		room *= 2;
	b->ptr = memory_resize(b->ptr, room, 1);
	b->room = room;
	return true;
}

void
buffer_add(struct buffer *b, struct slice s)
{
	if (!make_room(b, s.len))
		return;
	if (s.len > 0)
		memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void
buffer_char(struct buffer *b, char c)
{
	buffer_add(b, (struct slice){ &c, 1 });
}

void
buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, slice_of(text));
}

void
buffer_int(struct buffer *b, int64_t n)
{
	char digits[24], *p = digits + sizeof digits;
	uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (n < 0)
		*--p = '-';
	buffer_add(b,
	    (struct slice){ p, (size_t)(digits + sizeof digits - p) });
}

void
buffer_shown(struct buffer *b, struct slice name)
{
	size_t i;

	for (i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		/* C1 controls are c2 80 to c2 9f in UTF-8. */
		if (c == 0xc2 && i + 1 < name.len &&
		    (unsigned char)name.ptr[i + 1] >= 0x80 &&
		    (unsigned char)name.ptr[i + 1] < 0xa0)
			buffer_printf(b, "\\xc2\\x%02x",
			    (unsigned char)name.ptr[++i]);
		else if (c < ' ' || c == 0x7f)
			buffer_printf(b, "\\x%02x", c);
		else
			buffer_char(b, (char)c);
	}
}

void
buffer_printf(struct buffer *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !make_room(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

bool
buffer_overflowed(const struct buffer *b)
{
	return b->overflowed;
}

struct slice
buffer_slice(const struct buffer *b)
{
	return (struct slice){ b->ptr == NULL ? "" : b->ptr, b->len };
}

int
buffer_read(struct buffer *b, FILE *in)
{
	char piece[16384];
	size_t n;

	while ((n = fread(piece, 1, sizeof piece, in)) > 0) {
		buffer_add(b, (struct slice){ piece, n });
		if (b->overflowed) {
			errno = EFBIG;
			return -1;
		}
	}
	return ferror(in) ? -1 : 0;
}

int
buffer_write_new(struct slice text, const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, mode);
	int saved;

	if (fd == -1)
		return -1;
	if (fd_write_all(fd, text) == 0)
		return close(fd);
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

int
buffer_publish(
    struct slice text, const char *fresh, const char *path, mode_t mode)
{
	int saved;

	unlink(fresh);
	if (buffer_write_new(text, fresh, mode) == 0)
		return fd_publish(fresh, path);
	saved = errno;
	unlink(fresh);
	errno = saved;
	return -1;
}

int
buffer_read_file(struct buffer *b, const char *path)
{
	FILE *in = fopen(path, "rb");
	int result, saved;

	if (in == NULL)
		return -1;
	result = buffer_read(b, in);
	saved = errno;
	fclose(in);
	errno = saved;
	return result;
}
