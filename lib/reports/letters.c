/*
 * Letters of Latin, Greek, Cyrillic; other scripts have no capitals.
 */
#include "base/utf8.h"

#include "letters.h"

static uint32_t
character(struct slice s, size_t i, size_t length)
{
	static const unsigned char first[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)s.ptr[i] & first[length];
	size_t k;

	for (k = 1; k < length; k++)
		c = c << 6 | ((unsigned char)s.ptr[i + k] & 0x3f);
	return c;
}

size_t
letters_step(struct slice s, size_t i, uint32_t *c)
{
	size_t length = utf8_length(s, i);

	*c = length == 0 ? UTF8_REPLACEMENT : character(s, i, length);
	return length == 0 ? 1 : length;
}

static uint32_t
small(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
	    (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 32;
	if (c >= 0x400 && c <= 0x40f)
		return c + 80;
	/* Pairs: here the capital is odd, there it is even. */
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1);
	if ((c >= 0x100 && c <= 0x177) || (c >= 0x1e00 && c <= 0x1eff) ||
	    (c >= 0x460 && c <= 0x481))
		return c | 1;
	return c;
}

/* Signs that stand between words, by ranges. */
static bool
is_sign(uint32_t c)
{
	return (c >= 0x80 && c < 0xc0) || (c >= 0x2000 && c < 0x2070) ||
	    (c >= 0x3000 && c < 0x3040) || (c >= 0xff00 && c < 0xff10) ||
	    c == 0x60c || c == 0x61b || c == 0x61f || c == 0x964 ||
	    c == UTF8_REPLACEMENT;
}

bool
letters_of_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') ||
		    (c != 0 && strchr("_-.@+'", (int)c) != NULL);
	return c == 0x2019 || !is_sign(c);
}

bool
letters_have_capitals(uint32_t c)
{
	return c < 0x530 || (c >= 0x1e00 && c <= 0x1fff);
}

bool
letters_begin_name(struct slice word)
{
	uint32_t c;

	if (word.len == 0)
		return false;
	letters_step(word, 0, &c);
	return !letters_have_capitals(c) || small(c) != c;
}

struct slice
letters_fold(struct slice word, char out[LONGEST_WORD])
{
	char *end = out;
	uint32_t c;
	size_t i;

	for (i = 0; i < word.len && end - out <= LONGEST_WORD - 4;) {
		i += letters_step(word, i, &c);
		/* However an apostrophe is written. */
		end = utf8_put(end, c == 0x2019 ? '\'' : small(c));
	}
	return (struct slice){ out, (size_t)(end - out) };
}
