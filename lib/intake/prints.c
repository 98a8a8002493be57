/*
 * Prints of records.  Chunks are found by their first and last print, and
 * by a sample of the prints within, so that a run of records is found
 * wherever it stands.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "prints.h"

enum {
	SAMPLE = 4,		/* one print in so many is indexed */
	MOST_PRINTS = 8 << 20, /* then the oldest chunk's are dropped */
	LONGEST_CHAIN = 64,	/* candidates tried for one print */
	FEWEST_SLOTS = 256,
	BITS_A_SLOT = 8,
};
#define NONE UINT32_MAX
/* Prints compared for one chunk; only a log made for it needs more. */
#define BUDGET (UINT64_C(1) << 25)

struct edge {
	uint32_t *prints;
	uint32_t records; /* 0: a longer one took its place */
	bool first;	  /* it begins its log */
};

/* Where a print stands; places in the same slot are chained, the newest
 * first. */
struct place {
	uint32_t print, edge, at, next;
};

/* Most prints that are asked for are new: a bit says so without a look at
 * the slots, which are many. */
struct index {
	uint32_t *slots;
	uint64_t *bits; /* BITS_A_SLOT for each slot */
	uint32_t mask;
	struct place *places;
	uint32_t count, room;
};

struct prints {
	struct edge *edges; /* in the order in which they came */
	uint32_t count, room, oldest;
	struct index heads, tails, samples;
	uint64_t held;
};

/* One search: the chunk in hand. */
struct search {
	const struct prints *prints;
	const uint64_t *hashes;
	uint32_t records;
	enum ledger_place place;
	uint64_t budget;
};

struct prints *
prints_create(void)
{
	return memory_zeroed(1, sizeof(struct prints));
}

static void
index_finish(struct index *x)
{
	free(x->slots);
	free(x->bits);
	free(x->places);
}

void
prints_destroy(struct prints *p)
{
	uint32_t i;

	for (i = 0; i < p->count; i++)
		free(p->edges[i].prints);
	free(p->edges);
	index_finish(&p->heads);
	index_finish(&p->tails);
	index_finish(&p->samples);
	free(p);
}

static uint32_t
print_of(uint64_t record_hash)
{
	return (uint32_t)(record_hash >> 32);
}

/* Samples are all 0 mod SAMPLE: a factor spreads them. */
static uint32_t
spread(uint32_t print)
{
	return (print ^ print >> 15) * UINT32_C(2654435769);
}

static uint32_t *
slot_of(const struct index *x, uint32_t print)
{
	return &x->slots[spread(print) / BITS_A_SLOT & x->mask];
}

static uint32_t
bit_of(const struct index *x, uint32_t print)
{
	return spread(print) & (x->mask * BITS_A_SLOT + BITS_A_SLOT - 1);
}

/* The newest place with that print, at `at` or after it in the chain. */
static uint32_t
same_print(const struct index *x, uint32_t print, uint32_t at)
{
	while (at != NONE && x->places[at].print != print)
		at = x->places[at].next;
	return at;
}

static uint32_t
newest(const struct index *x, uint32_t print)
{
	uint32_t bit;

	if (x->slots == NULL)
		return NONE;
	bit = bit_of(x, print);
	if ((x->bits[bit / 64] >> bit % 64 & 1) == 0)
		return NONE;
	return same_print(x, print, *slot_of(x, print));
}

static uint32_t
older(const struct index *x, uint32_t at)
{
	return same_print(x, x->places[at].print, x->places[at].next);
}

static void
link_place(struct index *x, uint32_t number)
{
	struct place *place = &x->places[number];
	uint32_t bit = bit_of(x, place->print);
	uint32_t *slot = slot_of(x, place->print);

	place->next = *slot;
	*slot = number;
	x->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* Forgets the places in chunks that were dropped. */
static void
drop_dead(struct index *x, const struct edge *edges)
{
	uint32_t i, kept = 0;

	for (i = 0; i < x->count; i++)
		if (edges[x->places[i].edge].records > 0)
			x->places[kept++] = x->places[i];
	x->count = kept;
}

static void
widen(struct index *x, const struct edge *edges)
{
	uint32_t i, slots;

	drop_dead(x, edges);
	slots = x->slots == NULL	 ? FEWEST_SLOTS
		: x->count > x->mask / 2 ? (x->mask + 1) * 2
					 : x->mask + 1;
	x->mask = slots - 1;
	x->slots = memory_resize(x->slots, slots, sizeof *x->slots);
	memset(x->slots, 0xff, slots * sizeof *x->slots);
	free(x->bits);
	x->bits = memory_zeroed(slots / 64 * BITS_A_SLOT, sizeof *x->bits);
	for (i = 0; i < x->count; i++)
		link_place(x, i);
}

static void
index_add(struct index *x, const struct prints *p, uint32_t edge, uint32_t at)
{
	uint32_t print = p->edges[edge].prints[at];

	GROW(x->places, x->count, x->room);
	x->places[x->count++] = (struct place){ print, edge, at, NONE };
	if (x->slots == NULL || x->count > x->mask)
		widen(x, p->edges);
	else
		link_place(x, x->count - 1);
}

static uint32_t
run_forward(const uint32_t *prints, uint32_t count, const uint64_t *hashes,
    uint32_t records)
{
	uint32_t most = count < records ? count : records, i = 0;

	while (i < most && prints[i] == print_of(hashes[i]))
		i++;
	return i;
}

/* Both end where the run ends. */
static uint32_t
run_backward(const uint32_t *prints, uint32_t count, const uint64_t *hashes,
    uint32_t records)
{
	uint32_t most = count < records ? count : records, i = 0;

	while (i < most &&
	       prints[count - 1 - i] == print_of(hashes[records - 1 - i]))
		i++;
	return i;
}

static void
drop(struct prints *p, struct edge *e)
{
	p->held -= e->records;
	free(e->prints);
	*e = (struct edge){ 0 };
}

/* True when the chunk is held already, itself or as the head of another.
 * What is a head of it is dropped: a log that grows would leave one edge a
 * night, and the longest holds them all. */
static bool
make_way(struct prints *p, const struct ledger_chunk *c)
{
	uint32_t at = newest(&p->heads, print_of(c->record_hashes[0])), run;
	bool first = c->hash.low & 1;
	int tries = LONGEST_CHAIN;

	for (; at != NONE && tries-- > 0; at = older(&p->heads, at)) {
		struct edge *e = &p->edges[p->heads.places[at].edge];

		run = run_forward(
		    e->prints, e->records, c->record_hashes, c->records);
		if (run == 0 || e->first != first)
			continue;
		if (run == c->records &&
		    (run == e->records || ledger_tells(c->record_hashes, run)))
			return true;
		if (run == e->records && ledger_tells(c->record_hashes, run)) {
			drop(p, e);
		}
	}
	return false;
}

void
prints_add(struct prints *p, const struct ledger_chunk *c)
{
	struct edge *e;
	uint32_t i, number = p->count;

	if (make_way(p, c))
		return;
	while (p->held + c->records > MOST_PRINTS && p->oldest < p->count)
		drop(p, &p->edges[p->oldest++]);
	GROW(p->edges, p->count, p->room);
	e = &p->edges[p->count++];
	e->records = c->records;
	e->first = c->hash.low & 1;
	e->prints = memory_alloc(c->records * sizeof *e->prints);
	for (i = 0; i < c->records; i++)
		e->prints[i] = print_of(c->record_hashes[i]);
	p->held += c->records;
	index_add(&p->heads, p, number, 0);
	index_add(&p->tails, p, number, c->records - 1);
	for (i = 1; i < c->records; i++)
		if (e->prints[i] % SAMPLE == 0 &&
		    e->prints[i] != e->prints[i - 1])
			index_add(&p->samples, p, number, i);
}

/*
 * A head that does not tell: known when its place does.  A known chunk that
 * lies whole in it is taken before one in which it lies whole, so that a
 * log of one common line may grow by that line.
 */
static uint32_t
short_head(struct search *s)
{
	const struct prints *p = s->prints;
	uint32_t at = newest(&p->heads, print_of(s->hashes[0])), run;
	uint32_t within = 0, around = 0;
	int tries = LONGEST_CHAIN;

	for (; at != NONE && tries-- > 0; at = older(&p->heads, at)) {
		const struct edge *e = &p->edges[p->heads.places[at].edge];

		if (s->place != (e->first ? PLACE_FIRST : PLACE_AFTER_KNOWN))
			continue;
		run = run_forward(e->prints, e->records, s->hashes, s->records);
		/* All of both alike: their hashes of 128 bits would have said
		 * so.  Two prints of one line each are alike once in 2^32,
		 * which a hundred thousand such files do come upon. */
		if (s->place == PLACE_FIRST && run == e->records &&
		    run == s->records)
			continue;
		if (run == e->records && run > within)
			within = run;
		else if (run == s->records)
			around = run;
	}
	return within > 0 ? within : around;
}

static uint32_t
head_run(struct search *s, uint32_t from)
{
	const struct prints *p = s->prints;
	const uint64_t *hashes = s->hashes + from;
	uint32_t at = newest(&p->heads, print_of(hashes[0])), best = 0, run;
	int tries = LONGEST_CHAIN;

	for (; at != NONE && tries-- > 0; at = older(&p->heads, at)) {
		const struct edge *e = &p->edges[p->heads.places[at].edge];

		run = run_forward(
		    e->prints, e->records, hashes, s->records - from);
		s->budget -= run < s->budget ? run : s->budget;
		if (run > best && ledger_tells(hashes, run))
			best = run;
	}
	return best;
}

static uint32_t
tail_run(struct search *s, uint32_t from, uint32_t to)
{
	const struct prints *p = s->prints;
	uint32_t at = newest(&p->tails, print_of(s->hashes[to - 1]));
	uint32_t best = 0, run;
	int tries = LONGEST_CHAIN;

	for (; at != NONE && tries-- > 0; at = older(&p->tails, at)) {
		const struct edge *e = &p->edges[p->tails.places[at].edge];

		if (e->records == 0)
			continue;
		run = run_backward(
		    e->prints, e->records, s->hashes + from, to - from);
		if (run > best && ledger_tells(s->hashes + to - run, run))
			best = run;
	}
	return best;
}

/* The longest run about a record whose print is sampled, not before
 * `from`. */
static struct ledger_run
sampled_run(struct search *s, uint32_t from, uint32_t about)
{
	const struct prints *p = s->prints;
	uint32_t at = newest(&p->samples, print_of(s->hashes[about]));
	struct ledger_run best = { 0, 0 }, run;
	int tries = LONGEST_CHAIN;

	for (; at != NONE && tries-- > 0; at = older(&p->samples, at)) {
		const struct place *place = &p->samples.places[at];
		const struct edge *e = &p->edges[place->edge];

		if (e->records == 0)
			continue;
		run.to = about + run_forward(e->prints + place->at,
				     e->records - place->at, s->hashes + about,
				     s->records - about);
		run.from = about - run_backward(e->prints, place->at,
				       s->hashes + from, about - from);
		s->budget -= run.to - run.from < s->budget ? run.to - run.from
							   : s->budget;
		if (run.to - run.from > best.to - best.from &&
		    ledger_tells(s->hashes + run.from, run.to - run.from))
			best = run;
	}
	return best;
}

/* The next known run at or after `from`; to == 0: there is none. */
static struct ledger_run
next_run(struct search *s, uint32_t from)
{
	struct ledger_run run = { 0, 0 };
	uint32_t i;

	if (from == 0)
		run.to = short_head(s);
	for (i = from; i < s->records && s->budget > 0; i++) {
		uint32_t print = print_of(s->hashes[i]), length;

		if (i > from && print == print_of(s->hashes[i - 1]))
			continue;
		if ((length = head_run(s, i)) > 0 && i + length > run.to)
			return (struct ledger_run){ i, i + length };
		if (run.to > 0)
			return run;
		if (print % SAMPLE == 0) {
			run = sampled_run(s, from, i);
			if (run.to > 0)
				return run;
		}
	}
	return run;
}

uint32_t
prints_runs(const struct prints *p, const struct ledger_chunk *c,
    enum ledger_place place, struct ledger_run runs[LEDGER_RUNS])
{
	struct search s = { p, c->record_hashes, c->records, place, BUDGET };
	uint32_t count = 0, done = 0, end = c->records, tail;
	struct ledger_run run;

	/* One place is left for a tail. */
	while (done < end && count < LEDGER_RUNS - 1) {
		run = next_run(&s, done);
		if (run.to == 0)
			break;
		if (count > 0 && runs[count - 1].to == run.from)
			runs[count - 1].to = run.to;
		else
			runs[count++] = run;
		done = run.to;
	}
	while (done < end && (tail = tail_run(&s, done, end)) > 0)
		end -= tail;
	if (end == c->records)
		return count;
	if (count > 0 && runs[count - 1].to == end)
		runs[count - 1].to = c->records;
	else
		runs[count++] = (struct ledger_run){ end, c->records };
	return count;
}
