/*
 * gzip, by the fast path that most logs take.  A file may hold several gzip
 * members one after another, as after "cat a.gz b.gz", and zeros to fill a
 * block.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "inflate.h"
#include "stream.h"

struct gunzip {
	struct stream stream; /* first, so that a stream is a gunzip */
	struct inflate *inflate;
	struct inflate_room room;
	bool between; /* members: no byte of a next one was seen yet */
	bool ended;
	unsigned char in[PIECE_BYTES];
};

/* 1: there is input, 0: the end below, -1: broken. */
static int
fill(struct gunzip *g)
{
	int64_t n;

	if (g->room.in_len > 0)
		return 1;
	if ((n = stream_read(g->stream.below, g->in, sizeof g->in)) <= 0)
		return (int)n;
	g->room.in = g->in;
	g->room.in_len = (size_t)n;
	return 1;
}

/* After a member: skips zeros, and begins the next one.  0: the end. */
static int
next_gzip(struct gunzip *g)
{
	int more;

	while ((more = fill(g)) > 0 && *g->room.in == 0) {
		g->room.in++;
		g->room.in_len--;
	}
	if (more <= 0)
		return more;
	if (*g->room.in != 0x1f) {
		stream_problem(
		    g->stream.state, "has something else after its gzip data");
		return -1;
	}
	inflate_again(g->inflate);
	g->between = false;
	return 1;
}

/* One step.  1: go on, 0: the end, -1: broken. */
static int
step(struct gunzip *g)
{
	struct inflate_room before;
	const char *why = "it does not go on";
	bool held;
	int more;

	if (g->between && (more = next_gzip(g)) <= 0)
		return more;
	held = inflate_holds(g->inflate);
	if (!held && (more = fill(g)) <= 0) {
		if (more < 0)
			return -1;
		stream_problem(g->stream.state, "is cut short");
		return -1;
	}
	before = g->room;
	switch (inflate_step(g->inflate, &g->room, &why)) {
	case INFLATE_END:
		g->between = true;
		return 1;
	case INFLATE_MORE:
		if (held || g->room.in != before.in ||
		    g->room.out != before.out)
			return 1;
		break;
	case INFLATE_BAD:
		break;
	}
	stream_problem(g->stream.state, "is damaged: %s", why);
	return -1;
}

static int64_t
gunzip_read(struct stream *s, void *to, size_t room)
{
	struct gunzip *g = (struct gunzip *)s;
	int more = 1;
	int64_t given;

	if (s->failed || g->ended)
		return s->failed ? -1 : 0;
	g->room.out = to;
	g->room.out_len = room;
	while (g->room.out_len > 0 && (more = step(g)) > 0)
		;
	given = (int64_t)(room - g->room.out_len);
	g->ended = more == 0;
	s->failed = more < 0 || stream_charge(s, (uint64_t)given) == -1;
	/* What was good is given first; the next call says what is not. */
	return given > 0 ? given : s->failed ? -1 : 0;
}

static void
gunzip_close(struct stream *s)
{
	struct gunzip *g = (struct gunzip *)s;

	inflate_destroy(g->inflate);
	free(g);
}

struct stream *
gunzip_create(struct stream *below)
{
	struct gunzip *g = memory_alloc(sizeof *g);

	memset(g, 0, offsetof(struct gunzip, in));
	g->stream.read = gunzip_read;
	g->stream.close = gunzip_close;
	g->stream.below = below;
	g->stream.state = below->state;
	if ((g->inflate = inflate_create()) == NULL) {
		stream_problem(below->state, "zlib does not start");
		stream_close(below);
		free(g);
		return NULL;
	}
	return &g->stream;
}
