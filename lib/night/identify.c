/*
 * The account of who could be known.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "enrich/enrich.h"

#include "identify.h"

struct identify {
	struct enrich *enrich;
	struct map *ways; /* "strong, proxy sign-in" */
	uint64_t *counts;
	size_t room;
	uint64_t events, private;
};

struct identify *
identify_create(const struct settings *s, struct symbols *symbols)
{
	struct identify *i = memory_zeroed(1, sizeof *i);

	i->enrich = enrich_create(s, symbols);
	i->ways = map_create();
	return i;
}

void
identify_destroy(struct identify *i)
{
	if (i == NULL)
		return;
	enrich_destroy(i->enrich);
	map_destroy(i->ways);
	free(i->counts);
	free(i);
}

static void
count_way(struct identify *i, struct slice way)
{
	uint32_t known = map_count(i->ways), n = map_add(i->ways, way);

	if (n == known) {
		GROW(i->counts, known, i->room);
		i->counts[n] = 0;
	}
	i->counts[n]++;
	i->events++;
}

/* What settle may still find by log-ons has no grade yet. */
static void
count_row(struct identify *i, const struct batch *b, uint32_t row)
{
	struct slice grade = batch_text(b, row, COL_ATTRIBUTION);
	struct slice why = batch_text(b, row, COL_ATTRIBUTION_WHY);
	char text[160];

	if (grade.len == 0)
		snprintf(text, sizeof text, "%s",
		    batch_symbol(b, row, COL_DEVICE) != 0 ?
			"open, a listed device: its log-ons may tell" :
			"none, neither an account nor a listed device");
	else
		snprintf(text, sizeof text, "%.*s, %.*s", SLICE_ARG(grade),
		    SLICE_ARG(why));
	count_way(i, slice_of(text));
}

void
identify_batch(struct identify *i, struct batch *b)
{
	uint32_t row;

	enrich_batch(i->enrich, b, &i->private);
	for (row = 0; row < batch_rows(b); row++)
		if (slice_equal(batch_text(b, row, COL_EVENT_KIND),
			SLICE("event")))
			count_row(i, b, row);
}

void
identify_print(const struct identify *i, FILE *out)
{
	uint32_t n, count = map_count(i->ways), at, best;
	uint64_t last = UINT64_MAX;
	uint32_t last_at = 0;

	fprintf(out, "\nWhose they are, by your lists, and how well that is "
	    "known:\n");
	/* Few lines: the largest that was not printed yet, each time. */
	for (n = 0; n < count; n++) {
		best = count;
		for (at = 0; at < count; at++) {
			if (i->counts[at] > last ||
			    (i->counts[at] == last && at <= last_at))
				continue;
			if (best == count || i->counts[at] > i->counts[best])
				best = at;
		}
		if (best == count)
			break;
		last = i->counts[best];
		last_at = best;
		fprintf(out, "  %10" PRIu64 "  %5.1f %%  %.*s\n", last,
		    100.0 * (double)last / (double)i->events,
		    SLICE_ARG(map_text(i->ways, best)));
	}
	if (i->private > 0)
		fprintf(out, "  %10" PRIu64 "           left out: private "
		    "hosts\n", i->private);
}
