/*
 * What the store has read already, for filters that read logs beside it.
 */
#include <inttypes.h>

#include "base/arena.h"
#include "night/reader.h"
#include "store/store.h"

static int
add_known_chunk(uint64_t high, uint64_t low, uint32_t records,
    const uint64_t *record_hashes, void *ctx)
{
	struct ledger_chunk c = { { high, low }, records, record_hashes };

	ledger_add(ctx, &c);
	return 0;
}

int
reader_known(struct slice path, struct ledger **known)
{
	struct arena *a = arena_create();
	const char *name = arena_text(a, path);
	struct store *store;
	int result = 0;

	*known = NULL;
	if (store_exists(name)) {
		*known = ledger_create();
		store = store_open(name, AUDIENCE_LEADERSHIP);
		result = store == NULL ?
		    -1 :
		    store_each_chunk(store, add_known_chunk, *known);
		store_close(store);
	}
	arena_destroy(a);
	return result;
}

void
reader_print_counts(const struct reader_counts *n, FILE *out)
{
	fprintf(out,
	    "%" PRIu64 " files, %" PRIu64 " records: %" PRIu64 " used, "
	    "%" PRIu64 " known already, %" PRIu64 " ignored, %" PRIu64
	    " rejected\n",
	    n->files, n->records, n->used, n->duplicate, n->ignored,
	    n->rejected);
}
