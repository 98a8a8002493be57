/*
 * Late fields of stored events: filled again, and written where they changed.
 */
#include <stdlib.h>

#include "parts.h"

static const enum column late[] = { COL_PERSON, COL_ROLE, COL_YEAR,
	COL_STANDING, COL_ATTRIBUTION, COL_ATTRIBUTION_WHY, COL_PERIOD };
enum { LATE_COUNT = sizeof late / sizeof *late };

struct filling {
	const struct settle *s;
	enum store_table table;
	tell_fn *tell;
	void *ctx;
};

static bool
differs(const struct batch *b, uint32_t row, const symbol before[])
{
	size_t i;

	for (i = 0; i < LATE_COUNT; i++)
		if (batch_symbol(b, row, late[i]) != before[i])
			return true;
	return false;
}

static int
fill(struct batch *b, const int64_t *ids, void *ctx)
{
	struct filling *f = ctx;
	uint32_t rows = batch_rows(b), row, kept = 0, i;
	bool *changed = memory_zeroed(rows + 1, sizeof *changed);
	int64_t *changed_ids = memory_zeroed(rows + 1, sizeof *changed_ids);
	symbol before[LATE_COUNT];
	int result = 0;

	for (row = 0; row < rows; row++) {
		for (i = 0; i < LATE_COUNT; i++)
			before[i] = batch_symbol(b, row, late[i]);
		f->tell(b, row, f->ctx);
		changed[row] = differs(b, row, before);
		if (changed[row])
			changed_ids[kept++] = ids[row];
	}
	if (kept > 0) {
		batch_keep(b, changed);
		result = store_update_late(f->s->store, f->table, b,
		    changed_ids);
	}
	free(changed);
	free(changed_ids);
	return result;
}

int
late_rows(const struct settle *s, enum store_table table,
    const char *question, tell_fn *tell, void *ctx)
{
	struct filling f = { s, table, tell, ctx };

	return store_rows(s->store, table, question, s->symbols, fill, &f);
}

void
late_nameless(struct buffer *sql, const struct span *span,
    const char *callers)
{
	buffer_printf(sql,
	    "SELECT id FROM visit WHERE id IN (SELECT id FROM visit_row"
	    "  WHERE caller < 0 AND caller IN"
	    "    (SELECT -id FROM caller WHERE account = 0 AND %s)"
	    "    AND start >= %lld AND start < %lld)"
	    " AND moment NOT IN (SELECT id FROM moment WHERE kind IN"
	    "  (SELECT id FROM symbol"
	    "    WHERE domain = 2 AND text = 'challenge'))",
	    callers, (long long)span->since, (long long)span->until);
}

void
late_forget(const struct settle *s, struct batch *b, uint32_t row)
{
	enrich_person(s->enrich, b, row, 0, "none", "");
	batch_set_symbol(b, row, COL_ATTRIBUTION, 0);
	batch_set_symbol(b, row, COL_ATTRIBUTION_WHY, 0);
}
