/*
 * minisign, run as a program of its own in a folder of its own.
 */
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

#include "sign.h"

enum { LARGEST_SIGNATURE = 8192 };

static const char minisign[] = "/usr/bin/minisign";
static const char missing[] =
    "minisign is not installed (apt-get install minisign)";

const char *
sign_make_key(const char *path)
{
	char full[PATH_MAX], open_key[PATH_MAX], folder[PATH_MAX];
	const char *argv[] = { minisign, "-G", "-W", "-s", full, "-p",
		open_key, NULL };
	struct sandbox_job job = { .argv = argv, .input = -1, .output = -1 };
	const char *why;

	if (access(minisign, X_OK) == -1)
		return missing;
	if (access(path, F_OK) == 0)
		return "there is a file of that name already";
	if (*path == '/')
		*folder = '\0';
	else if (getcwd(folder, sizeof folder) == NULL)
		return "the current folder has no name";
	if (snprintf(full, sizeof full, "%s%s%s", folder,
		*path == '/' ? "" : "/", path) >= PATH_MAX ||
	    snprintf(open_key, sizeof open_key, "%s.pub", full) >= PATH_MAX)
		return "its name is too long";
	if (access(open_key, F_OK) == 0)
		return "there is a public key of that name already";
	if ((why = sandbox_run(&job, NULL)) != NULL)
		return why;
	return chmod(full, 0600) == 0 ? NULL : "it could not be closed";
}

const char *
sign_text(const char *key, struct slice text, const char *comment,
    struct buffer *signature)
{
	char folder[] = "/tmp/beadle-sign-XXXXXX", full[PATH_MAX];
	char path[PATH_MAX];
	const char *argv[] = { minisign, "-S", "-l", "-s", full, "-c",
		"signature of a beadle return", "-t", comment, "-m", "text",
		NULL };
	struct sandbox_job job = { .argv = argv, .folder = folder,
		.input = -1, .output = -1 };
	const char *why = "its signature could not be made";

	if (access(minisign, X_OK) == -1)
		return missing;
	if (realpath(key, full) == NULL)
		return "there is no such key";
	if (mkdtemp(folder) == NULL)
		return "no folder for the signature";
	snprintf(path, sizeof path, "%s/text.minisig", folder);
	if (sandbox_put(folder, "text", text) &&
	    (why = sandbox_run(&job, NULL)) == NULL &&
	    buffer_read_file(signature, path) == -1)
		why = "its signature could not be read";
	sandbox_sweep(folder);
	return why;
}

const char *
sign_check(const char *public_key, struct slice text, struct slice signature)
{
	char folder[] = "/tmp/beadle-sign-XXXXXX", full[PATH_MAX];
	const char *argv[] = { minisign, "-V", "-q", "-p", full, "-m", "text",
		NULL };
	struct sandbox_job job = { .argv = argv, .folder = folder,
		.input = -1, .output = -1 };
	const char *why = "the signature could not be checked";

	if (access(minisign, X_OK) == -1)
		return missing;
	if (signature.len > LARGEST_SIGNATURE)
		return "the signature is too long";
	if (realpath(public_key, full) == NULL)
		return "no key of that school is kept";
	if (mkdtemp(folder) == NULL)
		return why;
	if (sandbox_put(folder, "text", text) &&
	    sandbox_put(folder, "text.minisig", signature))
		why = sandbox_run(&job, NULL) == NULL ? NULL :
			  "the signature is not of this package and key";
	sandbox_sweep(folder);
	return why;
}

struct slice
sign_comment(struct slice signature)
{
	struct slice line;

	while (slice_take_line(&signature, &line))
		if (slice_take_text(&line, SLICE("trusted comment: ")))
			return line;
	return SLICE("");
}
