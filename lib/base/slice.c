/*
 * Borrowed text, and the cursor functions that eat it from the front.
 */
#include "base/slice.h"

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
slice_equal_fold(struct slice a, struct slice b)
{
	size_t i;

	if (a.len != b.len)
		return false;
	for (i = 0; i < a.len; i++)
		if (fold(a.ptr[i]) != fold(b.ptr[i]))
			return false;
	return true;
}

int
slice_compare(struct slice a, struct slice b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool
slice_starts_with(struct slice s, struct slice prefix)
{
	return slice_equal(slice_first(s, prefix.len), prefix);
}

bool
slice_ends_with(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len &&
	    slice_equal(slice_from(s, s.len - suffix.len), suffix);
}

bool
slice_contains(struct slice s, struct slice part)
{
	return part.len == 0 || slice_find_text(s, part) < s.len;
}

size_t
slice_find_text(struct slice s, struct slice text)
{
	const char *at = s.len == 0 ? NULL :
	    memmem(s.ptr, s.len, text.ptr, text.len);

	return at == NULL ? s.len : (size_t)(at - s.ptr);
}

size_t
slice_find(struct slice s, char wanted)
{
	const char *at = s.len == 0 ? NULL : memchr(s.ptr, wanted, s.len);

	return at == NULL ? s.len : (size_t)(at - s.ptr);
}

size_t
slice_find_last(struct slice s, char wanted)
{
	const char *at = s.len == 0 ? NULL : memrchr(s.ptr, wanted, s.len);

	return at == NULL ? s.len : (size_t)(at - s.ptr);
}

struct slice
slice_trim(struct slice s)
{
	while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '\t'))
		s = slice_from(s, 1);
	while (s.len > 0 &&
	    (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t' ||
		s.ptr[s.len - 1] == '\r'))
		s.len--;
	return s;
}

struct slice
slice_from(struct slice s, size_t from)
{
	if (from >= s.len)
		return (struct slice){ s.ptr == NULL ? NULL : s.ptr + s.len,
			0 };
	return (struct slice){ s.ptr + from, s.len - from };
}

struct slice
slice_first(struct slice s, size_t len)
{
	return (struct slice){ s.ptr, len < s.len ? len : s.len };
}

bool
slice_take_char(struct slice *rest, char wanted)
{
	if (rest->len == 0 || *rest->ptr != wanted)
		return false;
	*rest = slice_from(*rest, 1);
	return true;
}

bool
slice_take_text(struct slice *rest, struct slice wanted)
{
	if (!slice_starts_with(*rest, wanted))
		return false;
	*rest = slice_from(*rest, wanted.len);
	return true;
}

bool
slice_take_word(struct slice *rest, struct slice *word)
{
	struct slice s = *rest;
	size_t len;

	while (s.len > 0 && *s.ptr == ' ')
		s = slice_from(s, 1);
	if ((len = slice_find(s, ' ')) == 0)
		return false;
	*word = slice_first(s, len);
	*rest = slice_from(s, len);
	return true;
}

bool
slice_has_word(struct slice words, struct slice wanted)
{
	struct slice word;

	while (slice_take_word(&words, &word))
		if (slice_equal(word, wanted))
			return true;
	return false;
}

bool
slice_take_until(struct slice *rest, char stop, struct slice *before)
{
	size_t len = slice_find(*rest, stop);

	if (len == rest->len)
		return false;
	*before = slice_first(*rest, len);
	*rest = slice_from(*rest, len + 1);
	return true;
}

bool
slice_take_past(struct slice *rest, struct slice text)
{
	size_t at = slice_find_text(*rest, text);

	if (at == rest->len)
		return false;
	*rest = slice_from(*rest, at + text.len);
	return true;
}

bool
slice_take_int(struct slice *rest, int64_t *value)
{
	struct slice s = *rest;
	bool negative = slice_take_char(&s, '-');
	int64_t n = 0;
	size_t i;

	for (i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, s.ptr[i] - '0', &n))
			return false;
	if (i == 0)
		return false;
	*value = negative ? -n : n;
	*rest = slice_from(s, i);
	return true;
}

bool
slice_take_digits(struct slice *rest, int digits, int *value)
{
	int i, n = 0;

	if (rest->len < (size_t)digits)
		return false;
	for (i = 0; i < digits; i++) {
		char c = rest->ptr[i];

		if (c < '0' || c > '9')
			return false;
		n = n * 10 + (c - '0');
	}
	*value = n;
	*rest = slice_from(*rest, (size_t)digits);
	return true;
}

bool
slice_take_one_or_two(struct slice *rest, int *value)
{
	return slice_take_digits(rest, 2, value) ||
	    slice_take_digits(rest, 1, value);
}

bool
slice_take_line(struct slice *rest, struct slice *line)
{
	size_t len;

	if (rest->len == 0)
		return false;
	len = slice_find(*rest, '\n');
	*line = slice_first(*rest, len);
	*rest = slice_from(*rest, len + 1);
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool
slice_to_int(struct slice s, int64_t *value)
{
	return slice_take_int(&s, value) && s.len == 0;
}

size_t
slice_turns_at(struct slice s, size_t at)
{
	const unsigned char *c = (const unsigned char *)s.ptr + at;

	if (s.len - at < 3 || c[0] != 0xe2)
		return 0;
	/* U+202A to U+202E, U+2066 to U+2069. */
	if ((c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) ||
	    (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9))
		return 3;
	return 0;
}
