/*
 * The reader as a process of its own.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/command.h"
#include "event/frame.h"
#include "night/process.h"
#include "sandbox/enter.h"

enum { PIPE_BYTES = 1 << 20 };

/* What it tells besides batches, in a page that both see; it is read when
 * the process has ended. */
struct reader_report {
	struct reader_counts counts;
	int walls;
	size_t file; /* the one in hand */
};

static int
send_batch(struct batch *b, void *ctx)
{
	if (frame_write(ctx, b) == 0)
		return 0;
	if (errno != EPIPE) /* else the keeper has said why */
		warn("sending events");
	return -1;
}

static _Noreturn void
read_all(const struct reader_job *given, const struct night_files *files,
    int batches, struct reader_report *r, pid_t parent)
{
	const struct sandbox_reading reading = { files->paths, files->count,
		&batches, 1 };
	struct reader_job job = *given;
	struct frame_writer *w;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 || getppid() != parent)
		_exit(EXIT_COULD_NOT);
	signal(SIGPIPE, SIG_IGN);
	if ((r->walls = sandbox_enter(&reading)) == -1)
		_exit(EXIT_COULD_NOT);
	job.symbols = symbols_create();
	job.sink = send_batch;
	job.sink_ctx = w = frame_writer_create(batches, job.symbols);
	for (r->file = 0; r->file < files->count; r->file++)
		if (reader_file(&job, files->paths[r->file], &r->counts) == -1)
			_exit(EXIT_COULD_NOT);
	_exit(frame_write_end(w) == 0 ? EXIT_OK : EXIT_COULD_NOT);
}

int
reader_process_start(struct reader_process *p, const struct reader_job *job,
    const struct night_files *files)
{
	pid_t parent = getpid();
	int ends[2];

	p->files = files;
	p->report = mmap(NULL, sizeof *p->report, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p->report == MAP_FAILED) {
		warn("memory for the process that reads logs");
		return -1;
	}
	if (pipe2(ends, O_CLOEXEC) == -1) {
		warn("pipe");
		munmap(p->report, sizeof *p->report);
		return -1;
	}
	fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);
	fflush(NULL);
	if ((p->pid = fork()) == 0)
		read_all(job, files, ends[1], p->report, parent);
	close(ends[1]);
	p->batches = ends[0];
	if (p->pid != -1)
		return 0;
	warn("making the process that reads logs");
	close(ends[0]);
	munmap(p->report, sizeof *p->report);
	return -1;
}

static const char *
file_in_hand(const struct reader_process *p)
{
	size_t file = p->report->file;

	return file < p->files->count ? p->files->paths[file] : "its files";
}

int
reader_judge(const char *file, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_OK)
		return 0;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		command_warn(slice_of(file),
		    "the reader of logs was stopped in it: it tried what "
		    "reading never needs, as after an attack");
	else if (WIFSIGNALED(status))
		command_warn(slice_of(file),
		    "the reader of logs was killed in it (signal %d)",
		    WTERMSIG(status));
	return -1; /* or it has said why */
}

int
reader_process_end(struct reader_process *p, bool whole,
    struct reader_counts *n, int *walls)
{
	int status = 0, result;

	/* Where we stopped listening, it hears so when it writes. */
	close(p->batches);
	while (waitpid(p->pid, &status, 0) == -1 && errno == EINTR)
		continue;
	result = reader_judge(file_in_hand(p), status);
	*n = p->report->counts;
	*walls = p->report->walls;
	munmap(p->report, sizeof *p->report);
	return whole ? result : -1;
}
