/*
 * Which rule makes most noise: what people said of the items that it rests
 * on.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/map.h"
#include "incident/incident.h"
#include "store/statement.h"

enum { MANY = 5, MUTE_PERCENT = 90, LOOK_PERCENT = 50 };

static const char all_items[] =
    "SELECT rules, status,"
    "       coalesce((SELECT why FROM item_note WHERE item = item.id"
    "         AND act = 'reject' ORDER BY id DESC LIMIT 1), '')"
    "  FROM item"
    " WHERE rules <> 'entered-by-hand'"
    "   AND (:since IS NULL OR start >= :since)"
    "   AND (:until IS NULL OR start < :until)"
    " ORDER BY start, id";

struct rule_tally {
	struct slice rule, reason;
	int64_t items, confirmed, rejected, excepted;
};

struct tune {
	struct arena *arena;
	struct map *rules;
	struct rule_tally *list;
	size_t count, room;
};

static struct rule_tally *
tally_of(struct tune *t, struct slice rule)
{
	uint32_t before = map_count(t->rules), at = map_add(t->rules, rule);

	if (map_count(t->rules) > before) {
		GROW(t->list, t->count, t->room);
		t->list[t->count++] = (struct rule_tally){ .rule =
			    arena_copy(t->arena, rule) };
	}
	return &t->list[at];
}

static void
take_item(struct tune *t, struct statement *q)
{
	struct slice rest = statement_text(q, 0), rule;
	struct slice status = statement_text(q, 1);

	while (slice_take_word(&rest, &rule)) {
		struct rule_tally *r = tally_of(t, rule);

		r->items++;
		r->confirmed += slice_equal(status, SLICE("confirmed")) ||
		    slice_equal(status, SLICE("closed"));
		r->excepted += slice_equal(status, SLICE("excepted"));
		if (slice_equal(status, SLICE("rejected")) ||
		    slice_equal(status, SLICE("withdrawn"))) {
			r->rejected++;
			if (statement_text(q, 2).len > 0)
				r->reason = arena_copy(t->arena,
				    statement_text(q, 2));
		}
	}
}

/* The noisiest first: by what was rejected, then by what there was. */
static int
compare(const void *a, const void *b)
{
	const struct rule_tally *x = a, *y = b;

	if (x->rejected != y->rejected)
		return x->rejected < y->rejected ? 1 : -1;
	if (x->items != y->items)
		return x->items < y->items ? 1 : -1;
	return slice_compare(x->rule, y->rule);
}

static const char *
advice(const struct rule_tally *r)
{
	int64_t looked = r->confirmed + r->rejected + r->excepted;

	if (looked < MANY)
		return "too few were looked at to tell";
	if (100 * r->rejected > MUTE_PERCENT * looked)
		return "nearly always wrong here: turn it off, or make it an "
		       "observation";
	if (100 * r->rejected >= LOOK_PERCENT * looked)
		return "often wrong here: look at its thresholds and lists";
	if (2 * r->excepted >= looked)
		return "often excepted: put the exceptions on their list";
	return "";
}

static void
add_number(struct buffer *out, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)n);
	csv_add(out, false, slice_of(text));
}

static void
print(const struct tune *t, struct buffer *out)
{
	size_t i;

	buffer_text(out, "rule,items,confirmed,rejected,excepted,"
	    "rejected_percent,advice,last_reason\r\n");
	for (i = 0; i < t->count; i++) {
		const struct rule_tally *r = &t->list[i];
		int64_t looked = r->confirmed + r->rejected + r->excepted;

		csv_add(out, true, r->rule);
		add_number(out, r->items);
		add_number(out, r->confirmed);
		add_number(out, r->rejected);
		add_number(out, r->excepted);
		if (looked > 0)
			add_number(out, 100 * r->rejected / looked);
		else
			csv_add(out, false, SLICE(""));
		csv_add(out, false, slice_of(advice(r)));
		csv_add(out, false, r->reason);
		csv_end_row(out);
	}
}

int
incident_tune(struct store *store, int64_t since, int64_t until, FILE *file)
{
	struct tune t = { .arena = arena_create(), .rules = map_create() };
	struct statement *q = statement_create(store, all_items);
	struct buffer out;
	int more = -1;

	if (q != NULL) {
		if (since != TIME_UNKNOWN)
			statement_bind_int(q, ":since", since);
		if (until != TIME_UNKNOWN)
			statement_bind_int(q, ":until", until);
		while ((more = statement_step(q)) == 1)
			take_item(&t, q);
	}
	statement_destroy(q);
	if (t.count > 0)
		qsort(t.list, t.count, sizeof *t.list, compare);
	buffer_init(&out, BUFFER_LARGEST);
	print(&t, &out);
	if (more == 0 && fwrite(out.ptr, 1, out.len, file) != out.len)
		more = -1;
	buffer_finish(&out);
	free(t.list);
	map_destroy(t.rules);
	arena_destroy(t.arena);
	return more;
}
