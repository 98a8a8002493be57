/*
 * Windows event logs as they lie on a computer, Security.evtx and the like.
 * intake gives the header of the file, then for each chunk of 64 KB its
 * header, its events and what is not used; binxml.c reads an event:
 *
 *   2a 2a 00 00, u32 length, u64 number, u64 written, binary XML, u32 length
 *
 * A chunk is kept as it is read, since events refer to what stands in
 * earlier ones of it, damaged ones too.
 */
#include "binxml.h"

enum {
	FILE_HEADER = 4096,
	CHUNK_HEADER = 512,
	FREE_AT = 48,
	EVENT_HEADER = 24,
	EVENT_TRAILER = 4,
};

struct state {
	unsigned char chunk[BINXML_CHUNK];
	uint32_t free; /* where the chunk's events end */
	struct event_fields fields;
};

static uint32_t
u32_at(struct slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static bool
is_unused(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] != '\0')
			return false;
	return true;
}

static const char *
begin_chunk(struct state *state, struct slice record)
{
	if (is_unused(record))
		return parse_ignored;
	if (!slice_starts_with(record, SLICE("ElfChnk\0")))
		return "not a chunk of an event log";
	if (record.len != CHUNK_HEADER)
		return "cut short";
	memset(state->chunk, 0, sizeof state->chunk);
	state->free = u32_at(record, FREE_AT);
	if (state->free < CHUNK_HEADER || state->free > BINXML_CHUNK)
		state->free = BINXML_CHUNK;
	return parse_ignored;
}

static const char *
take_event(struct parse *p, struct state *state, uint32_t at)
{
	struct slice record = p->record;
	const char *why;

	if (record.len > BINXML_CHUNK - at)
		return "longer than its chunk";
	memcpy(state->chunk + at, record.ptr, record.len);
	if (record.len < EVENT_HEADER + EVENT_TRAILER ||
	    u32_at(record, 0) != 0x2a2a || u32_at(record, 4) != record.len ||
	    u32_at(record, record.len - EVENT_TRAILER) != record.len)
		return "damaged, or cut short";
	event_begin(&state->fields, p->scratch);
	why = binxml_walk(state->chunk, at + EVENT_HEADER,
	    at + (uint32_t)record.len - EVENT_TRAILER, &state->fields);
	return why != NULL ? why : event_row(p, &state->fields);
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	uint32_t at;

	if (p->offset < FILE_HEADER)
		return slice_starts_with(p->record, SLICE("ElfFile\0")) ?
		    parse_ignored :
		    "not the header of an event log";
	at = (uint32_t)((p->offset - FILE_HEADER) % BINXML_CHUNK);
	if (at == 0)
		return begin_chunk(state, p->record);
	return at >= state->free ? parse_ignored : take_event(p, state, at);
}

static int
recognise(struct slice head)
{
	return slice_starts_with(head, SLICE("ElfFile\0")) ? 100 : 0;
}

const struct format format_evtx = {
	.name = "evtx",
	.dataset = "windows.other",
	.title = "Windows event logs, .evtx",
	.channel = "endpoint",
	.versions = "Windows Vista to 11, Server 2008 on; forwarded events",
	.lacks = "the account that wrote an event, only its SID; messages, "
		 "which are not in the log",
	.framing = FRAMING_EVTX,
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
