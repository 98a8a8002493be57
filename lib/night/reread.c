/*
 * Lines of logs, read again.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/buffer.h"
#include "base/command.h"
#include "base/fd.h"
#include "sandbox/enter.h"

#include "reread.h"

enum {
	LONGEST_LINE = 1 << 16,
	PIECE = 1 << 16,
	MOST_RENAMED = 5, /* log.1 to log.5, and those compressed */
};

/* What the process sends before each line. */
struct found {
	uint64_t index, length;
};

struct member_reading {
	struct wanted *list;
	size_t count;
	struct buffer line;
	int64_t at; /* offset of the next byte */
	int out;
};

/* An event of a Windows log has its length in its head; all else ends with
 * its line. */
static bool
is_whole(const struct buffer *line, struct slice piece, size_t *take)
{
	const unsigned char *head = (const unsigned char *)line->ptr;

	if (line->len >= 8 && memcmp(head, "**\0\0", 4) == 0) {
		size_t length = head[4] | (size_t)head[5] << 8 |
		    (size_t)head[6] << 16;

		*take = length < line->len ? 0 : length - line->len;
		if (*take > piece.len)
			*take = piece.len;
		return line->len + *take >= length;
	}
	if (line->len < 8 && piece.len > 0 &&
	    (line->len > 0 ? *line->ptr == '*' : *piece.ptr == '*')) {
		*take = 1; /* perhaps such a head: byte by byte */
		return piece.ptr[0] == '\n';
	}
	*take = slice_find(piece, '\n');
	return *take < piece.len;
}

/* The bytes of one wanted line that this piece has. */
static bool
add_piece(struct buffer *line, struct slice piece)
{
	size_t take;
	bool whole = false;

	while (!whole && piece.len > 0 && line->len < LONGEST_LINE) {
		whole = is_whole(line, piece, &take);
		buffer_add(line, slice_first(piece, take));
		if (take == 0)
			break;
		piece = slice_from(piece, take);
	}
	return whole;
}

static bool
has_fold(struct slice line, struct slice part)
{
	size_t i;

	for (i = 0; i + part.len <= line.len; i++)
		if (slice_equal_fold(slice_first(slice_from(line, i),
		    part.len), part))
			return true;
	return false;
}

/* Events of Windows' own logs hold no text to compare with. */
static bool
agrees(const struct wanted *w, struct slice line)
{
	return slice_starts_with(line, SLICE("**\0\0")) ||
	    (has_fold(line, w->told[0]) && has_fold(line, w->told[1]));
}

static bool
send(const struct wanted *w, size_t index, struct slice line, int out)
{
	struct found f = { index, line.len };

	while (line.len > 0 &&
	    memchr("\r\n", line.ptr[line.len - 1], 2) != NULL)
		f.length = --line.len;
	return line.len == 0 || !agrees(w, line) ||
	    (fd_write_all(out, (struct slice){ (const char *)&f,
		sizeof f }) == 0 && fd_write_all(out, line) == 0);
}

/* One line of a member, from its beginning: members are read once for each
 * line, which are few. */
static bool
read_line(struct archive_file *f, struct member_reading *m, size_t index)
{
	char piece[PIECE];
	int64_t n, start = m->list[index].offset;
	struct slice s;
	bool whole = false;

	buffer_reset(&m->line);
	while (!whole && m->line.len < LONGEST_LINE &&
	    (n = archive_read(f, piece, sizeof piece)) > 0) {
		s = (struct slice){ piece, (size_t)n };
		if (m->at + n > start) {
			if (m->at < start)
				s = slice_from(s, (size_t)(start - m->at));
			whole = add_piece(&m->line, s);
		}
		m->at += n;
	}
	return send(&m->list[index], index, buffer_slice(&m->line), m->out);
}

static bool
read_file(const char *path, struct slice member, struct member_reading *m,
    size_t index)
{
	struct archive_file *f = archive_open(path, NULL);
	struct archive_member one;
	bool good = true;
	int more;

	m->at = 0;
	while (f != NULL && (more = archive_next(f, &one)) == 1)
		if (slice_equal(slice_of(one.name), member)) {
			good = read_line(f, m, index);
			break;
		}
	archive_close(f);
	return good;
}

/* What the path is a file of: the longest part before a ! that is there. */
static const char *
file_of(struct slice path, struct arena *a, struct slice *member)
{
	const char *text = arena_text(a, path);
	size_t at;

	*member = SLICE("");
	if (access(text, R_OK) == 0)
		return text;
	for (at = path.len; at > 0; at--)
		if (path.ptr[at - 1] == '!') {
			text = arena_text(a, slice_first(path, at - 1));
			*member = slice_from(path, at);
			if (access(text, R_OK) == 0)
				return text;
		}
	*member = SLICE("");
	return arena_text(a, path);
}

static _Noreturn void
read_all(struct wanted *w, size_t count, char *const *files,
    const struct slice *members, int out, pid_t parent)
{
	char **present = memory_alloc((count + 1) * sizeof *present);
	struct sandbox_reading reading = { present, 0, &out, 1 };
	struct member_reading m = { .list = w, .count = count, .out = out };
	size_t i;

	/* The walls are put up around files that are there. */
	for (i = 0; i < count; i++)
		if (files[i] != NULL)
			present[reading.path_count++] = files[i];

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 || getppid() != parent)
		_exit(EXIT_COULD_NOT);
	signal(SIGPIPE, SIG_IGN);
	if (sandbox_enter(&reading) == -1)
		_exit(EXIT_COULD_NOT);
	buffer_init(&m.line, 2 * LONGEST_LINE);
	for (i = 0; i < count; i++)
		if (w[i].file == NULL && files[i] != NULL &&
		    !read_file(files[i], members[i], &m, i))
			_exit(EXIT_COULD_NOT);
	_exit(EXIT_OK);
}

static void
take_lines(int in, struct wanted *w, size_t count, char *const *files,
    struct arena *a)
{
	struct found f;
	char *text;

	while (fd_read_all(in, &f, sizeof f) == 1 && f.index < count &&
	    f.length <= 2 * LONGEST_LINE) {
		text = arena_alloc(a, f.length + 1);
		if (fd_read_all(in, text, f.length) != 1)
			return;
		w[f.index].line = (struct slice){ text, f.length };
		w[f.index].file = files[f.index];
	}
}

/* One try, with these names of the files. */
static int
try(struct wanted *w, size_t count, char *const *files,
    const struct slice *members, struct arena *a)
{
	pid_t child, parent = getpid();
	int ends[2], status = 0;

	if (pipe(ends) == -1) {
		warn("pipe");
		return -1;
	}
	fflush(NULL);
	if ((child = fork()) == 0)
		read_all(w, count, files, members, ends[1], parent);
	close(ends[1]);
	if (child == -1)
		warn("making the process that reads logs");
	else
		take_lines(ends[0], w, count, files, a);
	close(ends[0]);
	while (child != -1 && waitpid(child, &status, 0) == -1 &&
	    errno == EINTR)
		continue;
	return child == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0 ?
	    -1 : 0;
}

static bool
all_found(const struct wanted *w, size_t count)
{
	size_t i = 0;

	while (i < count && w[i].file != NULL)
		i++;
	return i == count;
}

int
reread(struct wanted *w, size_t count, struct arena *a)
{
	static const char *const endings[] = { "", ".gz", ".xz" };
	char **files = arena_alloc(a, (count + 1) * sizeof *files);
	char **renamed = arena_alloc(a, (count + 1) * sizeof *renamed);
	struct slice *members = arena_alloc(a, (count + 1) * sizeof *members);
	int result, n;
	size_t i, e;

	for (i = 0; i < count; i++) {
		files[i] = arena_text(a, slice_of(file_of(w[i].path, a,
		    &members[i])));
		renamed[i] = access(files[i], R_OK) == 0 ? files[i] : NULL;
	}
	result = count == 0 ? 0 : try(w, count, renamed, members, a);
	for (n = 1; result == 0 && n <= MOST_RENAMED; n++)
		for (e = 0; result == 0 && e < 3 && !all_found(w, count); e++) {
			bool any = false;

			for (i = 0; i < count; i++) {
				renamed[i] = arena_printf(a, "%s.%d%s",
				    files[i], n, endings[e]);
				if (access(renamed[i], R_OK) == -1)
					renamed[i] = NULL;
				any = any || renamed[i] != NULL;
			}
			if (any)
				result = try(w, count, renamed, members, a);
		}
	return result;
}
