/*
 * Tables in a log.
 */
#include "table.h"

enum { LONGEST_NAME = 64 };

/* From the quote on; *end is past the closing one. */
static bool
unquote(struct slice s, struct arena *scratch, struct slice *cell,
    size_t *end)
{
	char *out = arena_alloc(scratch, s.len);
	size_t i, n = 0;

	for (i = 1; i < s.len; i++) {
		if (s.ptr[i] == '"') {
			if (i + 1 >= s.len || s.ptr[i + 1] != '"')
				break;
			i++;
		}
		out[n++] = s.ptr[i];
	}
	*cell = (struct slice){ out, n };
	*end = i + 1;
	return i < s.len;
}

bool
table_split(struct slice line, char separator, struct arena *scratch,
    struct table_row *row)
{
	size_t end;

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	row->count = 0;
	for (;;) {
		struct slice *cell = &row->cells[row->count];

		/* Some write a space behind the comma: `"a", "b"`. */
		if (row->count > 0 && line.len > 1 && line.ptr[0] == ' ' &&
		    line.ptr[1] == '"')
			slice_take_char(&line, ' ');
		if (row->count == TABLE_COLUMNS)
			return false;
		if (line.len > 0 && *line.ptr == '"') {
			if (!unquote(line, scratch, cell, &end))
				return false;
		} else {
			end = slice_find(line, separator);
			*cell = slice_first(line, end);
		}
		row->count++;
		if (end == line.len)
			return true;
		if (line.ptr[end] != separator)
			return false;
		line = slice_from(line, end + 1);
	}
}

static struct slice
plain_name(struct slice name, char out[LONGEST_NAME])
{
	size_t i, n = 0;

	for (i = 0; i < name.len && n < LONGEST_NAME; i++) {
		char c = name.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	return (struct slice){ out, n };
}

bool
table_has(const struct table *t, int use)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (t->use[i] == use)
			return true;
	return false;
}

void
table_head(struct table *t, const struct table_row *head,
    const struct table_name *names)
{
	char text[LONGEST_NAME];
	size_t i;

	t->count = 0;
	for (i = 0; i < head->count; i++) {
		struct slice name = plain_name(head->cells[i], text);
		const struct table_name *n;
		unsigned char use = 0;

		for (n = names; n->name != NULL; n++)
			if (slice_equal(name, slice_of(n->name)))
				use = n->use;
		t->use[i] = use != 0 && table_has(t, use) ? 0 : use;
		t->count++;
	}
}

struct slice
table_cell(const struct table *t, const struct table_row *row, int use)
{
	size_t i;

	for (i = 0; i < t->count && i < row->count; i++)
		if (t->use[i] == use)
			return slice_trim(row->cells[i]);
	return SLICE("");
}
