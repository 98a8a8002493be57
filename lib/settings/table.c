/*
 * The school's lists as tables: opened by the key that names the file, with
 * every column that is missing said at once.
 */
#include "calendar.h"
#include "load.h"

enum { LONGEST_HEADER = 64 };

static struct slice
folded(struct slice s, char out[LONGEST_HEADER])
{
	size_t i, n = 0;

	for (i = 0; i < s.len && n < LONGEST_HEADER && s.ptr[i] != '['; i++) {
		char c = s.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	return (struct slice){ out, n };
}

int
table_find(const struct csv *t, const char *const list[])
{
	char text[LONGEST_HEADER];
	size_t i, c;

	for (i = 0; list[i] != NULL; i++)
		for (c = 0; c < csv_columns(t); c++)
			if (slice_equal(folded(csv_header(t, c), text),
				slice_of(list[i])))
				return (int)c;
	return -1;
}

struct csv *
table_open(struct loading *l, const char *key, struct slice *path,
    struct table_column *columns, size_t count)
{
	const struct yaml *v = yaml_get(l->root, key);

	if (is_unset(v) || v->kind != YAML_SCALAR)
		return NULL;
	*path = resolve_path(l, v->text);
	return table_open_path(l, *path, v->line, columns, count);
}

struct csv *
table_open_path(struct loading *l, struct slice path, int named_on,
    struct table_column *columns, size_t count)
{
	struct buffer text;
	const char *why;
	struct csv *t;
	size_t line, i;

	if (!read_whole(l, path, named_on, &text))
		return NULL;
	t = csv_read(buffer_slice(&text), &why, &line);
	buffer_finish(&text);
	if (t == NULL) {
		fault_add(l->f, path, (int)line, "not a table: %s", why);
		return NULL;
	}
	for (i = 0; i < count; i++) {
		columns[i].at = csv_find(t, columns[i].name);
		if (columns[i].at == -1 && columns[i].required)
			fault_add(l->f, path, 1, "no column %s",
			    columns[i].name);
	}
	return t;
}

bool
table_row_is_blank(const struct csv *t, size_t row)
{
	struct slice first = csv_cell(t, row, 0);
	size_t i;

	if (first.len > 0)
		return *first.ptr == '#';
	for (i = 1; i < csv_columns(t); i++)
		if (csv_cell(t, row, (int)i).len > 0)
			return false;
	return true;
}

bool
table_day(struct loading *l, struct slice path, struct slice cell,
    const char *column, int line, int32_t *day)
{
	if (parse_day(cell, day))
		return true;
	fault_add(l->f, path, line,
	    "%s: expected a date as 2026-09-01, found %.*s", column,
	    SLICE_ARG(cell));
	return false;
}

void
table_bounds(struct loading *l, struct slice path, struct slice from,
    struct slice to, int line, int32_t *first, int32_t *last)
{
	*first = *last = DAY_UNKNOWN;
	if (from.len > 0)
		table_day(l, path, from, "from", line, first);
	if (to.len > 0)
		table_day(l, path, to, "to", line, last);
	if (*first != DAY_UNKNOWN && *last != DAY_UNKNOWN && *last < *first)
		fault_add(l->f, path, line, "to is before from");
}

void
table_years(struct loading *l, struct slice path, struct slice cell,
    int line, uint32_t *years)
{
	struct slice word;

	while (slice_take_word(&cell, &word))
		if (!parse_years(word, years))
			fault_add(l->f, path, line,
			    "years: expected some as 7-9 11, found %.*s",
			    SLICE_ARG(word));
}
