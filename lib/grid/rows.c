#include "rows.h"

bool
rows_cell(struct slice *line, struct slice *cell)
{
	size_t end;

	if (line->ptr == NULL)
		return false;
	end = slice_find(*line, '\t');
	*cell = slice_first(*line, end);
	if (end == line->len)
		*line = (struct slice){ 0 };
	else
		*line = slice_from(*line, end + 1);
	return true;
}

bool
rows_number(struct slice *line, uint64_t *n)
{
	struct slice cell;
	int64_t value;

	if (!rows_cell(line, &cell) || !slice_to_int(cell, &value) ||
	    value < 0)
		return false;
	*n = (uint64_t)value;
	return true;
}

bool
rows_is_bad(struct slice text)
{
	return text.len == 0 || slice_find(text, '\t') < text.len ||
	    slice_find(text, '\n') < text.len ||
	    slice_find(text, '\r') < text.len;
}

void
rows_seal(struct buffer *text, char hex[SHA256_HEX])
{
	char own[SHA256_HEX];

	if (hex == NULL)
		hex = own;
	sha256_text(buffer_slice(text), hex);
	buffer_printf(text, "seal\t%s\n", hex);
}

bool
rows_check_seal(struct slice *text, char hex[SHA256_HEX])
{
	enum { LINE = 5 + SHA256_HEX - 1 + 1 }; /* "seal\t", digest, "\n" */
	struct slice last;

	if (text->len < LINE)
		return false;
	last = slice_from(*text, text->len - LINE);
	*text = slice_first(*text, text->len - LINE);
	sha256_text(*text, hex);
	return slice_take_text(&last, SLICE("seal\t")) &&
	    slice_take_text(&last, slice_of(hex)) &&
	    slice_equal(last, SLICE("\n"));
}
