/*
 * What all streams share: looking ahead, limits, closing.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "base/arena.h"

#include "stream.h"

void
stream_problem(struct limit_state *state, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(state->problem, sizeof state->problem, fmt, ap);
	va_end(ap);
}

struct slice
stream_peek(struct stream *s)
{
	int64_t n = 0;

	while (s->head_len < sizeof s->head &&
	       (n = s->read(s, s->head + s->head_len,
		    sizeof s->head - s->head_len)) > 0)
		s->head_len += (size_t)n;
	s->failed = n < 0;
	return (struct slice){ s->head, s->head_len };
}

int64_t
stream_read(struct stream *s, void *to, size_t room)
{
	size_t n = s->head_len - s->head_at;

	if (n > 0) {
		if (n > room)
			n = room;
		memcpy(to, s->head + s->head_at, n);
		s->head_at += n;
		return (int64_t)n;
	}
	return s->failed ? -1 : s->read(s, to, room);
}

void
stream_close(struct stream *s)
{
	struct stream *below;

	for (; s != NULL; s = below) {
		below = s->below;
		s->close(s);
	}
}

/* A bomb gives far more than was read; honest logs shrink some 5- to
 * 50-fold, and a small file is let be. */
int
stream_charge(struct stream *s, uint64_t bytes)
{
	const struct archive_limits *limits = s->state->limits;

	s->given += bytes;
	if (s->given > limits->member_bytes) {
		stream_problem(s->state, "inflates to more than %llu MB",
		    (unsigned long long)(limits->member_bytes >> 20));
		return -1;
	}
	if (s->given > BOMB_FLOOR &&
	    s->given / limits->ratio > s->state->consumed) {
		stream_problem(s->state,
		    "inflates more than %u-fold, as a bomb does",
		    limits->ratio);
		return -1;
	}
	return 0;
}

struct member {
	struct stream stream; /* first, so that a stream is a member */
	struct container *container;
};

static int64_t
member_read(struct stream *s, void *to, size_t room)
{
	struct container *c = ((struct member *)s)->container;
	int64_t n = c->read(c, to, room);

	return n > 0 && stream_charge(s, (uint64_t)n) == -1 ? -1 : n;
}

static void
member_close(struct stream *s)
{
	free(s);
}

struct stream *
container_member(struct container *c)
{
	struct member *m = memory_zeroed(1, sizeof *m);

	m->container = c;
	m->stream.read = member_read;
	m->stream.close = member_close;
	m->stream.state = c->state;
	return &m->stream;
}
