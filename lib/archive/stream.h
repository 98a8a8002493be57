/*
 * Layers of decoding.  A stream gives bytes; a decoder is a stream over the
 * one below it, which it owns; a container is a list of streams.  The room's
 * own header.
 */
#ifndef STREAM_H
#define STREAM_H

#include <stdio.h>

#include "archive/archive.h"

enum {
	PEEK_BYTES = 1024,     /* enough for every magic, tar's too */
	PIECE_BYTES = 1 << 18, /* read at once from what lies below */
	BOMB_FLOOR = 16 << 20, /* so much may inflate however small it was */
};

struct limit_state {
	const struct archive_limits *limits;
	uint64_t consumed; /* read of the file as it lies */
	uint64_t size;	   /* of the file, or UINT64_MAX for a stream */
	uint64_t total;	   /* given to the caller */
	char problem[256];
};

struct stream {
	/* Bytes, 0 at the end, -1 with the problem set. */
	int64_t (*read)(struct stream *s, void *to, size_t room);
	/* Moves; NULL where it cannot.  The new place, or -1. */
	int64_t (*seek)(struct stream *s, int64_t offset, int whence);
	void (*close)(struct stream *s);
	struct stream *below; /* owned, or NULL */
	struct limit_state *state;
	uint64_t given; /* by a decoder, for its limits */
	size_t head_at, head_len;
	bool failed; /* while peeking: told once the head was read */
	char head[PEEK_BYTES];
};

/* What was peeked at first, then what follows. */
int64_t stream_read(struct stream *s, void *to, size_t room);
/* The first bytes; they stay to be read.  Call before the first read. */
struct slice stream_peek(struct stream *s);
void stream_close(struct stream *s); /* and all below; NULL is fine */

/* Counts what a decoder gave; -1 past a limit. */
int stream_charge(struct stream *s, uint64_t bytes);
void stream_problem(struct limit_state *state, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The bottom: a file or memory.  Closing the layers over it leaves it
 * open, since its digest is asked for last. */
struct stream *source_create(
    int fd, struct slice memory, struct limit_state *state);
void source_destroy(struct stream *s);
int64_t source_modified(const struct stream *s);
const char *source_sha256(struct stream *s);

enum kind {
	KIND_PLAIN,
	KIND_GZIP,
	KIND_XZ,
	KIND_BZIP2,
	KIND_ZSTD,
	KIND_LZ4,
	KIND_ZIP,
	KIND_TAR,
	KIND_CPIO,
	KIND_7Z,
};
enum kind magic_kind(struct slice head);
const char *magic_name(enum kind kind);
static inline bool
kind_has_members(enum kind kind)
{
	return kind >= KIND_ZIP;
}

/* Decoders: they own `below` from then on. */
struct stream *gunzip_create(struct stream *below);
struct stream *filter_create(enum kind kind, struct stream *below);

/* A container owns `below`; its member streams do not outlive it, and are
 * closed before the next one is asked for. */
struct container {
	/* 1: a member (*name is borrowed), 0: no more, -1: broken. */
	int (*next)(struct container *c, const char **name,
	    int64_t *modified);
	/* Of the member at hand, as a stream is read. */
	int64_t (*read)(struct container *c, void *to, size_t room);
	void (*destroy)(struct container *c);
	struct limit_state *state;
};
/* The member at hand as a stream, which counts what it gives. */
struct stream *container_member(struct container *c);
struct container *unpack_create(enum kind kind, struct stream *below);
struct container *cpio_create(struct stream *below);
bool is_cpio(struct slice head);

#endif
