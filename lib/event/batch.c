/*
 * Batches: columns of numbers, symbols and text that appear when the first
 * row uses them.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "event/batch.h"

/* clang-format off */
const struct column_info columns[COLUMN_COUNT] = {
#define COLUMN(id, name, kind, domain, flags, sigma, meaning) \
	{ name, KIND_##kind, DOMAIN_##domain, FLAG_##flags, sigma, meaning },
#include "event/columns.h"
#undef COLUMN
};
/* clang-format on */

struct text {
	uint32_t offset, len;
};

/* What a symbol column saw last: logs repeat themselves. */
struct last {
	symbol number;
	struct slice text; /* the symbol's own copy */
};

struct batch {
	struct symbols *symbols;
	uint32_t rows;
	uint32_t blank; /* rows .. blank - 1 are unknown in all used columns */
	int64_t *numbers[COLUMN_COUNT]; /* each BATCH_ROWS long, or NULL */
	symbol *syms[COLUMN_COUNT];
	struct text *texts[COLUMN_COUNT];
	bool used[COLUMN_COUNT];
	enum column list[COLUMN_COUNT]; /* the used ones */
	int used_count;
	struct last last[COLUMN_COUNT];
	struct buffer heap;
	struct buffer extra_names;
};

int
column_find(struct slice name)
{
	int c;

	for (c = 0; c < COLUMN_COUNT; c++)
		if (c != COL_EXTRA &&
		    slice_equal(name, slice_of(columns[c].name)))
			return c;
	return -1;
}

int
column_find_alias(struct slice name)
{
	int c;

	for (c = 0; c < COLUMN_COUNT; c++)
		if (slice_has_word(slice_of(columns[c].sigma), name))
			return c;
	return -1;
}

struct batch *
batch_create(struct symbols *symbols)
{
	struct batch *b = memory_zeroed(1, sizeof *b);

	b->symbols = symbols;
	buffer_init(&b->heap, UINT32_MAX);
	buffer_init(&b->extra_names, BATCH_TEXT);
	return b;
}

void
batch_destroy(struct batch *b)
{
	int c;

	if (b == NULL)
		return;
	for (c = 0; c < COLUMN_COUNT; c++) {
		free(b->numbers[c]);
		free(b->syms[c]);
		free(b->texts[c]);
	}
	buffer_finish(&b->heap);
	buffer_finish(&b->extra_names);
	free(b);
}

void
batch_reset(struct batch *b)
{
	int i;

	for (i = 0; i < b->used_count; i++)
		b->used[b->list[i]] = false;
	b->used_count = 0;
	b->rows = b->blank = 0;
	buffer_reset(&b->heap);
}

struct symbols *
batch_symbols(const struct batch *b)
{
	return b->symbols;
}

uint32_t
batch_rows(const struct batch *b)
{
	return b->rows;
}

bool
batch_full(const struct batch *b)
{
	return b->rows == BATCH_ROWS || b->heap.len >= BATCH_TEXT;
}

static void
set_unknown(struct batch *b, enum column c, uint32_t from, uint32_t to)
{
	uint32_t row;

	switch (columns[c].kind) {
	case KIND_NUMBER:
	case KIND_TIME:
		for (row = from; row < to; row++)
			b->numbers[c][row] = NUMBER_UNKNOWN;
		break;
	case KIND_SYMBOL:
		memset(b->syms[c] + from, 0, (to - from) * sizeof(symbol));
		break;
	case KIND_TEXT:
		memset(b->texts[c] + from, 0,
		    (to - from) * sizeof(struct text));
		break;
	}
}

/* The first use of a column in this batch: unknown in all rows so far. */
static void
use(struct batch *b, enum column c)
{
	switch (columns[c].kind) {
	case KIND_NUMBER:
	case KIND_TIME:
		if (b->numbers[c] == NULL)
			b->numbers[c] = memory_alloc(
			    BATCH_ROWS * sizeof *b->numbers[c]);
		break;
	case KIND_SYMBOL:
		if (b->syms[c] == NULL)
			b->syms[c] = memory_alloc(
			    BATCH_ROWS * sizeof *b->syms[c]);
		break;
	case KIND_TEXT:
		if (b->texts[c] == NULL)
			b->texts[c] = memory_alloc(
			    BATCH_ROWS * sizeof *b->texts[c]);
		break;
	}
	set_unknown(b, c, 0, b->blank);
	b->used[c] = true;
	b->list[b->used_count++] = c;
}

/* More rows to come: as many as there are, so that neither one row nor many
 * cost much. */
static void
add_blank(struct batch *b)
{
	uint32_t until = b->rows * 2 + 8;
	int i;

	if (until > BATCH_ROWS)
		until = BATCH_ROWS;
	for (i = 0; i < b->used_count; i++)
		set_unknown(b, b->list[i], b->rows, until);
	b->blank = until;
}

uint32_t
batch_add(struct batch *b)
{
	assert(b->rows < BATCH_ROWS);
	if (b->rows == b->blank)
		add_blank(b);
	return b->rows++;
}

void
batch_drop_last(struct batch *b)
{
	int i;

	assert(b->rows > 0);
	b->rows--;
	for (i = 0; i < b->used_count; i++)
		set_unknown(b, b->list[i], b->rows, b->rows + 1);
}

void
batch_keep(struct batch *b, const bool keep[])
{
	uint32_t from, to = 0;
	int i;

	for (from = 0; from < b->rows; from++) {
		if (!keep[from])
			continue;
		for (i = 0; from != to && i < b->used_count; i++) {
			enum column c = b->list[i];

			switch (columns[c].kind) {
			case KIND_NUMBER:
			case KIND_TIME:
				b->numbers[c][to] = b->numbers[c][from];
				break;
			case KIND_SYMBOL:
				b->syms[c][to] = b->syms[c][from];
				break;
			case KIND_TEXT:
				b->texts[c][to] = b->texts[c][from];
				break;
			}
		}
		to++;
	}
	b->rows = b->blank = to;
}

void
batch_set_number(struct batch *b, uint32_t row, enum column c, int64_t value)
{
	if (!b->used[c]) {
		if (value == NUMBER_UNKNOWN)
			return;
		use(b, c);
	}
	b->numbers[c][row] = value;
}

void
batch_set_symbol(struct batch *b, uint32_t row, enum column c, symbol value)
{
	if (!b->used[c]) {
		if (value == 0)
			return;
		use(b, c);
	}
	b->syms[c][row] = value;
}

static symbol
look_up(struct batch *b, enum column c, struct slice text)
{
	struct last *last = &b->last[c];

	if (slice_equal(text, last->text))
		return last->number;
	last->number = symbols_add(b->symbols, columns[c].domain, text);
	last->text = symbols_text(b->symbols, columns[c].domain, last->number);
	return last->number;
}

void
batch_set_text(struct batch *b, uint32_t row, enum column c,
    struct slice text)
{
	if (columns[c].kind == KIND_SYMBOL) {
		batch_set_symbol(b, row, c,
		    text.len == 0 ? 0 : look_up(b, c, text));
		return;
	}
	if (!b->used[c]) {
		if (text.len == 0)
			return;
		use(b, c);
	}
	b->texts[c][row] = (struct text){ (uint32_t)b->heap.len,
		(uint32_t)text.len };
	buffer_add(&b->heap, text);
	if (buffer_overflowed(&b->heap))
		b->texts[c][row] = (struct text){ 0, 0 };
}

int64_t
batch_number(const struct batch *b, uint32_t row, enum column c)
{
	return b->used[c] ? b->numbers[c][row] : NUMBER_UNKNOWN;
}

symbol
batch_symbol(const struct batch *b, uint32_t row, enum column c)
{
	return b->used[c] ? b->syms[c][row] : 0;
}

struct slice
batch_text(const struct batch *b, uint32_t row, enum column c)
{
	struct text t;

	if (!b->used[c])
		return SLICE("");
	if (columns[c].kind == KIND_SYMBOL)
		return symbols_text(b->symbols, columns[c].domain,
		    b->syms[c][row]);
	t = b->texts[c][row];
	return t.len == 0 ? SLICE("") :
			    (struct slice){ b->heap.ptr + t.offset, t.len };
}

const int64_t *
batch_numbers(const struct batch *b, enum column c)
{
	return b->used[c] ? b->numbers[c] : NULL;
}

const symbol *
batch_symbol_column(const struct batch *b, enum column c)
{
	return b->used[c] ? b->syms[c] : NULL;
}

bool
batch_uses(const struct batch *b, enum column c)
{
	return b->used[c];
}

void
batch_set_extra_names(struct batch *b, struct slice names)
{
	buffer_reset(&b->extra_names);
	buffer_add(&b->extra_names, names);
}

struct slice
batch_extra_names(const struct batch *b)
{
	return buffer_slice(&b->extra_names);
}

int64_t *
batch_fill_numbers(struct batch *b, enum column c)
{
	if (!b->used[c])
		use(b, c);
	return b->numbers[c];
}

symbol *
batch_fill_symbols(struct batch *b, enum column c)
{
	if (!b->used[c])
		use(b, c);
	return b->syms[c];
}

bool
batch_fill_texts(struct batch *b, enum column c, uint32_t rows,
    const char *lengths, struct slice *rest)
{
	size_t base = b->heap.len, sum = 0;
	uint32_t row, len;

	if (!b->used[c])
		use(b, c);
	for (row = 0; row < rows; row++) {
		memcpy(&len, lengths + row * sizeof len, sizeof len);
		if (len > rest->len - sum)
			return false;
		b->texts[c][row] = (struct text){ (uint32_t)(base + sum), len };
		sum += len;
	}
	buffer_add(&b->heap, slice_first(*rest, sum));
	*rest = slice_from(*rest, sum);
	return !buffer_overflowed(&b->heap);
}

void
batch_add_filled(struct batch *b, uint32_t rows)
{
	assert(b->rows == 0 && rows <= BATCH_ROWS);
	b->rows = b->blank = rows;
}
