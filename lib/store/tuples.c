#include <err.h>
#include <stdlib.h>

#include "tuples.h"
#include "words.h"

struct tuples {
	const struct tuple_layout *layout;
	int64_t *cells; /* width a row; row 0 is nobody's */
	size_t count, room;
	uint32_t *slots; /* open addressing; 0 empty */
	size_t slot_count;
	sqlite3_stmt *add, *more;
};

/* One odd number for each cell: products that do not wait for each other. */
static const uint64_t factors[TUPLE_WIDEST] = {
	0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
	0xd6e8feb86659fd93, 0xa0761d6478bd642f, 0xe7037ed1a0b428db,
	0x8ebc6af09c88c6e3, 0x589965cc75374cc3, 0x1d8e4e27c47d124f,
	0xeb44accab455d165, 0x94d049bb133111eb, 0xbf58476d1ce4e5b9,
};

static size_t
hash_of(const struct tuples *t, const int64_t *cells)
{
	uint64_t hash = 0;
	int i;

	for (i = 0; i < t->layout->width; i++)
		hash += (uint64_t)cells[i] * factors[i];
	return (size_t)(hash >> 32);
}

static bool
is_at(const struct tuples *t, uint32_t id, const int64_t *cells)
{
	size_t width = (size_t)t->layout->width;

	return memcmp(t->cells + id * width, cells,
		   width * sizeof *cells) == 0;
}

static uint32_t *
find_slot(const struct tuples *t, const int64_t *cells)
{
	size_t at = hash_of(t, cells) & (t->slot_count - 1);

	while (t->slots[at] != 0 && !is_at(t, t->slots[at], cells))
		at = (at + 1) & (t->slot_count - 1);
	return &t->slots[at];
}

static void
keep(struct tuples *t, const int64_t *cells)
{
	size_t width = (size_t)t->layout->width, i;

	if (t->count == t->room) {
		t->room = t->room == 0 ? 256 : t->room * 2;
		t->cells = memory_resize(t->cells, t->room,
		    width * sizeof *t->cells);
	}
	memcpy(t->cells + t->count * width, cells, width * sizeof *cells);
	t->count++;
	if (t->count * 2 > t->slot_count) {
		free(t->slots);
		t->slot_count = t->slot_count == 0 ? 1024 : t->slot_count * 4;
		t->slots = memory_zeroed(t->slot_count, sizeof *t->slots);
		for (i = 1; i < t->count; i++)
			*find_slot(t, t->cells + i * width) = (uint32_t)i;
	} else if (t->count > 1)
		*find_slot(t, cells) = (uint32_t)t->count - 1;
}

static int
read_more(struct store *s, struct tuples *t)
{
	int64_t cells[TUPLE_WIDEST];
	int code, i;

	sqlite3_bind_int64(t->more, 1, (int64_t)t->count);
	while ((code = sqlite3_step(t->more)) == SQLITE_ROW) {
		if (sqlite3_column_int64(t->more, 0) != (int64_t)t->count) {
			warnx("%s: table %s has a gap", s->path,
			    t->layout->table);
			break;
		}
		for (i = 0; i < t->layout->width; i++)
			cells[i] = sqlite3_column_int64(t->more, i + 1);
		keep(t, cells);
	}
	sqlite3_reset(t->more);
	if (code == SQLITE_ROW)
		return -1;
	return code == SQLITE_DONE ? 0 : store_complain(s, "reading");
}

static int
open_one(struct store *s, enum tuple which)
{
	static const int64_t nobody[TUPLE_WIDEST];
	struct tuples *t = memory_zeroed(1, sizeof *t);
	struct buffer add, more;
	int i;

	s->tuples[which] = t;
	t->layout = &tuple_layouts[which];
	/* Names come from a constant table, never from data. */
	buffer_init(&add, 4096);
	buffer_init(&more, 4096);
	buffer_printf(&add, "INSERT INTO %s VALUES (?", t->layout->table);
	buffer_text(&more, "SELECT id");
	for (i = 0; i < t->layout->width; i++) {
		buffer_text(&add, ", ?");
		buffer_printf(&more, ", %s", t->layout->cells[i].name);
	}
	buffer_char(&add, ')');
	buffer_printf(&more, " FROM %s WHERE id >= ? ORDER BY id",
	    t->layout->table);
	/* The leadership's connection may read them only. */
	if (s->audience == AUDIENCE_KEEPER)
		t->add = store_prepare(s, add.ptr);
	t->more = store_prepare(s, more.ptr);
	buffer_finish(&add);
	buffer_finish(&more);
	if (t->more == NULL ||
	    (t->add == NULL && s->audience == AUDIENCE_KEEPER))
		return -1;
	keep(t, nobody);
	return read_more(s, t);
}

/* Packs are put together by who writes; others ask the view. */
int
tuples_open(struct store *s)
{
	enum tuple t;
	enum tuple count = s->audience == AUDIENCE_KEEPER ? TUPLE_COUNT :
							    TUPLES_OF_EVENTS;

	for (t = 0; t < count; t++)
		if (open_one(s, t) == -1)
			return -1;
	return 0;
}

int
tuples_refresh(struct store *s)
{
	enum tuple t;

	for (t = 0; t < TUPLE_COUNT; t++)
		if (s->tuples[t] != NULL && read_more(s, s->tuples[t]) == -1)
			return -1;
	return 0;
}

void
tuples_close(struct store *s)
{
	enum tuple which;

	for (which = 0; which < TUPLE_COUNT; which++) {
		struct tuples *t = s->tuples[which];

		if (t == NULL)
			continue;
		sqlite3_finalize(t->add);
		sqlite3_finalize(t->more);
		free(t->cells);
		free(t->slots);
		free(t);
		s->tuples[which] = NULL;
	}
}

uint32_t
tuples_id(struct store *s, enum tuple which, const int64_t *cells)
{
	struct tuples *t = s->tuples[which];
	uint32_t id = *find_slot(t, cells);
	int i;

	if (id != 0)
		return id;
	id = (uint32_t)t->count;
	sqlite3_bind_int64(t->add, 1, id);
	for (i = 0; i < t->layout->width; i++)
		sqlite3_bind_int64(t->add, i + 2, cells[i]);
	if (store_finish_step(s, t->add) == -1) {
		s->words->failed = true;
		return 0;
	}
	keep(t, cells);
	return id;
}

const int64_t *
tuples_cells(struct store *s, enum tuple which, int64_t id)
{
	struct tuples *t = s->tuples[which];

	/* Another process may have added some since. */
	if (id >= (int64_t)t->count)
		read_more(s, t);
	if (id < 0 || id >= (int64_t)t->count)
		id = 0;
	return t->cells + (size_t)id * (size_t)t->layout->width;
}
