/*
 * Runs another program with no more than it needs: an absolute path, a
 * fixed environment, no new privileges, limits on time, memory and file
 * size, no network, and no further programs.  It dies with us, and is
 * killed with all its kin at the deadline.
 */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include "base/buffer.h"
#include "base/slice.h"

struct sandbox_job {
	const char *const *argv; /* argv[0] is an absolute path; NULL-ended */
	const char *folder;	 /* where it runs; NULL: "/" */
	int input, output;	 /* its standard input and output, or -1 for
				  * none (/dev/null) */
	int deadline_ms;	 /* wall clock; 0: ten seconds */
	uint64_t memory;	 /* bytes of address space; 0: 1 GiB */
	uint64_t file_size;	 /* bytes of one file; 0: 64 MiB */
	bool helpers; /* a program of the system's that must start others,
		       * also with rights of their own, as sendmail does:
		       * environment, limits and deadline, and no more */
};

/*
 * NULL when it ran, exited 0 and said nothing on standard error; else the
 * reason.  What it said is in *said (may be NULL), up to its ceiling.
 */
const char *sandbox_run(const struct sandbox_job *job, struct buffer *said);

#endif
