/*
 * Runs another program with no more than it needs.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <seccomp.h>

#include "sandbox/sandbox.h"

#include "held.h"

enum {
	DEFAULT_DEADLINE_MS = 10000,
	LARGEST_SAID = 8192,
	OPEN_FILES = 64,
	NOT_STARTED = 126,
};

static const char *const fixed_environment[] = { "PATH=/usr/bin:/bin",
	"LC_ALL=C.UTF-8", "HOME=/nonexistent", "TZ=UTC", NULL };

static struct rlimit
most(uint64_t n)
{
	return (struct rlimit){ (rlim_t)n, (rlim_t)n };
}

static bool
set_limits(const struct sandbox_job *job, uint64_t held)
{
	int ms = job->deadline_ms > 0 ? job->deadline_ms :
					DEFAULT_DEADLINE_MS;
	struct rlimit cpu = most((uint64_t)ms / 1000 + 1);
	struct rlimit memory = most(held +
	    (job->memory > 0 ? job->memory : (uint64_t)1 << 30));
	struct rlimit size = most(job->file_size > 0 ? job->file_size :
						       (uint64_t)64 << 20);
	struct rlimit files = most(OPEN_FILES), core = most(0);

	return setrlimit(RLIMIT_CPU, &cpu) == 0 &&
	    setrlimit(RLIMIT_FSIZE, &size) == 0 &&
	    setrlimit(RLIMIT_CORE, &core) == 0 &&
	    setrlimit(RLIMIT_NOFILE, &files) == 0 &&
	    setrlimit(RLIMIT_AS, &memory) == 0;
}

/*
 * No further process, no network, no looking into others.  Threads may be
 * made: a clone that shares memory is let through.  exec is let through
 * too, since it starts the program itself; what it could start instead
 * would be under the same limits, alone in its folder.
 */
static bool
refuse_calls(void)
{
	static const int refused[] = { SCMP_SYS(fork), SCMP_SYS(vfork),
		SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect),
		SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(ptrace),
		SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
		SCMP_SYS(kill), SCMP_SYS(mount), SCMP_SYS(unshare),
		SCMP_SYS(setns), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup),
		SCMP_SYS(keyctl), SCMP_SYS(chmod), SCMP_SYS(fchmodat) };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool good = filter != NULL;
	size_t i;

	for (i = 0; good && i < sizeof refused / sizeof *refused; i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			   refused[i], 0) == 0;
	/* clone3 hides its flags from a filter; libc then falls back. */
	good = good &&
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
		SCMP_SYS(clone3), 0) == 0 &&
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone),
		1, SCMP_A0(SCMP_CMP_MASKED_EQ, 0x00010000, 0)) == 0 &&
	    seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

static bool
put_in_place(int from, int to, int flags)
{
	if (from == -1)
		from = open("/dev/null", flags);
	if (from == -1 || dup2(from, to) == -1)
		return false;
	return true;
}

/* In the child: gives up what it does not need, and becomes the program. */
static _Noreturn void
become(const struct sandbox_job *job, int complaints, pid_t parent,
    uint64_t held)
{
	int fd;

	setpgid(0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 || getppid() != parent ||
	    chdir(job->folder != NULL ? job->folder : "/") == -1 ||
	    dup2(complaints, STDERR_FILENO) == -1 ||
	    !put_in_place(job->input, STDIN_FILENO, O_RDONLY) ||
	    !put_in_place(job->output, STDOUT_FILENO, O_WRONLY) ||
	    (!job->helpers && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1))
		_exit(NOT_STARTED);
	for (fd = 3; fd < 1024; fd++)
		close(fd);
	/* The filter is built before memory is short. */
	if ((!job->helpers && !refuse_calls()) || !set_limits(job, held))
		_exit(NOT_STARTED);
	execve(job->argv[0], (char *const *)(uintptr_t)job->argv,
	    (char *const *)(uintptr_t)fixed_environment);
	_exit(NOT_STARTED);
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Hears what it says until it ends; false at the deadline.  *spoke tells
 * of a word even where the buffer had no room for it. */
static bool
listen_to(int fd, int64_t deadline, struct buffer *said, bool *spoke)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char text[1024];
	int64_t left;
	ssize_t n;

	while ((left = deadline - milliseconds()) > 0) {
		if (poll(&p, 1, (int)left) == -1 && errno != EINTR)
			return false;
		if (p.revents == 0)
			continue;
		n = read(fd, text, sizeof text);
		if (n == 0)
			return true;
		if (n > 0) {
			*spoke = true;
			buffer_add(said,
			    slice_first((struct slice){ text, (size_t)n },
				said->ceiling - said->len));
		} else if (errno != EINTR)
			return false;
	}
	return false;
}

/* It may close its standard error and run on: the deadline holds still. */
static bool
wait_until(pid_t child, int64_t deadline, int *status)
{
	struct timespec nap = { 0, 2000000 };
	pid_t got;

	while ((got = waitpid(child, status, WNOHANG)) == 0 ||
	    (got == -1 && errno == EINTR)) {
		if (milliseconds() > deadline)
			return false;
		nanosleep(&nap, NULL);
	}
	return got == child;
}

static const char *
outcome_of(int status, bool spoke)
{
	if (WIFSIGNALED(status))
		return "it was killed, perhaps by a limit";
	if (WEXITSTATUS(status) == NOT_STARTED)
		return "it could not be started";
	if (WEXITSTATUS(status) != 0)
		return "it failed";
	if (spoke)
		return "it complained";
	return NULL;
}

static const char *
attend(pid_t child, int complaints, const struct sandbox_job *job,
    struct buffer *said)
{
	int64_t deadline = milliseconds() +
	    (job->deadline_ms > 0 ? job->deadline_ms : DEFAULT_DEADLINE_MS);
	int status = 0;
	bool spoke = false;

	if (!listen_to(complaints, deadline, said, &spoke) ||
	    !wait_until(child, deadline, &status)) {
		kill(-child, SIGKILL);
		kill(child, SIGKILL);
		while (waitpid(child, &status, 0) == -1 && errno == EINTR)
			;
		return "it took too long";
	}
	/* What the system's own program took, it took, grumbling or not. */
	return outcome_of(status, spoke && !job->helpers);
}

const char *
sandbox_run(const struct sandbox_job *job, struct buffer *said)
{
	struct buffer own;
	uint64_t held = sandbox_held();
	const char *why;
	int ends[2];
	pid_t child, parent = getpid();

	if (job->argv[0] == NULL || job->argv[0][0] != '/')
		return "its path is not absolute";
	if (access(job->argv[0], X_OK) == -1)
		return "it is not installed";
	if (pipe2(ends, O_CLOEXEC) == -1)
		return "no pipe could be made";
	buffer_init(&own, LARGEST_SAID);
	child = fork();
	if (child == 0)
		become(job, ends[1], parent, held);
	close(ends[1]);
	if (child == -1) {
		why = "no process could be made";
	} else {
		setpgid(child, child); /* both sides: who comes first */
		why = attend(child, ends[0], job, said != NULL ? said : &own);
	}
	close(ends[0]);
	buffer_finish(&own);
	return why;
}
