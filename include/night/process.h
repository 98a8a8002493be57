/*
 * The reader as a process of its own, without rights: it turns files into
 * batches, and what it is led to by a hostile log it can tell nobody but
 * us, and do to nobody.
 */
#ifndef NIGHT_PROCESS_H
#define NIGHT_PROCESS_H

#include <sys/types.h>

#include "night/night.h"
#include "night/reader.h"

struct reader_process {
	pid_t pid;
	int batches; /* read frames from it until its end */
	const struct night_files *files;
	struct reader_report *report;
};

/* `job` without symbols and sink, which the process has of its own.  -1:
 * said. */
int reader_process_start(struct reader_process *p,
    const struct reader_job *job, const struct night_files *files);
/*
 * Waits for it.  `whole`: all batches arrived, so that it has counted;
 * otherwise it is only put away.  -1: it failed (said).
 */
int reader_process_end(struct reader_process *p, bool whole,
    struct reader_counts *n, int *walls);
/* How a process that read logs has ended: 0, or -1, and where it was stopped
 * or killed, in which file it was (said). */
int reader_judge(const char *file, int status);

#endif
