/*
 * Which rules may hold of a row, without judging any.
 *
 * Columns of symbols repeat their values.  For each value that a column has
 * had we keep a mask: a bit for each rule, cleared where the rule is false
 * whatever the other columns say.  That is found by judging the rule once
 * with all else open.  A row's rules are the AND of its columns' masks; most
 * rows are done with after two or three.
 *
 * Rules are put together by log source: rows whose source is the same have
 * the same list, and masks are over that list.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "witness.h"

enum { FEW = 8 }; /* rules that are judged without asking for witnesses */

struct table {
	enum column column;
	bool late;
	uint64_t *masks; /* `words` for each symbol */
	bool *known;
	uint32_t room;
	const symbol *values; /* in the batch at hand, or NULL */
};

struct class {
	uint32_t *rules;
	size_t count, words;
	struct table *tables;
	size_t table_count;
	uint64_t *left;
	struct witnesses *witnesses; /* made when first needed */
	uint64_t batch; /* number of the batch that `values` are of */
};

enum { ROUTE_KEYS = 4 };
static const enum column route_columns[ROUTE_KEYS] = { COL_DATASET,
	COL_CHANNEL, COL_WIN_CHANNEL, COL_CODE };

struct fast {
	struct detect *d;
	struct map *routes; /* symbols of the route columns */
	struct class **of_route;
	size_t route_count, route_room;
	struct map *lists; /* lists of rules, as bytes */
	struct class **classes;
	size_t class_count, class_room;
	struct symbol_view view;
	const struct batch *batch;
	const symbol *keys[ROUTE_KEYS];
	symbol last_key[ROUTE_KEYS];
	struct class *last;
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
	symbol_view_init(&f->view, &d->program.fields);
	return f;
}

static void
class_destroy(struct class *c)
{
	size_t i;

	for (i = 0; i < c->table_count; i++) {
		free(c->tables[i].masks);
		free(c->tables[i].known);
	}
	free(c->tables);
	free(c->rules);
	free(c->left);
	witnesses_destroy(c->witnesses);
	free(c);
}

void
fast_destroy(struct fast *f)
{
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; i < f->class_count; i++)
		class_destroy(f->classes[i]);
	free(f->classes);
	free(f->of_route);
	map_destroy(f->routes);
	map_destroy(f->lists);
	view_finish(&f->view.view);
	free(f);
}

/* How many of the class's rules read that column. */
static size_t
readers(const struct fast *f, const struct class *c, int column)
{
	size_t i, n = 0;

	for (i = 0; i < c->count; i++)
		n += f->d->rules[c->rules[i]].uses[column];
	return n;
}

/* The columns that most rules read come first: they clear most bits. */
static void
tables_create(struct fast *f, struct class *c)
{
	size_t room = 0, n[COLUMN_COUNT];
	int column, best;

	for (column = 0; column < COLUMN_COUNT; column++)
		n[column] = columns[column].kind == KIND_SYMBOL ?
		    readers(f, c, column) :
		    0;
	for (;;) {
		best = 0;
		for (column = 1; column < COLUMN_COUNT; column++)
			if (n[column] > n[best])
				best = column;
		if (n[best] == 0)
			break;
		n[best] = 0;
		GROW(c->tables, c->table_count, room);
		c->tables[c->table_count++] = (struct table){
			.column = (enum column)best,
			.late = columns[best].flags == FLAG_LATE,
		};
	}
}

static struct class *
class_create(struct fast *f, const uint32_t *rules, size_t count)
{
	struct class *c = memory_zeroed(1, sizeof *c);

	c->rules = memory_alloc((count + 1) * sizeof *rules);
	if (count > 0)
		memcpy(c->rules, rules, count * sizeof *rules);
	c->count = count;
	c->words = (count + 63) / 64;
	c->left = memory_zeroed(c->words + 1, sizeof *c->left);
	tables_create(f, c);
	return c;
}

/* The class of a route: that of its list of rules. */
static struct class *
class_of_route(struct fast *f, const struct route *r)
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
	/* A first byte, since the empty text is no key. */
	list[count] = UINT32_MAX;
	number = map_add(f->lists,
	    (struct slice){ (const char *)list, (count + 1) * sizeof *list });
	if (number == f->class_count) {
		GROW(f->classes, f->class_count, f->class_room);
		f->classes[f->class_count++] = class_create(f, list, count);
	}
	free(list);
	return f->classes[number];
}

static struct class *
class_of_row(struct fast *f, uint32_t row)
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
		f->of_route[f->route_count++] = class_of_route(f, &r);
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
class_begin(struct fast *f, struct class *c)
{
	size_t i;

	if (c->batch == f->batches)
		return;
	c->batch = f->batches;
	for (i = 0; i < c->table_count; i++)
		c->tables[i].values = batch_symbol_column(f->batch,
		    c->tables[i].column);
}

static void
table_grow(struct table *t, uint32_t count, size_t words)
{
	uint32_t room = t->room == 0 ? 1024 : t->room;

	while (room < count)
		room *= 2;
	t->masks = memory_resize(t->masks, room * words, sizeof *t->masks);
	t->known = memory_resize(t->known, room, sizeof *t->known);
	memset(t->known + t->room, 0, room - t->room);
	t->room = room;
}

/* Judges each rule that reads the column, with nothing else known. */
static void
learn(struct fast *f, struct class *c, struct table *t, symbol s)
{
	uint64_t *mask = t->masks + (size_t)s * c->words;
	size_t i;

	memset(mask, 0xff, c->words * sizeof *mask);
	symbol_view_set(&f->view, t->column,
	    symbols_text(f->d->symbols, columns[t->column].domain, s));
	for (i = 0; i < c->count; i++) {
		const struct rule *r = &f->d->rules[c->rules[i]];

		if (r->uses[t->column] &&
		    judge(r->term, &f->view.view) == VERDICT_FALSE)
			mask[i / 64] &= ~((uint64_t)1 << (i % 64));
	}
	t->known[s] = true;
}

static const uint64_t *
mask_of(struct fast *f, struct class *c, struct table *t, uint32_t row)
{
	symbol s = t->values == NULL ? 0 : t->values[row];

	if (s == 0 && t->late && !f->whole && row_is_open(f->batch, row))
		return NULL; /* open: any rule may hold */
	if (s >= t->room)
		table_grow(t, s + 1, c->words);
	if (!t->known[s])
		learn(f, c, t, s);
	return t->masks + (size_t)s * c->words;
}

static bool
are_few(const uint64_t *left, size_t words)
{
	size_t n = 0, w;

	for (w = 0; w < words && n <= FEW; w++)
		n += (size_t)__builtin_popcountll(left[w]);
	return n <= FEW;
}

void
fast_narrow(struct fast *f, struct view *v)
{
	struct class *c = f->last;

	if (are_few(c->left, c->words))
		return;
	if (c->witnesses == NULL)
		c->witnesses = witnesses_create(f->d, c->rules, c->count);
	witnesses_apply(c->witnesses, v, c->left);
}

const uint64_t *
fast_row(struct fast *f, uint32_t row, const uint32_t **rules, size_t *count)
{
	struct class *c = class_of_row(f, row);
	uint64_t any = 0;
	size_t i, w;

	if (c->count == 0)
		return NULL;
	class_begin(f, c);
	memset(c->left, 0xff, c->words * sizeof *c->left);
	for (i = 0; i < c->table_count; i++) {
		const uint64_t *mask = mask_of(f, c, &c->tables[i], row);

		if (mask == NULL)
			continue;
		any = 0;
		for (w = 0; w < c->words; w++)
			any |= c->left[w] &= mask[w];
		if (any == 0)
			return NULL;
	}
	if (c->count % 64 != 0)
		c->left[c->words - 1] &= ((uint64_t)1 << (c->count % 64)) - 1;
	*rules = c->rules;
	*count = c->count;
	return c->left;
}
