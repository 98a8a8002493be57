/*
 * The screen: rows that are there twice, and the whole of it.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/command.h"
#include "returns/receive.h"

#include "screen.h"

enum { LARGEST_DATA = 64 << 20, MOST_ROWS = 500000 };

struct key {
	struct slice text;
	size_t row;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = slice_compare(x->text, y->text);

	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* What tells a row from others: when, where, and the filters. */
static bool
is_key(const struct screen *s, struct slice name)
{
	size_t row;

	if (screen_is_place(name) || slice_equal(name, SLICE("time_period")) ||
	    slice_equal(name, SLICE("time_identifier")))
		return true;
	for (row = 0; row < csv_rows(s->meta); row++)
		if ((slice_equal(name, screen_meta(s, row, s->name)) &&
			screen_is_filter(s, row)) ||
		    slice_equal(name, screen_meta(s, row, s->parent)))
			return true;
	return false;
}

static struct slice
key_of(const struct screen *s, const bool *of_key, size_t row,
    struct arena *arena)
{
	struct buffer b;
	struct slice key;
	size_t i;

	buffer_init(&b, 1 << 20);
	for (i = 0; i < csv_columns(s->data); i++)
		if (of_key[i]) {
			buffer_add(&b, csv_cell(s->data, row, (int)i));
			buffer_char(&b, '\x1f');
		}
	key = arena_copy(arena, buffer_slice(&b));
	buffer_finish(&b);
	return key;
}

/* Rows of a level that is shown only by itself, beside others, are left. */
static bool
counts(const struct screen *s, size_t row, bool mixed)
{
	const struct screen_level *l = screen_level_of(
	    csv_cell(s->data, row, s->level));

	return !mixed || l == NULL || (l->flags & LEVEL_ALONE) == 0;
}

void
screen_rows(struct screen *s)
{
	size_t rows = csv_rows(s->data), columns = csv_columns(s->data), i;
	struct key *keys = memory_zeroed(rows + 1, sizeof *keys);
	bool *of_key = memory_zeroed(columns + 1, sizeof *of_key);
	struct arena *arena = arena_create();
	struct screen_values levels;
	size_t count = 0;

	screen_values(s->data, s->level, &levels);
	for (i = 0; i < columns; i++)
		of_key[i] = is_key(s, csv_header(s->data, i));
	for (i = 0; i < rows; i++)
		if (counts(s, i, levels.count > 1))
			keys[count++] = (struct key){ key_of(s, of_key, i,
			    arena), i };
	qsort(keys, count, sizeof *keys, compare_keys);
	for (i = 1; i < count; i++)
		if (slice_equal(keys[i].text, keys[i - 1].text)) {
			screen_data(s, keys[i].row);
			error_found(s->f, "E191", NULL, SLICE(""),
			    "the same time, place and filters as line %zu",
			    csv_line(s->data, keys[i - 1].row));
		}
	screen_values_free(&levels);
	arena_destroy(arena);
	free(of_key);
	free(keys);
}

static void
screen_all(struct screen *s)
{
	const struct {
		int *to;
		const char *name;
	} wanted[] = { { &s->name, "col_name" }, { &s->type, "col_type" },
		{ &s->label, "label" }, { &s->grouping, "indicator_grouping" },
		{ &s->unit, "indicator_unit" }, { &s->dp, "indicator_dp" },
		{ &s->hint, "filter_hint" },
		{ &s->parent, "filter_grouping_column" } };
	size_t i;

	for (i = 0; i < sizeof wanted / sizeof *wanted; i++)
		*wanted[i].to = screen_find(s->meta,
		    slice_of(wanted[i].name));
	s->period = screen_find(s->data, SLICE("time_period"));
	s->identifier = screen_find(s->data, SLICE("time_identifier"));
	s->level = screen_find(s->data, SLICE("geographic_level"));
	screen_columns(s);
	/* Without these the rest would be noise. */
	if (s->name == -1 || s->type == -1 || s->period == -1 ||
	    s->identifier == -1 || s->level == -1)
		return;
	screen_description(s);
	screen_time(s);
	screen_place(s);
	screen_filters(s);
	screen_indicators(s);
	screen_rows(s);
}

/* How many bytes a character has that begins so; 0: none does. */
static size_t
length_of(unsigned char c)
{
	return c < 0x80 ? 1 :
	    c < 0xc2	? 0 :
	    c < 0xe0	? 2 :
	    c < 0xf0	? 3 :
	    c < 0xf5	? 4 :
			  0;
}

static void
check_letters(struct slice text, struct findings *f)
{
	size_t i, j, n;

	f->line = 1;
	for (i = 0; i < text.len; i += n) {
		if (text.ptr[i] == '\n')
			f->line++;
		n = length_of((unsigned char)text.ptr[i]);
		for (j = 1; j < n; j++)
			if (i + j >= text.len ||
			    ((unsigned char)text.ptr[i + j] & 0xc0) != 0x80)
				n = 0;
		if (n > 0)
			continue;
		error_found(f, "E103", NULL, SLICE(""),
		    "is not written in UTF-8");
		break;
	}
	f->line = 0;
}

/* Before each line costs memory. */
static bool
has_too_many_lines(struct slice text)
{
	size_t i, lines = 0;

	for (i = 0; i < text.len && lines <= MOST_ROWS; i++)
		lines += text.ptr[i] == '\n';
	return lines > MOST_ROWS;
}

static struct csv *
read_table(struct slice text, const char *file, struct findings *f)
{
	const char *why = NULL;
	struct csv *t;
	size_t line = 0;

	f->file = file;
	if (has_too_many_lines(text)) {
		error_found(f, "E100", NULL, SLICE(""),
		    "more than %d lines", MOST_ROWS);
		return NULL;
	}
	if ((t = csv_read_exact(text, &why, &line)) == NULL) {
		f->line = line;
		error_found(f, "E100", NULL, SLICE(""),
		    "this is not a CSV table: %s", why);
	} else {
		check_letters(text, f);
	}
	f->line = 0;
	return t;
}

static struct csv *
load(const char *path, const char *file, struct findings *f, bool *failed)
{
	struct buffer text;
	struct csv *t = NULL;

	buffer_init(&text, LARGEST_DATA);
	if (buffer_read_file(&text, path) == 0) {
		t = read_table(buffer_slice(&text), file, f);
	} else if (errno == EFBIG) {
		f->file = file;
		error_found(f, "E100", NULL, SLICE(""), "more than %d MB",
		    LARGEST_DATA >> 20);
	} else {
		warn("%s", path);
		*failed = true;
	}
	buffer_finish(&text);
	return t;
}

static struct slice
name_of(const char *path)
{
	struct slice s = slice_of(path);
	size_t slash = slice_find_last(s, '/');

	return slash < s.len ? slice_from(s, slash + 1) : s;
}

/* One pair of files; false: said. */
static bool
judge(const char *path, const struct place_codes *codes, struct findings *f)
{
	struct arena *a = arena_create();
	struct slice stem = slice_of(path);
	const char *meta;
	struct csv *data, *description;
	bool failed = false;

	if (slice_ends_with(stem, SLICE(".csv")))
		stem = slice_first(stem, stem.len - 4);
	meta = arena_printf(a, "%.*s.meta.csv", SLICE_ARG(stem));
	data = load(path, "data", f, &failed);
	description = load(meta, "description", f, &failed);
	if (data != NULL && description != NULL) {
		struct screen s = { .data = data, .meta = description,
			.data_name = name_of(path), .meta_name = name_of(meta),
			.f = f, .codes = codes };

		screen_all(&s);
	}
	csv_destroy(data);
	csv_destroy(description);
	arena_destroy(a);
	return !failed;
}

size_t
receive_try_data(struct slice bytes)
{
	size_t end = slice_find(bytes, '\0'), errors;
	struct findings f;
	struct screen s = { .data_name = SLICE("a.csv"),
		.meta_name = SLICE("a.meta.csv"), .f = &f };
	struct csv *data, *description;

	findings_init(&f);
	data = read_table(slice_first(bytes, end), "data", &f);
	description = read_table(slice_from(bytes, end + 1), "description",
	    &f);
	s.data = data;
	s.meta = description;
	if (data != NULL && description != NULL)
		screen_all(&s);
	errors = f.errors;
	csv_destroy(data);
	csv_destroy(description);
	findings_finish(&f);
	return errors;
}

int
receive_check_data(const struct receive_job *job, char **paths, size_t count)
{
	struct place_codes *codes = place_codes_open();
	size_t i, errors = 0, queries = 0;
	struct buffer csv;
	bool good = codes != NULL, read;

	buffer_init(&csv, BUFFER_LARGEST);
	findings_csv_titles(&csv);
	for (i = 0; codes != NULL && i < count; i++) {
		struct findings f;

		findings_init(&f);
		read = judge(paths[i], codes, &f);
		good &= read;
		if (job->csv)
			findings_csv(&f, paths[i], &csv);
		else if (read || f.errors > 0)
			findings_print(&f, paths[i], stdout);
		errors += f.errors;
		queries += f.queries;
		findings_finish(&f);
	}
	if (job->csv)
		fwrite(csv.ptr, 1, csv.len, stdout);
	buffer_finish(&csv);
	place_codes_close(codes);
	return !good	      ? EXIT_COULD_NOT :
	    errors > 0	      ? EXIT_REJECTED :
	    queries > 0	      ? EXIT_QUERIES :
				EXIT_OK;
}
