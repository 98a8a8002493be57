/*
 * What spreadsheets save, as UTF-8 with commas.
 */
#include "sheet.h"

/* Windows-1252 from 0x80 to 0x9f; 0: not a character. */
static const uint16_t upper[32] = { 0x20ac, 0, 0x201a, 0x192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d,
	0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
	0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178 };

static void
add_character(struct buffer *out, uint32_t c)
{
	if (c < 0x80) {
		buffer_char(out, (char)c);
	} else if (c < 0x800) {
		buffer_char(out, (char)(0xc0 | c >> 6));
		buffer_char(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buffer_char(out, (char)(0xe0 | c >> 12));
		buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buffer_char(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buffer_char(out, (char)(0xf0 | c >> 18));
		buffer_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buffer_char(out, (char)(0x80 | (c & 0x3f)));
	}
}

static bool
is_utf8(struct slice s)
{
	size_t i = 0, more;

	while (i < s.len) {
		unsigned char c = (unsigned char)s.ptr[i++];

		more = c < 0x80 ? 0 : c >= 0xc2 && c < 0xe0 ? 1 :
		    c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : 9;
		if (more > s.len - i)
			return false;
		for (; more > 0; more--)
			if (((unsigned char)s.ptr[i++] & 0xc0) != 0x80)
				return false;
	}
	return true;
}

static void
from_windows(struct slice s, struct buffer *out)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		uint32_t wide = c >= 0x80 && c < 0xa0 ? upper[c - 0x80] : c;

		add_character(out, wide == 0 ? '?' : wide);
	}
}

/* first: the place of the higher byte, 0 or 1. */
static void
from_utf16(struct slice s, size_t high, struct buffer *out)
{
	uint32_t c, pending = 0;
	size_t i;

	for (i = 0; i + 1 < s.len; i += 2) {
		c = (uint32_t)(unsigned char)s.ptr[i + high] << 8 |
		    (unsigned char)s.ptr[i + 1 - high];
		if (c >= 0xd800 && c < 0xdc00) {
			pending = c;
			continue;
		}
		if (c >= 0xdc00 && c < 0xe000)
			c = pending == 0 ? '?' :
			    0x10000 + ((pending - 0xd800) << 10) +
				(c - 0xdc00);
		add_character(out, c);
		pending = 0;
	}
}

const char *
sheet_decode(struct slice bytes, struct buffer *out)
{
	struct slice line, rest;

	if (slice_starts_with(bytes, SLICE("PK\x03\x04")) ||
	    slice_starts_with(bytes, SLICE("\xd0\xcf\x11\xe0")))
		return "it is a workbook: save it as CSV (File, Save as, CSV "
		       "UTF-8), and put that here";
	if (slice_take_text(&bytes, SLICE("\xff\xfe")))
		from_utf16(bytes, 1, out);
	else if (slice_take_text(&bytes, SLICE("\xfe\xff")))
		from_utf16(bytes, 0, out);
	else if (is_utf8(bytes)) {
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
