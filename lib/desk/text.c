/*
 * What spreadsheets save, as UTF-8 with commas.
 */
#include "base/utf8.h"

#include "sheet.h"

static void
add_character(struct buffer *out, uint32_t c)
{
	char text[4];
	const char *end = utf8_put(text, c);

	buffer_add(out, (struct slice){ text, (size_t)(end - text) });
}

static void
from_windows(struct slice s, struct buffer *out)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		uint32_t wide = windows_1252(c);

		add_character(out, wide >= 0x80 && wide < 0xa0 ? '?' : wide);
	}
}

/* high: the place of the higher byte, 0 or 1. */
static void
from_utf16(struct slice s, size_t high, struct buffer *out)
{
	uint32_t c, pending = 0;
	size_t i;

	for (i = 0; i + 1 < s.len; i += 2) {
		c = (uint32_t)(unsigned char)s.ptr[i + high] << 8 |
		    (unsigned char)s.ptr[i + 1 - high];
		if (utf16_is_high(c)) {
			pending = c;
			continue;
		}
		if (utf16_is_low(c))
			c = pending == 0 ? '?' : utf16_pair(pending, c);
		add_character(out, c);
		pending = 0;
	}
}

const char *
sheet_decode(struct slice bytes, struct buffer *out)
{
	struct slice line, rest;

	if (slice_starts_with(bytes, SLICE("age-encryption.org/")))
		return "it is encrypted: put the sheet itself here";
	if (slice_starts_with(bytes, SLICE("%PDF-")))
		return "it is a PDF: fill in the CSV file of the same name";
	if (slice_starts_with(bytes, SLICE("PK\x03\x04")) ||
	    slice_starts_with(bytes, SLICE("\xd0\xcf\x11\xe0")))
		return "it is a workbook: save it as CSV (File, Save as, CSV "
		       "UTF-8), and put that here";
	if (slice_take_text(&bytes, SLICE("\xff\xfe")))
		from_utf16(bytes, 1, out);
	else if (slice_take_text(&bytes, SLICE("\xfe\xff")))
		from_utf16(bytes, 0, out);
	else if (utf8_valid(bytes)) {
		slice_take_text(&bytes, SLICE("\xef\xbb\xbf"));
		buffer_add(out, bytes);
	} else
		from_windows(bytes, out);
	if (memchr(buffer_slice(out).ptr == NULL ? "" : out->ptr, '\0',
		out->len) != NULL)
		return "it is not text";
	rest = buffer_slice(out);
	if (slice_starts_with(rest, SLICE("sep=")) &&
	    slice_take_line(&rest, &line)) {
		memmove(out->ptr, rest.ptr, rest.len);
		out->len = rest.len;
	}
	return NULL;
}
