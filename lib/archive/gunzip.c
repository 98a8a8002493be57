/*
 * gzip, straight through zlib: most logs come so, and this is the fast
 * path.  A file may hold several gzip members one after another, as after
 * "cat a.gz b.gz", and zeros to fill a block.
 */
#include <stdlib.h>

#include <zlib.h>

#include "base/arena.h"

#include "stream.h"

enum { GZIP_ONLY = 15 + 16 };

struct gunzip {
	struct stream stream; /* first, so that a stream is a gunzip */
	z_stream z;
	bool between; /* members: no byte of a next one was seen yet */
	bool ended;
	char in[PIECE_BYTES];
};

/* 1: there is input, 0: the end below, -1: broken. */
static int
fill(struct gunzip *g)
{
	int64_t n;

	if (g->z.avail_in > 0)
		return 1;
	if ((n = stream_read(g->stream.below, g->in, sizeof g->in)) <= 0)
		return (int)n;
	g->z.next_in = (unsigned char *)g->in;
	g->z.avail_in = (unsigned)n;
	return 1;
}

/* After a member: skips zeros, and begins the next one.  0: the end. */
static int
next_gzip(struct gunzip *g)
{
	int more;

	while ((more = fill(g)) > 0 && *g->z.next_in == 0) {
		g->z.next_in++;
		g->z.avail_in--;
	}
	if (more <= 0)
		return more;
	if (*g->z.next_in != 0x1f) {
		stream_problem(
		    g->stream.state, "has something else after its gzip data");
		return -1;
	}
	inflateReset(&g->z);
	g->between = false;
	return 1;
}

/* One step.  1: go on, 0: the end, -1: broken. */
static int
step(struct gunzip *g)
{
	int more, result;

	if (g->between && (more = next_gzip(g)) <= 0)
		return more;
	if ((more = fill(g)) <= 0) {
		if (more == 0)
			stream_problem(g->stream.state, "is cut short");
		return -1;
	}
	result = inflate(&g->z, Z_NO_FLUSH);
	if (result == Z_STREAM_END)
		g->between = true;
	else if (result != Z_OK) {
		stream_problem(g->stream.state, "is damaged: %s",
		    g->z.msg == NULL ? "bad gzip data" : g->z.msg);
		return -1;
	}
	return 1;
}

static int64_t
gunzip_read(struct stream *s, void *to, size_t room)
{
	struct gunzip *g = (struct gunzip *)s;
	int more = 1;
	int64_t given;

	if (s->failed || g->ended)
		return s->failed ? -1 : 0;
	if (room > INT32_MAX)
		room = INT32_MAX;
	g->z.next_out = to;
	g->z.avail_out = (unsigned)room;
	while (g->z.avail_out > 0 && (more = step(g)) > 0)
		;
	given = (int64_t)(room - g->z.avail_out);
	g->ended = more == 0;
	s->failed = more < 0 || stream_charge(s, (uint64_t)given) == -1;
	/* What was good is given first; the next call says what is not. */
	return given > 0 ? given : s->failed ? -1 : 0;
}

static void
gunzip_close(struct stream *s)
{
	struct gunzip *g = (struct gunzip *)s;

	inflateEnd(&g->z);
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
	if (inflateInit2(&g->z, GZIP_ONLY) != Z_OK) {
		stream_problem(below->state, "zlib does not start");
		stream_close(below);
		free(g);
		return NULL;
	}
	return &g->stream;
}
