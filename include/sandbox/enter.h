/*
 * Gives up all rights but those that reading needs: what a process calls
 * before it looks at bytes that others wrote.  From then on it can open
 * files only to read, and only those it named; it can write only to the
 * descriptors it named; it can start no program and no process, reach no
 * network and look into nobody.
 */
#ifndef SANDBOX_ENTER_H
#define SANDBOX_ENTER_H

#include <stddef.h>

/* The walls that stand. */
enum sandbox_wall {
	WALL_LIMITS = 1,  /* memory, open files, no core, no new privileges */
	WALL_FILES = 2,	  /* Landlock: only the folders of what is read */
	WALL_CALLS = 4,	  /* seccomp: only the system calls of reading */
	WALL_UNTOLD = 8,  /* a checker of memory runs: no wall was tried */
};

struct sandbox_reading {
	char *const *paths; /* files that will be read */
	size_t path_count;
	const int *outputs; /* descriptors that will be written to */
	size_t output_count;
};

/*
 * Descriptors other than standard input, `outputs` and standard error are
 * closed; standard output leads nowhere.  Then the walls are put up, as many
 * as this kernel has; which they are is the answer.  Under AddressSanitizer
 * and valgrind none is, since neither works behind them.  -1: a wall that
 * the kernel has could not be put up (said).
 */
int sandbox_enter(const struct sandbox_reading *r);
/* "limits, files, calls": for people.  A constant text. */
const char *sandbox_walls_name(int walls);

#endif
