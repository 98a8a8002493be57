/*
 * Programs that behave, and programs that do not.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

#include "../tap.h"

static const char *
run(const char *folder, const char *script)
{
	const char *argv[] = { "/bin/sh", "-c", script, NULL };
	struct sandbox_job job = { .argv = argv, .folder = folder,
		.input = -1, .output = -1, .deadline_ms = 1500,
		.file_size = 4096 };

	return sandbox_run(&job, NULL);
}

static bool
is_there(const char *folder, const char *name)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	bool there = faccessat(fd, name, F_OK, 0) == 0;

	close(fd);
	return there;
}

static void
test_paths(void)
{
	const char *relative[] = { "sh", NULL };
	const char *absent[] = { "/nonexistent/gnuplot", NULL };
	struct sandbox_job job = { .argv = relative, .input = -1,
		.output = -1 };

	is_text(sandbox_run(&job, NULL), "its path is not absolute",
	    "a path that is not absolute is refused");
	job.argv = absent;
	is_text(sandbox_run(&job, NULL), "it is not installed",
	    "what is not there is said to be so");
}

/* As sendmail is run: it must start others, also with rights of their own. */
static void
test_helpers(const char *folder)
{
	const char *argv[] = { "/bin/sh", "-c", "echo grumble >&2; "
	    "test -z \"$USER\" && /bin/true && (: >helped)", NULL };
	const char *late[] = { "/bin/sh", "-c", "sleep 30 | cat", NULL };
	struct sandbox_job job = { .argv = argv, .folder = folder,
		.input = -1, .output = -1, .helpers = true };

	ok(sandbox_run(&job, NULL) == NULL,
	    "a helper of the system may start others, and grumble");
	ok(is_there(folder, "helped"), "in a clean environment");
	job.argv = late;
	job.deadline_ms = 500;
	is_text(sandbox_run(&job, NULL), "it took too long",
	    "and is ended with all its kin");
}

static void
test_complaint(void)
{
	const char *argv[] = { "/bin/sh", "-c", "echo oh dear >&2", NULL };
	struct sandbox_job job = { .argv = argv, .input = -1, .output = -1 };
	struct buffer said;

	buffer_init(&said, 6);
	is_text(sandbox_run(&job, &said), "it complained",
	    "a word on standard error is a failure");
	ok(said.len <= 6, "what it said has a ceiling");
	buffer_finish(&said);
}

static void
test_limits(const char *folder)
{
	time_t began = time(NULL);

	is_text(run(folder, "exec sleep 30"), "it took too long",
	    "the deadline holds");
	is_text(run(folder, "exec 2>&-; exec sleep 30"), "it took too long",
	    "also when it closes its standard error");
	ok(time(NULL) - began < 10, "and it is over soon");
	ok(run(folder, "exec dd if=/dev/zero of=large bs=1k count=64 "
	    "status=none") != NULL, "a large file is cut off");
	is_text(run(folder, "exit 3"), "it failed", "its exit is heard");
	ok(run(folder, ": | : ; sleep 0; echo > forked") != NULL,
	    "it can start nothing else");
	ok(!is_there(folder, "forked"), "and goes no further");
	ok(run(folder, "exec perl -MSocket -e 'socket(my $s, PF_INET, "
	    "SOCK_STREAM, 0) or die'") != NULL, "it reaches no network");
}

/* What it is given, and that nothing of either stays. */
static void
test_folder(void)
{
	char folder[] = "/tmp/beadle-test-XXXXXX";

	if (mkdtemp(folder) == NULL)
		return;
	ok(sandbox_put(folder, "given", SLICE("seven\n")), "a file is given");
	ok(run(folder, "read n <given && test $n = seven && : >left") == NULL,
	    "which it reads");
	ok(is_there(folder, "left"), "and it leaves another");
	sandbox_sweep(folder);
	ok(access(folder, F_OK) == -1, "then the folder goes with both");
	ok(!sandbox_put(folder, "given", SLICE("")), "and takes no more");
}

int
main(void)
{
	char folder[] = "/tmp/beadle-test-XXXXXX";
	const char *variant = getenv("BEADLE_VARIANT");

	/* valgrind knows no seccomp(2), and without a filter nothing runs. */
	if (variant != NULL && strcmp(variant, "valgrind") == 0) {
		printf("1..0 # SKIP no seccomp under valgrind\n");
		return 0;
	}

	if (mkdtemp(folder) == NULL)
		return 1;
	setenv("SECRET", "secret", 1);
	test_paths();
	test_complaint();
	test_helpers(folder);
	test_folder();
	ok(run(folder, "test -z \"$SECRET\" && test \"$TZ\" = UTC && "
	    "pwd >here") == NULL,
	    "it runs in its folder, in an environment of ours");
	ok(is_there(folder, "here"), "and writes there");
	test_limits(folder);
	if (chdir(folder) == 0) {
		unlink("here");
		unlink("helped");
		unlink("large");
		unlink("forked");
	}
	rmdir(folder);
	return done_testing();
}
