/*
 * UTF-8, and what is turned to it: UTF-16 and Windows-1252.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

#define UTF8_REPLACEMENT UINT32_C(0xfffd)

/* Writes a character, of at most four bytes, and returns where it ends. */
char *utf8_put(char *out, uint32_t c);
/* How many bytes the character at i has; 0: it is none, or cut short. */
size_t utf8_length(struct slice s, size_t i);
bool utf8_valid(struct slice s);

static inline bool
utf16_is_high(uint32_t unit)
{
	return (unit & 0xfffffc00) == 0xd800;
}

static inline bool
utf16_is_low(uint32_t unit)
{
	return (unit & 0xfffffc00) == 0xdc00;
}

/* What the two halves of a pair say. */
static inline uint32_t
utf16_pair(uint32_t high, uint32_t low)
{
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Windows-1252 has letters and signs where Latin-1 has nothing; a byte that
 * it does not use either is itself. */
uint32_t windows_1252(unsigned char byte);

#endif
