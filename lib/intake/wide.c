/*
 * UTF-16 to UTF-8, a piece at a time.  A character of UTF-8 tells how many
 * bytes it was, so places in the log need not be kept.
 */
#include "base/utf8.h"

#include "wide.h"

enum {
	LOOKED_AT = 512,
	FEWEST = 16, /* bytes without a mark that can tell */
};

enum wide_kind
wide_judge(struct slice first)
{
	size_t i, low = 0, high = 0, pairs;

	/* FF FE 00 00 would be four bytes a character, which nobody writes. */
	if (slice_starts_with(first, SLICE("\xff\xfe")))
		return first.len < 4 || first.ptr[2] != '\0' ||
			first.ptr[3] != '\0' ?
		    WIDE_LITTLE :
		    NOT_WIDE;
	if (slice_starts_with(first, SLICE("\xfe\xff")))
		return WIDE_BIG;
	first = slice_first(first, LOOKED_AT);
	pairs = first.len / 2;
	if (first.len < FEWEST)
		return NOT_WIDE;
	for (i = 0; i < pairs; i++) {
		char a = first.ptr[2 * i], b = first.ptr[2 * i + 1];

		low += a != '\0' && b == '\0' && (a >= ' ' || a == '\t' ||
		    a == '\r' || a == '\n');
		high += b != '\0' && a == '\0' && (b >= ' ' || b == '\t' ||
		    b == '\r' || b == '\n');
	}
	return low * 10 >= pairs * 9 ? WIDE_LITTLE :
	    high * 10 >= pairs * 9   ? WIDE_BIG :
				       NOT_WIDE;
}

static uint32_t
unit(const struct wide *w, const unsigned char *p)
{
	return w->kind == WIDE_BIG ? (uint32_t)p[0] << 8 | p[1] :
				     (uint32_t)p[1] << 8 | p[0];
}

/* What is in w->left, as far as it can be told; true where it was taken. */
static bool
take(struct wide *w, bool last, char **out)
{
	uint32_t c, low;

	if (w->left_count < 2) {
		if (last && w->left_count == 1)
			*out = utf8_put(*out, UTF8_REPLACEMENT);
		w->left_count = last ? 0 : w->left_count;
		return false;
	}
	c = unit(w, w->left);
	if (utf16_is_high(c) && w->left_count < 4 && !last)
		return false;
	if (utf16_is_high(c) && w->left_count == 4) {
		low = unit(w, w->left + 2);
		if (utf16_is_low(low)) {
			*out = utf8_put(*out, utf16_pair(c, low));
			w->left_count = 0;
			return true;
		}
	}
	if (utf16_is_high(c) || utf16_is_low(c))
		c = UTF8_REPLACEMENT;
	*out = utf8_put(*out, c);
	w->left_count -= 2;
	memmove(w->left, w->left + 2, w->left_count);
	return true;
}

size_t
wide_to_utf8(struct wide *w, const unsigned char *from, size_t count, bool last,
    char *to)
{
	char *out = to;
	size_t i;

	for (i = 0; i < count; i++) {
		w->left[w->left_count++] = from[i];
		while (w->left_count % 2 == 0 && take(w, false, &out))
			continue;
	}
	while (last && take(w, true, &out))
		continue;
	return (size_t)(out - to);
}

uint64_t
wide_source_length(struct slice utf8)
{
	uint64_t bytes = 0;
	size_t i;

	for (i = 0; i < utf8.len; i++) {
		unsigned char c = (unsigned char)utf8.ptr[i];

		if ((c & 0xc0) != 0x80)
			bytes += c >= 0xf0 ? 4 : 2;
	}
	return bytes;
}
