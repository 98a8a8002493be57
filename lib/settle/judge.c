/*
 * Candidates judged whole, and stored events judged again.
 *
 * A candidate stays one after it was judged: when a log-on comes a week
 * late, it is judged once more with what is known then.
 */
#include <stdlib.h>

#include "parts.h"

struct judging {
	const struct settle *s;
	enum store_table table;
	struct arena *arena;
	struct statement *keep, *forget;
};

static const char keep_candidate[] =
    "INSERT OR REPLACE INTO candidate(tbl, event, rules)"
    " VALUES (:tbl, :event, :rules)";

static const char forget_candidate[] =
    "DELETE FROM candidate"
    " WHERE tbl = :tbl AND event = :event";

static const char rules_flagged[] =
    "SELECT rule.text"
    "  FROM flag AS f JOIN symbol AS rule ON rule.id = f.rule"
    " WHERE f.event = :event AND f.tbl = :tbl AND f.correlation = 0";

static bool
holds(struct slice names, struct slice wanted)
{
	struct slice word;

	while (slice_take_word(&names, &word))
		if (slice_equal(word, wanted))
			return true;
	return false;
}

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

/* Keeps of `names` those that are, or are not, among `others`. */
static struct slice
sift(struct arena *a, struct slice names, struct slice others, bool among)
{
	struct buffer out;
	struct slice name, kept;

	buffer_init(&out, BUFFER_LARGEST);
	while (slice_take_word(&names, &name)) {
		if (holds(others, name) != among)
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
drop_flags(struct judging *j, int64_t event, struct slice names)
{
	struct slice name;

	while (slice_take_word(&names, &name))
		if (flag_drop_of(j->s->store, j->table, event, name) == -1)
			return -1;
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
		held = sift(j->arena, open[row], found, true);
		if (drop_flags(j, ids[row],
			sift(j->arena, open[row], found, false)) == -1 ||
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
	{ STORE_VISIT, "visit" },
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
	struct judging j = { .s = s, .arena = arena_create() };
	struct buffer sql;
	size_t t;
	int result = 0;

	buffer_init(&sql, BUFFER_LARGEST);
	for (t = 0; result == 0 && t < TABLES; t++) {
		j.table = tables[t].table;
		buffer_reset(&sql);
		ask_candidates(&sql, t, span);
		result = store_rows(s->store, j.table, sql.ptr, s->symbols,
		    judge_rows, &j);
	}
	buffer_finish(&sql);
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

/* The rules that flagged an event so far, separated by spaces. */
static int
flagged_by(struct judging *j, struct statement *q, int64_t event,
    struct slice *names)
{
	struct buffer out;
	int more;

	buffer_init(&out, BUFFER_LARGEST);
	statement_bind_int(q, ":tbl", j->table);
	statement_bind_int(q, ":event", event);
	while ((more = statement_step(q)) == 1) {
		buffer_add(&out, statement_text(q, 0));
		buffer_char(&out, ' ');
	}
	*names = arena_copy(j->arena, buffer_slice(&out));
	buffer_finish(&out);
	return more;
}

static int
rejudge_row(struct judging *j, struct statement *flagged, struct batch *b,
    uint32_t row, int64_t event, struct slice was_open)
{
	struct slice found, open, before;

	found = arena_copy(j->arena, batch_text(b, row, COL_FLAGS));
	open = arena_copy(j->arena, batch_text(b, row, COL_CANDIDATES));
	if (flagged_by(j, flagged, event, &before) == -1)
		return -1;
	/* Those that are open are settled with the candidates. */
	before = sift(j->arena, before, found, false);
	before = sift(j->arena, before, open, false);
	return drop_flags(j, event, before) == -1 ||
		add_flags(j, b, row, event, found) == -1 ||
		(!slice_equal(open, was_open) &&
		    keep_open(j, event, open) == -1) ?
	    -1 :
	    0;
}

static int
rejudge_rows(struct batch *b, const int64_t *ids, void *ctx)
{
	struct judging *j = ctx;
	struct statement *flagged = statement_create(j->s->store,
	    rules_flagged);
	struct slice *open = open_rules(j, b);
	uint32_t row;
	int result = flagged == NULL ? -1 : 0;

	detect_batch(j->s->detect, b, false);
	for (row = 0; result == 0 && row < batch_rows(b); row++)
		result = rejudge_row(j, flagged, b, row, ids[row], open[row]);
	statement_destroy(flagged);
	arena_reset(j->arena);
	return result;
}

int
judge_again(const struct settle *s, int64_t since, int64_t until)
{
	struct judging j = { .s = s,
		.arena = arena_create(),
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
		result = store_rows(s->store, j.table, sql.ptr, s->symbols,
		    rejudge_rows, &j);
	}
	buffer_finish(&sql);
	statement_destroy(j.keep);
	statement_destroy(j.forget);
	arena_destroy(j.arena);
	return result;
}
