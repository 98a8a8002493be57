/*
 * Gives up all rights but those that reading needs.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox/enter.h"

#include "held.h"
#include "walls.h"

enum { OPEN_FILES = 64 };

/* More than the reader takes for the deepest archive it accepts. */
static const rlim_t most_memory = (rlim_t)2 << 30;

const char *
sandbox_walls_name(int walls)
{
	static const char *const names[] = { "none", "limits", "files",
		"limits, files", "calls", "limits, calls", "files, calls",
		"limits, files, calls" };

	if (walls & WALL_UNTOLD)
		return "none, under a checker of memory";
	return names[walls & 7];
}

/* Neither AddressSanitizer's report nor valgrind's own work would pass. */
static bool
is_checked(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#endif
#endif
	const char *loaded = getenv("LD_PRELOAD");

	return loaded != NULL && strstr(loaded, "/vgpreload_") != NULL;
}

static bool
is_output(const struct sandbox_reading *r, int fd)
{
	size_t i;

	for (i = 0; i < r->output_count; i++)
		if (r->outputs[i] == fd)
			return true;
	return false;
}

/* The store, its lock and whatever else was open when we were made. */
static bool
close_others(const struct sandbox_reading *r)
{
	int fd, nowhere, last = STDERR_FILENO;
	size_t i;

	for (i = 0; i < r->output_count; i++)
		if (r->outputs[i] > last)
			last = r->outputs[i];
	for (fd = STDERR_FILENO + 1; fd < last; fd++)
		if (!is_output(r, fd))
			close(fd);
	closefrom(last + 1);
	if (is_output(r, STDOUT_FILENO))
		return true;
	if ((nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)) == -1)
		return false;
	if (dup2(nowhere, STDOUT_FILENO) == -1)
		return false;
	return close(nowhere) == 0;
}

/* Root may read what it is told to read, and nothing of its other powers
 * is left; who is not root has none. */
static bool
drop_powers(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3
	};
	struct __user_cap_data_struct powers[2];
	uint32_t reading = 1U << CAP_DAC_READ_SEARCH;

	memset(powers, 0, sizeof powers);
	if (syscall(SYS_capget, &head, powers) == -1)
		return false;
	powers[0].effective &= reading;
	powers[0].permitted &= reading;
	powers[1].effective = powers[1].permitted = 0;
	powers[0].inheritable = powers[1].inheritable = 0;
	return syscall(SYS_capset, &head, powers) == 0;
}

static bool
set_limit(__rlimit_resource_t what, rlim_t n)
{
	struct rlimit now;

	if (getrlimit(what, &now) == -1)
		return false;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < n)
		n = now.rlim_max;
	now.rlim_cur = now.rlim_max = n;
	return setrlimit(what, &now) == 0;
}

static bool
set_limits(const struct sandbox_reading *r)
{
	rlim_t files = OPEN_FILES;
	size_t i;

	for (i = 0; i < r->output_count; i++)
		if ((rlim_t)r->outputs[i] + OPEN_FILES > files)
			files = (rlim_t)r->outputs[i] + OPEN_FILES;
	return drop_powers() && prctl(PR_SET_DUMPABLE, 0) == 0 &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NOFILE, files) &&
	    set_limit(RLIMIT_AS, (rlim_t)sandbox_held() + most_memory);
}

int
sandbox_enter(const struct sandbox_reading *r)
{
	int walls = WALL_LIMITS, found;

	if (is_checked())
		return WALL_UNTOLD;
	if (!close_others(r) || !set_limits(r)) {
		warn("giving up rights");
		return -1;
	}
	if ((found = wall_files(r)) == -1) {
		warn("closing the files of others (Landlock)");
		return -1;
	}
	walls |= found;
	if ((found = wall_calls(r)) == -1) {
		warnx("closing system calls (seccomp): not possible");
		return -1;
	}
	return walls | found;
}
