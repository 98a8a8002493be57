/*
 * The wall around files: Landlock.  The kernel's header may be older than
 * the kernel, so what the later versions can forbid stands here as numbers.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "walls.h"

/* As struct landlock_ruleset_attr of version 6. */
struct ruleset {
	uint64_t files;
	uint64_t network; /* from version 4 */
	uint64_t scope;	  /* from version 6 */
};

static struct ruleset
all_of_version(long version, size_t *size)
{
	/* How many of the rights on files each version knows. */
	static const int bits[] = { 0, 13, 14, 15, 15, 16 };
	int known = bits[version < 5 ? version : 5];
	struct ruleset all = { .files = (UINT64_C(1) << known) - 1,
		.network = 3, /* bind, connect */
		.scope = 3 }; /* sockets without a name, signals */

	*size = sizeof all.files;
	if (version >= 4)
		*size = offsetof(struct ruleset, scope);
	if (version >= 6)
		*size = sizeof all;
	return all;
}

static int
allow_reading(int ruleset, const char *path)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
	};
	long result;

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd == -1)
		return 0; /* reading it will fail, and say so */
	result = syscall(SYS_landlock_add_rule, ruleset,
	    LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
	return (int)result;
}

/* The folder of a path, "." where it names none. */
static bool
folder_of(const char *path, char folder[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	int len = slash == NULL ? 0 : (int)(slash - path);

	if (slash == NULL)
		len = snprintf(folder, PATH_MAX, ".");
	else if (len == 0)
		len = snprintf(folder, PATH_MAX, "/");
	else
		len = snprintf(folder, PATH_MAX, "%.*s", len, path);
	return len < PATH_MAX;
}

/*
 * Folders rather than files: a log may be rotated between now and when its
 * turn comes, and its name is then another file.  What a link leads to lies
 * elsewhere, and is allowed by itself.
 */
static int
allow_paths(int ruleset, const struct sandbox_reading *r)
{
	char folder[PATH_MAX], last[PATH_MAX] = "";
	struct stat st;
	size_t i;

	for (i = 0; i < r->path_count; i++) {
		const char *path = r->paths[i];

		if (strcmp(path, "-") == 0)
			continue;
		if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode) &&
		    allow_reading(ruleset, path) == -1)
			return -1;
		if (!folder_of(path, folder) || strcmp(folder, last) == 0)
			continue;
		/* Paths come sorted, so this seldom asks twice. */
		if (allow_reading(ruleset, folder) == -1)
			return -1;
		memcpy(last, folder, strlen(folder) + 1);
	}
	return 0;
}

int
wall_files(const struct sandbox_reading *r)
{
	struct ruleset all;
	size_t size;
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	int ruleset, result;

	if (version < 1)
		return 0; /* not built in, or switched off at boot */
	all = all_of_version(version, &size);
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
	if (ruleset == -1)
		return -1;
	result = allow_paths(ruleset, r);
	if (result == 0)
		result = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
	return result == 0 ? WALL_FILES : -1;
}
