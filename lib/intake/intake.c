/*
 * Files to records.  One buffer holds the chunk in hand and what was read
 * beyond it; records are views into it, so that nothing is copied and
 * nothing allocated for a line.
 */
#include <stdlib.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/command.h"
#include "base/map.h"
#include "base/time.h"
#include "intake/intake.h"

#include "framing.h"
#include "wide.h"

enum {
	PIECE = 1 << 18, /* read at once: stays in the cache till framed */
	ONE_CHUNK = CHUNK_BYTES + LONGEST_RECORD + 2 * PIECE,
	ROOM = ONE_CHUNK + LONGEST_RECORD,
	MOST_COUNTED = 1 << 16, /* chunks that do not tell, of a member */
	LONGEST_PATH = 1 << 16,
};

struct intake {
	const struct ledger *ledger;
	struct archive_file *archive;
	const char *file; /* as given to intake_open */
	struct buffer path;

	/* Of the member in hand: */
	char *data;
	size_t start, end; /* of what was read and not yet given */
	int64_t offset;	   /* of data[start] in the member */
	bool ended, broken;
	bool first, crlf;
	unsigned char *raw; /* PIECE bytes, once something is UTF-16 */
	struct framer framer;
	struct wide wide; /* UTF-16: `data` is UTF-8, all lengths are the
			     log's own */
	enum ledger_place place;
	struct map *same; /* chunks that do not tell, and how often */
	uint32_t *same_counts;
	size_t same_room;

	struct intake_record *records;
	uint64_t *hashes;
};

struct intake *
intake_create(const struct ledger *ledger)
{
	struct intake *in = memory_zeroed(1, sizeof *in);

	in->ledger = ledger;
	in->data = memory_alloc(ROOM);
	in->records = memory_alloc(CHUNK_RECORDS * sizeof *in->records);
	in->hashes = memory_alloc(CHUNK_RECORDS * sizeof *in->hashes);
	buffer_init(&in->path, LONGEST_PATH);
	return in;
}

static void
begin_member(struct intake *in)
{
	in->start = in->end = 0;
	in->offset = 0;
	in->ended = in->broken = in->crlf = false;
	in->first = true;
	in->framer = (struct framer){ .free = 0 };
	in->wide = (struct wide){ .kind = NOT_WIDE };
	in->place = PLACE_FIRST;
	map_destroy(in->same);
	in->same = NULL;
}

void
intake_destroy(struct intake *in)
{
	if (in == NULL)
		return;
	intake_close(in);
	free(in->same_counts);
	free(in->raw);
	free(in->data);
	free(in->records);
	free(in->hashes);
	buffer_finish(&in->path);
	free(in);
}

int
intake_open(struct intake *in, const char *path)
{
	intake_close(in);
	if ((in->archive = archive_open(path, NULL)) == NULL) {
		command_warn(slice_of(path), "%s", archive_problem(NULL));
		return -1;
	}
	in->file = path;
	return 0;
}

void
intake_close(struct intake *in)
{
	archive_close(in->archive);
	in->archive = NULL;
	begin_member(in);
	in->ended = true;
}

/* Reads a piece more behind what there is. */
static void
read_piece(struct intake *in)
{
	bool wide = in->wide.kind != NOT_WIDE;
	int64_t n = wide ? archive_read(in->archive, in->raw, PIECE / 2) :
			   archive_read(in->archive, in->data + in->end, PIECE);

	if (n <= 0)
		in->ended = true;
	if (n < 0)
		in->broken = true;
	if (wide)
		in->end += wide_to_utf8(&in->wide, in->raw,
		    n > 0 ? (size_t)n : 0, in->ended, in->data + in->end);
	else if (n > 0)
		in->end += (size_t)n;
}

/* The first pieces are here, and are UTF-16. */
static void
widen(struct intake *in, enum wide_kind kind)
{
	size_t count = in->end;
	unsigned char *first = memory_alloc(count);

	if (in->raw == NULL)
		in->raw = memory_alloc(PIECE);
	memcpy(first, in->data, count);
	in->wide.kind = kind;
	in->end = wide_to_utf8(&in->wide, first, count, in->ended, in->data);
	free(first);
}

int
intake_next_member(struct intake *in, struct intake_member *m)
{
	struct archive_member member;
	enum wide_kind kind;
	int more;

	begin_member(in);
	in->ended = true;
	if ((more = archive_next(in->archive, &member)) <= 0)
		return more;
	in->ended = false;
	buffer_reset(&in->path);
	buffer_text(&in->path, in->file);
	if (*member.name != '\0') {
		buffer_char(&in->path, '!');
		buffer_text(&in->path, member.name);
	}
	while (in->end < HEAD_BYTES && !in->ended)
		read_piece(in);
	kind = wide_judge((struct slice){ in->data, in->end });
	if (kind != NOT_WIDE)
		widen(in, kind);
	m->path = buffer_slice(&in->path);
	m->head = slice_first((struct slice){ in->data, in->end }, HEAD_BYTES);
	m->modified = member.modified;
	m->kind = member.kind;
	return 1;
}

/* Moves what is left to the front, where less is moved than was given. */
static void
make_room(struct intake *in)
{
	if (in->start + ONE_CHUNK <= ROOM)
		return;
	memmove(in->data, in->data + in->start, in->end - in->start);
	in->end -= in->start;
	in->start = 0;
}

/* How many bytes of the log those are. */
static uint64_t
source_length(const struct intake *in, size_t at, size_t len)
{
	return in->wide.kind == NOT_WIDE ? len :
	    wide_source_length((struct slice){ in->data + at, len });
}

static struct intake_record *
add_record(struct intake *in, struct intake_chunk *c, size_t at, size_t len,
    size_t with_end)
{
	struct intake_record *r = &in->records[c->count];
	struct slice text = { in->data + at, len };
	uint64_t length = source_length(in, at, with_end);

	if (with_end > len) {
		in->crlf = len > 0 && text.ptr[len - 1] == '\r';
		text.len -= in->crlf;
	}
	r->text = text;
	r->offset = c->offset + (int64_t)c->length;
	r->length = length < UINT32_MAX ? (uint32_t)length : UINT32_MAX;
	r->fault = NULL;
	/* Its last byte is its end, and is not hashed, as no line's is. */
	if (framing_is_whole(in->framer.framing) && text.len > 0)
		text.len--;
	/* A last line without its end is the same record once it has one. */
	r->hash = in->hashes[c->count] = ledger_record_hash(text, in->crlf);
	c->count++;
	c->length += length;
	return r;
}

/*
 * The record at `at` is too long: its beginning is kept, the rest is read
 * and dropped, and the chunk ends with it.
 */
static void
add_long_record(
    struct intake *in, struct intake_chunk *c, size_t at, bool growing)
{
	size_t scratch = at + LONGEST_RECORD, end;
	uint64_t begun = source_length(in, at, LONGEST_RECORD);
	uint64_t length = begun;
	struct intake_record *r;
	bool waits;

	for (;;) {
		struct slice rest = { in->data + scratch, in->end - scratch };

		end = slice_find(rest, '\n');
		length += source_length(in, scratch, end);
		if (end < rest.len || in->ended)
			break;
		in->end = scratch;
		read_piece(in);
	}
	waits = scratch + end == in->end && growing && !in->broken;
	if (scratch + end < in->end) {
		length += source_length(in, scratch + end, 1);
		end++;
	}
	in->offset += (int64_t)(c->length + length);
	in->start = scratch + end;
	if (waits)
		return;
	in->crlf = false;
	r = add_record(in, c, at, LONGEST_RECORD, LONGEST_RECORD);
	r->length = length < UINT32_MAX ? (uint32_t)length : UINT32_MAX;
	r->fault = "longer than 1 MB";
	/* Two that begin alike differ in their length; and the hash's own
	 * length says that no record follows in this chunk. */
	r->hash ^= length << 23;
	r->hash |= (UINT64_C(1) << 22) - 1;
	in->hashes[c->count - 1] = r->hash;
	c->length += length - begun;
}

/* The last record, without its end.  False: it waits. */
static bool
add_rest(struct intake *in, struct intake_chunk *c, size_t at, bool growing)
{
	if (at == in->end || (growing && !in->broken))
		return false;
	add_record(in, c, at, in->end - at, in->end - at)->fault =
	    in->broken ? "cut short" : NULL;
	return true;
}

static const char *
fault_of(enum framing_answer answer)
{
	switch (answer) {
	case FRAMING_OPEN:
		return "a quoted cell does not end";
	case FRAMING_DAMAGED:
		return "damaged";
	default:
		return NULL;
	}
}

/* The next chunk of an event log is a chunk of its own, so that one that is
 * overwritten in a ring leaves the others known.  What is not used yet goes
 * with the one before it, which is still written to. */
static bool
ends_event_chunk(struct intake *in, size_t next)
{
	if (!in->framer.chunk_end)
		return false;
	if (in->end - next < 8 && !in->ended)
		read_piece(in);
	return in->end > next && in->data[next] != '\0';
}

static bool
is_full(struct intake *in, const struct intake_chunk *c, size_t next)
{
	return ledger_ends_chunk(in->hashes[c->count - 1]) ||
	       c->count == CHUNK_RECORDS || c->length >= CHUNK_BYTES ||
	       ends_event_chunk(in, next);
}

/* Fills the chunk; in->start is where the next one begins. */
static void
fill_chunk(struct intake *in, bool growing, struct intake_chunk *c)
{
	size_t at = in->start, looked = 0, end, next;

	for (;;) {
		struct slice text = { in->data + at, in->end - at };
		enum framing_answer answer = framing_end(&in->framer, text,
		    in->offset + (int64_t)c->length, in->ended, &looked, &end,
		    &next);

		if ((answer == FRAMING_MORE ? text.len : end) >
		    LONGEST_RECORD) {
			add_long_record(in, c, at, growing);
			return;
		}
		if (answer == FRAMING_MORE && !in->ended) {
			read_piece(in);
			continue;
		}
		if (answer == FRAMING_MORE ||
		    (answer == FRAMING_OPEN && growing && in->ended &&
			text.len <= LONGEST_CELL)) {
			if (add_rest(in, c, at, growing))
				at = in->end;
			break;
		}
		add_record(in, c, at, end, next)->fault = fault_of(answer);
		at += next;
		looked = 0;
		if (is_full(in, c, at))
			break;
	}
	in->offset += (int64_t)c->length;
	in->start = at;
}

/* How many chunks alike this one, that do not tell, came before. */
static uint32_t
occurrence(struct intake *in, const struct chunk_hash *hash)
{
	uint32_t number, before;

	if (in->same == NULL)
		in->same = map_create();
	before = map_count(in->same);
	if (before >= MOST_COUNTED)
		return 0;
	number = map_add(in->same,
	    (struct slice){ (const char *)&hash->high, sizeof hash->high });
	if (number < before)
		return ++in->same_counts[number];
	GROW(in->same_counts, number, in->same_room);
	return in->same_counts[number] = 0;
}

/* Nothing is left to be given but, perhaps, a line that waits. */
static bool
is_last(struct intake *in, bool growing)
{
	struct slice rest;

	if (in->start == in->end && !in->ended)
		read_piece(in);
	if (!in->ended)
		return false;
	rest = (struct slice){ in->data + in->start, in->end - in->start };
	if (framing_is_whole(in->framer.framing))
		return rest.len == 0;
	return rest.len == 0 ||
	       (growing && !in->broken && slice_find(rest, '\n') == rest.len);
}

static void
judge(struct intake *in, struct intake_chunk *c)
{
	struct ledger_chunk chunk = { .records = c->count,
		.record_hashes = in->hashes };

	c->tells = ledger_tells(in->hashes, c->count);
	c->hash = ledger_chunk_hash(in->hashes, c->count, c->first, 0);
	if (!c->tells)
		c->hash = ledger_chunk_hash(
		    in->hashes, c->count, c->first, occurrence(in, &c->hash));
	c->leading = c->trailing = 0;
	if (in->ledger == NULL)
		return;
	chunk.hash = c->hash;
	ledger_judge(in->ledger, &chunk, in->place, &c->leading, &c->trailing);
	in->place = c->leading + c->trailing == c->count ? PLACE_AFTER_KNOWN
							 : PLACE_AFTER_NEW;
}

int
intake_next_chunk(struct intake *in, enum framing framing, bool growing,
    struct intake_chunk *c)
{
	make_room(in);
	*c = (struct intake_chunk){ .records = in->records,
		.hashes = in->hashes,
		.offset = in->offset,
		.first = in->first };
	in->framer.framing = framing;
	fill_chunk(in, growing, c);
	if (c->count == 0)
		return in->broken ? -1 : 0;
	in->first = false;
	c->last = is_last(in, growing);
	judge(in, c);
	return 1;
}

const char *
intake_problem(const struct intake *in)
{
	return archive_problem(in->archive);
}

const char *
intake_sha256(const struct intake *in)
{
	return in->archive == NULL ? "" : archive_sha256(in->archive);
}
