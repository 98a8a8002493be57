/*
 * Where records of binary logs end.  An event log of Windows:
 *
 *   4096 bytes    "ElfFile": the header
 *   65536 bytes   a chunk, and so on; in it
 *     512 bytes     "ElfChnk": its header; at 48 where its events end
 *     events        2a 2a 00 00, u32 length, ..., the length again
 *     the rest      not used; events that once stood there may still do
 *
 * Each of these is a record.  What cannot be one is damaged, up to where an
 * event begins again; in a chunk the format gets it too, since events may
 * refer to what it still holds.
 */
#include "framing.h"

enum {
	FILE_HEADER = 4096,
	CHUNK = 65536,
	CHUNK_HEADER = 512,
	FREE_AT = 48,
	EVENT_HEADER = 24,
	LEAST_EVENT = EVENT_HEADER + 4,
};

static uint32_t
u32_at(struct slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* How long the event is that stands there, or 0; `room`: no longer. */
static size_t
event_length(struct slice text, size_t at, size_t room)
{
	size_t length;

	if (room < LEAST_EVENT || at + 8 > text.len ||
	    u32_at(text, at) != 0x2a2a)
		return 0;
	length = u32_at(text, at + 4);
	return length >= LEAST_EVENT && length <= room ? length : 0;
}

static bool
is_closed(struct slice text, size_t at, size_t length)
{
	return at + length <= text.len &&
	       u32_at(text, at + length - 4) == length;
}

static enum framing_answer
take(struct slice text, size_t length, enum framing_answer answer,
    size_t *next)
{
	*next = length;
	return text.len < length ? FRAMING_MORE : answer;
}

static enum framing_answer
chunk_header(struct framer *f, struct slice text, size_t *next)
{
	size_t i;

	if (text.len < CHUNK_HEADER)
		return FRAMING_MORE;
	if (slice_starts_with(text, SLICE("ElfChnk\0"))) {
		f->free = u32_at(text, FREE_AT);
		if (f->free < CHUNK_HEADER || f->free > CHUNK)
			f->free = CHUNK;
		*next = CHUNK_HEADER;
		return FRAMED;
	}
	f->chunk_end = true;
	for (i = 0; i < text.len && i < CHUNK; i++)
		if (text.ptr[i] != '\0')
			return take(text, CHUNK, FRAMING_DAMAGED, next);
	return take(text, CHUNK, FRAMED, next); /* not used yet */
}

enum framing_answer
framing_evtx(struct framer *f, struct slice text, int64_t offset, bool whole,
    size_t *next)
{
	size_t in_chunk, length, at;

	if (offset < FILE_HEADER)
		return take(text, FILE_HEADER, FRAMED, next);
	in_chunk = (size_t)((offset - FILE_HEADER) % CHUNK);
	if (in_chunk == 0)
		return chunk_header(f, text, next);
	if (in_chunk >= f->free) {
		f->chunk_end = true;
		return take(text, CHUNK - in_chunk, FRAMED, next);
	}
	if (text.len < CHUNK - in_chunk && !whole)
		return FRAMING_MORE;
	length = event_length(text, 0, f->free - in_chunk);
	if (length > 0 && text.len < length)
		return FRAMING_MORE; /* cut short */
	if (length > 0 && is_closed(text, 0, length)) {
		f->chunk_end = in_chunk + length == CHUNK;
		return take(text, length, FRAMED, next);
	}
	for (at = 4; in_chunk + at < f->free && at < text.len; at += 4) {
		length = event_length(text, at, f->free - in_chunk - at);
		if (length > 0 && is_closed(text, at, length))
			break;
	}
	if (in_chunk + at >= f->free)
		at = f->free - in_chunk;
	if (at > text.len)
		at = text.len;
	f->chunk_end = in_chunk + at == CHUNK;
	*next = at;
	return at == 0 ? FRAMING_MORE : FRAMED;
}

enum framing_answer
framing_event_xml(struct slice text, size_t *looked, size_t *next)
{
	static const char end[] = "</Event>";
	size_t from = *looked;
	const char *at = NULL;

	if (text.len > from)
		at = memmem(text.ptr + from, text.len - from, end,
		    sizeof end - 1);
	if (at == NULL) {
		*looked = text.len < sizeof end ? 0 : text.len - sizeof end + 1;
		return FRAMING_MORE;
	}
	*next = (size_t)(at - text.ptr) + sizeof end - 1;
	return FRAMED;
}

/* "NAME=text\n", or "NAME\n", a length of eight bytes, so many, "\n". */
enum framing_answer
framing_journal(struct slice text, size_t *next)
{
	size_t at = 0, end;
	uint64_t length;

	for (;;) {
		end = at + slice_find(slice_from(text, at), '\n');
		if (end >= text.len)
			return FRAMING_MORE;
		*next = end + 1;
		if (end == at)
			return FRAMED;
		if (memchr(text.ptr + at, '=', end - at) != NULL) {
			at = end + 1;
			continue;
		}
		if (text.len - end < 9)
			return FRAMING_MORE;
		length = u32_at(text, end + 1) |
			 (uint64_t)u32_at(text, end + 5) << 32;
		if (length > LONGEST_RECORD)
			return FRAMING_DAMAGED;
		at = end + 9 + (size_t)length;
		if (at >= text.len)
			return FRAMING_MORE;
		if (text.ptr[at] != '\n')
			return FRAMING_DAMAGED;
		at++;
	}
}
