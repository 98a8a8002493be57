/*
 * Stored flags as hits.
 */
#include <stdlib.h>

#include "base/json.h"

#include "hits.h"

static const char base_flags[] =
    "SELECT f.id, f.tbl, f.event, rule.text, f.start,"
    "       coalesce(f.end, f.start), f.account, f.person, account.text,"
    "       CASE attribution.text WHEN 'strong' THEN 3 WHEN 'fair' THEN 2"
    "         WHEN 'weak' THEN 1 ELSE 0 END,"
    "       coalesce(c.account, 0), coalesce(c.address, 0), f.device,"
    "       f.tbl = 1 AND type.text = 'denied'"
    "  FROM flag AS f"
    "  JOIN symbol AS rule ON rule.id = f.rule"
    "  JOIN symbol AS account ON account.id = f.account"
    "  JOIN symbol AS attribution ON attribution.id = f.attribution"
    "  JOIN symbol AS log ON log.id = f.log"
    "  JOIN symbol AS type ON type.id = f.type"
    "  LEFT JOIN visit_row AS v ON v.id = f.event AND f.tbl = 1"
    "  LEFT JOIN caller AS c ON c.id = abs(v.caller)"
    " WHERE f.correlation = 0 AND f.event <> 0"
    "   AND f.start >= :since AND f.start <= :until"
    " ORDER BY f.start, log.text, f.offset, rule.text";

void
hits_init(struct hits *h, const struct settle *s)
{
	*h = (struct hits){ .s = s, .arena = arena_create() };
}

void
hits_finish(struct hits *h)
{
	arena_destroy(h->arena);
	free(h->list);
	free(h->flags);
}

static struct slice
field_of(const struct hit *h, struct slice name)
{
	const struct base_flag *f = h->row;
	size_t i;

	for (i = 0; f->names[i].len > 0; i++)
		if (slice_equal(f->names[i], name))
			return f->fields[i];
	return SLICE("");
}

/* A rule may name a column by one of its Sigma aliases. */
static int
column_of(struct slice name)
{
	int c = column_find(name);

	return c != -1 ? c : column_find_alias(name);
}

static struct slice
native_text(struct arena *a, const struct batch *b, uint32_t row,
    struct slice name)
{
	struct json *root = json_parse(batch_text(b, row, COL_NATIVE));
	const struct json *j;
	struct buffer text;
	struct slice found = SLICE("");

	if (root == NULL)
		return found;
	buffer_init(&text, BUFFER_LARGEST);
	for (j = json_first(root); j != NULL; j = json_next(j))
		if (slice_equal(json_key(j), name)) {
			json_print_scalar(j, &text);
			found = arena_copy(a, buffer_slice(&text));
			break;
		}
	buffer_finish(&text);
	json_destroy(root);
	return found;
}

static struct slice
value_text(struct arena *a, const struct batch *b, uint32_t row,
    struct slice name)
{
	int c = column_of(name);
	int64_t n;

	if (c == -1)
		return native_text(a, b, row, name);
	if (columns[c].kind == KIND_SYMBOL || columns[c].kind == KIND_TEXT)
		return arena_copy(a, batch_text(b, row, (enum column)c));
	n = batch_number(b, row, (enum column)c);
	return n == NUMBER_UNKNOWN ?
	    SLICE("") :
	    slice_of(arena_printf(a, "%lld", (long long)n));
}

static void
add_hit(struct hits *h, struct statement *q)
{
	int rule = detect_find(h->s->detect, statement_text(q, 3));

	if (rule == -1)
		return; /* a rule that is no more */
	if (h->count == h->room) {
		h->room = h->room == 0 ? 256 : 2 * h->room;
		h->list = memory_resize(h->list, h->room, sizeof *h->list);
		h->flags = memory_resize(h->flags, h->room,
		    sizeof *h->flags);
	}
	h->flags[h->count] = (struct base_flag){ .id = statement_int(q, 0),
		.table = (int)statement_int(q, 1),
		.event = statement_int(q, 2),
		.account = statement_int(q, 6),
		.person = statement_int(q, 7),
		.account_text = arena_copy(h->arena, statement_text(q, 8)),
		.attribution = (int)statement_int(q, 9),
		.caller = statement_int(q, 10),
		.address = statement_int(q, 11),
		.device = statement_int(q, 12),
		.denied_page = statement_int(q, 13) != 0 &&
		    detect_uses(h->s->detect, (size_t)rule, COL_KIND),
		.names = detect_fields(h->s->detect) };
	h->list[h->count] = (struct hit){ .rule = (uint32_t)rule,
		.time = statement_int(q, 4),
		.end = statement_int(q, 5),
		.id = (uint64_t)h->count,
		.field = field_of };
	h->count++;
}

static int
read_flags(struct hits *h, int64_t since, int64_t until)
{
	struct statement *q = statement_create(h->s->store, base_flags);
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":since", since);
	statement_bind_int(q, ":until", until);
	while ((more = statement_step(q)) == 1)
		add_hit(h, q);
	statement_destroy(q);
	return more;
}

/* Flags by the event that they are of. */
struct by_event {
	struct hits *h;
	struct base_flag **list;
	size_t count;
	int table; /* in hand */
};

static int
compare_events(const void *left, const void *right)
{
	const struct base_flag *a = *(struct base_flag *const *)left;
	const struct base_flag *b = *(struct base_flag *const *)right;

	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	return a->event < b->event ? -1 : a->event > b->event;
}

/* The event's fields; where it names no account, the one that settle
 * found stands for it. */
static void
fill_fields(struct hits *h, struct base_flag *f, const struct batch *b,
    uint32_t row)
{
	size_t i, count = 0;

	while (f->names[count].len > 0)
		count++;
	f->fields = arena_alloc(h->arena, (count + 1) * sizeof *f->fields);
	for (i = 0; i < count; i++) {
		f->fields[i] = value_text(h->arena, b, row, f->names[i]);
		if (f->fields[i].len == 0 &&
		    column_of(f->names[i]) == COL_ACCOUNT)
			f->fields[i] = f->account_text;
	}
}

/* The first of the flags of that event, or count. */
static size_t
first_of(const struct by_event *e, int64_t event)
{
	struct base_flag wanted = { .table = e->table, .event = event };
	const struct base_flag *pointer = &wanted;
	size_t low = 0, high = e->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_events(&e->list[middle], &pointer) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
fill_rows(struct batch *b, const int64_t *ids, void *ctx)
{
	struct by_event *e = ctx;
	uint32_t row;
	size_t i;

	for (row = 0; row < batch_rows(b); row++)
		for (i = first_of(e, ids[row]); i < e->count &&
		    e->list[i]->table == e->table &&
		    e->list[i]->event == ids[row];
		    i++)
			fill_fields(e->h, e->list[i], b, row);
	return 0;
}

static int
fill_table(struct by_event *e, enum store_table t, int64_t since,
    int64_t until)
{
	struct buffer sql;
	int result;

	e->table = (int)t;
	buffer_init(&sql, BUFFER_LARGEST);
	buffer_printf(&sql,
	    "SELECT event FROM flag WHERE correlation = 0 AND tbl = %d"
	    " AND start >= %lld AND start <= %lld",
	    (int)t, (long long)since, (long long)until);
	result = store_rows(e->h->s->store, t, sql.ptr, e->h->s->symbols,
	    fill_rows, e);
	buffer_finish(&sql);
	return result;
}

/* A flag whose event is kept no longer has no fields, and takes no part. */
static void
drop_fieldless(struct hits *h)
{
	size_t i, kept = 0;

	for (i = 0; i < h->count; i++)
		if (h->flags[i].fields != NULL) {
			h->list[kept] = h->list[i];
			h->list[kept].row = &h->flags[i];
			kept++;
		}
	h->count = kept;
}

static bool
same_caller(const struct hits *h, size_t i, size_t j)
{
	const struct base_flag *a = &h->flags[i], *b = &h->flags[j];

	return h->list[i].rule == h->list[j].rule && a->caller == b->caller &&
	    a->address == b->address && a->device == b->device;
}

static bool
same_minute(int64_t a, int64_t b)
{
	return a / TIME_MINUTE == b / TIME_MINUTE;
}

/* The hits stand in order of time. */
static bool
supports_one_before(const struct hits *h, size_t at)
{
	int64_t t = h->list[at].time;
	size_t i;

	if (!h->flags[at].denied_page)
		return false;
	for (i = at; i-- > 0 && t - h->list[i].time <= ACT_GAP &&
	    same_minute(h->list[i].time, t);)
		if (h->flags[i].denied_page && same_caller(h, i, at))
			return true;
	return false;
}

/* Whether one is left out is asked of what was read, not of what is left, so
 * that it hangs on five seconds and not on where the reading began. */
static void
drop_supporting(struct hits *h, int64_t since)
{
	bool *drop = memory_zeroed(h->count + 1, sizeof *drop);
	size_t i, kept = 0;

	for (i = 0; i < h->count; i++)
		drop[i] = h->list[i].time < since ||
		    supports_one_before(h, i);
	for (i = 0; i < h->count; i++) {
		if (drop[i])
			continue;
		h->list[kept] = h->list[i];
		h->list[kept].id = (uint64_t)kept;
		h->flags[kept++] = h->flags[i];
	}
	h->count = kept;
	free(drop);
}

int
hits_read(struct hits *h, int64_t since, int64_t until)
{
	struct by_event e = { .h = h };
	int result;
	size_t i;

	if (read_flags(h, since - ACT_GAP, until) == -1)
		return -1;
	drop_supporting(h, since);
	if (h->count == 0)
		return 0;
	e.list = memory_zeroed(h->count, sizeof *e.list);
	e.count = h->count;
	for (i = 0; i < h->count; i++)
		e.list[i] = &h->flags[i];
	qsort(e.list, e.count, sizeof *e.list, compare_events);
	result = fill_table(&e, STORE_VISIT, since, until);
	if (result == 0)
		result = fill_table(&e, STORE_MAIL, since, until);
	if (result == 0)
		result = fill_table(&e, STORE_DEVICE_EVENT, since, until);
	free(e.list);
	drop_fieldless(h);
	return result;
}
