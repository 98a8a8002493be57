/*
 * What is known: the hashes of chunks; prints.c has those of records, and
 * numbers.c the records that bear numbers.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#include "ledger.h"
#include "numbers.h"
#include "prints.h"

enum { LENGTH_BITS = 22 };
#define LENGTH_MASK ((UINT64_C(1) << LENGTH_BITS) - 1)
#define SEED_RECORD UINT64_C(0x6265616465)
#define SEED_HIGH UINT64_C(0x6c6564676572)
#define SEED_LOW UINT64_C(0x63686e6b)
struct ledger {
	struct chunk_hash *known; /* open addressing; all zero is free */
	uint32_t known_mask, known_count;
	struct prints *prints;
	struct numbers *numbers;
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
ledger_chunk_hash(const uint64_t *record_hashes, uint32_t records, bool first,
    uint32_t occurrence)
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
	l->prints = prints_create();
	l->numbers = numbers_create();
	l->walk.judged = NUMBER_UNKNOWN;
	return l;
}

void
ledger_destroy(struct ledger *l)
{
	if (l == NULL)
		return;
	prints_destroy(l->prints);
	numbers_destroy(l->numbers);
	free(l->known);
	ledger_walk_finish(&l->walk);
	free(l);
}

struct ledger_walk *
ledger_walk_of(struct ledger *l)
{
	return &l->walk;
}

struct numbers *
ledger_numbers_of(struct ledger *l)
{
	return l->numbers;
}

void
ledger_add_numbers(struct ledger *l, const struct number_block *b)
{
	numbers_add(l->numbers, b);
}

int
ledger_each_changed(struct ledger *l, ledger_numbers_fn *put, void *ctx)
{
	return numbers_each_changed(l->numbers, put, ctx);
}

int64_t
ledger_forgotten(const struct ledger *l)
{
	return numbers_forgotten(l->numbers);
}

void
ledger_leave_numbers(struct ledger *l)
{
	l->walk.leave_numbers = true;
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

void
ledger_add(struct ledger *l, const struct ledger_chunk *c)
{
	remember(l, c->hash);
	if (c->record_hashes != NULL && c->records > 0)
		prints_add(l->prints, c);
}

bool
ledger_knows(const struct ledger *l, const struct ledger_chunk *c)
{
	struct chunk_hash other = c->hash;
	/* Where no hashes came, the chunk tells: of the others they are
	 * always sent. */
	bool tells = c->record_hashes == NULL ||
		     ledger_tells(c->record_hashes, c->records);

	other.low ^= 1;
	return is_known(l, c->hash) || (tells && is_known(l, other));
}

uint32_t
ledger_runs(const struct ledger *l, const struct ledger_chunk *c,
    enum ledger_place place, struct ledger_run runs[LEDGER_RUNS])
{
	if (c->records == 0)
		return 0;
	if (ledger_knows(l, c)) {
		runs[0] = (struct ledger_run){ 0, c->records };
		return 1;
	}
	return c->record_hashes == NULL
		   ? 0
		   : prints_runs(l->prints, c, place, runs);
}

void
ledger_judge(const struct ledger *l, const struct ledger_chunk *c,
    enum ledger_place place, uint32_t *leading, uint32_t *trailing)
{
	struct ledger_run runs[LEDGER_RUNS];
	uint32_t count = ledger_runs(l, c, place, runs);

	*leading = *trailing = 0;
	if (count > 0 && runs[0].from == 0)
		*leading = runs[0].to;
	if (count > 0 && runs[count - 1].to == c->records &&
	    *leading < c->records)
		*trailing = c->records - runs[count - 1].from;
}
