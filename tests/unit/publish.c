/*
 * Files that are whole or not there.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fd.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-publish-XXXXXX";
static char fresh[64], path[64], other[64];

static void
holds(const char *file, const char *wanted, const char *name)
{
	struct buffer b;

	buffer_init(&b, BUFFER_LARGEST);
	if (buffer_read_file(&b, file) == -1)
		buffer_text(&b, strerror(errno));
	is_text(b.len == 0 ? "" : b.ptr, wanted, name);
	buffer_finish(&b);
}

static bool
is_there(const char *file)
{
	return access(file, F_OK) == 0;
}

static void
test_good(void)
{
	struct stat st;

	is_int(buffer_publish(SLICE("one"), fresh, path, 0640), 0, "published");
	holds(path, "one", "it holds what it should");
	ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0640, "its mode");
	is_int(buffer_publish(SLICE("two"), fresh, path, 0640), 0, "again");
	holds(path, "two", "in the place of the other");
	ok(!is_there(fresh), "and nothing else is left");
	buffer_write_new(SLICE("half of what was kil"), fresh, 0600);
	is_int(buffer_publish(SLICE("three"), fresh, path, 0640), 0,
	    "beside what a killed one left");
	holds(path, "three", "of which nothing stays");
	is_int(chdir(folder), 0, "in its folder");
	is_int(buffer_publish(SLICE("four"), "fresh", "name", 0640), 0,
	    "names without a folder");
	holds(path, "four", "are in this one");
}

static void
test_bad(void)
{
	is_int(symlink(other, fresh), 0, "a planted link");
	is_int(buffer_publish(SLICE("five"), fresh, path, 0640), 0,
	    "is no way out");
	ok(!is_there(other), "nothing was written through it");
	buffer_write_new(SLICE("theirs"), other, 0600);
	is_int(symlink(other, fresh), 0, "a link to what is there");
	ok(fd_publish(fresh, path) == -1 && errno == ELOOP, "is refused");
	holds(path, "five", "and the old one stays");
	holds(other, "theirs", "and the other one too");
	ok(fd_publish(fresh, path) == -1 && errno == ENOENT, "nothing");
	is_int(mkdir(fresh, 0700), 0, "a folder in the way");
	ok(buffer_publish(SLICE("six"), fresh, path, 0640) == -1 &&
		errno == EEXIST,
	    "is told");
	holds(path, "five", "and the old one stays");
	rmdir(fresh);
	unlink(path);
	is_int(mkdir(path, 0700), 0, "a folder of its name");
	ok(buffer_publish(SLICE("seven"), fresh, path, 0640) == -1 &&
		errno == EISDIR,
	    "is told");
	ok(!is_there(fresh), "and nothing is left");
	rmdir(path);
	ok(buffer_publish(SLICE("eight"), "/dev/full/x", path, 0640) == -1,
	    "a folder that is none");
	ok(!is_there(path), "no name without its text");
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(fresh, sizeof fresh, "%s/fresh", folder);
	snprintf(path, sizeof path, "%s/name", folder);
	snprintf(other, sizeof other, "%s/other", folder);
	umask(0);
	test_good();
	test_bad();
	unlink(other);
	rmdir(folder);
	return done_testing();
}
