/*
 * The bottom of all streams: a file, a pipe or memory.  What is read in
 * order is hashed on the way, so that the digest of the whole seldom needs
 * a second look.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/time.h"

#include "stream.h"

struct source {
	struct stream stream; /* first, so that a stream is a source */
	int fd;		      /* -1: memory */
	struct slice memory;
	bool regular;
	int64_t modified;
	uint64_t at, hashed;
	struct sha256 *sha256;
	bool digested;
	char hex[SHA256_HEX];
};

static void
hash_read(struct source *f, const void *bytes, size_t n)
{
	uint64_t end = f->at + n, fresh;

	if (f->digested || f->hashed < f->at || f->hashed >= end)
		return;
	fresh = end - f->hashed;
	sha256_add(f->sha256,
	    (struct slice){ (const char *)bytes + (n - fresh), fresh });
	f->hashed = end;
}

static int64_t
read_some(struct source *f, void *to, size_t room)
{
	ssize_t n;

	if (f->fd == -1) {
		struct slice rest =
		    slice_first(slice_from(f->memory, (size_t)f->at), room);

		if (rest.len > 0)
			memcpy(to, rest.ptr, rest.len);
		return (int64_t)rest.len;
	}
	do
		n = read(f->fd, to, room);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		stream_problem(
		    f->stream.state, "cannot be read: %s", strerror(errno));
	return n;
}

static int64_t
source_read(struct stream *s, void *to, size_t room)
{
	struct source *f = (struct source *)s;
	int64_t n = read_some(f, to, room);

	/* Emptied in place under us, as copytruncate does, or cut: what it
	 * held is gone, and what is written to it next is another log. */
	if (n == 0 && f->regular && f->at < s->state->size) {
		stream_problem(s->state, "became shorter while it was read");
		return -1;
	}
	if (n <= 0)
		return n;
	hash_read(f, to, (size_t)n);
	f->at += (uint64_t)n;
	s->state->consumed += (uint64_t)n;
	return n;
}

static int64_t
source_seek(struct stream *s, int64_t offset, int whence)
{
	struct source *f = (struct source *)s;
	int64_t from = 0;

	if (whence == SEEK_CUR)
		from = (int64_t)(f->at - (s->head_len - s->head_at));
	else if (whence == SEEK_END)
		from = (int64_t)s->state->size;
	/* What was peeked at is not to be given twice. */
	s->head_at = s->head_len;
	if (__builtin_add_overflow(from, offset, &from) || from < 0 ||
	    (f->fd != -1 && lseek(f->fd, from, SEEK_SET) == -1)) {
		stream_problem(s->state, "is cut short or damaged");
		return -1;
	}
	f->at = (uint64_t)from;
	return from;
}

static void
source_close(struct stream *s)
{
	(void)s;
}

void
source_destroy(struct stream *s)
{
	struct source *f = (struct source *)s;

	if (f->fd > STDIN_FILENO)
		close(f->fd);
	sha256_destroy(f->sha256);
	free(f);
}

struct stream *
source_create(int fd, struct slice memory, struct limit_state *state)
{
	struct source *f = memory_zeroed(1, sizeof *f);
	struct stat st;

	f->fd = fd;
	f->memory = memory;
	f->modified = TIME_UNKNOWN;
	f->sha256 = sha256_create();
	f->stream.state = state;
	f->stream.read = source_read;
	f->stream.close = source_close;
	state->size = fd == -1 ? memory.len : UINT64_MAX;
	if (fd != -1 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    lseek(fd, 0, SEEK_CUR) == 0) {
		f->regular = true;
		f->modified =
		    st.st_mtim.tv_sec * TIME_SECOND + st.st_mtim.tv_nsec / 1000;
		state->size = (uint64_t)st.st_size;
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	if (fd == -1 || f->regular)
		f->stream.seek = source_seek;
	return &f->stream;
}

int64_t
source_modified(const struct stream *s)
{
	return ((const struct source *)s)->modified;
}

/* What was not yet read is read here, beside the place where the layers
 * above are. */
static int
hash_rest(struct source *f)
{
	char *piece = memory_alloc(PIECE_BYTES);
	ssize_t n;

	while ((n = pread(f->fd, piece, PIECE_BYTES, (off_t)f->hashed)) > 0) {
		sha256_add(f->sha256, (struct slice){ piece, (size_t)n });
		f->hashed += (uint64_t)n;
	}
	free(piece);
	return n < 0 ? -1 : 0;
}

const char *
source_sha256(struct stream *s)
{
	struct source *f = (struct source *)s;
	unsigned char digest[SHA256_SIZE];

	if (f->digested || s->seek == NULL)
		return f->hex;
	f->digested = true;
	if (f->fd == -1)
		sha256_add(f->sha256, slice_from(f->memory, (size_t)f->hashed));
	else if (hash_rest(f) == -1)
		return f->hex;
	sha256_take(f->sha256, digest);
	sha256_hex(digest, f->hex);
	return f->hex;
}
