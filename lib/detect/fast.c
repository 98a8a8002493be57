/*
 * Which rules may hold of a row, without judging any.
 *
 * Rules are put together by log source: rows of one source share one list.
 * Which columns of those that the list reads a row lacks is its shape: a
 * tunnel has no path.  Most rules need something that most shapes lack, so
 * each shape has masks of its own, over the few rules that it leaves.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "masks.h"

enum {
	ROUTE_KEYS = 4,
	MOST_COLUMNS = 64, /* of a shape, as bits */
	MOST_SHAPES = 64,  /* of a source; further ones share their masks */
};

static const enum column route_columns[ROUTE_KEYS] = { COL_DATASET,
	COL_CHANNEL, COL_WIN_CHANNEL, COL_CODE };

struct shape {
	uint64_t absent; /* bit i: the source's columns[i] */
	struct masks *masks;
	uint64_t batch; /* number of the batch that the masks look at */
};

/* A column as the batch at hand has it. */
struct read {
	enum column column;
	bool late;
	const symbol *symbols;
	const int64_t *numbers;
	bool text;
};

struct logsource {
	uint32_t *rules;
	size_t count;
	struct read reads[MOST_COLUMNS];
	size_t read_count;
	struct shape shapes[MOST_SHAPES];
	size_t shape_count;
	struct shape *last;
	uint64_t batch; /* number of the batch that `reads` are of */
};

struct fast {
	struct detect *d;
	struct map *routes; /* symbols of the route columns */
	struct logsource **of_route;
	size_t route_count, route_room;
	struct map *lists; /* lists of rules, as bytes */
	struct logsource **sources;
	size_t source_count, source_room;
	const struct batch *batch;
	const symbol *keys[ROUTE_KEYS];
	symbol last_key[ROUTE_KEYS];
	struct logsource *last;
	struct masks *masks; /* of the row at hand */
	uint64_t batches;
	bool whole;
};

struct fast *
fast_create(struct detect *d)
{
	struct fast *f = memory_zeroed(1, sizeof *f);

	f->d = d;
	f->routes = map_create();
	f->lists = map_create();
	return f;
}

static void
source_destroy(struct logsource *s)
{
	size_t i;

	for (i = 0; i < s->shape_count; i++)
		masks_destroy(s->shapes[i].masks);
	free(s->rules);
	free(s);
}

void
fast_destroy(struct fast *f)
{
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; i < f->source_count; i++)
		source_destroy(f->sources[i]);
	free(f->sources);
	free(f->of_route);
	map_destroy(f->routes);
	map_destroy(f->lists);
	free(f);
}

static bool
is_read(const struct fast *f, const struct logsource *s, int column)
{
	bool url = column == COL_SCHEME || column == COL_DOMAIN_NAME ||
	    column == COL_PATH || column == COL_QUERY;
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct rule *r = &f->d->rules[s->rules[i]];

		if (r->uses[column] || (url && r->uses_url))
			return true;
	}
	return false;
}

static struct logsource *
source_create(struct fast *f, const uint32_t *rules, size_t count)
{
	struct logsource *s = memory_zeroed(1, sizeof *s);
	int column;

	s->rules = memory_alloc((count + 1) * sizeof *rules);
	if (count > 0)
		memcpy(s->rules, rules, count * sizeof *rules);
	s->count = count;
	for (column = 0; column < COLUMN_COUNT; column++)
		if (s->read_count < MOST_COLUMNS && is_read(f, s, column))
			s->reads[s->read_count++] = (struct read){
				.column = (enum column)column,
				.late = columns[column].flags == FLAG_LATE,
			};
	return s;
}

/* The source of a route: that of its list of rules. */
static struct logsource *
source_of_route(struct fast *f, const struct route *r)
{
	uint32_t *list = memory_alloc((f->d->count + 1) * sizeof *list);
	size_t count = 0, i;
	uint32_t number;

	for (i = 0; i < f->d->count; i++) {
		const struct rule *rule = &f->d->rules[i];

		if (rule->info.on && rule->term != NULL &&
		    route_fits(r, rule->doc->category, rule->doc->product,
			rule->doc->service))
			list[count++] = (uint32_t)i;
	}
	/* A last word, since the empty text is no key. */
	list[count] = UINT32_MAX;
	number = map_add(f->lists,
	    (struct slice){ (const char *)list, (count + 1) * sizeof *list });
	if (number == f->source_count) {
		GROW(f->sources, f->source_count, f->source_room);
		f->sources[f->source_count++] = source_create(f, list, count);
	}
	free(list);
	return f->sources[number];
}

static struct logsource *
source_of_row(struct fast *f, uint32_t row)
{
	symbol key[ROUTE_KEYS];
	uint32_t number;
	struct route r;
	int i;

	for (i = 0; i < ROUTE_KEYS; i++)
		key[i] = f->keys[i] == NULL ? 0 : f->keys[i][row];
	if (f->last != NULL && memcmp(key, f->last_key, sizeof key) == 0)
		return f->last;
	number = map_add(f->routes,
	    (struct slice){ (const char *)key, sizeof key });
	if (number == f->route_count) {
		r = route_of_row(f->batch, row);
		GROW(f->of_route, f->route_count, f->route_room);
		f->of_route[f->route_count++] = source_of_route(f, &r);
	}
	memcpy(f->last_key, key, sizeof key);
	f->last = f->of_route[number];
	return f->last;
}

void
fast_begin(struct fast *f, const struct batch *b, bool whole)
{
	int i;

	f->batch = b;
	f->whole = whole;
	f->batches++;
	for (i = 0; i < ROUTE_KEYS; i++)
		f->keys[i] = batch_symbol_column(b, route_columns[i]);
}

static void
source_begin(struct fast *f, struct logsource *s)
{
	struct read *r;

	if (s->batch == f->batches)
		return;
	s->batch = f->batches;
	for (r = s->reads; r < s->reads + s->read_count; r++) {
		r->symbols = NULL;
		r->numbers = NULL;
		r->text = false;
		if (columns[r->column].kind == KIND_SYMBOL)
			r->symbols = batch_symbol_column(f->batch, r->column);
		else if (columns[r->column].kind == KIND_TEXT)
			r->text = batch_uses(f->batch, r->column);
		else
			r->numbers = batch_numbers(f->batch, r->column);
	}
}

static bool
has(const struct fast *f, const struct read *r, uint32_t row, bool open)
{
	if (r->symbols != NULL && r->symbols[row] != 0)
		return true;
	if (r->numbers != NULL && r->numbers[row] != NUMBER_UNKNOWN)
		return true;
	if (r->text && batch_text(f->batch, row, r->column).len > 0)
		return true;
	return r->late && open; /* it may have it yet */
}

/* What is absent by the bits, as masks are told it. */
static struct masks *
masks_of_shape(struct fast *f, const struct logsource *s, uint64_t bits)
{
	bool absent[COLUMN_COUNT] = { false };
	size_t i;

	for (i = 0; i < s->read_count; i++)
		absent[s->reads[i].column] = (bits >> i & 1) != 0;
	return masks_create(f->d, s->rules, s->count, absent);
}

/* The shape of those bits; the first one, of which nothing is known to be
 * absent, does for all where there are too many. */
static struct shape *
find_shape(struct fast *f, struct logsource *s, uint64_t bits)
{
	size_t i;

	for (i = 0; i < s->shape_count; i++)
		if (s->shapes[i].absent == bits)
			return &s->shapes[i];
	if (s->shape_count == MOST_SHAPES)
		return &s->shapes[0];
	if (s->shape_count == 0)
		bits = 0;
	s->shapes[s->shape_count] = (struct shape){ .absent = bits,
		.masks = masks_of_shape(f, s, bits) };
	return &s->shapes[s->shape_count++];
}

static struct shape *
shape_of_row(struct fast *f, struct logsource *s, uint32_t row, bool open)
{
	uint64_t absent = 0;
	size_t i;

	source_begin(f, s);
	for (i = 0; i < s->read_count; i++)
		if (!has(f, &s->reads[i], row, open))
			absent |= (uint64_t)1 << i;
	if (s->last == NULL || s->last->absent != absent)
		s->last = find_shape(f, s, absent);
	if (s->last->batch != f->batches) {
		s->last->batch = f->batches;
		masks_begin(s->last->masks, f->batch);
	}
	return s->last;
}

const uint64_t *
fast_row(struct fast *f, uint32_t row, const uint32_t **rules, size_t *count)
{
	struct logsource *s = source_of_row(f, row);
	bool open = !f->whole && row_is_open(f->batch, row);

	if (s->count == 0)
		return NULL;
	f->masks = shape_of_row(f, s, row, open)->masks;
	*rules = masks_rules(f->masks, count);
	return masks_row(f->masks, row, open);
}

void
fast_narrow(struct fast *f, struct view *v)
{
	masks_narrow(f->masks, v);
}
