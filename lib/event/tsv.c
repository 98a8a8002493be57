/*
 * Events as tab-separated text.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "event/tsv.h"

enum { LONGEST_ROW = 64 << 20, MOST_COLUMNS = 512 };

struct tsv_writer {
	FILE *out;
	struct buffer line;
	bool begun, terminal;
	int extra; /* how many columns pass through */
};

struct tsv_writer *
tsv_writer_create(FILE *out)
{
	struct tsv_writer *w = memory_zeroed(1, sizeof *w);

	w->out = out;
	w->terminal = isatty(fileno(out)) != 0;
	buffer_init(&w->line, LONGEST_ROW);
	return w;
}

/* The first batch says which columns pass through. */
static void
write_header(struct tsv_writer *w, struct slice extra)
{
	size_t i;
	int c;

	w->begun = true;
	for (c = 0; c < COLUMN_COUNT; c++)
		if (c != COL_EXTRA)
			fprintf(w->out, "%s%s", c == 0 ? "" : "\t",
			    columns[c].name);
	if (extra.len > 0) {
		putc('\t', w->out);
		/* It may hold NUL bytes. */
		fwrite(extra.ptr, 1, extra.len, w->out);
		w->extra = 1;
	}
	for (i = 0; i < extra.len; i++)
		w->extra += extra.ptr[i] == '\t';
	putc('\n', w->out);
}

int
tsv_writer_destroy(struct tsv_writer *w)
{
	int result;

	if (w == NULL)
		return 0;
	if (!w->begun)
		write_header(w, SLICE(""));
	result = fflush(w->out) == 0 && !ferror(w->out) ? 0 : -1;
	if (result == -1)
		warn("writing events");
	buffer_finish(&w->line);
	free(w);
	return result;
}

/* One byte that cannot stand as it is; gives how many bytes it took. */
static size_t
put_special(struct buffer *out, struct slice s)
{
	size_t n = utf8_length(s, 0);

	switch (*s.ptr) {
	case '\t':
		buffer_add(out, SLICE("\\t"));
		break;
	case '\n':
		buffer_add(out, SLICE("\\n"));
		break;
	case '\r':
		buffer_add(out, SLICE("\\r"));
		break;
	case '\\':
		buffer_add(out, SLICE("\\\\"));
		break;
	default:
		if (n == 0)
			buffer_add(out, SLICE("\xef\xbf\xbd"));
		else
			buffer_add(out, slice_first(s, n));
	}
	return n == 0 ? 1 : n;
}

static bool
is_plain(char c)
{
	return c != '\t' && c != '\n' && c != '\r' && c != '\\' &&
	    (unsigned char)c < 0x80;
}

static void
put_text(struct buffer *out, struct slice s)
{
	size_t n;

	while (s.len > 0) {
		for (n = 0; n < s.len && is_plain(s.ptr[n]);)
			n++;
		buffer_add(out, slice_first(s, n));
		s = slice_from(s, n);
		if (s.len > 0)
			s = slice_from(s, put_special(out, s));
	}
}

static void
put_cell(struct buffer *out, const struct batch *b, uint32_t row,
    enum column c)
{
	int64_t n;

	switch (columns[c].kind) {
	case KIND_NUMBER:
		if ((n = batch_number(b, row, c)) != NUMBER_UNKNOWN)
			buffer_int(out, n);
		break;
	case KIND_TIME:
		if ((n = batch_number(b, row, c)) != TIME_UNKNOWN)
			time_print(out, n);
		break;
	case KIND_SYMBOL:
	case KIND_TEXT:
		put_text(out, batch_text(b, row, c));
		break;
	}
}

static void
put_row(struct tsv_writer *w, const struct batch *b, uint32_t row)
{
	struct slice extra = batch_text(b, row, COL_EXTRA);
	int c, i;

	for (c = 0; c < COLUMN_COUNT; c++) {
		if (c == COL_EXTRA)
			continue;
		if (c > 0)
			buffer_char(&w->line, '\t');
		if (batch_uses(b, (enum column)c))
			put_cell(&w->line, b, row, (enum column)c);
	}
	if (extra.len > 0) {
		buffer_char(&w->line, '\t');
		buffer_add(&w->line, extra);
	} else
		for (i = 0; i < w->extra; i++)
			buffer_char(&w->line, '\t');
	buffer_char(&w->line, '\n');
}

/* A filter gets the bytes; a terminal would obey some of them, and those who
 * wrote the log know which: controls, and those of 8 bits as UTF-8. */
static void
disarm(char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7f)
			text[i] = '?';
		else if (c == 0xc2 && i + 1 < len &&
		    ((unsigned char)text[i + 1] & 0xe0) == 0x80)
			text[i] = text[i + 1] = '?';
	}
}

int
tsv_write(struct tsv_writer *w, const struct batch *b)
{
	uint32_t row, rows = batch_rows(b);
	struct slice line;

	if (!w->begun)
		write_header(w, batch_extra_names(b));
	for (row = 0; row < rows; row++) {
		buffer_reset(&w->line);
		put_row(w, b, row);
		if (w->terminal)
			disarm(w->line.ptr, w->line.len);
		line = buffer_slice(&w->line);
		if (fwrite(line.ptr, 1, line.len, w->out) != line.len) {
			warn("writing events");
			return -1;
		}
	}
	return 0;
}

/* A column without a name is nobody's, and its cells go. */
enum { NOT_OURS = -1, NAMELESS = -2 };

struct tsv_reader {
	const char *name;
	uint64_t line;
	int map[MOST_COLUMNS]; /* cell to column, or one of these */
	int cells;
	struct batch *batch;
	struct buffer text, extra;
	batch_fn *sink;
	void *ctx;
	uint64_t *bad;
};

/* \t \n \r \\ back to what they stand for. */
static struct slice
unescape(struct buffer *out, struct slice s)
{
	size_t n;

	if ((n = slice_find(s, '\\')) == s.len)
		return s;
	buffer_reset(out);
	for (; n < s.len; n = slice_find(s, '\\')) {
		char c = n + 1 < s.len ? s.ptr[n + 1] : '\\';

		buffer_add(out, slice_first(s, n));
		buffer_char(out,
		    c == 't'	  ? '\t' :
			c == 'n'  ? '\n' :
			c == 'r'  ? '\r' :
				    c);
		s = slice_from(s, n + 2);
	}
	buffer_add(out, s);
	return buffer_slice(out);
}

static bool
set_cell(struct tsv_reader *r, uint32_t row, enum column c, struct slice s)
{
	int64_t n;

	if (s.len == 0)
		return true;
	switch (columns[c].kind) {
	case KIND_NUMBER:
		if (!slice_to_int(s, &n))
			return false;
		batch_set_number(r->batch, row, c, n);
		break;
	case KIND_TIME:
		if (!time_parse(s, &n))
			return false;
		batch_set_number(r->batch, row, c, n);
		break;
	case KIND_SYMBOL:
	case KIND_TEXT:
		batch_set_text(r->batch, row, c, unescape(&r->text, s));
		break;
	}
	return true;
}

static struct slice
take_cell(struct slice *rest)
{
	size_t n = slice_find(*rest, '\t');
	struct slice cell = slice_first(*rest, n);

	*rest = slice_from(*rest, n + 1);
	return cell;
}

static void
add_extra(struct buffer *out, struct slice cell, bool *first)
{
	if (!*first)
		buffer_char(out, '\t');
	*first = false;
	buffer_add(out, cell);
}

static int
read_header(struct tsv_reader *r, struct slice line)
{
	bool known = false, more = true, first = true;

	while (more) {
		struct slice cell;

		more = slice_find(line, '\t') < line.len;
		if (r->cells == MOST_COLUMNS) {
			warnx("%s: more than %d columns", r->name,
			    MOST_COLUMNS);
			return -1;
		}
		cell = take_cell(&line);
		r->map[r->cells] = cell.len == 0 ? NAMELESS :
						   column_find(cell);
		if (r->map[r->cells] == NOT_OURS)
			add_extra(&r->extra, cell, &first);
		known |= r->map[r->cells++] >= 0;
	}
	batch_set_extra_names(r->batch, buffer_slice(&r->extra));
	if (!known)
		warnx("%s:1: expected a line of column names such as "
		      "\"@timestamp\"",
		    r->name);
	return known ? 0 : -1;
}

static void
read_row(struct tsv_reader *r, struct slice line)
{
	uint32_t row = batch_add(r->batch);
	const char *column = NULL;
	bool first = true;
	int i;

	buffer_reset(&r->extra);
	for (i = 0; i < r->cells && column == NULL; i++) {
		bool last = slice_find(line, '\t') == line.len;
		struct slice cell = take_cell(&line);

		if (r->map[i] == NOT_OURS)
			add_extra(&r->extra, cell, &first);
		else if (r->map[i] != NAMELESS &&
		    !set_cell(r, row, (enum column)r->map[i], cell))
			column = columns[r->map[i]].name;
		if (last && i + 1 < r->cells && column == NULL)
			column = "fewer cells than the header has";
	}
	if (!first)
		batch_set_text(r->batch, row, COL_EXTRA,
		    buffer_slice(&r->extra));
	if (column == NULL)
		return;
	batch_drop_last(r->batch);
	if ((*r->bad)++ < 5)
		warnx("%s:%llu: cannot read: %s", r->name,
		    (unsigned long long)r->line, column);
}

static int
hand_on(struct tsv_reader *r)
{
	int result = batch_rows(r->batch) == 0 ? 0 :
						 r->sink(r->batch, r->ctx);

	batch_reset(r->batch);
	return result;
}

static int
read_lines(struct tsv_reader *r, FILE *in)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t len;
	int result = 0;

	while (result == 0 && (len = getline(&text, &room, in)) > 0) {
		struct slice line = { text, (size_t)len };

		if (line.ptr[line.len - 1] == '\n')
			line.len--;
		if (r->line++ == 0) {
			result = read_header(r, line);
			continue;
		}
		read_row(r, line);
		if (batch_full(r->batch))
			result = hand_on(r);
	}
	free(text);
	if (result == 0 && ferror(in)) {
		warn("%s", r->name);
		return -1;
	}
	if (result == 0 && r->line == 0) {
		warnx("%s: empty: expected a line of column names", r->name);
		return -1;
	}
	return result == 0 ? hand_on(r) : result;
}

int
tsv_read(FILE *in, const char *name, struct symbols *symbols, batch_fn *sink,
    void *ctx, uint64_t *bad)
{
	struct tsv_reader r = { .name = name, .sink = sink, .ctx = ctx };
	uint64_t ignored = 0;
	int result;

	r.bad = bad == NULL ? &ignored : bad;
	r.batch = batch_create(symbols);
	buffer_init(&r.text, LONGEST_ROW);
	buffer_init(&r.extra, LONGEST_ROW);
	result = read_lines(&r, in);
	buffer_finish(&r.text);
	buffer_finish(&r.extra);
	batch_destroy(r.batch);
	return result;
}
