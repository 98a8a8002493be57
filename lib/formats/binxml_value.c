/*
 * Values of binary XML as text.
 */
#include "base/utf8.h"

#include "binxml.h"
#include "text.h"

static uint64_t
number(const unsigned char *p, size_t size)
{
	uint64_t n = 0;

	while (size-- > 0)
		n = n << 8 | p[size];
	return n;
}

struct slice
binxml_utf8(const unsigned char *p, size_t size, struct arena *scratch)
{
	char *begin = arena_alloc(scratch, size / 2 * 3), *out = begin;
	size_t i;

	for (i = 0; i + 2 <= size; i += 2) {
		uint32_t c = (uint32_t)number(p + i, 2), low;

		if (c == 0)
			break;
		low = i + 4 <= size ? (uint32_t)number(p + i + 2, 2) : 0;
		if (utf16_is_high(c) && utf16_is_low(low)) {
			c = utf16_pair(c, low);
			i += 2;
		} else if (utf16_is_high(c) || utf16_is_low(c))
			c = UTF8_REPLACEMENT; /* half of a pair */
		out = utf8_put(out, c);
	}
	return (struct slice){ begin, (size_t)(out - begin) };
}

static struct slice
hexadecimal(const unsigned char *p, size_t size, struct arena *scratch)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(scratch, 2 * size);
	size_t i;

	for (i = 0; i < size; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	return (struct slice){ out, 2 * size };
}

static const char *
guid(const unsigned char *p, struct arena *scratch)
{
	return arena_printf(scratch,
	    "{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}",
	    (unsigned)number(p, 4), (unsigned)number(p + 4, 2),
	    (unsigned)number(p + 6, 2), p[8], p[9], p[10], p[11], p[12], p[13],
	    p[14], p[15]);
}

/* "S-1-5-21-..." */
static bool
sid(const unsigned char *p, size_t size, struct arena *scratch,
    struct slice *text)
{
	enum { MOST = 15, EACH = 11 };
	char *out;
	size_t i, len, room = 40 + MOST * EACH;
	uint64_t authority = 0;

	if (size < 8 || p[1] > MOST || size < 8 + 4 * (size_t)p[1])
		return false;
	for (i = 2; i < 8; i++)
		authority = authority << 8 | p[i];
	out = arena_alloc(scratch, room);
	len = (size_t)snprintf(out, room, "S-%u-%llu", p[0],
	    (unsigned long long)authority);
	for (i = 0; i < p[1]; i++)
		len += (size_t)snprintf(out + len, room - len, "-%lu",
		    (unsigned long)number(p + 8 + 4 * i, 4));
	*text = (struct slice){ out, len };
	return true;
}

/* Windows counts 100 nanoseconds from 1601. */
static const char *
filetime(uint64_t t, struct arena *scratch)
{
	const uint64_t second = 10000000, unix_epoch = 11644473600;
	uint64_t seconds = t / second, of_day = seconds % 86400;
	int year, month, day;

	day_to_date((int32_t)((int64_t)(seconds / 86400) -
			(int64_t)(unix_epoch / 86400)),
	    &year, &month, &day);
	return arena_printf(scratch, "%04d-%02d-%02dT%02u:%02u:%02u.%07uZ",
	    year, month, day, (unsigned)(of_day / 3600),
	    (unsigned)(of_day / 60 % 60), (unsigned)(of_day % 60),
	    (unsigned)(t % second));
}

static const char *
systemtime(const unsigned char *p, struct arena *scratch)
{
	unsigned v[8];
	int i;

	for (i = 0; i < 8; i++)
		v[i] = (unsigned)number(p + 2 * i, 2);
	return arena_printf(scratch, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
	    v[0], v[1], v[3], v[4], v[5], v[6], v[7]);
}

static const char *
real(const unsigned char *p, size_t size, struct arena *scratch)
{
	uint32_t bits = (uint32_t)number(p, 4);
	uint64_t long_bits = number(p, size);
	float f;
	double d;

	memcpy(&f, &bits, sizeof f);
	memcpy(&d, &long_bits, sizeof d);
	return arena_printf(scratch, "%f", size == 4 ? (double)f : d);
}

size_t
binxml_value_size(int type)
{
	static const unsigned char sizes[] = { 0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8,
		4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8 };

	return type >= 0 && (size_t)type < sizeof sizes ? sizes[type] : 0;
}

static const char *
fixed(int type, const unsigned char *p, size_t size, struct arena *scratch)
{
	uint64_t n = number(p, size < 8 ? size : 8);

	switch (type) {
	case 0x03:
		return arena_printf(scratch, "%d", (int)(int8_t)n);
	case 0x05:
		return arena_printf(scratch, "%d", (int)(int16_t)n);
	case 0x07:
		return arena_printf(scratch, "%ld", (long)(int32_t)n);
	case 0x09:
		return arena_printf(scratch, "%lld", (long long)n);
	case 0x04:
	case 0x06:
	case 0x08:
	case 0x0a:
		return arena_printf(scratch, "%llu", (unsigned long long)n);
	case 0x0b:
	case 0x0c:
		return real(p, size, scratch);
	case 0x0d:
		return n != 0 ? "true" : "false";
	case 0x0f:
		return guid(p, scratch);
	case 0x10: /* as wide as the machine's addresses */
	case 0x14:
	case 0x15:
		return arena_printf(scratch, "0x%llx", (unsigned long long)n);
	case 0x11:
		return filetime(n, scratch);
	case 0x12:
		return systemtime(p, scratch);
	default:
		return NULL;
	}
}

bool
binxml_value(int type, const unsigned char *p, size_t size,
    struct arena *scratch, struct slice *text)
{
	size_t wanted = binxml_value_size(type);
	const char *word;

	*text = SLICE("");
	if (size == 0 || type == BINXML_NULL)
		return true;
	switch (type) {
	case BINXML_STRING:
	case 0x23:
		*text = binxml_utf8(p, size, scratch);
		return true;
	case 0x02:
		*text = (struct slice){ (const char *)p, size };
		*text = text_to_utf8(
		    slice_first(*text, slice_find(*text, '\0')), scratch);
		return true;
	case 0x0e:
		*text = hexadecimal(p, size, scratch);
		return true;
	case 0x10:
		wanted = size == 4 ? 4 : 8;
		break;
	case 0x13:
		return sid(p, size, scratch, text);
	case 0x20: /* a handle */
		wanted = size == 4 ? 4 : 8;
		type = 0x15;
		break;
	default:
		break;
	}
	if (wanted == 0 || size != wanted ||
	    (word = fixed(type, p, size, scratch)) == NULL)
		return false;
	*text = slice_of(word);
	return true;
}
