/*
 * Locked copies.  The open one stays where the server guards it; what leaves
 * the building is closed to whoever finds it.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "deliver/age.h"
#include "deliver/deliver.h"
#include "render/locked.h"
#include "reports/carry.h"

enum { SHORTEST = 12, LONGEST = 127 }; /* AES-256 takes 127 bytes */

/* The first line of a file that only its owner may read.  It is asked of
 * the open file, so that nobody can put another in its place. */
static const char *
read_password(const char *path, struct arena *a)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	FILE *in = fd == -1 ? NULL : fdopen(fd, "r");
	const char *password = NULL;
	struct buffer text;
	struct slice line;
	struct stat st;

	if (in == NULL) {
		warn("%s", path);
		if (fd != -1)
			close(fd);
		return NULL;
	}
	buffer_init(&text, 4096);
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    (st.st_mode & 077) != 0)
		warnx("%s: expected a file that its owner alone may read: "
		      "chmod 600 it", path);
	else if (buffer_read(&text, in) == -1)
		warn("%s", path);
	else {
		line = buffer_slice(&text);
		line = slice_trim(slice_first(line, slice_find(line, '\n')));
		if (line.len < SHORTEST || line.len > LONGEST)
			warnx("%s: expected a password of %d to %d letters",
			    path, SHORTEST, LONGEST);
		else
			password = arena_text(a, line);
	}
	buffer_finish(&text);
	fclose(in);
	return password;
}

static int
lock_pdf(const struct reader *r, const char *folder, const char *name,
    struct slice bytes, struct arena *a)
{
	const char *password = read_password(arena_text(a, r->password_file),
	    a), *why;
	struct slice stem = slice_first(slice_of(name),
	    slice_find_last(slice_of(name), '.'));
	struct buffer locked;
	int result = -1;

	if (password == NULL)
		return -1;
	buffer_init(&locked, BUFFER_LARGEST);
	if ((why = pdf_lock(bytes, password, &locked)) != NULL)
		warnx("%s: %s", name, why);
	else
		result = deliver_text(folder, arena_printf(a,
		    "%.*s-locked.pdf", SLICE_ARG(stem)),
		    buffer_slice(&locked));
	buffer_finish(&locked);
	return result;
}

int
carry(const struct settings *s, const char *reader, const char *folder,
    const char *name, struct slice bytes)
{
	struct arena *a = arena_create();
	int result = 0;
	size_t i;

	for (i = 0; i < s->reader_count; i++) {
		const struct reader *r = &s->readers[i];

		if (!slice_equal(r->name, slice_of(reader)))
			continue;
		if (r->password_file.len > 0 &&
		    slice_ends_with(slice_of(name), SLICE(".pdf")))
			result = lock_pdf(r, folder, name, bytes, a);
		if (r->age.len > 0 && age_seal(folder, name, r->age) == -1)
			result = -1;
	}
	arena_destroy(a);
	return result;
}
