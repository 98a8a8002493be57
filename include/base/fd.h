/*
 * Whole reads and writes of a file, pipe or socket, whatever interrupts.
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/slice.h"

int fd_write_all(int fd, struct slice s); /* 0; -1: errno */
/* 1: read whole; 0: it ended before the first byte; -1: it broke. */
int fd_read_all(int fd, void *to, size_t len);

#endif
