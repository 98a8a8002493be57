/*
 * sRGB (IEC 61966-2-1) as an ICC profile of version 2, made from its
 * published numbers, so that no file of others need be shipped.
 */
#include <math.h>

#include "tags.h"

enum { HEADER = 128, TAGS = 9, CURVE = 256 };

static void
add_u16(struct buffer *b, unsigned v)
{
	buffer_char(b, (char)(v >> 8));
	buffer_char(b, (char)v);
}

static void
add_u32(struct buffer *b, uint32_t v)
{
	add_u16(b, v >> 16);
	add_u16(b, v & 0xffff);
}

static void
pad_to(struct buffer *b, size_t n)
{
	while (b->len < n)
		buffer_char(b, '\0');
}

static void
add_xyz(struct buffer *b, const uint32_t xyz[3])
{
	int i;

	buffer_text(b, "XYZ ");
	add_u32(b, 0);
	for (i = 0; i < 3; i++)
		add_u32(b, xyz[i]);
}

static void
add_curve(struct buffer *b)
{
	int i;

	buffer_text(b, "curv");
	add_u32(b, 0);
	add_u32(b, CURVE);
	for (i = 0; i < CURVE; i++) {
		double v = i / (double)(CURVE - 1);

		v = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
		add_u16(b, (unsigned)(v * 65535 + 0.5));
	}
}

static void
add_description(struct buffer *b)
{
	static const char name[] = "sRGB IEC61966-2.1";
	size_t begin = b->len;

	buffer_text(b, "desc");
	add_u32(b, 0);
	add_u32(b, sizeof name);
	buffer_add(b, (struct slice){ name, sizeof name });
	pad_to(b, begin + 12 + sizeof name + 78); /* no Unicode, no Mac */
	pad_to(b, (b->len + 3) & ~(size_t)3);
}

static void
add_header(struct buffer *b)
{
	static const uint32_t light[] = { 0xf6d6, 0x10000, 0xd32d };
	static const char *const words[] = { "none", "mntr", "RGB ", "XYZ " };
	int i;

	add_u32(b, 0); /* the size, at the end */
	buffer_text(b, words[0]);
	add_u32(b, 0x02100000);
	for (i = 1; i < 4; i++)
		buffer_text(b, words[i]);
	add_u16(b, 2026), add_u16(b, 1), add_u16(b, 1);
	add_u16(b, 0), add_u16(b, 0), add_u16(b, 0);
	buffer_text(b, "acsp");
	pad_to(b, 68);
	for (i = 0; i < 3; i++)
		add_u32(b, light[i]);
	pad_to(b, HEADER);
}

static void
put_u32(struct buffer *b, size_t at, size_t v)
{
	int i;

	for (i = 0; i < 4; i++)
		b->ptr[at + (size_t)i] = (char)(v >> (24 - 8 * i));
}

void
tags_srgb(struct buffer *b)
{
	static const char names[TAGS][5] = { "desc", "cprt", "wtpt", "rXYZ",
		"gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC" };
	static const uint32_t xyz[4][3] = { { 0xf351, 0x10000, 0x116cc },
		{ 0x6fa2, 0x38f5, 0x390 }, { 0x6299, 0xb785, 0x18da },
		{ 0x24a0, 0xf84, 0xb6cf } };
	size_t at[TAGS], size[TAGS], i;

	add_header(b);
	add_u32(b, TAGS);
	pad_to(b, HEADER + 4 + 12 * TAGS);
	for (i = 0; i < TAGS; i++) {
		at[i] = b->len;
		if (i == 0)
			add_description(b);
		else if (i == 1) {
			buffer_text(b, "text");
			add_u32(b, 0);
			buffer_add(b, SLICE("No rights\0\0\0"));
		} else if (i < 6)
			add_xyz(b, xyz[i - 2]);
		else if (i == 6)
			add_curve(b);
		else
			at[i] = at[6]; /* one curve for all three */
		size[i] = i > 6 ? size[6] : b->len - at[i];
	}
	for (i = 0; i < TAGS; i++) {
		memcpy(b->ptr + HEADER + 4 + 12 * i, names[i], 4);
		put_u32(b, HEADER + 8 + 12 * i, at[i]);
		put_u32(b, HEADER + 12 + 12 * i, size[i]);
	}
	put_u32(b, 0, b->len);
}
