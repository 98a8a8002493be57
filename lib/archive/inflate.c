/*
 * The two libraries that know gzip, behind one face.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

#include "base/arena.h"

#include "inflate.h"

enum { MOST_AT_ONCE = 1 << 30 }; /* both count in 32 bits */

static unsigned
at_once(size_t n)
{
	return n < MOST_AT_ONCE ? (unsigned)n : (unsigned)MOST_AT_ONCE;
}

#ifdef HAVE_ISAL

/*
 * The header is read here, byte by byte: ISA-L refuses good ones that have
 * a checksum of their own.
 */
enum header { /* in the order in which its parts stand */
	HEADER_FIXED,
	HEADER_EXTRA_SIZE,
	HEADER_EXTRA,
	HEADER_NAME,
	HEADER_COMMENT,
	HEADER_SUM,
	HEADER_READ,
};
enum {
	FIXED_BYTES = 10,
	FLAG_SUM = 2,
	FLAG_EXTRA = 4,
	FLAG_NAME = 8,
	FLAG_COMMENT = 16,
	FLAGS_UNKNOWN = 0xe0,
};

enum { HISTORY = 1 << 15 }; /* as far as data may point back */

/*
 * ISA-L 2.30 copies from before the room for output where damaged data points
 * back farther than there is anything.  Only the first of a member's output
 * can do so: it is written behind as many zeros of our own, and nothing else
 * can be read.  What follows goes straight to the room that was given.
 */
struct inflate {
	struct inflate_state z;
	enum header header;
	unsigned flags, seen, extra; /* bytes seen of this part */
	unsigned given, made;	     /* of the member's first output */
	bool filled; /* all the room there was: it may hold more */
	bool ended;
	const char *bad; /* why it does not go on behind what was given */
	uint8_t zeros[HISTORY], first[HISTORY];
};

struct inflate *
inflate_create(void)
{
	struct inflate *z = memory_zeroed(1, sizeof *z);

	inflate_again(z);
	return z;
}

void
inflate_destroy(struct inflate *z)
{
	free(z);
}

void
inflate_again(struct inflate *z)
{
	isal_inflate_init(&z->z);
	z->z.crc_flag = ISAL_GZIP_NO_HDR_VER;
	z->header = HEADER_FIXED;
	z->flags = z->seen = z->extra = 0;
	z->given = z->made = 0;
	z->filled = z->ended = false;
	z->bad = NULL;
}

bool
inflate_holds(const struct inflate *z)
{
	return z->given < z->made || z->filled;
}

/* Whether the header has that part. */
static bool
has_part(const struct inflate *z)
{
	switch (z->header) {
	case HEADER_EXTRA_SIZE:
		return z->flags & FLAG_EXTRA;
	case HEADER_EXTRA:
		return z->extra > 0;
	case HEADER_NAME:
		return z->flags & FLAG_NAME;
	case HEADER_COMMENT:
		return z->flags & FLAG_COMMENT;
	case HEADER_SUM:
		return z->flags & FLAG_SUM;
	case HEADER_FIXED:
	case HEADER_READ:
		break;
	}
	return true;
}

/* True when the byte was the last of its part. */
static bool
ends_part(struct inflate *z, unsigned char byte)
{
	z->seen++;
	switch (z->header) {
	case HEADER_FIXED:
		if (z->seen == 4)
			z->flags = byte;
		return z->seen == FIXED_BYTES;
	case HEADER_EXTRA_SIZE:
		z->extra |= (unsigned)byte << 8 * (z->seen - 1);
		return z->seen == 2;
	case HEADER_EXTRA:
		return z->seen == z->extra;
	case HEADER_NAME:
	case HEADER_COMMENT:
		return byte == 0;
	case HEADER_SUM:
		return z->seen == 2;
	case HEADER_READ:
		break;
	}
	return false;
}

static bool
fixed_is_bad(const struct inflate *z, unsigned char byte)
{
	static const unsigned char magic[] = { 0x1f, 0x8b, 8 };

	if (z->header != HEADER_FIXED)
		return false;
	return z->seen < sizeof magic	 ? byte != magic[z->seen]
	       : z->seen == sizeof magic ? (byte & FLAGS_UNKNOWN) != 0
					 : false;
}

/* Eats of the header what there is; -1: it is none. */
static int
read_header(struct inflate *z, struct inflate_room *room)
{
	while (z->header != HEADER_READ && room->in_len > 0) {
		unsigned char byte = *room->in++;

		room->in_len--;
		if (fixed_is_bad(z, byte))
			return -1;
		if (!ends_part(z, byte))
			continue;
		z->seen = 0;
		do
			z->header++;
		while (!has_part(z));
	}
	return 0;
}

/* Gives the length of what it wrote to out. */
static unsigned
write_to(struct inflate *z, struct inflate_room *room, uint8_t *out,
    unsigned out_len)
{
	unsigned in = at_once(room->in_len);
	int result;

	/* It takes its input without const, and only reads. */
	z->z.next_in = (uint8_t *)(uintptr_t)room->in;
	z->z.avail_in = in;
	z->z.next_out = out;
	z->z.avail_out = out_len;
	result = isal_inflate(&z->z);
	room->in += in - z->z.avail_in;
	room->in_len -= in - z->z.avail_in;
	z->filled = z->z.avail_out == 0;
	z->ended = z->z.block_state == ISAL_BLOCK_FINISH;
	if (result == ISAL_INCORRECT_CHECKSUM)
		z->bad = "incorrect data check";
	else if (result != ISAL_DECOMP_OK)
		z->bad = "bad gzip data";
	return out_len - z->z.avail_out;
}

static void
took(struct inflate_room *room, size_t n)
{
	room->out += n;
	room->out_len -= n;
}

static void
give_first(struct inflate *z, struct inflate_room *room)
{
	size_t n = z->made - z->given;

	if (n > room->out_len)
		n = room->out_len;
	memcpy(room->out, z->first + z->given, n);
	z->given += (unsigned)n;
	took(room, n);
}

enum inflate_answer
inflate_step(struct inflate *z, struct inflate_room *room, const char **why)
{
	*why = "bad gzip header";
	if (read_header(z, room) == -1)
		return INFLATE_BAD;
	if (z->header != HEADER_READ)
		return INFLATE_MORE;
	if (z->made == HISTORY && z->given == HISTORY)
		took(room, write_to(z, room, room->out,
		    at_once(room->out_len)));
	else if (z->given == z->made)
		z->made += write_to(z, room, z->first + z->made,
		    HISTORY - z->made);
	give_first(z, room);
	if (z->given < z->made)
		return INFLATE_MORE;
	*why = z->bad;
	return z->bad != NULL ? INFLATE_BAD :
	    z->ended	      ? INFLATE_END :
				INFLATE_MORE;
}

#else

struct inflate {
	z_stream z;
};

enum { GZIP_ONLY = 15 + 16 };

struct inflate *
inflate_create(void)
{
	struct inflate *z = memory_zeroed(1, sizeof *z);

	if (inflateInit2(&z->z, GZIP_ONLY) == Z_OK)
		return z;
	free(z);
	return NULL;
}

void
inflate_destroy(struct inflate *z)
{
	inflateEnd(&z->z);
	free(z);
}

void
inflate_again(struct inflate *z)
{
	inflateReset(&z->z);
}

bool
inflate_holds(const struct inflate *z)
{
	(void)z;
	return false;
}

enum inflate_answer
inflate_step(struct inflate *z, struct inflate_room *room, const char **why)
{
	unsigned in = at_once(room->in_len), out = at_once(room->out_len);
	int result;

	/* It takes its input without const, and only reads. */
	z->z.next_in = (unsigned char *)(uintptr_t)room->in;
	z->z.avail_in = in;
	z->z.next_out = room->out;
	z->z.avail_out = out;
	result = inflate(&z->z, Z_NO_FLUSH);
	room->in += in - z->z.avail_in;
	room->in_len -= in - z->z.avail_in;
	room->out += out - z->z.avail_out;
	room->out_len -= out - z->z.avail_out;
	if (result == Z_OK || result == Z_BUF_ERROR)
		return INFLATE_MORE;
	if (result == Z_STREAM_END)
		return INFLATE_END;
	*why = z->z.msg == NULL ? "bad gzip data" : z->z.msg;
	return INFLATE_BAD;
}

#endif
