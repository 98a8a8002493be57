/*
 * What is known: the hashes of chunks, and of some chunks the prints of
 * their records, by which a head, a tail or a part of one is found again.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#include "ledger.h"

enum {
	LENGTH_BITS = 22,
	MOST_JOINS = 64, /* runs taken from one chunk */
	NONE = UINT32_MAX,
};
#define LENGTH_MASK ((UINT64_C(1) << LENGTH_BITS) - 1)
#define SEED_RECORD UINT64_C(0x6265616465)
#define SEED_HIGH UINT64_C(0x6c6564676572)
#define SEED_LOW UINT64_C(0x63686e6b)
/* Comparisons that one look through all prints may cost. */
#define SCAN_BUDGET (UINT64_C(1) << 28)

/* A chunk whose records are kept, each by the upper half of its hash. */
struct edge {
	uint32_t *prints;
	uint32_t records; /* 0: a longer one took its place */
	bool first;
	uint32_t next_head, next_tail; /* with the same first, last print */
};

struct index { /* print to the newest edge */
	uint32_t *slots;
	uint32_t mask;
};

struct ledger {
	struct chunk_hash *known; /* open addressing; all zero is free */
	uint32_t known_mask, known_count;
	struct edge *edges;
	uint32_t edge_count, edge_room;
	struct index heads, tails;
	uint64_t prints;
	struct ledger_walk walk;
};

uint64_t
ledger_record_hash(struct slice text, bool crlf)
{
	uint64_t length = text.len < LENGTH_MASK ? text.len : LENGTH_MASK;

	return (hash64(text, SEED_RECORD) << (LENGTH_BITS + 1)) |
	    (uint64_t)crlf << LENGTH_BITS | length;
}

uint64_t
ledger_record_length(uint64_t record_hash)
{
	return (record_hash & LENGTH_MASK) + 1 +
	    (record_hash >> LENGTH_BITS & 1);
}

bool
ledger_ends_chunk(uint64_t record_hash)
{
	return (record_hash >> (LENGTH_BITS + 1)) % CHUNK_MODULUS == 0;
}

bool
ledger_tells(const uint64_t *record_hashes, uint32_t records)
{
	uint64_t seen[TELLING];
	uint32_t count = 0, i, k;

	for (i = 0; i < records && count < TELLING; i++) {
		for (k = 0; k < count && seen[k] != record_hashes[i]; k++)
			;
		if (k == count)
			seen[count++] = record_hashes[i];
	}
	return count == TELLING;
}

struct chunk_hash
ledger_chunk_hash(const uint64_t *record_hashes, uint32_t records,
    bool first, uint32_t occurrence)
{
	struct slice all = { (const char *)record_hashes,
		records * sizeof *record_hashes };
	struct chunk_hash hash;

	if (ledger_tells(record_hashes, records))
		occurrence = 0;
	hash.high = hash64(all, SEED_HIGH + occurrence);
	hash.low = (hash64(all, SEED_LOW + occurrence) & ~UINT64_C(1)) | first;
	return hash;
}

struct ledger *
ledger_create(void)
{
	struct ledger *l = memory_zeroed(1, sizeof *l);

	l->known_mask = 1023;
	l->known = memory_zeroed(l->known_mask + 1, sizeof *l->known);
	return l;
}

void
ledger_destroy(struct ledger *l)
{
	uint32_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->edge_count; i++)
		free(l->edges[i].prints);
	free(l->edges);
	free(l->heads.slots);
	free(l->tails.slots);
	free(l->known);
	ledger_walk_finish(&l->walk);
	free(l);
}

size_t
ledger_memory(const struct ledger *l)
{
	return ((size_t)l->known_mask + 1) * sizeof *l->known +
	    l->edge_room * sizeof *l->edges + l->prints * sizeof(uint32_t);
}

struct ledger_walk *
ledger_walk_of(struct ledger *l)
{
	return &l->walk;
}

/* The slot where a hash is, or would be. */
static uint32_t
slot_of(const struct ledger *l, struct chunk_hash hash)
{
	uint32_t at = (uint32_t)hash.high & l->known_mask;

	while ((l->known[at].high | l->known[at].low) != 0 &&
	    (l->known[at].high != hash.high || l->known[at].low != hash.low))
		at = (at + 1) & l->known_mask;
	return at;
}

static bool
is_known(const struct ledger *l, struct chunk_hash hash)
{
	return l->known[slot_of(l, hash)].high == hash.high &&
	    l->known[slot_of(l, hash)].low == hash.low;
}

static void
remember(struct ledger *l, struct chunk_hash hash)
{
	struct chunk_hash *old = l->known;
	uint32_t at = slot_of(l, hash), i, old_mask = l->known_mask;

	if ((old[at].high | old[at].low) != 0)
		return;
	old[at] = hash;
	if (++l->known_count <= old_mask / 2)
		return;
	l->known_mask = old_mask * 2 + 1;
	l->known = memory_zeroed((size_t)l->known_mask + 1, sizeof *old);
	for (i = 0; i <= old_mask; i++)
		if ((old[i].high | old[i].low) != 0)
			l->known[slot_of(l, old[i])] = old[i];
	free(old);
}

static uint32_t
print_of(uint64_t record_hash)
{
	return (uint32_t)(record_hash >> 32);
}

static uint32_t
newest(const struct index *x, uint32_t print)
{
	return x->slots == NULL ? NONE : x->slots[print & x->mask];
}

/* Edges whose prints fall into the same slot are chained; who walks the
 * chain compares. */
static void
link_edge(struct ledger *l, uint32_t number)
{
	struct edge *e = &l->edges[number];
	uint32_t *head = &l->heads.slots[e->prints[0] & l->heads.mask];
	uint32_t *tail = &l->tails.slots[e->prints[e->records - 1] &
	    l->tails.mask];

	e->next_head = *head;
	*head = number;
	e->next_tail = *tail;
	*tail = number;
}

static void
widen(struct index *x, uint32_t slots)
{
	x->mask = slots - 1;
	x->slots = memory_resize(x->slots, slots, sizeof *x->slots);
	memset(x->slots, 0xff, slots * sizeof *x->slots);
}

static void
link_edges(struct ledger *l)
{
	uint32_t i, count = l->edge_count;

	if (l->heads.slots != NULL && count <= l->heads.mask) {
		link_edge(l, count - 1);
		return;
	}
	widen(&l->heads, count < 128 ? 256 : (l->heads.mask + 1) * 2);
	widen(&l->tails, l->heads.mask + 1);
	for (i = 0; i < count; i++)
		if (l->edges[i].records > 0)
			link_edge(l, i);
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

/* Both counts end where the run ends. */
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

/* A log that grows leaves one edge a night; the longest holds them all. */
static void
drop_heads_of(struct ledger *l, const struct ledger_chunk *c)
{
	uint32_t at = newest(&l->heads, print_of(c->record_hashes[0]));

	for (; at != NONE; at = l->edges[at].next_head) {
		struct edge *e = &l->edges[at];

		if (e->records == 0 || e->first != (c->hash.low & 1) ||
		    !ledger_tells(c->record_hashes, e->records) ||
		    run_forward(e->prints, e->records, c->record_hashes,
			c->records) < e->records)
			continue;
		l->prints -= e->records;
		free(e->prints);
		e->prints = NULL;
		e->records = 0;
	}
}

static bool
edge_is_kept(const struct ledger *l, const struct ledger_chunk *c)
{
	uint32_t at = newest(&l->heads, print_of(c->record_hashes[0]));

	for (; at != NONE; at = l->edges[at].next_head) {
		const struct edge *e = &l->edges[at];

		if (e->records >= c->records &&
		    e->first == (c->hash.low & 1) &&
		    run_forward(e->prints, e->records, c->record_hashes,
			c->records) == c->records)
			return e->records == c->records ||
			    ledger_tells(c->record_hashes, c->records);
	}
	return false;
}

void
ledger_add(struct ledger *l, const struct ledger_chunk *c)
{
	struct edge *e;
	uint32_t i;

	remember(l, c->hash);
	if (c->record_hashes == NULL || c->records == 0 || edge_is_kept(l, c))
		return;
	drop_heads_of(l, c);
	GROW(l->edges, l->edge_count, l->edge_room);
	e = &l->edges[l->edge_count++];
	*e = (struct edge){ .records = c->records, .first = c->hash.low & 1 };
	e->prints = memory_alloc(c->records * sizeof *e->prints);
	for (i = 0; i < c->records; i++)
		e->prints[i] = print_of(c->record_hashes[i]);
	l->prints += c->records;
	link_edges(l);
}

/* The whole chunk, at its place. */
static bool
chunk_is_known(const struct ledger *l, const struct ledger_chunk *c)
{
	struct chunk_hash other = c->hash;
	/* Where no hashes came, the chunk is long: its sender sends those
	 * of all that do not tell. */
	bool tells = c->record_hashes == NULL ||
	    ledger_tells(c->record_hashes, c->records);

	other.low ^= 1;
	return is_known(l, c->hash) || (tells && is_known(l, other));
}

/* A run at a chunk's beginning that does not tell: whether the place does. */
static bool
place_tells(const struct edge *e, enum ledger_place place, uint32_t run,
    uint32_t records)
{
	if (run != e->records && run != records)
		return false;
	return e->first ? place == PLACE_FIRST : place == PLACE_AFTER_KNOWN;
}

static uint32_t
head_run(const struct ledger *l, const uint64_t *hashes, uint32_t records,
    enum ledger_place place, bool seam)
{
	uint32_t at = newest(&l->heads, print_of(hashes[0])), best = 0, run;

	for (; at != NONE; at = l->edges[at].next_head) {
		const struct edge *e = &l->edges[at];

		run = run_forward(e->prints, e->records, hashes, records);
		if (run > best &&
		    (ledger_tells(hashes, run) ||
			(!seam && place_tells(e, place, run, records))))
			best = run;
	}
	return best;
}

/* The log may begin within a known chunk: looks through all of them. */
static uint32_t
inner_run(const struct ledger *l, const uint64_t *hashes, uint32_t records)
{
	uint32_t best = 0, run, i, k, print = print_of(hashes[0]);
	uint64_t spent = 0;

	for (i = 0; i < l->edge_count; i++) {
		const struct edge *e = &l->edges[i];

		for (k = 1; k < e->records && spent < SCAN_BUDGET; k++) {
			if (e->prints[k] != print)
				continue;
			run = run_forward(e->prints + k, e->records - k,
			    hashes, records);
			spent += run;
			if (run > best && ledger_tells(hashes, run))
				best = run;
		}
	}
	return best;
}

static uint32_t
tail_run(const struct ledger *l, const uint64_t *hashes, uint32_t records)
{
	uint32_t at = newest(&l->tails, print_of(hashes[records - 1]));
	uint32_t best = 0, run;

	for (; at != NONE; at = l->edges[at].next_tail) {
		const struct edge *e = &l->edges[at];

		run = e->records == 0 ? 0 :
					run_backward(e->prints, e->records,
					    hashes, records);
		if (run > best && ledger_tells(hashes + records - run, run))
			best = run;
	}
	return best;
}

void
ledger_judge(const struct ledger *l, const struct ledger_chunk *c,
    enum ledger_place place, uint32_t *leading, uint32_t *trailing)
{
	const uint64_t *hashes = c->record_hashes;
	uint32_t n = c->records, front = 0, back = n, run, joins;

	*leading = *trailing = 0;
	if (n == 0 || chunk_is_known(l, c)) {
		*leading = n;
		return;
	}
	if (hashes == NULL)
		return;
	for (joins = 0; front < n && joins < MOST_JOINS; joins++) {
		run = head_run(l, hashes + front, n - front, place, front > 0);
		if (run == 0 && place == PLACE_FIRST)
			run = inner_run(l, hashes + front, n - front);
		if (run == 0)
			break;
		front += run;
	}
	for (joins = 0; back > front && joins < MOST_JOINS; joins++) {
		run = tail_run(l, hashes + front, back - front);
		if (run == 0)
			break;
		back -= run;
	}
	*leading = front;
	*trailing = n - back;
}
