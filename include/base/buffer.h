/*
 * A buffer is text that grows.  It is given its ceiling at birth: past it
 * nothing is added and buffer_overflowed() says so, so that foreign data
 * cannot eat the memory.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdio.h>
#include <sys/types.h>

#include "base/slice.h"

struct buffer {
	char *ptr; /* NUL-terminated once something was added */
	size_t len, room, ceiling;
	bool overflowed;
};

enum { BUFFER_LARGEST = 1 << 30 };

void buffer_init(struct buffer *b, size_t ceiling);
void buffer_finish(struct buffer *b);
void buffer_reset(struct buffer *b); /* empty again, memory kept */

void buffer_add(struct buffer *b, struct slice s);
void buffer_char(struct buffer *b, char c);
void buffer_text(struct buffer *b, const char *text);
void buffer_int(struct buffer *b, int64_t n);
/* A name that anybody may have given: what a terminal would obey, and what
 * would end a line or a cell, as \xNN. */
void buffer_shown(struct buffer *b, struct slice name);
void buffer_printf(struct buffer *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
bool buffer_overflowed(const struct buffer *b);
struct slice buffer_slice(const struct buffer *b);

/* All that a stream holds, up to the ceiling; -1 on a read error (errno)
 * or overflow (errno is EFBIG). */
int buffer_read(struct buffer *b, FILE *in);
int buffer_read_file(struct buffer *b, const char *path);
/* A new file of that mode, which holds the text; -1 where there is one or a
 * link of that name, or it cannot be written whole (errno). */
int buffer_write_new(struct slice text, const char *path, mode_t mode);
/* In the place of that file, whole or not at all: written as `fresh` in the
 * same folder, which may be left of one that was killed, then fd_publish. */
int buffer_publish(struct slice text, const char *fresh, const char *path,
    mode_t mode);

#endif
