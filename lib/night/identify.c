/*
 * The account of who could be known.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "enrich/enrich.h"
#include "store/statement.h"

#include "identify.h"

struct identify {
	struct enrich *enrich;
	struct map *ways; /* "strong, proxy sign-in" */
	uint64_t *counts;
	size_t room;
	uint64_t events, private;
};

/* Of the newest that are kept: a month of a large school is much to walk. */
static const char kept[] =
    "SELECT grade.text, why.text, count(*)"
    "  FROM (SELECT who, moment FROM visit ORDER BY id DESC LIMIT 2000000)"
    "         AS v"
    "  JOIN who ON who.id = v.who"
    "  JOIN moment ON moment.id = v.moment"
    "  JOIN symbol AS kind ON kind.id = moment.kind"
    "  JOIN symbol AS grade ON grade.id = who.attribution"
    "  JOIN symbol AS why ON why.id = who.attribution_why"
    " WHERE kind.text <> 'challenge'"
    " GROUP BY 1, 2";

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

static const char nobody[] = "none, neither an account nor a listed device";

/* `open`: what is said of those that have no grade. */
static void
count_way(struct identify *i, struct slice grade, struct slice why,
    const char *open, uint64_t times)
{
	char way[160];
	uint32_t known = map_count(i->ways), n;

	if (grade.len == 0)
		snprintf(way, sizeof way, "%s", open);
	else
		snprintf(way, sizeof way, "%.*s, %.*s", SLICE_ARG(grade),
		    SLICE_ARG(why));
	n = map_add(i->ways, slice_of(way));
	if (n == known) {
		GROW(i->counts, known, i->room);
		i->counts[n] = 0;
	}
	i->counts[n] += times;
	i->events += times;
}

/* What settle may still find by log-ons has no grade yet. */
static void
count_row(struct identify *i, const struct batch *b, uint32_t row)
{
	count_way(i, batch_text(b, row, COL_ATTRIBUTION),
	    batch_text(b, row, COL_ATTRIBUTION_WHY),
	    batch_symbol(b, row, COL_DEVICE) != 0 ?
		"open, a listed device: its log-ons may tell" : nobody, 1);
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

static void
print_ways(const struct identify *i, FILE *out)
{
	uint32_t n, count = map_count(i->ways), at, best;
	uint64_t last = UINT64_MAX;
	uint32_t last_at = 0;

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
}

void
identify_print(const struct identify *i, FILE *out)
{
	fprintf(out, "\nWhose they are, by your lists, and how well that is "
	    "known:\n");
	print_ways(i, out);
	if (i->private > 0)
		fprintf(out, "  %10" PRIu64 "           left out: private "
		    "hosts\n", i->private);
}

static uint64_t
known_well(struct identify *i, struct statement *q)
{
	struct slice grade = statement_text(q, 0);
	uint64_t times = (uint64_t)statement_int(q, 2);

	count_way(i, grade, statement_text(q, 1), nobody, times);
	return slice_equal(grade, SLICE("strong")) ||
		slice_equal(grade, SLICE("fair")) ?
	    times :
	    0;
}

static void
print_kept(struct store *store, FILE *out)
{
	struct identify i = { .ways = map_create() };
	struct statement *q = statement_create(store, kept);
	uint64_t known = 0;

	while (q != NULL && statement_step(q) == 1)
		known += known_well(&i, q);
	statement_destroy(q);
	if (i.events > 0) {
		fprintf(out, "\nWeb requests in the store, the newest %" PRIu64
		    ": one person's in %.1f %%\n", i.events,
		    100.0 * (double)known / (double)i.events);
		print_ways(&i, out);
	}
	map_destroy(i.ways);
	free(i.counts);
}

/* Where no log names a device, no room can be told. */
static void
print_devices(const struct settings *s, struct store *store, FILE *out)
{
	struct statement *q = statement_create(store,
	    "SELECT count(DISTINCT device) FROM mention");

	if (s->device_count > 0 && q != NULL && statement_step(q) == 1)
		fprintf(out, "\nDevices of the list that logs have named, or "
		    "whose address they have: %" PRId64 " of %zu\n",
		    statement_int(q, 0), s->device_count);
	statement_destroy(q);
}

void
identify_kept(const struct settings *s, FILE *out)
{
	struct arena *a = arena_create();
	const char *path = arena_text(a, s->store);
	struct store *store = store_exists(path) ?
	    store_open(path, AUDIENCE_LEADERSHIP) :
	    NULL;

	if (store != NULL) {
		print_kept(store, out);
		print_devices(s, store, out);
	}
	store_close(store);
	arena_destroy(a);
}
