/*
 * Text as products write it into a field, and what it stands for.
 */
#include "base/url.h"
#include "base/utf8.h"

#include "text.h"

bool
text_is_blank(struct slice s)
{
	return s.len == 0 || (s.len == 1 && *s.ptr == '-');
}

bool
text_to_number(struct slice s, int64_t *value)
{
	int64_t n = 0;
	size_t i;

	if (s.len == 0 || s.len > 18)
		return false;
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		n = n * 10 + (s.ptr[i] - '0');
	}
	*value = n;
	return true;
}

bool
text_is_clean(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
			return false;
	return true;
}

bool
text_is_one_of(struct slice s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (slice_equal_fold(s, slice_of(*list)))
			return true;
	return false;
}

bool
text_hex_byte(struct slice s, size_t i, char *c)
{
	int high, low;

	if (i + 2 > s.len || (high = hex_digit(s.ptr[i])) == -1 ||
	    (low = hex_digit(s.ptr[i + 1])) == -1)
		return false;
	*c = (char)(high * 16 + low);
	return true;
}

static bool
has(struct slice s, char c)
{
	return s.len > 0 && memchr(s.ptr, c, s.len) != NULL;
}

static struct slice
undo(struct slice s, struct arena *scratch, bool percent, bool doubled)
{
	char *out = arena_alloc(scratch, s.len);
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (percent && c == '%' && text_hex_byte(s, i + 1, &c))
			i += 2;
		else if (doubled && c == '\\' && i + 1 < s.len &&
		    s.ptr[i + 1] == '\\')
			i++;
		out[n++] = c;
	}
	return (struct slice){ out, n };
}

struct slice
text_unpercent(struct slice s, struct arena *scratch)
{
	return has(s, '%') ? undo(s, scratch, true, false) : s;
}

struct slice
text_unsquid(struct slice s, struct arena *scratch)
{
	return has(s, '%') || has(s, '\\') ? undo(s, scratch, true, true) : s;
}

struct slice
text_unescape(struct slice s, struct arena *scratch)
{
	char *out;
	size_t i, n = 0;

	if (!has(s, '\\'))
		return s;
	out = arena_alloc(scratch, s.len);
	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\\' && i + 1 < s.len) {
			c = s.ptr[++i];
			if (c == 'r' || c == 'n' || c == 't')
				c = ' ';
			else if (c == 'x' && text_hex_byte(s, i + 1, &c))
				i += 2;
		}
		out[n++] = c;
	}
	return (struct slice){ out, n };
}

struct slice
text_unquote(struct slice s, struct arena *scratch)
{
	char *out;
	size_t i, n = 0;

	if (!has(s, '\\'))
		return s;
	out = arena_alloc(scratch, s.len);
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' && i + 1 < s.len &&
		    (s.ptr[i + 1] == '"' || s.ptr[i + 1] == '\\'))
			i++;
		out[n++] = s.ptr[i];
	}
	return (struct slice){ out, n };
}

struct slice
text_untab(struct slice s, struct arena *scratch)
{
	char *out;
	size_t i, n = 0;

	if (!slice_contains(s, SLICE("#011")))
		return s;
	out = arena_alloc(scratch, s.len);
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '#' &&
		    slice_starts_with(slice_from(s, i), SLICE("#011"))) {
			out[n++] = '\t';
			i += 3;
		} else
			out[n++] = s.ptr[i];
	}
	return (struct slice){ out, n };
}

static uint64_t
eight_bytes(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	return word;
}

/* How many bytes are surely ASCII; the last eight of a text may be looked at
 * twice. */
static size_t
ascii_length(struct slice s)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	const char *p = s.ptr, *end;

	if (s.len == 0)
		return 0; /* it may have no address to reckon with */
	end = s.ptr + s.len;
	for (; end - p >= 32; p += 32)
		if (((eight_bytes(p) | eight_bytes(p + 8) |
			 eight_bytes(p + 16) | eight_bytes(p + 24)) &
			high) != 0)
			return (size_t)(p - s.ptr);
	for (; end - p >= 8; p += 8)
		if ((eight_bytes(p) & high) != 0)
			return (size_t)(p - s.ptr);
	if (s.len >= 8 && (eight_bytes(end - 8) & high) == 0)
		p = end;
	return (size_t)(p - s.ptr);
}

struct slice
text_to_utf8(struct slice s, struct arena *scratch)
{
	char *begin, *out;
	size_t i, len;

	for (i = ascii_length(s); i < s.len; i += len)
		if ((len = utf8_length(s, i)) == 0)
			break;
	if (i >= s.len)
		return s;
	begin = arena_alloc(scratch, 3 * s.len);
	memcpy(begin, s.ptr, i);
	out = begin + i;
	/* Only bytes that are not UTF-8: a log may be cut within a letter, or
	 * written by several programs. */
	for (; i < s.len; i += len) {
		len = utf8_length(s, i);
		if (len == 0) {
			out = utf8_put(out,
			    windows_1252((unsigned char)s.ptr[i]));
			len = 1;
			continue;
		}
		memcpy(out, s.ptr + i, len);
		out += len;
	}
	return (struct slice){ begin, (size_t)(out - begin) };
}

struct slice
text_lower(struct slice s, struct arena *scratch)
{
	char *out = arena_alloc(scratch, s.len);
	size_t i;

	for (i = 0; i < s.len; i++)
		out[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ?
		    (char)(s.ptr[i] + 32) :
		    s.ptr[i];
	return (struct slice){ out, s.len };
}

struct slice
text_host(struct slice s, struct arena *scratch)
{
	if (!url_host_is_address(s))
		s = slice_first(s, slice_find(s, '.'));
	return text_lower(s, scratch);
}
