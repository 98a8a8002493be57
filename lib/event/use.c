/*
 * Requests to spells of use, and a spell in words.
 */
#include <stdlib.h>

#include "event/batch.h"
#include "event/use.h"

/* Whatever a log claims, so that sums of spells stay numbers. */
static const int64_t MOST_BYTES = INT64_C(1000000000000000);

static int
by_start(const void *left, const void *right)
{
	const struct used *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (int)b->page - (int)a->page;
}

static int64_t
minute_of(int64_t t)
{
	return t / TIME_MINUTE - (t % TIME_MINUTE < 0);
}

static void
add_page(struct use *u, const struct used *r)
{
	if (u->pages == 0 || minute_of(u->end) != minute_of(r->start))
		u->active++;
	u->end = r->start;
	u->pages++;
}

static void
add_bytes(struct use *u, int64_t bytes)
{
	if (bytes == NUMBER_UNKNOWN || bytes < 0)
		return;
	if (u->bytes == NUMBER_UNKNOWN)
		u->bytes = 0;
	u->bytes = bytes > MOST_BYTES - u->bytes ? MOST_BYTES :
						   u->bytes + bytes;
}

size_t
use_spells(struct used *list, size_t count, struct use *out)
{
	size_t i, n = 0;

	if (count > 0)
		qsort(list, count, sizeof *list, by_start);
	for (i = 0; i < count; i++) {
		const struct used *r = &list[i];
		bool near = n > 0 && r->start - out[n - 1].end <= SPELL_GAP;

		if (!near && !r->page)
			continue;
		if (!near)
			out[n++] = (struct use){ .start = r->start,
				.end = r->start,
				.bytes = NUMBER_UNKNOWN };
		if (r->page)
			add_page(&out[n - 1], r);
		add_bytes(&out[n - 1], r->bytes);
	}
	return n;
}

/* In the unit that people know from their files, with one decimal. */
static void
add_size(struct buffer *out, int64_t bytes)
{
	static const char *const units[] = { "KB", "MB", "GB", "TB" };
	int64_t unit = 1000, tenths;
	size_t i = 0;

	if (bytes < 1000) {
		buffer_printf(out, "%lld byte%s", (long long)bytes,
		    bytes == 1 ? "" : "s");
		return;
	}
	/* What would be printed as 1000.0 is one of the next. */
	while (i < 3 && bytes >= 1000 * unit - unit / 20) {
		unit *= 1000;
		i++;
	}
	tenths = bytes / (unit / 10) + (bytes % (unit / 10) >= unit / 20);
	buffer_printf(out, "%lld.%lld %s", (long long)(tenths / 10),
	    (long long)(tenths % 10), units[i]);
}

void
use_words(struct buffer *out, const struct use *u)
{
	buffer_printf(out, "active %lld minute%s, %lld page%s",
	    (long long)u->active, u->active == 1 ? "" : "s",
	    (long long)u->pages, u->pages == 1 ? "" : "s");
	if (u->bytes == NUMBER_UNKNOWN)
		return;
	buffer_text(out, ", ");
	add_size(out, u->bytes);
}
