/*
 * Memos: what a piece of text came to, kept by the text.  The same few
 * thousand accounts, addresses and hosts fill a log, so nearly every field
 * is found here as it stands, without being decoded, folded or looked up.
 *
 * A table of memos is zeroed memory; a text that does not fit, or whose slot
 * another holds, is only slower.
 */
#ifndef MEMO_H
#define MEMO_H

#include "event/symbol.h"

enum { MEMO_TEXT = 44 };

struct memo { /* one line of the cache */
	char text[MEMO_TEXT];
	uint32_t len; /* 0: free */
	uint32_t first, second, third, fourth;
};

/* Where the text belongs. */
static inline size_t
memo_slot(size_t slots, struct slice s)
{
	uint64_t h = s.len * UINT64_C(0x9e3779b97f4a7c15), word = 0;
	size_t i = 0;

	for (; i + 8 <= s.len; i += 8) {
		memcpy(&word, s.ptr + i, 8);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	if (i > 0 && i < s.len)
		memcpy(&word, s.ptr + s.len - 8, 8);
	else
		for (word = 0; i < s.len; i++)
			word = word << 8 | (unsigned char)s.ptr[i];
	/* Twice, so that the last bytes reach the bits that are used. */
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ h >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	return (h >> 40) & (slots - 1);
}

static inline bool
memo_holds(const struct memo *m, struct slice s)
{
	return m->len == s.len && memcmp(m->text, s.ptr, s.len) == 0;
}

/*
 * True: *m is what is known of the text.  False: *m is to be filled in, and
 * kept; until then it is free.  slots is a power of two.  A text has two
 * places, side by side, so that two that collide do not drive each other out.
 */
static inline bool
memo_find(struct memo *memos, size_t slots, struct slice s, struct memo **m)
{
	size_t home = memo_slot(slots, s);
	struct memo *other = &memos[home ^ 1];

	*m = &memos[home];
	if (memo_holds(*m, s))
		return true;
	if (memo_holds(other, s)) {
		*m = other;
		return true;
	}
	*other = **m;
	(*m)->len = 0;
	return false;
}

/* Call when the numbers are filled in. */
static inline void
memo_keep(struct memo *m, struct slice s)
{
	if (s.len > MEMO_TEXT) {
		m->len = 0;
		return;
	}
	memcpy(m->text, s.ptr, s.len);
	m->len = (uint32_t)s.len;
}

#endif
