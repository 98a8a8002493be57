/*
 * Log-ons and log-offs to sessions, and sessions to presence.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "sessions.h"

static int
by_host_and_time(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->host != b->host)
		return a->host < b->host ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	return a->logon < b->logon ? -1 : a->logon > b->logon;
}

static bool
same_mark(const struct mark *a, const struct mark *b)
{
	return by_host_and_time(a, b) == 0;
}

static bool
closes(const struct mark *off, const struct mark *on)
{
	if (off->logon != 0 && on->logon != 0)
		return off->logon == on->logon;
	return off->account == on->account;
}

/* The latest log-on first: without ids it is the one that is meant. */
static void
close_latest(const struct mark *off, const struct mark *const ons[],
    struct session *list, size_t from, size_t to)
{
	size_t i;

	for (i = to; i-- > from;) {
		if (off->time - list[i].start > SESSION_CLOSED)
			return;
		if (list[i].closed || !closes(off, ons[i]))
			continue;
		list[i].end = off->time;
		list[i].closed = true;
		return;
	}
}

/* What nothing closed: `limit` is set already to the next log-on or boot
 * or twelve hours; the last thing seen before it is the end. */
static void
end_open(struct session *s, seen_fn *seen, void *ctx)
{
	int64_t last;

	if (s->closed)
		return;
	last = seen == NULL ? TIME_UNKNOWN :
			      seen(s->host, s->start, s->end, ctx);
	if (last != TIME_UNKNOWN && last < s->end)
		s->end = last + 1; /* the event itself is still inside */
}

/* The sessions of one computer's marks. */
static size_t
join_host(const struct mark *marks, size_t count, const struct mark *ons[],
    struct session *out)
{
	size_t i, n = 0, since_boot = 0, last_on = 0;

	for (i = 0; i < count; i++) {
		const struct mark *m = &marks[i];
		size_t j;

		if (i > 0 && same_mark(m, m - 1))
			continue;
		if (m->kind == MARK_OFF) {
			close_latest(m, ons, out, since_boot, n);
			continue;
		}
		/* A boot ends all that is open, a log-on the former one. */
		for (j = m->kind == MARK_BOOT ? since_boot : last_on; j < n;
		    j++)
			if (!out[j].closed && out[j].start < m->time &&
			    out[j].end > m->time)
				out[j].end = m->time;
		if (m->kind == MARK_BOOT) {
			since_boot = last_on = n;
			continue;
		}
		while (last_on < n && out[last_on].start < m->time)
			last_on++;
		ons[n] = m;
		out[n++] = (struct session){ .host = m->host,
			.account = m->account,
			.start = m->time,
			.end = m->time + SESSION_OPEN };
	}
	return n;
}

size_t
sessions_join(struct mark *marks, size_t count, seen_fn *seen, void *ctx,
    struct session *out)
{
	const struct mark **ons;
	size_t i, from, to, n = 0;

	if (count == 0)
		return 0;
	ons = memory_zeroed(count, sizeof *ons);
	qsort(marks, count, sizeof *marks, by_host_and_time);
	for (from = 0; from < count; from = to) {
		for (to = from + 1; to < count; to++)
			if (marks[to].host != marks[from].host)
				break;
		n += join_host(marks + from, to - from, ons, out + n);
	}
	free(ons);
	for (i = 0; i < n; i++)
		end_open(&out[i], seen, ctx);
	return n;
}

/* Where a session begins (+1) or ends (-1). */
struct edge {
	int64_t time;
	const struct session *session;
	int step;
};

static int
by_time(const void *left, const void *right)
{
	const struct edge *a = left, *b = right;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return a->step - b->step;
}

/* Who is there: a short list, for few sit at one computer at once. */
struct crowd {
	const struct session **list;
	size_t count;
};

static void
crowd_step(struct crowd *p, const struct edge *e)
{
	size_t i;

	if (e->step > 0) {
		p->list[p->count++] = e->session;
		return;
	}
	for (i = 0; i < p->count; i++)
		if (p->list[i] == e->session) {
			p->list[i] = p->list[--p->count];
			return;
		}
}

static void
describe(const struct crowd *p, struct presence *s)
{
	size_t i;

	s->closed = true;
	s->account = p->list[0]->account;
	for (i = 0; i < p->count; i++) {
		s->closed = s->closed && p->list[i]->closed;
		if (p->list[i]->account != s->account)
			s->several = true;
	}
	if (s->several)
		s->account = 0;
}

static size_t
add_presence(struct presence *out, size_t n, const struct presence *s)
{
	struct presence *last = n == 0 ? NULL : &out[n - 1];

	if (last != NULL && last->host == s->host && last->end == s->start &&
	    last->account == s->account && last->several == s->several &&
	    last->closed == s->closed) {
		last->end = s->end;
		return n;
	}
	out[n] = *s;
	return n + 1;
}

static size_t
presence_of_host(const struct edge *edges, size_t count, struct crowd *p,
    struct presence *out)
{
	size_t i, n = 0;

	p->count = 0;
	for (i = 0; i < count; i++) {
		crowd_step(p, &edges[i]);
		if (p->count > 0 && i + 1 < count &&
		    edges[i + 1].time > edges[i].time) {
			struct presence s = { .host = edges[i].session->host,
				.start = edges[i].time,
				.end = edges[i + 1].time };

			describe(p, &s);
			n = add_presence(out, n, &s);
		}
	}
	return n;
}

size_t
sessions_presence(const struct session *list, size_t count,
    struct presence *out)
{
	struct crowd p;
	struct edge *edges;
	size_t i, from, to, n = 0, used = 0;

	if (count == 0)
		return 0;
	edges = memory_zeroed(2 * count, sizeof *edges);
	p.list = memory_zeroed(count, sizeof *p.list);
	for (from = 0; from < count; from = to) {
		for (to = from; to < count; to++)
			if (list[to].host != list[from].host)
				break;
		used = 0;
		for (i = from; i < to; i++) {
			if (list[i].end <= list[i].start)
				continue;
			edges[used++] = (struct edge){ list[i].start,
				&list[i], 1 };
			edges[used++] = (struct edge){ list[i].end,
				&list[i], -1 };
		}
		if (used > 0) {
			qsort(edges, used, sizeof *edges, by_time);
			n += presence_of_host(edges, used, &p, out + n);
		}
	}
	free(p.list);
	free(edges);
	return n;
}
