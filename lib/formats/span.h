/*
 * How far it is to a byte.  Fields are short, so that a call of memchr costs
 * more than what it finds; this looks at eight bytes at a time, in line.
 */
#ifndef SPAN_H
#define SPAN_H

#include "base/slice.h"

/* Which bytes of the word are c: the top bit of the lowest such byte is
 * right; bits above it may not be. */
static inline uint64_t
span_matches(uint64_t word, char c)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);

	word ^= ones * (unsigned char)c;
	return (word - ones) & ~word & (ones << 7);
}

/* How many bytes stand before the first a or b. */
static inline size_t
span_until(struct slice s, char a, char b)
{
	size_t i = 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	for (; i + 8 <= s.len; i += 8) {
		uint64_t word, found;

		memcpy(&word, s.ptr + i, 8);
		found = span_matches(word, a);
		if (a != b)
			found |= span_matches(word, b);
		if (found != 0)
			return i + (size_t)__builtin_ctzll(found) / 8;
	}
#endif
	while (i < s.len && s.ptr[i] != a && s.ptr[i] != b)
		i++;
	return i;
}

#endif
