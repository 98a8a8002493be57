/*
 * Numbered records: a bit for each, in blocks of neighbours.  A hash of
 * series and block leads to the block, or to several where the numbers of a
 * series began anew.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/time.h"

#include "numbers.h"

enum {
	MOST_BLOCKS = 1 << 20, /* then the older half of time is dropped */
	FEWEST_SLOTS = 256,
};
/* Carriers write one stamp with more or fewer digits. */
#define ROUNDED TIME_SECOND
/* What lies farther from a block begins another. */
#define NEAR (24 * TIME_HOUR)

struct numbers {
	struct number_block *blocks;
	bool *changed;
	uint32_t count, room;
	uint32_t *slots; /* 1 + the block's place; 0 is free */
	uint32_t mask;
	int64_t forgotten; /* stamps before it */
};

struct numbers *
numbers_create(void)
{
	struct numbers *n = memory_zeroed(1, sizeof *n);

	n->mask = FEWEST_SLOTS - 1;
	n->slots = memory_zeroed(FEWEST_SLOTS, sizeof *n->slots);
	n->forgotten = INT64_MIN;
	return n;
}

void
numbers_destroy(struct numbers *n)
{
	free(n->blocks);
	free(n->changed);
	free(n->slots);
	free(n);
}

/* Where blocks of that series and number are looked for first. */
static uint32_t
first_slot(const struct numbers *n, uint64_t series, int64_t block)
{
	uint64_t key[2] = { series, (uint64_t)block };

	return (uint32_t)hash64(
		   (struct slice){ (const char *)key, sizeof key }, 0) &
	       n->mask;
}

static void
link_block(struct numbers *n, uint32_t place)
{
	const struct number_block *b = &n->blocks[place];
	uint32_t at = first_slot(n, b->series, b->block);

	while (n->slots[at] != 0)
		at = (at + 1) & n->mask;
	n->slots[at] = place + 1;
}

static void
link_all(struct numbers *n, uint32_t slots)
{
	uint32_t i;

	free(n->slots);
	n->mask = slots - 1;
	n->slots = memory_zeroed(slots, sizeof *n->slots);
	for (i = 0; i < n->count; i++)
		link_block(n, i);
}

/* Those of that time and before. */
static void
drop_up_to(struct numbers *n, int64_t time)
{
	uint32_t i, kept = 0;

	for (i = 0; i < n->count; i++) {
		if (n->blocks[i].until <= time)
			continue;
		n->blocks[kept] = n->blocks[i];
		n->changed[kept++] = n->changed[i];
	}
	n->count = kept;
	if (time < INT64_MAX)
		time++;
	if (time > n->forgotten)
		n->forgotten = time;
}

/* The older half of the time that the blocks are of, or all where that is one
 * moment. */
static void
forget(struct numbers *n)
{
	int64_t oldest = INT64_MAX, newest = INT64_MIN;
	uint32_t i;

	for (i = 0; i < n->count; i++) {
		if (n->blocks[i].until < oldest)
			oldest = n->blocks[i].until;
		if (n->blocks[i].until > newest)
			newest = n->blocks[i].until;
	}
	/* Halved first, for the whole need not have room in a number; what
	 * two odd ones lose by that is one. */
	drop_up_to(n, oldest / 2 + newest / 2 + (oldest & newest & 1));
	link_all(n, n->mask + 1);
}

static struct number_block *
add_block(struct numbers *n, const struct number_block *b)
{
	if (n->count == MOST_BLOCKS)
		forget(n);
	if (n->count == n->room) {
		n->room = n->room * 2 + 64;
		n->blocks =
		    memory_resize(n->blocks, n->room, sizeof *n->blocks);
		n->changed =
		    memory_resize(n->changed, n->room, sizeof *n->changed);
	}
	n->blocks[n->count] = *b;
	n->changed[n->count] = false;
	n->count++;
	if (n->count > n->mask / 2)
		link_all(n, (n->mask + 1) * 2);
	else
		link_block(n, n->count - 1);
	return &n->blocks[n->count - 1];
}

void
numbers_add(struct numbers *n, const struct number_block *b)
{
	add_block(n, b);
}

/* A stamp may be anything: differences are taken without a sign. */
static bool
lies_about(const struct number_block *b, int64_t time, uint64_t reach)
{
	if (time < b->since)
		return (uint64_t)b->since - (uint64_t)time <= reach;
	return time <= b->until ||
	       (uint64_t)time - (uint64_t)b->until <= reach;
}

bool
numbers_take(struct numbers *n, uint64_t series, int64_t number, int64_t time)
{
	int64_t block = number / NUMBERS_A_BLOCK;
	uint32_t bit = (uint32_t)(number % NUMBERS_A_BLOCK), at;
	uint64_t mask = UINT64_C(1) << bit % 64;
	struct number_block *b, *fitting = NULL;

	for (at = first_slot(n, series, block); n->slots[at] != 0;
	     at = (at + 1) & n->mask) {
		b = &n->blocks[n->slots[at] - 1];
		if (b->series != series || b->block != block)
			continue;
		if ((b->bits[bit / 64] & mask) == 0) {
			if (fitting == NULL && lies_about(b, time, NEAR))
				fitting = b;
		} else if (lies_about(b, time, ROUNDED))
			return true;
	}
	if (fitting == NULL)
		fitting = add_block(n, &(struct number_block){ series, block,
					   .since = time, .until = time });
	fitting->bits[bit / 64] |= mask;
	if (time < fitting->since)
		fitting->since = time;
	if (time > fitting->until)
		fitting->until = time;
	n->changed[fitting - n->blocks] = true;
	return false;
}

int
numbers_each_changed(struct numbers *n, ledger_numbers_fn *put, void *ctx)
{
	uint32_t i;

	for (i = 0; i < n->count; i++) {
		if (n->changed[i] && put(&n->blocks[i], ctx) == -1)
			return -1;
		n->changed[i] = false;
	}
	return 0;
}

int64_t
numbers_forgotten(const struct numbers *n)
{
	return n->forgotten;
}
