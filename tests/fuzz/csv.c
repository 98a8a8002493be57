/*
 * Any bytes as CSV; a table that was read, written and read again is the
 * same table, but for the guards in front of formulas and for what turns the
 * direction of text, which is not written.
 */
#include <stdlib.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool
is_same(struct slice was, struct slice is)
{
	size_t i, turns;

	for (i = 0; i < was.len; i++)
		if ((turns = slice_turns_at(was, i)) > 0) {
			if (!slice_take_text(&is, SLICE("\xef\xbf\xbd")))
				return false;
			i += turns - 1;
		} else if (!slice_take_char(&is, was.ptr[i]))
			return false;
	return is.len == 0;
}

static bool
is_guarded(struct slice was, struct slice is)
{
	return is_same(was, is) ||
	    (slice_take_char(&is, '\'') && is_same(was, slice_trim(is)));
}

static void
write_again(const struct csv *t, struct buffer *out)
{
	size_t row, column;

	for (column = 0; column < csv_columns(t); column++)
		csv_add(out, column == 0, csv_header(t, column));
	csv_end_row(out);
	for (row = 0; row < csv_rows(t); row++) {
		for (column = 0; column < csv_columns(t); column++)
			csv_add(out, column == 0,
			    csv_cell(t, row, (int)column));
		csv_end_row(out);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *why;
	size_t line, row, column;
	struct csv *t = csv_read((struct slice){ (const char *)bytes, size },
	    &why, &line);
	struct csv *again;
	struct buffer out;

	if (t == NULL)
		return 0;
	buffer_init(&out, BUFFER_LARGEST);
	write_again(t, &out);
	again = csv_read(buffer_slice(&out), &why, &line);
	/* A row of one empty cell is a blank line when it is written. */
	if (csv_columns(t) > 1 &&
	    (again == NULL || csv_rows(again) != csv_rows(t)))
		abort();
	for (row = 0; csv_columns(t) > 1 && row < csv_rows(t); row++) {
		if (csv_line(t, row) == 0)
			abort();
		for (column = 0; column < csv_columns(t); column++)
			if (!is_guarded(csv_cell(t, row, (int)column),
				csv_cell(again, row, (int)column)))
				abort();
	}
	csv_destroy(again);
	csv_destroy(t);
	buffer_finish(&out);
	return 0;
}
