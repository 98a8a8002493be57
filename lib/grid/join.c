/*
 * Slices joined log by log: the rows that open and cut a log come from the
 * first slice that has it, the events of all others before its end.  So the
 * keeper sees each log once and whole, and knows copies as in a night.
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>

#include "grid/receipt.h"

#include "merge.h"

static int
disagree(const struct source *s)
{
	warnx("%.*s: the slice does not have the logs of the plan",
	    SLICE_ARG(s->part->id));
	return -1;
}

static void
keep_events(struct batch *b)
{
	const struct symbols *y = batch_symbols(b);
	symbol state = symbols_find(y, DOMAIN_WORD, SLICE("state"));
	symbol reject = symbols_find(y, DOMAIN_WORD, SLICE("pipeline_error"));
	uint32_t row, rows = batch_rows(b);
	bool *keep = memory_zeroed(rows + 1, sizeof *keep);

	for (row = 0; row < rows; row++) {
		symbol kind = batch_symbol(b, row, COL_EVENT_KIND);

		keep[row] = kind == 0 || (kind != state && kind != reject);
	}
	batch_keep(b, keep);
	free(keep);
}

/* The events of one log from another day's slice, up to its end. */
static int
add_events(struct keeper *k, struct source *s, struct slice log)
{
	struct batch *b;
	bool close;
	int more;

	while ((more = slice_next(s->reader, &b, &close)) == 1) {
		account_used(&s->account, b);
		if (close)
			return slice_equal(batch_text(b, 0, COL_FILE_PATH),
				   log) ? 0 : disagree(s);
		keep_events(b);
		if (batch_rows(b) > 0 && keeper_batch(k, b, false) == -1)
			return -1;
	}
	return more == -1 ? -1 : disagree(s);
}

/* One file of the plan, from all slices that begin it. */
static int
load_file(struct keeper *k, struct source *sources, size_t count)
{
	struct source *first = NULL;
	struct batch *b;
	bool close;
	size_t i, at = 0;
	int more;

	for (i = 0; i < count && first == NULL; i++)
		if (sources[i].begun) {
			first = &sources[i];
			at = i;
		}
	if (first == NULL)
		return 0;
	while ((more = slice_next(first->reader, &b, &close)) == 1) {
		account_used(&first->account, b);
		if (close)
			for (i = at + 1; i < count; i++)
				if (sources[i].begun &&
				    add_events(k, &sources[i],
					batch_text(b, 0, COL_FILE_PATH)) ==
					-1)
					return -1;
		if (keeper_batch(k, b, false) == -1)
			return -1;
	}
	return more;
}

/* The next file in order of path that a slice still has; SIZE_MAX: none. */
static size_t
next_input(const struct source *sources, size_t count)
{
	size_t best = SIZE_MAX, i;

	for (i = 0; i < count; i++) {
		const struct source *s = &sources[i];

		if (s->next < s->part->input_count &&
		    s->part->inputs[s->next] < best)
			best = s->part->inputs[s->next];
	}
	return best;
}

/* The slice is at its end, and holds what its receipt says. */
static int
check(struct source *s)
{
	if (!slice_ended(s->reader))
		return disagree(s);
	if (s->read.events == s->receipt.events &&
	    s->account.used == s->receipt.used)
		return 0;
	warnx("%.*s: the receipt says %" PRIu64 " events of %" PRIu64
	    " records, the slice has %" PRIu64 " of %" PRIu64,
	    SLICE_ARG(s->part->id), s->receipt.events, s->receipt.used,
	    s->read.events, s->account.used);
	return -1;
}

static int
load_all(const struct plan *p, struct keeper *k, struct source *sources,
    size_t count)
{
	size_t input, i;

	while ((input = next_input(sources, count)) != SIZE_MAX) {
		for (i = 0; i < count; i++) {
			struct source *s = &sources[i];

			s->begun = s->next < s->part->input_count &&
			    s->part->inputs[s->next] == input;
			if (!s->begun)
				continue;
			s->next++;
			s->begun = slice_begin(s->reader,
			    p->inputs[input].path);
		}
		if (load_file(k, sources, count) == -1)
			return -1;
	}
	for (i = 0; i < count; i++)
		if (check(&sources[i]) == -1)
			return -1;
	return 0;
}

int
merge_load(const struct plan *p, struct keeper *k, struct source *sources,
    size_t count, const char *folder)
{
	struct arena *a = arena_create();
	size_t i;
	int result = 0;

	for (i = 0; i < count && result == 0; i++) {
		const char *path = slice_path(folder, sources[i].part->id, a);

		sources[i].next = 0;
		sources[i].read = (struct receipt){ 0 };
		sources[i].account =
		    (struct account){ .sum = &sources[i].read };
		sources[i].reader = slice_open(path, k->symbols);
		if (sources[i].reader == NULL)
			result = -1;
	}
	if (result == 0)
		result = load_all(p, k, sources, count);
	for (i = 0; i < count; i++) {
		slice_close(sources[i].reader);
		account_finish(&sources[i].account);
	}
	arena_destroy(a);
	return result;
}
