/*
 * Candidates judged whole, and stored events judged again.
 *
 * A candidate stays one after it was judged: when a log-on comes a week
 * late, it is judged once more with what is known then.
 */
#include <stdlib.h>

#include "parts.h"

static const char keep_candidate[] =
    "INSERT OR REPLACE INTO candidate(tbl, event, rules)"
    " VALUES (:tbl, :event, :rules)";

static const char forget_candidate[] =
    "DELETE FROM candidate"
    " WHERE tbl = :tbl AND event = :event";

static const char base_flags[] =
    "SELECT f.event, f.id, rule.text"
    "  FROM flag AS f JOIN symbol AS rule ON rule.id = f.rule"
    " WHERE f.tbl = :tbl AND f.correlation = 0"
    "   AND f.start >= :since AND f.start < :until"
    " ORDER BY f.event";

/* Flags that are stored, by event: most events have none, and none of them
 * shall cost a question. */
struct stored {
	int64_t event, flag;
	struct slice rule;
};

struct judging {
	const struct settle *s;
	enum store_table table;
	struct arena *arena; /* for the batch in hand */
	struct arena *kept;  /* for the table in hand */
	struct stored *stored;
	size_t stored_count, stored_room;
	struct statement *keep, *forget;
};

/* Flags the row by the rules in `names`. */
static int
add_flags(struct judging *j, struct batch *b, uint32_t row, int64_t event,
    struct slice names)
{
	int64_t start = batch_number(b, row, COL_START);
	struct rule_facts facts;
	struct slice name;
	int rule;

	while (slice_take_word(&names, &name)) {
		if ((rule = detect_find(j->s->detect, name)) == -1)
			continue;
		facts = facts_of_rule(j->s, (size_t)rule, start);
		if (store_flag(j->s->store, &facts, b, row, j->table,
			event) == -1)
			return -1;
	}
	return 0;
}

/* Those of `names` that are among `others`. */
static struct slice
sift(struct arena *a, struct slice names, struct slice others)
{
	struct buffer out;
	struct slice name, kept;

	buffer_init(&out, BUFFER_LARGEST);
	while (slice_take_word(&names, &name)) {
		if (!slice_has_word(others, name))
			continue;
		if (out.len > 0)
			buffer_char(&out, ' ');
		buffer_add(&out, name);
	}
	kept = arena_copy(a, buffer_slice(&out));
	buffer_finish(&out);
	return kept;
}

static int
read_stored(struct judging *j, const struct span *span)
{
	struct statement *q = statement_create(j->s->store, base_flags);
	int more = -1;

	arena_reset(j->kept);
	j->stored_count = 0;
	if (q == NULL)
		return -1;
	statement_bind_int(q, ":tbl", j->table);
	statement_bind_int(q, ":since", span->since);
	statement_bind_int(q, ":until", span->until);
	while ((more = statement_step(q)) == 1) {
		GROW(j->stored, j->stored_count, j->stored_room);
		j->stored[j->stored_count++] = (struct stored){
			statement_int(q, 0), statement_int(q, 1),
			arena_copy(j->kept, statement_text(q, 2))
		};
	}
	statement_destroy(q);
	return more;
}

/* The first stored flag of that event or of a later one. */
static size_t
first_stored(const struct judging *j, int64_t event)
{
	size_t low = 0, high = j->stored_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (j->stored[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Takes back the event's flags by rules that are not among `names`; with
 * `only`, just those by the rules in it. */
static int
drop_others(struct judging *j, int64_t event, struct slice names,
    const struct slice *only)
{
	const struct stored *f;
	size_t i;

	for (i = first_stored(j, event);
	    i < j->stored_count && j->stored[i].event == event; i++) {
		f = &j->stored[i];
		if (slice_has_word(names, f->rule) ||
		    (only != NULL && !slice_has_word(*only, f->rule)))
			continue;
		if (flag_drop(j->s->store, f->flag) == -1)
			return -1;
	}
	return 0;
}

/* The rules that were open, as the store has them, by row. */
static struct slice *
open_rules(struct judging *j, const struct batch *b)
{
	uint32_t row, rows = batch_rows(b);
	struct slice *open = arena_alloc(j->arena, (rows + 1) * sizeof *open);

	for (row = 0; row < rows; row++)
		open[row] = arena_copy(j->arena,
		    batch_text(b, row, COL_CANDIDATES));
	return open;
}

static int
judge_rows(struct batch *b, const int64_t *ids, void *ctx)
{
	struct judging *j = ctx;
	uint32_t row, rows = batch_rows(b);
	struct slice *open = open_rules(j, b), found, held;
	int result = 0;

	detect_batch(j->s->detect, b, true);
	for (row = 0; result == 0 && row < rows; row++) {
		/* store_flag may look at the text of the row: copy first. */
		found = arena_copy(j->arena, batch_text(b, row, COL_FLAGS));
		held = sift(j->arena, open[row], found);
		if (drop_others(j, ids[row], held, &open[row]) == -1 ||
		    add_flags(j, b, row, ids[row], held) == -1)
			result = -1;
	}
	arena_reset(j->arena);
	return result;
}

static const struct {
	enum store_table table;
	const char *name;
} tables[] = {
	{ STORE_VISIT, "visit_row" },
	{ STORE_MAIL, "mail" },
	{ STORE_DEVICE_EVENT, "device_event" },
};
enum { TABLES = sizeof tables / sizeof *tables };

/* Only numbers and names of ours go into the question. */
static void
ask_candidates(struct buffer *sql, size_t t, const struct span *span)
{
	buffer_printf(sql,
	    "SELECT e.id FROM candidate AS c JOIN %s AS e ON e.id = c.event"
	    " WHERE c.tbl = %d AND e.start >= %lld AND e.start < %lld",
	    tables[t].name, (int)tables[t].table, (long long)span->since,
	    (long long)span->until);
}

int
judge_candidates(const struct settle *s, const struct span *span)
{
	struct judging j = { .s = s,
		.arena = arena_create(),
		.kept = arena_create() };
	struct buffer sql;
	size_t t;
	int result = 0;

	buffer_init(&sql, BUFFER_LARGEST);
	for (t = 0; result == 0 && t < TABLES; t++) {
		j.table = tables[t].table;
		buffer_reset(&sql);
		ask_candidates(&sql, t, span);
		if ((result = read_stored(&j, span)) == 0)
			result = store_rows(s->store, j.table, sql.ptr,
			    s->symbols, judge_rows, &j);
	}
	buffer_finish(&sql);
	free(j.stored);
	arena_destroy(j.kept);
	arena_destroy(j.arena);
	return result;
}

static int
keep_open(struct judging *j, int64_t event, struct slice names)
{
	struct statement *q = names.len > 0 ? j->keep : j->forget;
	int64_t rules;

	statement_bind_int(q, ":tbl", j->table);
	statement_bind_int(q, ":event", event);
	if (names.len > 0) {
		if ((rules = store_symbol(j->s->store, DOMAIN_WORD, names)) ==
		    -1)
			return -1;
		statement_bind_int(q, ":rules", rules);
	}
	return statement_run(q);
}

static int
rejudge_row(struct judging *j, struct batch *b, uint32_t row, int64_t event,
    struct slice was_open)
{
	struct slice found, open;
	struct buffer stay;
	int result;

	found = arena_copy(j->arena, batch_text(b, row, COL_FLAGS));
	open = arena_copy(j->arena, batch_text(b, row, COL_CANDIDATES));
	/* Those that are open are settled with the candidates. */
	buffer_init(&stay, BUFFER_LARGEST);
	buffer_add(&stay, found);
	buffer_char(&stay, ' ');
	buffer_add(&stay, open);
	result = drop_others(j, event, buffer_slice(&stay), NULL);
	buffer_finish(&stay);
	if (result == -1 || add_flags(j, b, row, event, found) == -1)
		return -1;
	return slice_equal(open, was_open) ? 0 : keep_open(j, event, open);
}

static int
rejudge_rows(struct batch *b, const int64_t *ids, void *ctx)
{
	struct judging *j = ctx;
	struct slice *open = open_rules(j, b);
	uint32_t row;
	int result = 0;

	detect_batch(j->s->detect, b, false);
	for (row = 0; result == 0 && row < batch_rows(b); row++)
		result = rejudge_row(j, b, row, ids[row], open[row]);
	arena_reset(j->arena);
	return result;
}

int
judge_again(const struct settle *s, int64_t since, int64_t until)
{
	struct span span = { since, until };
	struct judging j = { .s = s,
		.arena = arena_create(),
		.kept = arena_create(),
		.keep = statement_create(s->store, keep_candidate),
		.forget = statement_create(s->store, forget_candidate) };
	struct buffer sql;
	size_t t;
	int result = j.keep == NULL || j.forget == NULL ? -1 : 0;

	buffer_init(&sql, BUFFER_LARGEST);
	for (t = 0; result == 0 && t < TABLES; t++) {
		j.table = tables[t].table;
		buffer_reset(&sql);
		buffer_printf(&sql,
		    "SELECT id FROM %s WHERE start >= %lld AND start < %lld",
		    tables[t].name, (long long)since, (long long)until);
		if ((result = read_stored(&j, &span)) == 0)
			result = store_rows(s->store, j.table, sql.ptr,
			    s->symbols, rejudge_rows, &j);
	}
	buffer_finish(&sql);
	free(j.stored);
	arena_destroy(j.kept);
	statement_destroy(j.keep);
	statement_destroy(j.forget);
	arena_destroy(j.arena);
	return result;
}
