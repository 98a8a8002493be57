/*
 * intruder [-f] DEED...: a hostile log, once its parser is in its hands.
 * Reads a log with a parser that does each DEED, in a reader process each,
 * as the night does; with -f free, without walls.  Prints "DEED stopped",
 * "DEED refused" or "DEED done".
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "event/frame.h"
#include "night/process.h"
#include "sandbox/enter.h"

enum { DONE = 40, REFUSED, HELD_FD = 9 };

static const char *deed; /* what the parser is to try */

static bool
try_open(const char *path, int flags)
{
	return open(path, flags, 0600) != -1;
}

static bool
try_network(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = 1 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd != -1 &&
	    (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 ||
		errno == ECONNREFUSED);
}

static bool
try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child != -1 && waitpid(child, NULL, 0) == child;
}

static bool
try_exec(void)
{
	char *argv[] = { (char[]){ "sh" }, (char[]){ "-c" },
		(char[]){ "exit 40" }, NULL };

	execv("/bin/sh", argv);
	return false;
}

static bool
try_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
attempt(void)
{
	if (strcmp(deed, "write") == 0)
		return try_open("planted", O_WRONLY | O_CREAT);
	if (strcmp(deed, "append") == 0)
		return try_open("victim", O_RDWR | O_APPEND);
	if (strcmp(deed, "truncate") == 0)
		return truncate("victim", 0) == 0;
	if (strcmp(deed, "remove") == 0)
		return unlink("victim") == 0;
	if (strcmp(deed, "spy") == 0)
		return try_open("/etc/passwd", O_RDONLY);
	if (strcmp(deed, "exec") == 0)
		return try_exec();
	if (strcmp(deed, "fork") == 0)
		return try_fork();
	if (strcmp(deed, "connect") == 0)
		return try_network();
	if (strcmp(deed, "trace") == 0)
		return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0;
	if (strcmp(deed, "code") == 0)
		return try_code();
	if (strcmp(deed, "store") == 0) /* a descriptor left open */
		return write(HELD_FD, "x", 1) == 1;
	fprintf(stderr, "intruder: no such deed: %s\n", deed);
	exit(2);
}

static const char *
parse(struct parse *p)
{
	(void)p;
	_exit(attempt() ? DONE : REFUSED);
}

static int
anything(struct slice head)
{
	(void)head;
	return 100;
}

static const struct format hostile = { .name = "hostile",
	.title = "hostile", .channel = "web", .recognise = anything,
	.parse = parse };

static int
drop(struct batch *b, void *ctx)
{
	(void)b;
	(void)ctx;
	return 0;
}

/* Without walls, in a process that does nothing else of the night's. */
static int
free_process(struct reader_job *job, const char *path)
{
	struct reader_counts n = { 0 };
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		job->symbols = symbols_create();
		job->sink = drop;
		reader_file(job, path, &n);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

static int
walled_process(struct reader_job *job, struct night_files *files)
{
	struct reader_counts n;
	struct reader_process p;
	siginfo_t how = { 0 };
	char piece[4096];
	int walls;

	if (reader_process_start(&p, job, files) == -1)
		exit(1);
	while (read(p.batches, piece, sizeof piece) > 0)
		continue;
	waitid(P_PID, (id_t)p.pid, &how, WEXITED | WNOWAIT);
	reader_process_end(&p, true, &n, &walls);
	return how.si_code == CLD_EXITED ? how.si_status << 8 : how.si_status;
}

static const char *
outcome(int status)
{
	if (WIFSIGNALED(status))
		return "stopped";
	if (WEXITSTATUS(status) == DONE)
		return "done";
	return WEXITSTATUS(status) == REFUSED ? "refused" : "failed";
}

static void
make_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd == -1 || write(fd, text, strlen(text)) == -1)
		exit(1);
	close(fd);
}

int
main(int argc, char **argv)
{
	struct format_options options = { 0 };
	struct reader_job job = { .format = &hostile, .options = &options };
	char log[] = "hostile.log", *paths[] = { log };
	struct night_files files = { .paths = paths, .count = 1 };
	bool is_free = argc > 1 && strcmp(argv[1], "-f") == 0;
	int i, held;

	make_file(log, "a line\n");
	make_file("victim", "text\n");
	held = open("victim", O_RDWR);
	if (held == -1 || dup2(held, HELD_FD) == -1)
		return 1;
	for (i = 1 + is_free; i < argc; i++) {
		deed = argv[i];
		printf("%s %s\n", deed,
		    outcome(is_free ? free_process(&job, log) :
				      walled_process(&job, &files)));
		make_file("victim", "text\n");
	}
	return 0;
}
