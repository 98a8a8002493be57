/*
 * Running age: what it encrypts comes and goes by open files, so that it
 * needs no right to any folder.
 */
#include <err.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "deliver/age.h"
#include "deliver/deliver.h"
#include "sandbox/sandbox.h"

static const char program[] = "/usr/bin/age";

enum { FILE_MODE = 0640, DEADLINE_MS = 60 * 1000 };

struct sealing {
	const char *plain, *key;
};

static int
run(const char *path, void *ctx)
{
	const struct sealing *s = ctx;
	const char *argv[] = { program, "-r", s->key, NULL };
	int in = open(s->plain, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    FILE_MODE);
	/* A Go program: it starts threads, and asks for much address space
	 * that it does not use. */
	struct sandbox_job job = { .argv = argv, .input = in, .output = out,
		.deadline_ms = DEADLINE_MS, .memory = UINT64_C(8) << 30,
		.helpers = true };
	const char *why = in == -1 || out == -1 ? "its files cannot be opened" :
	    sandbox_run(&job, NULL);

	if (in != -1)
		close(in);
	if (out != -1)
		close(out);
	if (why != NULL)
		warnx("%s is not encrypted: %s: %s", s->plain, program, why);
	return why == NULL ? 0 : -1;
}

int
age_seal(const char *folder, const char *name, struct slice key)
{
	struct arena *a = arena_create();
	struct sealing s = { arena_printf(a, "%s/%s", folder, name),
		arena_text(a, key) };
	int result = -1;

	if (access(program, X_OK) == -1)
		warnx("%s is not encrypted: age is not installed (%s)",
		    s.plain, program);
	else
		result = deliver_file(folder, arena_printf(a, "%s.age", name),
		    run, &s);
	arena_destroy(a);
	return result;
}
