/*
 * What was read: files, logs, chunks, rejects, and that the counts balance.
 */
#include <err.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/json.h"
#include "load.h"
#include "words.h"

enum {
	SHORT_CHUNK = 256, /* records */
	RECENT_CHUNKS = 2048,
};

static uint32_t *
reading_index(struct loader *l, const struct symbols *symbols, symbol path)
{
	uint32_t longer;

	if (l->of != symbols) {
		free(l->reading_of);
		l->reading_of = NULL;
		l->reading_of_room = 0;
		l->of = symbols;
	}
	if (path >= l->reading_of_room) {
		longer = path * 2 + 64;
		l->reading_of = memory_resize(l->reading_of, longer,
		    sizeof *l->reading_of);
		memset(l->reading_of + l->reading_of_room, 0,
		    (longer - l->reading_of_room) * sizeof *l->reading_of);
		l->reading_of_room = longer;
	}
	return &l->reading_of[path];
}

static struct reading *
begin_reading(struct store *s, struct batch *b, uint32_t row)
{
	static const char add[] =
	    "INSERT INTO member(path, dataset) VALUES (?1, ?2)";
	struct loader *l = s->loader;
	struct symbols *symbols = batch_symbols(b);
	symbol path = batch_symbol(b, row, COL_FILE_PATH);
	struct reading *r;

	if (loader_prepare(s, &l->add_member, add) == NULL)
		return NULL;
	sqlite3_bind_int64(l->add_member, 1,
	    words_row(s->words, symbols, DOMAIN_LOGFILE, path));
	sqlite3_bind_int64(l->add_member, 2,
	    words_row(s->words, symbols, DOMAIN_WORD,
		batch_symbol(b, row, COL_DATASET)));
	if (s->words->failed || store_finish_step(s, l->add_member) == -1)
		return NULL;
	GROW(l->readings, l->reading_count, l->reading_room);
	r = &l->readings[l->reading_count++];
	*r = (struct reading){ .id = sqlite3_last_insert_rowid(s->db),
		.path = path, .offset = -1 };
	*reading_index(l, symbols, path) = (uint32_t)l->reading_count;
	return r;
}

struct reading *
ledger_reading(struct store *s, struct batch *b, uint32_t row)
{
	struct loader *l = s->loader;
	uint32_t at = *reading_index(l, batch_symbols(b),
	    batch_symbol(b, row, COL_FILE_PATH));
	struct reading *r;

	if (at != 0 && !l->readings[at - 1].closed)
		return &l->readings[at - 1];
	if ((r = begin_reading(s, b, row)) != NULL)
		r->loose = true;
	return r;
}

/* True where the hash was not in the set. */
static bool
see(struct loader *l, uint64_t hash)
{
	uint64_t *old = l->seen;
	size_t i, at, old_room = l->seen_room;

	hash |= 1;
	if (l->seen_used * 2 >= l->seen_room) {
		l->seen_room = l->seen_room == 0 ? 4096 : l->seen_room * 2;
		l->seen = memory_zeroed(l->seen_room, sizeof *l->seen);
		l->seen_used = 0;
		for (i = 0; i < old_room; i++)
			if (old[i] != 0)
				see(l, old[i]);
		free(old);
	}
	at = (size_t)(hash >> 1) & (l->seen_room - 1);
	while (l->seen[at] != 0 && l->seen[at] != hash)
		at = (at + 1) & (l->seen_room - 1);
	if (l->seen[at] == hash)
		return false;
	l->seen[at] = hash;
	l->seen_used++;
	return true;
}

void
ledger_used(struct store *s, struct reading *r, int64_t offset, bool in_order,
    struct store_counts *n)
{
	uint64_t key[2] = { (uint64_t)r->id, (uint64_t)offset };

	if (in_order ? offset == r->offset && offset != NUMBER_UNKNOWN :
		       !see(s->loader,
			   hash64((struct slice){ (const char *)key,
				      sizeof key }, 0)))
		return;
	r->offset = offset;
	r->used++;
	r->changed = true;
	n->used++;
	if (r->loose) {
		r->records++;
		n->records++;
	}
}

static int
write_file(struct store *s, struct batch *b, uint32_t row)
{
	static const char add[] =
	    "INSERT INTO source_file(path, device, inode, size, modified,"
	    "   changed)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	    " ON CONFLICT(path) DO UPDATE SET"
	    "   device = excluded.device, inode = excluded.inode,"
	    "   size = excluded.size, modified = excluded.modified,"
	    "   changed = excluded.changed, complete = 0, sha256 = NULL";
	static const char *const numbers[] = { "device", "inode", "size",
		"modified", "changed" };
	struct loader *l = s->loader;
	struct json *detail = json_parse(batch_text(b, row, COL_DETAIL));
	struct slice path = json_text(
	    detail == NULL ? NULL : json_get(detail, "file"));
	struct buffer text;
	int64_t n;
	int i, result = 0;

	/* Members of one archive stand together: the file is written once. */
	if (path.len == 0 || slice_equal(path, buffer_slice(&l->file)))
		goto done;
	buffer_reset(&l->file);
	buffer_add(&l->file, path);
	l->file_trouble = false;
	if (loader_prepare(s, &l->add_file, add) == NULL) {
		result = -1;
		goto done;
	}
	bind_slice(l->add_file, 1, path);
	buffer_init(&text, 64);
	for (i = 0; i < 5; i++) {
		const struct json *v = json_get(detail, numbers[i]);

		buffer_reset(&text);
		if (v != NULL)
			json_print_scalar(v, &text);
		if (!slice_to_int(buffer_slice(&text), &n))
			n = NUMBER_UNKNOWN;
		bind_number(l->add_file, i + 2, n);
	}
	buffer_finish(&text);
	result = store_finish_step(s, l->add_file);
done:
	json_destroy(detail);
	return result;
}

static int
close_file(struct store *s, struct batch *b, uint32_t row)
{
	static const char close_it[] =
	    "UPDATE source_file"
	    "   SET sha256 = coalesce(?2, sha256), complete = ?3"
	    " WHERE path = ?1";
	struct loader *l = s->loader;

	if (l->file.len == 0)
		return 0;
	l->file_trouble |= batch_symbol(b, row, COL_REASON) != 0;
	if (loader_prepare(s, &l->close_file, close_it) == NULL)
		return -1;
	bind_slice(l->close_file, 1, buffer_slice(&l->file));
	bind_slice_or_null(l->close_file, 2, batch_text(b, row, COL_SHA256));
	sqlite3_bind_int(l->close_file, 3, !l->file_trouble);
	return store_finish_step(s, l->close_file);
}

/* 16 hexadecimal digits a record become 8 bytes, the little end first. */
static bool
pack_hashes(struct slice text, struct buffer *out)
{
	char bytes[8];
	uint64_t hash;
	size_t at;
	int i;

	for (at = 0; at + HASH64_HEX <= text.len; at += HASH64_HEX) {
		if (!hash64_from_hex(text.ptr + at, &hash))
			return false;
		for (i = 0; i < 8; i++)
			bytes[i] = (char)(hash >> 8 * i & 0xff);
		buffer_add(out, (struct slice){ bytes, sizeof bytes });
	}
	return at == text.len;
}

/* The chunk in hand is written once it is known whether it was the last of
 * its log: record hashes are kept at the ends, and of recent chunks. */
static int
write_chunk(struct store *s, bool last)
{
	static const char add[] =
	    "INSERT INTO chunk(high, low, records, hashes, edge)"
	    " VALUES (?1, ?2, ?3, ?4, ?5)";
	struct loader *l = s->loader;
	struct held_chunk *c = &l->chunk;

	if (!c->held)
		return 0;
	c->held = false;
	if (loader_prepare(s, &l->add_chunk, add) == NULL)
		return -1;
	sqlite3_bind_int64(l->add_chunk, 1, (int64_t)c->high);
	sqlite3_bind_int64(l->add_chunk, 2, (int64_t)c->low);
	sqlite3_bind_int64(l->add_chunk, 3, c->records);
	if (c->hashes.len == 0)
		sqlite3_bind_null(l->add_chunk, 4);
	else
		sqlite3_bind_blob64(l->add_chunk, 4, c->hashes.ptr,
		    c->hashes.len, SQLITE_STATIC);
	sqlite3_bind_int(l->add_chunk, 5, c->end || last);
	l->new_chunks = true;
	return store_finish_step(s, l->add_chunk);
}

static int
hold_chunk(struct store *s, struct batch *b, uint32_t row, int64_t records,
    bool end)
{
	struct held_chunk *c = &s->loader->chunk;
	struct slice hash = batch_text(b, row, COL_HASH);

	if (hash.len != 2 * HASH64_HEX ||
	    !hash64_from_hex(hash.ptr, &c->high) ||
	    !hash64_from_hex(hash.ptr + HASH64_HEX, &c->low)) {
		warnx("%s: a chunk without a hash", s->path);
		return -1;
	}
	buffer_reset(&c->hashes);
	if (!pack_hashes(batch_text(b, row, COL_RECORD_HASHES), &c->hashes) ||
	    buffer_overflowed(&c->hashes)) {
		warnx("%s: a chunk with bad record hashes", s->path);
		return -1;
	}
	c->records = records;
	c->end = end;
	c->held = true;
	return 0;
}

static uint64_t
count_of(const struct batch *b, uint32_t row, enum column c)
{
	int64_t n = batch_number(b, row, c);

	return n < 0 ? 0 : (uint64_t)n;
}

static int
add_chunk(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n)
{
	struct reading *r = ledger_reading(s, b, row);
	uint64_t records = count_of(b, row, COL_RECORDS),
		 known = count_of(b, row, COL_DUPLICATES);

	if (r == NULL)
		return -1;
	if (known > records)
		known = records;
	r->loose = false;
	r->changed = true;
	r->records += records;
	r->duplicate += known;
	n->records += records;
	n->duplicate += known;
	if (write_chunk(s, known == records) == -1)
		return -1;
	/* A chunk whose hash is known teaches nothing; one that holds known
	 * records alone still has a hash of its own.  Short ones are those of
	 * event logs, any of which may be the one that is written to. */
	if (known == records && batch_text(b, row, COL_RECORD_HASHES).len == 0)
		return 0;
	return hold_chunk(s, b, row, (int64_t)records,
	    known > 0 || records <= SHORT_CHUNK ||
		batch_number(b, row, COL_OFFSET) == 0);
}

/* What is left over was left out by policy.  More used than read would be a
 * fault of ours. */
static int
write_reading(struct store *s, struct reading *r)
{
	static const char write[] =
	    "UPDATE member"
	    "   SET records = ?2, used = ?3, duplicate = ?4, rejected = ?5,"
	    "       ignored = ?2 - ?3 - ?4 - ?5"
	    " WHERE id = ?1";
	struct loader *l = s->loader;

	if (!r->changed || r->dropped)
		return 0;
	if (r->used + r->duplicate + r->rejected > r->records) {
		warnx("%s: a log gave more than was read from it: %llu "
		      "records, %llu used, %llu known, %llu rejected",
		    s->path, (unsigned long long)r->records,
		    (unsigned long long)r->used,
		    (unsigned long long)r->duplicate,
		    (unsigned long long)r->rejected);
		return -1;
	}
	if (loader_prepare(s, &l->write_member, write) == NULL)
		return -1;
	sqlite3_bind_int64(l->write_member, 1, r->id);
	sqlite3_bind_int64(l->write_member, 2, (int64_t)r->records);
	sqlite3_bind_int64(l->write_member, 3, (int64_t)r->used);
	sqlite3_bind_int64(l->write_member, 4, (int64_t)r->duplicate);
	sqlite3_bind_int64(l->write_member, 5, (int64_t)r->rejected);
	r->changed = false;
	return store_finish_step(s, l->write_member);
}

/* Records of old chunks, but for those at the ends of logs, are seldom asked
 * for again, and there are many: a process looks at each chunk once. */
static int
forget_old_records(struct store *s)
{
	static const char forget[] =
	    "UPDATE chunk SET hashes = NULL"
	    " WHERE hashes IS NOT NULL AND edge = 0 AND id > ?1 AND id <= ?2";
	struct loader *l = s->loader;
	int64_t to;

	if (!l->new_chunks)
		return 0;
	to = store_ask(s, "SELECT max(id) FROM chunk", 0) - RECENT_CHUNKS;
	if (to > l->forgetful) {
		if (loader_prepare(s, &l->forget_chunks, forget) == NULL)
			return -1;
		sqlite3_bind_int64(l->forget_chunks, 1, l->forgetful);
		sqlite3_bind_int64(l->forget_chunks, 2, to);
		if (store_finish_step(s, l->forget_chunks) == -1)
			return -1;
		l->forgetful = to;
	}
	l->new_chunks = false;
	return 0;
}

int
loader_flush(struct store *s)
{
	struct loader *l = s->loader;
	size_t i;

	if (write_chunk(s, true) == -1 || forget_old_records(s) == -1)
		return -1;
	for (i = 0; i < l->reading_count; i++)
		if (write_reading(s, &l->readings[i]) == -1)
			return -1;
	return 0;
}

static int
close_reading(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n)
{
	static const char drop[] =
	    "DELETE FROM member WHERE id = ?1 AND ?2 IS NULL";
	static const char finish[] =
	    "UPDATE member SET sha256 = ?2, trouble = ?3 WHERE id = ?1";
	struct loader *l = s->loader;
	struct reading *r = ledger_reading(s, b, row);
	sqlite3_stmt *st;
	uint64_t numbered = count_of(b, row, COL_DUPLICATES);
	int result;

	if (r == NULL || write_chunk(s, true) == -1)
		return -1;
	r->closed = true;
	r->changed |= numbered > 0;
	r->duplicate += numbered;
	n->duplicate += numbered;
	if (write_reading(s, r) == -1)
		return -1;
	n->ignored += r->records - r->used - r->duplicate - r->rejected;
	/* Nothing new in it: it leaves no row. */
	if (r->records == r->duplicate &&
	    batch_symbol(b, row, COL_REASON) == 0) {
		if (loader_prepare(s, &l->drop_member, drop) == NULL)
			return -1;
		sqlite3_bind_int64(l->drop_member, 1, r->id);
		r->dropped = true;
		return store_finish_step(s, l->drop_member);
	}
	if ((st = store_prepare(s, finish)) == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, r->id);
	bind_slice_or_null(st, 2, batch_text(b, row, COL_SHA256));
	bind_slice_or_null(st, 3, batch_text(b, row, COL_REASON));
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

int
ledger_state(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n)
{
	struct slice action = batch_text(b, row, COL_ACTION);

	if (slice_equal(action, SLICE("open"))) {
		if (s->loader->seen != NULL)
			memset(s->loader->seen, 0,
			    s->loader->seen_room * sizeof *s->loader->seen);
		s->loader->seen_used = 0;
		return write_file(s, b, row) == -1 ||
			begin_reading(s, b, row) == NULL ? -1 : 0;
	}
	if (slice_equal(action, SLICE("chunk")))
		return add_chunk(s, b, row, n);
	if (slice_equal(action, SLICE("close")))
		return close_reading(s, b, row, n) == -1 ||
			close_file(s, b, row) == -1 ? -1 : 0;
	/* The stamp of a dump holds for what is made from it too. */
	if (slice_equal(action, SLICE("share")))
		return store_remember(s, "grid",
		    batch_text(b, row, COL_DETAIL));
	warnx("%s: a state row that is none of open, chunk, close and share",
	    s->path);
	return -1;
}

int
ledger_reject(struct store *s, struct batch *b, uint32_t row,
    struct store_counts *n)
{
	static const char add[] =
	    "INSERT INTO reject VALUES (?1, ?2, ?3, ?4)";
	struct loader *l = s->loader;
	struct reading *r = ledger_reading(s, b, row);

	if (r == NULL || loader_prepare(s, &l->add_reject, add) == NULL)
		return -1;
	r->rejected++;
	r->changed = true;
	n->rejected++;
	if (r->loose) {
		r->records++;
		n->records++;
	}
	sqlite3_bind_int64(l->add_reject, 1, r->id);
	bind_number(l->add_reject, 2, batch_number(b, row, COL_OFFSET));
	bind_number(l->add_reject, 3, batch_number(b, row, COL_LENGTH));
	sqlite3_bind_int64(l->add_reject, 4,
	    words_row(s->words, batch_symbols(b), DOMAIN_WORD,
		batch_symbol(b, row, COL_REASON)));
	return store_finish_step(s, l->add_reject);
}

int
store_each_chunk(struct store *s, ledger_row_fn *row, void *ctx)
{
	static const char all[] =
	    "SELECT high, low, records, hashes FROM chunk ORDER BY id";
	sqlite3_stmt *st = store_prepare(s, all);
	uint64_t *hashes = NULL;
	int code = SQLITE_DONE, result = 0;

	if (st == NULL)
		return -1;
	while (result == 0 && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const unsigned char *bytes = sqlite3_column_blob(st, 3);
		size_t count = (size_t)sqlite3_column_bytes(st, 3) / 8, i;
		int64_t records = sqlite3_column_int64(st, 2);

		if (bytes != NULL && (int64_t)count != records) {
			warnx("%s: a chunk of the ledger is damaged", s->path);
			result = -1;
			break;
		}
		if (bytes != NULL)
			hashes = memory_resize(hashes, count + 1,
			    sizeof *hashes);
		for (i = 0; bytes != NULL && i < count * 8; i++) {
			if (i % 8 == 0)
				hashes[i / 8] = 0;
			hashes[i / 8] |= (uint64_t)bytes[i] << 8 * (i % 8);
		}
		result = row((uint64_t)sqlite3_column_int64(st, 0),
		    (uint64_t)sqlite3_column_int64(st, 1), (uint32_t)records,
		    bytes == NULL ? NULL : hashes, ctx);
	}
	if (result == 0 && code != SQLITE_DONE)
		result = store_complain(s, "reading the ledger");
	sqlite3_finalize(st);
	free(hashes);
	return result;
}

bool
store_knows_file(struct store *s, struct slice path, uint64_t device,
    uint64_t inode, uint64_t size, int64_t modified, int64_t changed)
{
	static const char known[] =
	    "SELECT 1 FROM source_file"
	    " WHERE path = ?1 AND device = ?2 AND inode = ?3 AND size = ?4"
	    "   AND modified = ?5 AND changed = ?6 AND complete = 1";
	sqlite3_stmt *st = store_prepare(s, known);
	bool found = false;

	if (st == NULL)
		return false;
	bind_slice(st, 1, path);
	sqlite3_bind_int64(st, 2, (int64_t)device);
	sqlite3_bind_int64(st, 3, (int64_t)inode);
	sqlite3_bind_int64(st, 4, (int64_t)size);
	sqlite3_bind_int64(st, 5, modified);
	sqlite3_bind_int64(st, 6, changed);
	found = sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return found;
}
