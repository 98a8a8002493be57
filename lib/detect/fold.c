/*
 * Simple case folding by ranges of characters: either the small letters
 * follow the capitals at a distance, or they take turns.
 */
#include "fold.h"

/* Capitals from..to, and how far their small letters are. */
static const struct {
	uint16_t from, to, distance;
} blocks[] = {
	{ 0x00c0, 0x00d6, 0x20 },
	{ 0x00d8, 0x00de, 0x20 },
	{ 0x0391, 0x03a1, 0x20 },
	{ 0x03a3, 0x03ab, 0x20 },
	{ 0x0400, 0x040f, 0x50 },
	{ 0x0410, 0x042f, 0x20 },
	{ 0x04c0, 0x04c0, 0x0f },
};

/* Pairs: the capital is `first` or an even number of steps from it. */
static const struct {
	uint16_t first, last;
} pairs[] = {
	{ 0x0100, 0x012e },
	{ 0x0132, 0x0136 },
	{ 0x0139, 0x0147 },
	{ 0x014a, 0x0176 },
	{ 0x0179, 0x017d },
	{ 0x0460, 0x0480 },
	{ 0x048a, 0x04be },
	{ 0x04c1, 0x04cd },
	{ 0x04d0, 0x052e },
};

static unsigned
fold_character(unsigned c)
{
	size_t i;

	for (i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (c >= blocks[i].from && c <= blocks[i].to)
			return c + blocks[i].distance;
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (c >= pairs[i].first && c <= pairs[i].last)
			return c + ((c - pairs[i].first) % 2 == 0);
	return c;
}

bool
fold_is_wide(struct slice s)
{
	uint64_t eight;
	size_t i = 0;

	for (; i + sizeof eight <= s.len; i += sizeof eight) {
		memcpy(&eight, s.ptr + i, sizeof eight);
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			return true;
	}
	for (; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return true;
	return false;
}

void
fold_text(char *out, struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i], d;
		unsigned folded;

		/* All that is folded beyond ASCII has two bytes. */
		d = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
		if (c < 0xc3 || c > 0xd4 || (d & 0xc0) != 0x80) {
			out[i] = fold_ascii(s.ptr[i]);
			continue;
		}
		folded = fold_character((c & 0x1fu) << 6 | (d & 0x3fu));
		out[i++] = (char)(0xc0 | folded >> 6);
		out[i] = (char)((d & 0xc0) | (folded & 0x3f));
	}
}
