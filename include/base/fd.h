/*
 * Whole reads and writes of a file, pipe or socket, whatever interrupts.
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/slice.h"

int fd_write_all(int fd, struct slice s); /* 0; -1: errno */
/* 1: read whole; 0: it ended before the first byte; -1: it broke. */
int fd_read_all(int fd, void *to, size_t len);
/*
 * What lies whole under the name `fresh` gets its name, and stays whatever
 * happens next: it is on the disk before it has the name, and the name is
 * before we return.  The two are in one folder.  -1: errno; `fresh` is gone.
 */
int fd_publish(const char *fresh, const char *path);

#endif
