/*
 * libarchive: the containers (zip, tar, 7z) and the rarer compressions.
 * Only what is asked for is enabled, and nothing ever reaches the disk: a
 * member is a stream like any other.
 */
#include <errno.h>
#include <stdlib.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"

#include "stream.h"

/* A 7z within another archive, or from a pipe, is read whole first, since
 * its list of members stands at its end. */
enum { LARGEST_INNER_7Z = 64 << 20 };

struct unpacker {
	struct archive *archive;
	struct stream *below;
	struct slice whole; /* a 7z held in memory */
	int64_t at;	    /* in whole */
	char in[PIECE_BYTES];
};

struct filter {
	struct stream stream; /* first, so that a stream is a filter */
	struct unpacker *unpacker;
};

struct unpacked {
	struct container container; /* first, so that it is one */
	struct unpacker *unpacker;
	const char *encrypted; /* why this member cannot be read, or NULL */
};

static la_ssize_t
feed(struct archive *archive, void *ctx, const void **bytes)
{
	struct unpacker *u = ctx;
	int64_t n = stream_read(u->below, u->in, sizeof u->in);

	*bytes = u->in;
	if (n < 0)
		archive_set_error(archive, EIO, "%s", u->below->state->problem);
	return (la_ssize_t)n;
}

static la_int64_t
move(struct archive *archive, void *ctx, la_int64_t offset, int whence)
{
	struct unpacker *u = ctx;
	int64_t at = u->below->seek(u->below, offset, whence);

	(void)archive;
	return at < 0 ? ARCHIVE_FATAL : at;
}

static void
say(const struct unpacker *u)
{
	struct limit_state *state = u->below->state;
	const char *why = archive_error_string(u->archive);

	if (why == NULL)
		stream_problem(state, "is cut short or damaged");
	else if (strcmp(why, state->problem) != 0)
		stream_problem(state, "is cut short or damaged: %s", why);
}

static void
unpacker_destroy(struct unpacker *u)
{
	archive_read_free(u->archive);
	stream_close(u->below);
	free((char *)u->whole.ptr);
	free(u);
}

static void
enable(struct archive *archive, enum kind kind)
{
	switch (kind) {
	case KIND_XZ:
		archive_read_support_filter_xz(archive);
		break;
	case KIND_BZIP2:
		archive_read_support_filter_bzip2(archive);
		break;
	case KIND_ZSTD:
		archive_read_support_filter_zstd(archive);
		break;
	case KIND_LZ4:
		archive_read_support_filter_lz4(archive);
		break;
	case KIND_ZIP:
		archive_read_support_format_zip(archive);
		return;
	case KIND_TAR:
		archive_read_support_format_tar(archive);
		return;
	case KIND_7Z:
		archive_read_support_format_7zip(archive);
		return;
	case KIND_PLAIN:
	case KIND_GZIP:
	case KIND_CPIO:
		return;
	}
	archive_read_support_format_raw(archive);
	archive_read_support_format_empty(archive);
}

/* Reads a 7z that cannot be moved about in. */
static int
hold_whole(struct unpacker *u)
{
	struct buffer all;
	int64_t n;

	buffer_init(&all, LARGEST_INNER_7Z);
	while ((n = stream_read(u->below, u->in, sizeof u->in)) > 0) {
		buffer_add(&all, (struct slice){ u->in, (size_t)n });
		if (buffer_overflowed(&all)) {
			stream_problem(u->below->state,
			    "is a 7z of more than %d MB within another"
			    " archive or from a pipe",
			    LARGEST_INNER_7Z >> 20);
			n = -1;
			break;
		}
	}
	if (n < 0 || all.len == 0) {
		buffer_finish(&all);
		return -1;
	}
	u->whole = (struct slice){ all.ptr, all.len };
	return 0;
}

static int
open_archive(struct unpacker *u, enum kind kind)
{
	if (kind == KIND_7Z && u->below->seek == NULL) {
		if (hold_whole(u) == -1)
			return -1;
		if (archive_read_open_memory(
			u->archive, u->whole.ptr, u->whole.len) == ARCHIVE_OK)
			return 0;
	} else {
		if (u->below->seek != NULL)
			archive_read_set_seek_callback(u->archive, move);
		if (archive_read_open(u->archive, u, NULL, feed, NULL) ==
		    ARCHIVE_OK)
			return 0;
	}
	say(u);
	return -1;
}

/* Takes `below` over, even where it fails. */
static struct unpacker *
unpacker_create(enum kind kind, struct stream *below)
{
	struct unpacker *u = memory_alloc(sizeof *u);

	memset(u, 0, offsetof(struct unpacker, in));
	u->below = below;
	if ((u->archive = archive_read_new()) == NULL) {
		stream_problem(below->state, "libarchive does not start");
		stream_close(below);
		free(u);
		return NULL;
	}
	enable(u->archive, kind);
	if (open_archive(u, kind) == -1) {
		unpacker_destroy(u);
		return NULL;
	}
	return u;
}

static int64_t
read_data(struct unpacker *u, void *to, size_t room)
{
	la_ssize_t n = archive_read_data(u->archive, to, room);

	if (n < 0) {
		say(u);
		return -1;
	}
	return n;
}

static int64_t
filter_read(struct stream *s, void *to, size_t room)
{
	struct filter *f = (struct filter *)s;
	int64_t n = read_data(f->unpacker, to, room);

	return n > 0 && stream_charge(s, (uint64_t)n) == -1 ? -1 : n;
}

static void
filter_close(struct stream *s)
{
	struct filter *f = (struct filter *)s;

	unpacker_destroy(f->unpacker);
	free(f);
}

struct stream *
filter_create(enum kind kind, struct stream *below)
{
	struct limit_state *state = below->state;
	struct unpacker *u = unpacker_create(kind, below);
	struct archive_entry *entry;
	struct filter *f;
	int result;

	if (u == NULL)
		return NULL;
	result = archive_read_next_header(u->archive, &entry);
	if (result != ARCHIVE_OK && result != ARCHIVE_WARN &&
	    result != ARCHIVE_EOF) {
		say(u);
		unpacker_destroy(u);
		return NULL;
	}
	f = memory_zeroed(1, sizeof *f);
	f->unpacker = u;
	f->stream.read = filter_read;
	f->stream.close = filter_close;
	f->stream.state = state;
	return &f->stream;
}

static const char *
entry_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (name == NULL)
		name = archive_entry_pathname(entry);
	return name == NULL || *name == '\0' ? "(no name)" : name;
}

static int
next(struct container *container, const char **name, int64_t *modified)
{
	struct unpacked *c = (struct unpacked *)container;
	struct archive *archive = c->unpacker->archive;
	struct archive_entry *entry;
	int result;

	do {
		result = archive_read_next_header(archive, &entry);
		if (result == ARCHIVE_EOF)
			return 0;
		if (result == ARCHIVE_RETRY)
			continue;
		if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
			say(c->unpacker);
			return -1;
		}
	} while (result == ARCHIVE_RETRY ||
		 archive_entry_filetype(entry) != AE_IFREG ||
		 archive_entry_hardlink(entry) != NULL);
	*name = entry_name(entry);
	*modified = archive_entry_mtime_is_set(entry)
			? archive_entry_mtime(entry) * TIME_SECOND
			: TIME_UNKNOWN;
	c->encrypted = archive_entry_is_encrypted(entry)
			   ? "is encrypted: pack it without a password"
			   : NULL;
	return 1;
}

static int64_t
read_member(struct container *container, void *to, size_t room)
{
	const struct unpacked *c = (const struct unpacked *)container;

	if (c->encrypted != NULL) {
		stream_problem(container->state, "%s", c->encrypted);
		return -1;
	}
	return read_data(c->unpacker, to, room);
}

static void
destroy(struct container *container)
{
	struct unpacked *c = (struct unpacked *)container;

	unpacker_destroy(c->unpacker);
	free(c);
}

struct container *
unpack_create(enum kind kind, struct stream *below)
{
	struct unpacker *u = unpacker_create(kind, below);
	struct unpacked *c;

	if (u == NULL)
		return NULL;
	c = memory_zeroed(1, sizeof *c);
	c->container = (struct container){ next, read_member, destroy,
		below->state };
	c->unpacker = u;
	return &c->container;
}
