/*
 * Layers put together: what a stream turns out to be decides what is laid
 * over it, until plain bytes come out.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"

#include "stream.h"

enum { DEEPEST = 5, LONGEST_NAME = 4096 };

const struct archive_limits archive_default_limits = {
	.member_bytes = UINT64_C(64) << 30,
	.total_bytes = UINT64_C(512) << 30,
	.members = 100000,
	.ratio = 300,
};

struct level {
	struct container *container;
	size_t name_len, kind_len; /* of the texts, without the member's */
	int layers;		   /* beneath its members */
};

struct archive_file {
	struct limit_state state;
	struct stream *source, *member;
	struct level levels[DEEPEST];
	int depth;
	bool started;
	bool broken; /* the member */
	uint32_t members;
	int layers; /* beneath the member in hand */
	int64_t modified;
	struct buffer name, kind;
};

static struct archive_file *
create(int fd, struct slice memory, const struct archive_limits *limits)
{
	struct archive_file *a = memory_zeroed(1, sizeof *a);

	a->state.limits = limits == NULL ? &archive_default_limits : limits;
	a->source = source_create(fd, memory, &a->state);
	buffer_init(&a->name, LONGEST_NAME);
	buffer_init(&a->kind, LONGEST_NAME);
	return a;
}

struct archive_file *
archive_open(const char *path, const struct archive_limits *limits)
{
	struct stat st;
	int fd = STDIN_FILENO;

	if (path != NULL && strcmp(path, "-") != 0)
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1 || fstat(fd, &st) == -1)
		return NULL;
	if (S_ISDIR(st.st_mode)) {
		if (fd != STDIN_FILENO)
			close(fd);
		errno = EISDIR;
		return NULL;
	}
	return create(fd, (struct slice){ 0 }, limits);
}

struct archive_file *
archive_open_memory(struct slice bytes, const struct archive_limits *limits)
{
	return create(-1, bytes, limits);
}

static void
close_member(struct archive_file *a)
{
	stream_close(a->member);
	a->member = NULL;
	a->broken = false;
}

static void
leave_container(struct archive_file *a)
{
	struct container *c = a->levels[--a->depth].container;

	c->destroy(c);
}

void
archive_close(struct archive_file *a)
{
	if (a == NULL)
		return;
	close_member(a);
	while (a->depth > 0)
		leave_container(a);
	source_destroy(a->source);
	buffer_finish(&a->name);
	buffer_finish(&a->kind);
	free(a);
}

/* The rest of a member is read and dropped rather than skipped, so that
 * the limits see it. */
static int
drain_member(struct archive_file *a)
{
	char *piece;
	int64_t n = 0;

	if (a->member != NULL && !a->broken && a->depth > 0) {
		piece = memory_alloc(PIECE_BYTES);
		while ((n = archive_read(a, piece, PIECE_BYTES)) > 0)
			;
		free(piece);
	}
	close_member(a);
	return 0;
}

static void
add_kind(struct archive_file *a, enum kind kind)
{
	if (a->kind.len > 0)
		buffer_text(&a->kind, ", ");
	buffer_text(&a->kind, magic_name(kind));
}

/* When a gzip was packed, by its header: nearer to the log's own time than
 * that of a file which was copied about. */
static void
take_gzip_time(struct archive_file *a, struct slice head)
{
	const unsigned char *p = (const unsigned char *)head.ptr;
	uint32_t t;

	if (head.len < 8)
		return;
	t = (uint32_t)p[4] | (uint32_t)p[5] << 8 | (uint32_t)p[6] << 16 |
	    (uint32_t)p[7] << 24;
	if (t != 0)
		a->modified = t * TIME_SECOND;
}

static int
enter_container(struct archive_file *a, enum kind kind, struct stream *s)
{
	struct level *level = &a->levels[a->depth];

	level->container = kind == KIND_CPIO ? cpio_create(s) :
					       unpack_create(kind, s);
	if (level->container == NULL)
		return -1;
	level->name_len = a->name.len;
	level->kind_len = a->kind.len;
	level->layers = a->layers;
	a->depth++;
	return 0;
}

/*
 * Lays decoders over a stream.  1: plain bytes come out, as a->member;
 * 0: it is a container, now the innermost level; -1: broken.
 */
static int
unwrap(struct archive_file *a, struct stream *s)
{
	for (;;) {
		struct slice head = stream_peek(s);
		enum kind kind = magic_kind(head);

		if (kind == KIND_PLAIN) {
			if (a->kind.len == 0)
				add_kind(a, kind);
			a->member = s;
			return 1;
		}
		if (++a->layers > DEEPEST) {
			stream_problem(
			    &a->state, "nests more than %d deep", (int)DEEPEST);
			stream_close(s);
			return -1;
		}
		add_kind(a, kind);
		if (kind_has_members(kind))
			return enter_container(a, kind, s);
		if (kind == KIND_GZIP) {
			take_gzip_time(a, head);
			s = gunzip_create(s);
		} else
			s = filter_create(kind, s);
		if (s == NULL)
			return -1;
	}
}

/* The next member of the innermost container: 1, 0, -1. */
static int
next_in_container(struct archive_file *a)
{
	const struct level *level = &a->levels[a->depth - 1];
	const char *name;
	int more;

	a->name.len = level->name_len;
	a->kind.len = level->kind_len;
	a->layers = level->layers;
	more = level->container->next(level->container, &name,
	    &a->modified);
	if (more > 0 && ++a->members > a->state.limits->members) {
		stream_problem(&a->state, "has more than %u members",
		    a->state.limits->members);
		/* Nothing more is given of any level. */
		while (a->depth > 0)
			leave_container(a);
		return -1;
	}
	if (more <= 0) {
		leave_container(a);
		return more;
	}
	if (a->name.len > 0)
		buffer_char(&a->name, '!');
	buffer_text(&a->name, name);
	return 1;
}

/* No member is younger than the archive that it lies in. */
static int64_t
member_modified(const struct archive_file *a)
{
	int64_t file = source_modified(a->source);

	return file > 0 && (a->modified <= 0 || file < a->modified) ?
	    file :
	    a->modified;
}

int
archive_next(struct archive_file *a, struct archive_member *out)
{
	int result;

	drain_member(a);
	do {
		struct stream *s;

		if (!a->started) {
			a->started = true;
			a->modified = source_modified(a->source);
			s = a->source;
		} else if (a->depth == 0) {
			return 0;
		} else {
			if ((result = next_in_container(a)) < 0)
				return -1;
			if (result == 0)
				continue;
			s = container_member(
			    a->levels[a->depth - 1].container);
		}
		if ((result = unwrap(a, s)) < 0)
			return -1;
	} while (a->member == NULL);
	out->name = a->name.len == 0 ? "" : a->name.ptr;
	out->kind = a->kind.ptr;
	out->modified = member_modified(a);
	return 1;
}

static bool
total_is_too_much(struct archive_file *a)
{
	const struct archive_limits *limits = a->state.limits;
	uint64_t total = a->state.total;

	if (a->depth == 0 && a->layers == 0)
		return false; /* plain: what lies there is what is read */
	if (total > limits->total_bytes) {
		stream_problem(&a->state, "inflates to more than %llu MB",
		    (unsigned long long)(limits->total_bytes >> 20));
		return true;
	}
	if (total > BOMB_FLOOR && a->state.size != UINT64_MAX &&
	    total / limits->ratio > a->state.size) {
		stream_problem(&a->state,
		    "inflates more than %u-fold, as a bomb does",
		    limits->ratio);
		return true;
	}
	return false;
}

int64_t
archive_read(struct archive_file *a, void *to, size_t room)
{
	int64_t n;

	if (a->broken || a->member == NULL)
		return a->broken ? -1 : 0;
	n = stream_read(a->member, to, room);
	if (n > 0)
		a->state.total += (uint64_t)n;
	if (n < 0 || total_is_too_much(a)) {
		a->broken = true;
		return -1;
	}
	return n;
}

const char *
archive_problem(const struct archive_file *a)
{
	return a == NULL ? strerror(errno) : a->state.problem;
}

const char *
archive_sha256(struct archive_file *a)
{
	return source_sha256(a->source);
}
