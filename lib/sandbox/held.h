/*
 * A child's memory begins as its maker's, and under a checker of memory that
 * is much: what it may have is counted on top.
 */
#ifndef SANDBOX_HELD_H
#define SANDBOX_HELD_H

#include <stdint.h>

/* Of our address space, in bytes; 0: nobody can tell. */
uint64_t sandbox_held(void);

#endif
