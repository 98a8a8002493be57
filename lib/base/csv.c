/*
 * CSV read through libcsv, line by line so that each row knows the line on
 * which it begins; and CSV written by us, guarded against formulas.
 */
#include <err.h>
#include <stdlib.h>

#include <csv.h>

#include "base/arena.h"
#include "base/csv.h"

struct row {
	size_t line, first, cells;
};

struct csv {
	struct arena *arena;
	struct slice *cells;
	size_t cell_count, cell_room;
	struct row *rows; /* the first is the header */
	size_t row_count, row_room;
	size_t row_line, row_first; /* of the row that is being read */
	bool open;		    /* it has begun and not ended */
	bool exact;		    /* nothing is trimmed */
};

static void
end_cell(void *text, size_t len, void *ctx)
{
	struct csv *t = ctx;
	struct slice cell = arena_copy(t->arena,
	    (struct slice){ len == 0 ? "" : text, len });

	GROW(t->cells, t->cell_count, t->cell_room);
	t->cells[t->cell_count++] = t->exact ? cell : slice_trim(cell);
}

static void
end_row(int end, void *ctx)
{
	struct csv *t = ctx;

	(void)end;
	GROW(t->rows, t->row_count, t->row_room);
	t->rows[t->row_count++] = (struct row){ t->row_line, t->row_first,
		t->cell_count - t->row_first };
	t->row_first = t->cell_count;
	t->open = false;
}

static const char *
read_lines(struct csv *t, struct csv_parser *p, struct slice rest,
    size_t *number)
{
	struct slice line;

	for (*number = 1; rest.len > 0; ++*number) {
		line = slice_first(rest, slice_find(rest, '\n') + 1);
		rest = slice_from(rest, line.len);
		if (!t->open)
			t->row_line = *number;
		if (slice_trim(slice_first(line, slice_find(line, '\n'))).len >
		    0)
			t->open = true;
		if (csv_parse(p, line.ptr, line.len, end_cell, end_row, t) !=
		    line.len)
			return csv_error(p) == CSV_EPARSE ?
			    "a quote stands inside a cell" :
			    "too large";
	}
	*number = t->row_line;
	if (csv_fini(p, end_cell, end_row, t) != 0)
		return "a quoted cell does not end";
	*number = 1;
	return t->row_count == 0 ? "no header line" : NULL;
}

/* What stands between the cells of the header: spreadsheets of many countries
 * write semicolons, since their commas mark fractions. */
static char
delimiter_of(struct slice text)
{
	struct slice line = slice_first(text, slice_find(text, '\n'));
	bool quoted = false, semicolon = false, tab = false;
	size_t i;

	for (i = 0; i < line.len; i++) {
		quoted = quoted != (line.ptr[i] == '"');
		if (quoted)
			continue;
		if (line.ptr[i] == ',')
			return ',';
		semicolon = semicolon || line.ptr[i] == ';';
		tab = tab || line.ptr[i] == '\t';
	}
	return semicolon ? ';' : tab ? '\t' : ',';
}

static int
is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static struct csv *
read_table(struct slice text, bool exact, const char **why, size_t *line)
{
	struct csv *t;
	struct csv_parser parser;

	*line = 0;
	*why = "out of memory";
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return NULL;
	slice_take_text(&text, SLICE("\xef\xbb\xbf"));
	csv_set_delim(&parser, exact ? ',' :
				       (unsigned char)delimiter_of(text));
	if (exact)
		csv_set_space_func(&parser, is_no_space);
	t = memory_zeroed(1, sizeof *t);
	t->exact = exact;
	t->arena = arena_create();
	*why = read_lines(t, &parser, text, line);
	csv_free(&parser);
	if (*why == NULL)
		return t;
	csv_destroy(t);
	return NULL;
}

struct csv *
csv_read(struct slice text, const char **why, size_t *line)
{
	return read_table(text, false, why, line);
}

struct csv *
csv_read_exact(struct slice text, const char **why, size_t *line)
{
	return read_table(text, true, why, line);
}

struct csv *
csv_read_file(const char *path, size_t largest)
{
	const char *why = NULL;
	struct buffer text;
	struct csv *t = NULL;
	size_t line = 0;

	buffer_init(&text, largest);
	if (buffer_read_file(&text, path) == -1)
		warn("%s", path);
	else if ((t = csv_read(buffer_slice(&text), &why, &line)) == NULL)
		warnx("%s:%zu: %s", path, line, why);
	buffer_finish(&text);
	return t;
}

void
csv_destroy(struct csv *t)
{
	if (t == NULL)
		return;
	arena_destroy(t->arena);
	free(t->cells);
	free(t->rows);
	free(t);
}

size_t
csv_rows(const struct csv *t)
{
	return t->row_count - 1;
}

size_t
csv_columns(const struct csv *t)
{
	return t->rows[0].cells;
}

struct slice
csv_header(const struct csv *t, size_t column)
{
	return column < csv_columns(t) ? t->cells[column] : SLICE("");
}

/* Case and spaces are ignored: "Reg Group" is "reggroup". */
static bool
same_name(struct slice a, struct slice b)
{
	while (a.len > 0 || b.len > 0) {
		if (slice_take_char(&a, ' ') || slice_take_char(&b, ' '))
			continue;
		if (!slice_equal_fold(slice_first(a, 1), slice_first(b, 1)))
			return false;
		a = slice_from(a, 1);
		b = slice_from(b, 1);
	}
	return true;
}

int
csv_find(const struct csv *t, const char *name)
{
	size_t i;

	for (i = 0; i < csv_columns(t); i++)
		if (same_name(t->cells[i], slice_of(name)))
			return (int)i;
	return -1;
}

struct slice
csv_cell(const struct csv *t, size_t row, int column)
{
	const struct row *r = &t->rows[row + 1];

	if (column < 0 || (size_t)column >= r->cells)
		return SLICE("");
	return t->cells[r->first + (size_t)column];
}

size_t
csv_line(const struct csv *t, size_t row)
{
	return t->rows[row + 1].line;
}

static void
skip_digits(struct slice *s)
{
	while (s->len > 0 && *s->ptr >= '0' && *s->ptr <= '9')
		*s = slice_from(*s, 1);
}

/* -12, +3.5: a sign, digits, perhaps a point and digits. */
static bool
is_plain_number(struct slice s)
{
	size_t before;

	if (!slice_take_char(&s, '-'))
		slice_take_char(&s, '+');
	before = s.len;
	skip_digits(&s);
	if (s.len == before)
		return false;
	if (slice_take_char(&s, '.'))
		skip_digits(&s);
	return s.len == 0;
}

static bool
is_formula(struct slice cell)
{
	return cell.len > 0 && memchr("=+-@\t\r", *cell.ptr, 6) != NULL &&
	    !is_plain_number(cell);
}

static bool
needs_quotes(struct slice cell)
{
	size_t i;

	for (i = 0; i < cell.len; i++)
		if (memchr(",\"\r\n", cell.ptr[i], 4) != NULL)
			return true;
	return cell.len > 0 &&
	    (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ');
}

void
csv_add(struct buffer *out, bool first, struct slice cell)
{
	bool quotes = needs_quotes(cell);
	size_t i;

	if (!first)
		buffer_char(out, ',');
	if (quotes)
		buffer_char(out, '"');
	if (is_formula(cell))
		buffer_char(out, '\'');
	for (i = 0; i < cell.len; i++) {
		size_t turns = slice_turns_at(cell, i);

		if (turns > 0) {
			buffer_text(out, "\xef\xbf\xbd");
			i += turns - 1;
			continue;
		}
		if (cell.ptr[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, cell.ptr[i]);
	}
	if (quotes)
		buffer_char(out, '"');
}

void
csv_end_row(struct buffer *out)
{
	buffer_text(out, "\r\n");
}
