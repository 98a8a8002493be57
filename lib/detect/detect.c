/*
 * The engine's door: rules made ready, batches judged.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "rules.h"

enum { LONGEST_FLAGS = 65536 };

struct detect *
detect_create(const struct settings *s, struct symbols *symbols,
    struct faults *f)
{
	struct detect *d = memory_zeroed(1, sizeof *d);

	d->arena = arena_create();
	d->settings = s;
	d->symbols = symbols;
	d->names = map_create();
	program_init(&d->program);
	rules_load(d, f);
	rules_link(d, f);
	row_view_init(&d->view, &d->program.fields);
	d->fast = fast_create(d);
	buffer_init(&d->flags, LONGEST_FLAGS);
	buffer_init(&d->candidates, LONGEST_FLAGS);
	return d;
}

void
detect_destroy(struct detect *d)
{
	if (d == NULL)
		return;
	fast_destroy(d->fast);
	row_view_finish(&d->view);
	buffer_finish(&d->flags);
	buffer_finish(&d->candidates);
	program_finish(&d->program);
	map_destroy(d->names);
	free(d->indexes);
	free(d->rules);
	arena_destroy(d->arena);
	free(d);
}

size_t
detect_rule_count(const struct detect *d)
{
	return d->count;
}

const struct rule_info *
detect_rule(const struct detect *d, size_t index)
{
	return &d->rules[index].info;
}

int
detect_find(const struct detect *d, struct slice id)
{
	uint32_t n = map_find(d->names, id);

	return n == MAP_NONE ? -1 : (int)d->indexes[n];
}

const struct slice *
detect_fields(const struct detect *d)
{
	return d->fields;
}

static bool
is_event(const struct batch *b, uint32_t row)
{
	struct slice kind = batch_text(b, row, COL_EVENT_KIND);

	return kind.len == 0 || slice_equal(kind, SLICE("event"));
}

/* Rules judge nothing before the day that they are valid from. */
static bool
is_too_old(const struct rule *r, const struct batch *b, uint32_t row)
{
	int64_t t;

	if (r->since == TIME_UNKNOWN)
		return false;
	if ((t = batch_number(b, row, COL_START)) == TIME_UNKNOWN)
		t = batch_number(b, row, COL_TIMESTAMP);
	return t < r->since;
}

static void
add_word(struct buffer *b, struct slice word)
{
	if (b->len > 0)
		buffer_char(b, ' ');
	buffer_add(b, word);
}

static enum verdict
judge_rule(struct detect *d, const struct rule *r)
{
	enum verdict v = judge(r->term, &d->view.view);

	if (v != VERDICT_FALSE && r->guard != NULL &&
	    judge(r->guard, &d->view.view) != VERDICT_TRUE)
		return VERDICT_FALSE;
	return v;
}

/* The rules that hold, or stay open, by name. */
static void
judge_one(struct detect *d, size_t index, const struct batch *b, uint32_t row)
{
	const struct rule *r = &d->rules[index];
	enum verdict v = judge_rule(d, r);

	if (v == VERDICT_FALSE || is_too_old(r, b, row))
		return;
	add_word(v == VERDICT_TRUE ? &d->flags : &d->candidates,
	    r->info.name);
}

static void
judge_row(struct detect *d, const struct batch *b, uint32_t row, bool whole,
    const uint32_t *rules, const uint64_t *left, size_t count)
{
	uint64_t bits;
	size_t w;

	row_view_set(&d->view, b, row, whole);
	fast_narrow(d->fast, &d->view.view);
	for (w = 0; w * 64 < count; w++)
		for (bits = left[w]; bits != 0; bits &= bits - 1)
			judge_one(d,
			    rules[w * 64 + (size_t)__builtin_ctzll(bits)], b,
			    row);
}

static void
set_words(struct batch *b, uint32_t row, enum column c,
    const struct buffer *words)
{
	if (words->len > 0 || batch_text(b, row, c).len > 0)
		batch_set_text(b, row, c, buffer_slice(words));
}

static void
begin_row(struct detect *d)
{
	buffer_reset(&d->flags);
	buffer_reset(&d->candidates);
}

static void
end_row(struct detect *d, struct batch *b, uint32_t row)
{
	set_words(b, row, COL_FLAGS, &d->flags);
	set_words(b, row, COL_CANDIDATES, &d->candidates);
}

void
detect_batch(struct detect *d, struct batch *b, bool whole)
{
	uint32_t row, rows = batch_rows(b);
	const uint32_t *rules;
	const uint64_t *left;
	size_t count;

	fast_begin(d->fast, b, whole);
	for (row = 0; row < rows; row++) {
		begin_row(d);
		left = is_event(b, row) ?
		    fast_row(d->fast, row, &rules, &count) :
		    NULL;
		if (left != NULL)
			judge_row(d, b, row, whole, rules, left, count);
		end_row(d, b, row);
	}
}

static bool
fits_rule(const struct rule *r, const struct route *route)
{
	return r->info.on && r->term != NULL &&
	    route_fits(route, r->doc->category, r->doc->product,
		r->doc->service);
}

void
detect_batch_plainly(struct detect *d, struct batch *b, bool whole)
{
	uint32_t row, rows = batch_rows(b);
	struct route route;
	size_t i;

	for (row = 0; row < rows; row++) {
		begin_row(d);
		route = route_of_row(b, row);
		for (i = 0; i < d->count && is_event(b, row); i++) {
			if (!fits_rule(&d->rules[i], &route))
				continue;
			row_view_set(&d->view, b, row, whole);
			judge_one(d, i, b, row);
		}
		end_row(d, b, row);
	}
}

void
detect_object(struct detect *d, const struct json *object,
    struct slice category, struct slice product, struct slice service,
    void (*found)(size_t rule, void *ctx), void *ctx)
{
	struct route route = { product, service, { category }, 1 };
	struct object_view view;
	size_t i;

	object_view_init(&view, &d->program.fields);
	object_view_set(&view, object);
	for (i = 0; i < d->count; i++)
		if (fits_rule(&d->rules[i], &route) &&
		    judge(d->rules[i].term, &view.view) == VERDICT_TRUE)
			found(i, ctx);
	view_finish(&view.view);
}

void
detect_keep_flagged(struct batch *b)
{
	bool keep[BATCH_ROWS];
	uint32_t row, rows = batch_rows(b);

	for (row = 0; row < rows; row++)
		keep[row] = batch_text(b, row, COL_FLAGS).len > 0;
	batch_keep(b, keep);
}
