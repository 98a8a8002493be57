/*
 * Batches through a pipe.  A frame is
 *
 *   u32 magic, u32 rows, u32 column count, u32 heap length
 *   for each domain: u32 new symbols, then u32 length and text of each
 *   for each column: u32 column, then `rows` numbers, symbols or texts
 *   the text columns' bytes
 *
 * and a frame of no rows and no columns is the end in order.  Numbers are in
 * the machine's own order: both ends are one program.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fd.h"
#include "event/frame.h"

enum {
	MAGIC = 0x62656431,
	FRAME_LARGEST = 1 << 28,
	SYMBOL_LARGEST = 1 << 20,
};

struct frame_writer {
	int fd;
	frame_put_fn *put; /* instead of fd, where it is not NULL */
	void *ctx;
	struct symbols *symbols;
	uint32_t sent[DOMAIN_COUNT];
	struct buffer out;
};

struct frame_writer *
frame_writer_create(int fd, struct symbols *symbols)
{
	struct frame_writer *w = memory_zeroed(1, sizeof *w);
	int d;

	w->fd = fd;
	w->symbols = symbols;
	for (d = 0; d < DOMAIN_COUNT; d++)
		w->sent[d] = 1; /* the empty text needs no sending */
	buffer_init(&w->out, FRAME_LARGEST);
	return w;
}

struct frame_writer *
frame_writer_through(frame_put_fn *put, void *ctx, struct symbols *symbols)
{
	struct frame_writer *w = frame_writer_create(-1, symbols);

	w->put = put;
	w->ctx = ctx;
	return w;
}

static int
send(struct frame_writer *w, struct slice bytes)
{
	return w->put != NULL ? w->put(w->ctx, bytes) :
				fd_write_all(w->fd, bytes);
}

void
frame_writer_destroy(struct frame_writer *w)
{
	if (w == NULL)
		return;
	buffer_finish(&w->out);
	free(w);
}

static void
put(struct buffer *out, uint32_t n)
{
	buffer_add(out, (struct slice){ (const char *)&n, sizeof n });
}

static void
put_symbols(struct frame_writer *w)
{
	int d;

	for (d = 0; d < DOMAIN_COUNT; d++) {
		uint32_t count = symbols_count(w->symbols, (enum domain)d);

		put(&w->out, count - w->sent[d]);
		for (; w->sent[d] < count; w->sent[d]++) {
			struct slice text = symbols_text(w->symbols,
			    (enum domain)d, w->sent[d]);

			put(&w->out, (uint32_t)text.len);
			buffer_add(&w->out, text);
		}
	}
}

static void
put_texts(struct buffer *out, const struct batch *b, enum column c)
{
	uint32_t row, rows = batch_rows(b), lengths[BATCH_ROWS];

	for (row = 0; row < rows; row++)
		lengths[row] = (uint32_t)batch_text(b, row, c).len;
	buffer_add(out, (struct slice){ (const char *)lengths,
			    rows * sizeof *lengths });
	for (row = 0; row < rows; row++)
		if (lengths[row] > 0)
			buffer_add(out, batch_text(b, row, c));
}

static void
put_column(struct buffer *out, const struct batch *b, enum column c)
{
	uint32_t rows = batch_rows(b);

	put(out, c);
	if (columns[c].kind == KIND_TEXT)
		put_texts(out, b, c);
	else if (columns[c].kind == KIND_SYMBOL)
		buffer_add(out,
		    (struct slice){ (const char *)batch_symbol_column(b, c),
			rows * sizeof(symbol) });
	else
		buffer_add(out,
		    (struct slice){ (const char *)batch_numbers(b, c),
			rows * sizeof(int64_t) });
}

int
frame_write(struct frame_writer *w, const struct batch *b)
{
	uint32_t used = 0;
	int c;

	if (batch_rows(b) == 0)
		return 0;
	for (c = 0; c < COLUMN_COUNT; c++)
		used += batch_uses(b, (enum column)c);
	buffer_reset(&w->out);
	put(&w->out, MAGIC);
	put(&w->out, 0); /* the length of what follows, filled in below */
	put(&w->out, batch_rows(b));
	put(&w->out, used);
	put_symbols(w);
	for (c = 0; c < COLUMN_COUNT; c++)
		if (batch_uses(b, (enum column)c))
			put_column(&w->out, b, (enum column)c);
	if (buffer_overflowed(&w->out)) {
		errno = EMSGSIZE;
		return -1;
	}
	uint32_t len = (uint32_t)w->out.len - 8;
	memcpy(w->out.ptr + 4, &len, sizeof len);
	return send(w, buffer_slice(&w->out));
}

int
frame_write_end(struct frame_writer *w)
{
	uint32_t end[2] = { MAGIC, 0 };

	return send(w,
	    (struct slice){ (const char *)end, sizeof end });
}

struct frame_reader {
	int fd;
	frame_get_fn *get; /* instead of fd, where it is not NULL */
	void *ctx;
	struct symbols *symbols;
	symbol *mine[DOMAIN_COUNT]; /* the sender's number to ours */
	uint32_t count[DOMAIN_COUNT], room[DOMAIN_COUNT];
	char *in;
	size_t room_in;
};

struct frame_reader *
frame_reader_create(int fd, struct symbols *symbols)
{
	struct frame_reader *r = memory_zeroed(1, sizeof *r);
	int d;

	r->fd = fd;
	r->symbols = symbols;
	for (d = 0; d < DOMAIN_COUNT; d++) {
		GROW(r->mine[d], r->count[d], r->room[d]);
		r->mine[d][r->count[d]++] = 0;
	}
	return r;
}

struct frame_reader *
frame_reader_through(frame_get_fn *get, void *ctx, struct symbols *symbols)
{
	struct frame_reader *r = frame_reader_create(-1, symbols);

	r->get = get;
	r->ctx = ctx;
	return r;
}

static int
receive(struct frame_reader *r, void *to, size_t len)
{
	return r->get != NULL ? r->get(r->ctx, to, len) :
				fd_read_all(r->fd, to, len);
}

void
frame_reader_destroy(struct frame_reader *r)
{
	int d;

	if (r == NULL)
		return;
	for (d = 0; d < DOMAIN_COUNT; d++)
		free(r->mine[d]);
	free(r->in);
	free(r);
}

static bool
take(struct slice *rest, uint32_t *n)
{
	if (rest->len < sizeof *n)
		return false;
	memcpy(n, rest->ptr, sizeof *n);
	*rest = slice_from(*rest, sizeof *n);
	return true;
}

static bool
take_symbols(struct frame_reader *r, struct slice *rest)
{
	uint32_t fresh, len;
	int d;

	for (d = 0; d < DOMAIN_COUNT; d++) {
		if (!take(rest, &fresh))
			return false;
		for (; fresh > 0; fresh--) {
			if (!take(rest, &len) || len > rest->len ||
			    len > SYMBOL_LARGEST)
				return false;
			GROW(r->mine[d], r->count[d], r->room[d]);
			r->mine[d][r->count[d]++] = symbols_add(r->symbols,
			    (enum domain)d, slice_first(*rest, len));
			*rest = slice_from(*rest, len);
		}
	}
	return true;
}

static bool
take_numbers(struct batch *b, enum column c, struct slice *rest,
    uint32_t rows)
{
	size_t size = rows * sizeof(int64_t);

	if (rest->len < size)
		return false;
	memcpy(batch_fill_numbers(b, c), rest->ptr, size);
	*rest = slice_from(*rest, size);
	return true;
}

static bool
take_symbol_column(struct frame_reader *r, struct batch *b, enum column c,
    struct slice *rest, uint32_t rows)
{
	enum domain d = columns[c].domain;
	size_t size = rows * sizeof(symbol);
	symbol *to;
	uint32_t row;

	if (rest->len < size)
		return false;
	to = batch_fill_symbols(b, c);
	memcpy(to, rest->ptr, size);
	for (row = 0; row < rows; row++) {
		if (to[row] >= r->count[d])
			return false;
		to[row] = r->mine[d][to[row]];
	}
	*rest = slice_from(*rest, size);
	return true;
}

static bool
take_texts(struct batch *b, enum column c, struct slice *rest, uint32_t rows)
{
	const char *lengths = rest->ptr;

	if (rest->len / sizeof(uint32_t) < rows)
		return false;
	*rest = slice_from(*rest, rows * sizeof(uint32_t));
	return batch_fill_texts(b, c, rows, lengths, rest);
}

static bool
take_column(struct frame_reader *r, struct batch *b, struct slice *rest,
    uint32_t rows)
{
	uint32_t c;

	if (!take(rest, &c) || c >= COLUMN_COUNT ||
	    batch_uses(b, (enum column)c))
		return false;
	if (columns[c].kind == KIND_TEXT)
		return take_texts(b, (enum column)c, rest, rows);
	if (columns[c].kind == KIND_SYMBOL)
		return take_symbol_column(r, b, (enum column)c, rest, rows);
	return take_numbers(b, (enum column)c, rest, rows);
}

static bool
take_batch(struct frame_reader *r, struct batch *b, struct slice rest)
{
	uint32_t rows, used, i;

	if (!take(&rest, &rows) || !take(&rest, &used) || rows == 0 ||
	    rows > BATCH_ROWS || !take_symbols(r, &rest))
		return false;
	for (i = 0; i < used; i++)
		if (!take_column(r, b, &rest, rows))
			return false;
	batch_add_filled(b, rows);
	return rest.len == 0;
}

int
frame_read(struct frame_reader *r, struct batch *b)
{
	uint32_t head[2];
	int got = receive(r, head, sizeof head);

	batch_reset(b);
	if (got == 1 && head[0] == MAGIC && head[1] == 0)
		return 0;
	if (got != 1) {
		warnx("the reader of logs stopped before its end");
		return -1;
	}
	if (head[0] != MAGIC || head[1] > FRAME_LARGEST)
		goto damaged;
	if (head[1] > r->room_in) {
		free(r->in);
		r->in = memory_alloc(head[1]);
		r->room_in = head[1];
	}
	if (receive(r, r->in, head[1]) != 1) {
		warnx("the reader of logs stopped within a batch");
		return -1;
	}
	if (take_batch(r, b, (struct slice){ r->in, head[1] }))
		return 1;
damaged:
	warnx("the reader of logs sent a damaged batch");
	return -1;
}
