/*
 * The keeper's walk over batches: each chunk row says what its records are,
 * the rows after it are dropped where their records are known, by that or by
 * their own numbers.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"

#include "ledger.h"
#include "numbers.h"

enum { MOST_RECORDS = 1 << 20 };

void
ledger_walk_finish(struct ledger_walk *w)
{
	free(w->ranges);
	free(w->hashes);
	free(w->keep);
}

/* The record hashes of a chunk row; false where it has none that fit. */
static bool
read_hashes(struct ledger_walk *w, struct slice text, uint32_t records)
{
	uint32_t i;

	if (records == 0 || text.len != (size_t)records * HASH64_HEX)
		return false;
	if (w->hashes_room < records) {
		w->hashes =
		    memory_resize(w->hashes, records, sizeof *w->hashes);
		w->hashes_room = records;
	}
	for (i = 0; i < records; i++)
		if (!hash64_from_hex(text.ptr + (size_t)i * HASH64_HEX,
			&w->hashes[i]))
			return false;
	return true;
}

static bool
read_chunk(struct ledger_walk *w, const struct batch *b, uint32_t row,
    struct ledger_chunk *c)
{
	struct slice hash = batch_text(b, row, COL_HASH);
	int64_t records = batch_number(b, row, COL_RECORDS);

	if (records < 0 || records > MOST_RECORDS ||
	    hash.len != 2 * (size_t)HASH64_HEX ||
	    !hash64_from_hex(hash.ptr, &c->hash.high) ||
	    !hash64_from_hex(hash.ptr + HASH64_HEX, &c->hash.low))
		return false;
	c->records = (uint32_t)records;
	c->record_hashes =
	    read_hashes(w, batch_text(b, row, COL_RECORD_HASHES), c->records)
		? w->hashes
		: NULL;
	return true;
}

static void
add_range(struct ledger_walk *w, int64_t from, int64_t to)
{
	if (from >= to)
		return;
	if (w->count > 0 && w->ranges[w->count - 1].to == from) {
		w->ranges[w->count - 1].to = to;
		return;
	}
	GROW(w->ranges, w->count, w->room);
	w->ranges[w->count++] = (struct known_range){ from, to };
}

/* Of the first records of a chunk, with their ends. */
static int64_t
bytes_of(const uint64_t *hashes, uint32_t records)
{
	int64_t bytes = 0;
	uint32_t i;

	for (i = 0; i < records; i++)
		bytes += (int64_t)ledger_record_length(hashes[i]);
	return bytes;
}

static uint32_t
add_runs(struct ledger_walk *w, const struct ledger_chunk *c, int64_t offset,
    int64_t end, const struct ledger_run *runs, uint32_t count)
{
	uint32_t i, at = 0, known = 0;

	for (i = 0; i < count; i++) {
		int64_t from = offset, to = end;

		known += runs[i].to - runs[i].from;
		if (runs[i].from > 0)
			from +=
			    bytes_of(c->record_hashes + at, runs[i].from - at);
		if (runs[i].to < c->records)
			to = from + bytes_of(c->record_hashes + runs[i].from,
					runs[i].to - runs[i].from);
		add_range(w, from, to);
		offset = to;
		at = runs[i].to;
	}
	return known;
}

static void
judge_chunk(
    struct ledger *l, struct ledger_walk *w, struct batch *b, uint32_t row)
{
	struct ledger_run runs[LEDGER_RUNS];
	struct ledger_chunk c = { 0 };
	int64_t offset = batch_number(b, row, COL_OFFSET), known;
	int64_t length = batch_number(b, row, COL_LENGTH);
	uint32_t count;

	if (offset < 0 || length < 0 || length > INT64_MAX - offset ||
	    !read_chunk(w, b, row, &c)) {
		w->place = PLACE_AFTER_NEW;
		return;
	}
	if (offset == 0)
		w->place = PLACE_FIRST;
	count = ledger_runs(l, &c, w->place, runs);
	known = add_runs(w, &c, offset, offset + length, runs, count);
	w->place = known == c.records ? PLACE_AFTER_KNOWN : PLACE_AFTER_NEW;
	/* The reader may have left more out already. */
	if (known < batch_number(b, row, COL_DUPLICATES))
		known = batch_number(b, row, COL_DUPLICATES);
	batch_set_number(b, row, COL_DUPLICATES, known);
	if (ledger_knows(l, &c))
		batch_set_text(b, row, COL_RECORD_HASHES, SLICE(""));
	else
		ledger_add(l, &c);
}

static bool
in_known_range(const struct ledger_walk *w, int64_t offset)
{
	size_t low = 0, high = w->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (w->ranges[middle].to <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < w->count && w->ranges[low].from <= offset;
}

static void
judge_state(
    struct ledger *l, struct ledger_walk *w, struct batch *b, uint32_t row)
{
	struct slice action = batch_text(b, row, COL_ACTION);

	if (slice_equal(action, SLICE("open"))) {
		w->count = 0;
		w->place = PLACE_FIRST;
		w->judged = NUMBER_UNKNOWN;
		w->numbered = 0;
	} else if (slice_equal(action, SLICE("chunk")))
		judge_chunk(l, w, b, row);
	else if (slice_equal(action, SLICE("close"))) {
		w->count = 0;
		batch_set_number(b, row, COL_DUPLICATES, w->numbered);
	}
}

/* A record is judged once, though it gave several rows. */
static bool
known_by_number(struct ledger *l, struct ledger_walk *w, const struct batch *b,
    uint32_t row)
{
	int64_t number = batch_number(b, row, COL_SEQUENCE),
		time = batch_number(b, row, COL_TIMESTAMP),
		offset = batch_number(b, row, COL_OFFSET);
	struct slice series = batch_text(b, row, COL_SERIES);

	if (w->leave_numbers || number <= 0 || series.len == 0 ||
	    time == TIME_UNKNOWN)
		return false;
	if (offset == NUMBER_UNKNOWN || offset != w->judged) {
		w->judged_known = numbers_take(
		    ledger_numbers_of(l), hash64(series, 0), number, time);
		w->judged = offset;
		w->numbered += w->judged_known;
	}
	return w->judged_known;
}

void
ledger_judge_batch(struct ledger *l, struct batch *b)
{
	struct ledger_walk *w = ledger_walk_of(l);
	uint32_t row, rows = batch_rows(b);
	symbol state =
	    symbols_find(batch_symbols(b), DOMAIN_WORD, SLICE("state"));
	bool dropped = false;

	if (w->keep == NULL)
		w->keep = memory_alloc(BATCH_ROWS * sizeof *w->keep);
	for (row = 0; row < rows; row++) {
		w->keep[row] = true;
		if (state != 0 && batch_symbol(b, row, COL_EVENT_KIND) == state)
			judge_state(l, w, b, row);
		else if ((w->count > 0 &&
			     in_known_range(
				 w, batch_number(b, row, COL_OFFSET))) ||
			 known_by_number(l, w, b, row)) {
			w->keep[row] = false;
			dropped = true;
		}
	}
	if (dropped)
		batch_keep(b, w->keep);
}
