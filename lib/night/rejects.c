/*
 * What the technician is told of records that were not understood.  A log of
 * ten million lines always has some, so only what is new, or much, is told.
 */
#include <err.h>
#include <inttypes.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

#include "rejects.h"

enum { MANY = 100 /* one in so many */, MOST_REASONS = 500 };

void
rejects_note(struct keeper *k, const struct batch *b)
{
	uint32_t row;

	if (k->rejects == NULL)
		k->rejects = map_create();
	for (row = 0; row < batch_rows(b); row++)
		if (slice_equal(batch_text(b, row, COL_EVENT_KIND),
			SLICE("pipeline_error")) &&
		    map_count(k->rejects) < MOST_REASONS)
			map_add(k->rejects, batch_text(b, row, COL_REASON));
}

/* "2026-11-02 bad time": a line each. */
static void
read_known(struct slice text, struct map *known)
{
	struct slice line, day;

	while (slice_take_line(&text, &line))
		if (slice_take_until(&line, ' ', &day))
			map_add(known, line);
}

int
rejects_tell(struct keeper *k, int64_t now, bool forget, bool *told)
{
	struct arena *a = arena_create();
	struct slice before = store_recall(k->store, "reject_reasons", a);
	struct map *known = map_create();
	struct buffer text;
	uint32_t i;
	int result = 0;

	*told = false;
	buffer_init(&text, BUFFER_LARGEST);
	buffer_add(&text, before);
	read_known(before, known);
	for (i = 0; k->rejects != NULL && i < map_count(k->rejects); i++) {
		struct slice reason = map_text(k->rejects, i);

		if (map_find(known, reason) != MAP_NONE)
			continue;
		*told = true;
		warnx("records are rejected for a new reason: %.*s",
		    SLICE_ARG(reason));
		day_print(&text, zone_civil(k->settings->zone, now).day);
		buffer_printf(&text, " %.*s\n", SLICE_ARG(reason));
	}
	if (k->counts.rejected * MANY > k->counts.records) {
		*told = true;
		warnx("%" PRIu64 " of %" PRIu64 " records were rejected, more "
		      "than one in a hundred: beadle doctor says why",
		    k->counts.rejected, k->counts.records);
	}
	if (!forget && text.len > before.len)
		result = store_remember(k->store, "reject_reasons",
		    buffer_slice(&text));
	buffer_finish(&text);
	map_destroy(known);
	arena_destroy(a);
	return result;
}
