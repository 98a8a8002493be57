#include <stdlib.h>

#include "base/arena.h"

#include "masks.h"
#include "witness.h"

enum {
	FEW = 2, /* rules that are judged without asking for witnesses */
	TUNNEL_PORT = 443,
	LONGEST_HOST = 65536,
	MOST_NUMBERS = 1 << 16, /* larger ones are not looked up */
};

struct table {
	enum column column;
	bool late;
	bool tunnel; /* the host with what it makes of the address */
	uint64_t *masks; /* `words` for each value */
	bool *known;
	uint32_t room;
	const symbol *symbols; /* of the batch at hand, or NULL */
	const int64_t *numbers; /* TUNNEL: the ports */
};

struct masks {
	struct detect *d;
	uint32_t *rules;
	size_t count, words;
	struct table *tables;
	size_t table_count;
	bool absent[COLUMN_COUNT];
	struct value_view view;
	uint64_t *all, *left;
	uint64_t *dear; /* rules that look at every text of an event */
	struct witnesses *witnesses; /* made when first needed */
};

/* Ports and status codes are few; sizes and times are not. */
static bool
repeats(int column)
{
	return columns[column].kind == KIND_SYMBOL || column == COL_PORT ||
	    column == COL_STATUS;
}

static void
choose_rules(struct masks *m, const uint32_t *rules, size_t count)
{
	size_t i;

	m->rules = memory_alloc((count + 1) * sizeof *rules);
	value_view_set(&m->view, COLUMN_COUNT, SLICE(""), 0);
	for (i = 0; i < count; i++)
		if (judge(m->d->rules[rules[i]].term, &m->view.view) !=
		    VERDICT_FALSE)
			m->rules[m->count++] = rules[i];
}

/* How many of the rules read that column. */
static size_t
readers(const struct masks *m, int column)
{
	size_t i, n = 0;

	for (i = 0; i < m->count; i++)
		n += m->d->rules[m->rules[i]].uses[column];
	return n;
}

/* Without scheme, path and query an address is a host and a port, nearly
 * always that of TLS: then what is asked of addresses can be learnt once for
 * each host. */
static bool
are_tunnels(const struct masks *m)
{
	size_t i;

	if (!m->absent[COL_SCHEME] || !m->absent[COL_PATH] ||
	    !m->absent[COL_QUERY] || m->absent[COL_DOMAIN_NAME])
		return false;
	for (i = 0; i < m->count; i++)
		if (m->d->rules[m->rules[i]].uses_url)
			return true;
	return false;
}

/* The columns that most rules read come first: they clear most bits. */
static void
tables_create(struct masks *m)
{
	size_t room = 0, n[COLUMN_COUNT];
	int column, best;

	for (column = 0; column < COLUMN_COUNT; column++)
		n[column] = repeats(column) && !m->absent[column] ?
		    readers(m, column) :
		    0;
	for (;;) {
		best = 0;
		for (column = 1; column < COLUMN_COUNT; column++)
			if (n[column] > n[best])
				best = column;
		if (n[best] == 0)
			break;
		n[best] = 0;
		GROW(m->tables, m->table_count, room);
		m->tables[m->table_count++] = (struct table){
			.column = (enum column)best,
			.late = columns[best].flags == FLAG_LATE,
		};
	}
	if (!are_tunnels(m))
		return;
	GROW(m->tables, m->table_count, room);
	m->tables[m->table_count++] = (struct table){
		.column = COL_DOMAIN_NAME, .tunnel = true };
}

static bool
has_keyword(const struct term *t)
{
	const struct term *child;

	for (child = t->first; child != NULL; child = child->next)
		if (has_keyword(child))
			return true;
	return t->kind == TERM_KEYWORD;
}

struct masks *
masks_create(struct detect *d, const uint32_t *rules, size_t count,
    const bool absent[COLUMN_COUNT])
{
	struct masks *m = memory_zeroed(1, sizeof *m);
	size_t i;

	m->d = d;
	memcpy(m->absent, absent, sizeof m->absent);
	value_view_init(&m->view, &d->program.fields, m->absent);
	choose_rules(m, rules, count);
	m->words = (m->count + 63) / 64;
	m->left = memory_zeroed(m->words + 1, sizeof *m->left);
	m->all = memory_zeroed(m->words + 1, sizeof *m->all);
	m->dear = memory_zeroed(m->words + 1, sizeof *m->dear);
	for (i = 0; i < m->count; i++) {
		m->all[i / 64] |= (uint64_t)1 << (i % 64);
		if (has_keyword(d->rules[m->rules[i]].term))
			m->dear[i / 64] |= (uint64_t)1 << (i % 64);
	}
	tables_create(m);
	return m;
}

void
masks_destroy(struct masks *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->table_count; i++) {
		free(m->tables[i].masks);
		free(m->tables[i].known);
	}
	free(m->tables);
	free(m->rules);
	free(m->left);
	free(m->all);
	free(m->dear);
	view_finish(&m->view.view);
	witnesses_destroy(m->witnesses);
	free(m);
}

void
masks_begin(struct masks *m, const struct batch *b)
{
	size_t i;

	for (i = 0; i < m->table_count; i++) {
		struct table *t = &m->tables[i];

		t->symbols = NULL;
		t->numbers = NULL;
		if (columns[t->column].kind == KIND_SYMBOL)
			t->symbols = batch_symbol_column(b, t->column);
		else
			t->numbers = batch_numbers(b, t->column);
		if (t->tunnel)
			t->numbers = batch_numbers(b, COL_PORT);
	}
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

static void
show(struct masks *m, const struct table *t, uint32_t value,
    struct buffer *url)
{
	bool text = columns[t->column].kind == KIND_SYMBOL;
	struct slice s = text ? symbols_text(m->d->symbols,
	    columns[t->column].domain, value) : SLICE("");

	if (!t->tunnel) {
		value_view_set(&m->view, t->column, s,
		    text || value == 0 ? NUMBER_UNKNOWN : (int64_t)value - 1);
		return;
	}
	buffer_add(url, s);
	buffer_char(url, ':');
	buffer_int(url, TUNNEL_PORT);
	value_view_set_tunnel(&m->view, s, buffer_slice(url));
}

/* Judges each rule that reads the column, with nothing else known. */
static void
learn(struct masks *m, struct table *t, uint32_t value)
{
	uint64_t *mask = t->masks + (size_t)value * m->words;
	struct buffer url;
	size_t i;

	memset(mask, 0xff, m->words * sizeof *mask);
	buffer_init(&url, LONGEST_HOST);
	show(m, t, value, &url);
	for (i = 0; i < m->count; i++) {
		const struct rule *r = &m->d->rules[m->rules[i]];

		if ((t->tunnel ? r->uses_url : r->uses[t->column]) &&
		    judge(r->term, &m->view.view) == VERDICT_FALSE)
			mask[i / 64] &= ~((uint64_t)1 << (i % 64));
	}
	buffer_finish(&url);
	t->known[value] = true;
}

/* The place of the row's value; false where it has none of its own.  A
 * number's place is one more than it, since 0 stands for unknown. */
static bool
place_of(const struct table *t, uint32_t row, uint32_t *place)
{
	*place = 0;
	if (t->tunnel) {
		if (t->symbols == NULL || t->numbers == NULL ||
		    t->numbers[row] != TUNNEL_PORT)
			return false;
		*place = t->symbols[row];
		return *place != 0;
	}
	if (t->symbols != NULL)
		*place = t->symbols[row];
	else if (t->numbers != NULL && t->numbers[row] != NUMBER_UNKNOWN) {
		if (t->numbers[row] < 0 || t->numbers[row] >= MOST_NUMBERS)
			return false;
		*place = (uint32_t)t->numbers[row] + 1;
	}
	return true;
}

const uint64_t *
masks_row(struct masks *m, uint32_t row, bool open)
{
	uint64_t any;
	size_t i, w;
	uint32_t place;

	if (m->count == 0)
		return NULL;
	memcpy(m->left, m->all, m->words * sizeof *m->left);
	for (i = 0; i < m->table_count; i++) {
		struct table *t = &m->tables[i];
		const uint64_t *mask;

		if (!place_of(t, row, &place) ||
		    (place == 0 && t->late && open))
			continue; /* any rule may hold */
		if (place >= t->room)
			table_grow(t, place + 1, m->words);
		if (!t->known[place])
			learn(m, t, place);
		mask = t->masks + (size_t)place * m->words;
		any = 0;
		for (w = 0; w < m->words; w++)
			any |= m->left[w] &= mask[w];
		if (any == 0)
			return NULL;
	}
	return m->left;
}

const uint32_t *
masks_rules(const struct masks *m, size_t *count)
{
	*count = m->count;
	return m->rules;
}

/* Few rules that are cheap to judge are, without more ado. */
static bool
are_few(const struct masks *m)
{
	size_t n = 0, w;

	for (w = 0; w < m->words && n <= FEW; w++)
		n += (m->left[w] & m->dear[w]) != 0 ?
		    FEW + 1 :
		    (size_t)__builtin_popcountll(m->left[w]);
	return n <= FEW;
}

void
masks_narrow(struct masks *m, struct view *v)
{
	if (are_few(m))
		return;
	if (m->witnesses == NULL)
		m->witnesses = witnesses_create(m->d, m->rules, m->count);
	witnesses_apply(m->witnesses, v, m->left);
}
