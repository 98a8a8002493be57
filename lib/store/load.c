/*
 * A batch into the tables of its events, at one stroke a table.
 */
#include <stdlib.h>

#include "load.h"
#include "stage.h"
#include "totals.h"
#include "tuples.h"
#include "words.h"

struct loader *
loader_create(void)
{
	struct loader *l = memory_zeroed(1, sizeof *l);

	buffer_init(&l->file, 1 << 16);
	buffer_init(&l->chunk.hashes, 1 << 24);
	return l;
}

void
loader_forget(struct loader *l)
{
	free(l->readings);
	l->readings = NULL;
	l->reading_count = l->reading_room = 0;
	free(l->reading_of);
	l->reading_of = NULL;
	l->reading_of_room = 0;
	free(l->seen);
	l->seen = NULL;
	l->seen_room = l->seen_used = 0;
	buffer_reset(&l->file);
	l->chunk.held = false;
	l->new_chunks = false;
	l->forgetful = 0;
	batch_destroy(l->single);
	l->single = NULL;
	l->single_of = NULL;
	memset(l->next_id, 0, sizeof l->next_id);
}

void
loader_destroy(struct loader *l)
{
	enum store_table t;

	if (l == NULL)
		return;
	loader_forget(l);
	buffer_finish(&l->file);
	buffer_finish(&l->chunk.hashes);
	sqlite3_finalize(l->add_member);
	sqlite3_finalize(l->write_member);
	sqlite3_finalize(l->drop_member);
	sqlite3_finalize(l->add_chunk);
	sqlite3_finalize(l->forget_chunks);
	sqlite3_finalize(l->put_numbers);
	sqlite3_finalize(l->add_reject);
	sqlite3_finalize(l->add_file);
	sqlite3_finalize(l->close_file);
	sqlite3_finalize(l->add_candidate);
	sqlite3_finalize(l->add_flag);
	sqlite3_finalize(l->has_flag);
	sqlite3_finalize(l->update_flag);
	sqlite3_finalize(l->add_stretch);
	for (t = 0; t < TABLE_COUNT; t++) {
		sqlite3_finalize(l->text[t]);
		sqlite3_finalize(l->update[t]);
		sqlite3_finalize(l->one[t]);
	}
	free(l);
}

sqlite3_stmt *
loader_prepare(struct store *s, sqlite3_stmt **st, const char *sql)
{
	if (*st == NULL)
		*st = store_prepare(s, sql);
	return *st;
}

/* The id that the next row of a table gets. */
static int64_t
next_id(struct store *s, enum store_table t)
{
	static const char *const newest[TABLE_COUNT] = {
		/* No id is given twice, or stretches would overlap. */
		[STORE_VISIT] =
		    "SELECT max(coalesce(max(id), 0),"
		    "   coalesce((SELECT max(last) FROM visit_stretch), 0))"
		    "  FROM visit_row",
		[STORE_MAIL] = "SELECT max(id) FROM mail",
		[STORE_DEVICE_EVENT] = "SELECT max(id) FROM device_event",
		[STORE_MAIL_FRAGMENT] = "SELECT max(id) FROM mail_fragment",
	};
	struct loader *l = s->loader;

	if (l->next_id[t] == 0)
		l->next_id[t] = store_ask(s, newest[t], 0) + 1;
	return l->next_id[t];
}

static int64_t
or_unknown(const int64_t *list, uint32_t row)
{
	return list == NULL ? NUMBER_UNKNOWN : list[row];
}

static int64_t
start_of(int64_t start, int64_t stamp)
{
	return start == TIME_UNKNOWN ? stamp : start;
}

/* NULL where start and duration give the stamp. */
static int64_t
stamp_of(int64_t start, int64_t stamp, int64_t duration)
{
	int64_t end = start_of(start, stamp);

	if (end != TIME_UNKNOWN && duration != NUMBER_UNKNOWN)
		end += duration / 1000;
	return end == stamp ? TIME_UNKNOWN : stamp;
}

static void
fill_times(struct batch *b, const uint32_t *list, uint32_t count, int64_t *out,
    enum form form)
{
	const int64_t *start = batch_numbers(b, COL_START),
		      *stamp = batch_numbers(b, COL_TIMESTAMP),
		      *duration = batch_numbers(b, COL_DURATION);
	uint32_t i;

	for (i = 0; i < count; i++) {
		int64_t from = or_unknown(start, list[i]),
			at = or_unknown(stamp, list[i]),
			took = or_unknown(duration, list[i]);

		if (form == FORM_START)
			out[i] = start_of(from, at);
		else if (form == FORM_STAMP)
			out[i] = stamp_of(from, at, took);
		else
			out[i] = took == NUMBER_UNKNOWN ? took : took / 1000;
	}
}

static void
fill_numbers(struct batch *b, const uint32_t *list, uint32_t count,
    int64_t *out, enum column c)
{
	const int64_t *from = batch_numbers(b, c);
	uint32_t i;

	for (i = 0; i < count; i++)
		out[i] = or_unknown(from, list[i]);
}

static void
fill_symbols(struct store *s, struct batch *b, const uint32_t *list,
    uint32_t count, int64_t *out, enum column c)
{
	const symbol *from = batch_symbol_column(b, c);
	struct symbols *symbols = batch_symbols(b);
	enum domain d = columns[c].domain;
	uint32_t i;

	for (i = 0; i < count; i++)
		out[i] = from == NULL ?
		    0 : words_row(s->words, symbols, d, from[list[i]]);
}

/* Where a cell of a tuple comes from, of those that the batch has. */
struct source {
	int cell;
	enum domain domain;
	const symbol *symbols; /* or else: */
	const int64_t *numbers;
};

/* The others are unknown in all rows, and so in `cells`. */
static int
find_sources(const struct batch *b, enum tuple t, struct source *sources,
    int64_t *cells)
{
	const struct tuple_layout *l = &tuple_layouts[t];
	int i, count = 0;

	for (i = 0; i < l->width; i++) {
		enum column c = l->cells[i].column;
		bool is_symbol = columns[c].kind == KIND_SYMBOL;

		cells[i] = is_symbol ? 0 : -1;
		if (batch_uses(b, c))
			sources[count++] = (struct source){ i,
				columns[c].domain,
				is_symbol ? batch_symbol_column(b, c) : NULL,
				is_symbol ? NULL : batch_numbers(b, c) };
	}
	return count;
}

static bool
is_as_before(const struct source *sources, int used, uint32_t row,
    uint32_t before)
{
	int c;

	for (c = 0; c < used; c++)
		if (sources[c].symbols != NULL ?
			sources[c].symbols[row] != sources[c].symbols[before] :
			sources[c].numbers[row] != sources[c].numbers[before])
			return false;
	return true;
}

void
load_tuples(struct store *s, struct batch *b, const uint32_t *list,
    uint32_t count, enum tuple t, int64_t *out, int stride)
{
	struct symbols *symbols = batch_symbols(b);
	struct source sources[TUPLE_WIDEST];
	int64_t cells[TUPLE_WIDEST];
	int used = find_sources(b, t, sources, cells), c;
	uint32_t i;

	for (i = 0; i < count; i++, out += stride) {
		/* Events come in runs. */
		if (i > 0 &&
		    is_as_before(sources, used, list[i], list[i - 1])) {
			*out = out[-stride];
			continue;
		}
		for (c = 0; c < used; c++) {
			const struct source *from = &sources[c];

			if (from->symbols != NULL)
				cells[from->cell] = words_row(s->words,
				    symbols, from->domain,
				    from->symbols[list[i]]);
			else
				cells[from->cell] =
				    from->numbers[list[i]] == NUMBER_UNKNOWN ?
				    -1 : from->numbers[list[i]];
		}
		*out = tuples_id(s, t, cells);
	}
}

static void
fill_texts(struct batch *b, const uint32_t *list, uint32_t count,
    struct slice *out, enum column c)
{
	uint32_t i;

	for (i = 0; i < count; i++)
		out[i] = batch_text(b, list[i], c);
}

static void
fill(struct store *s, struct batch *b, enum store_table t)
{
	struct loader *l = s->loader;
	const uint32_t *list = l->list[t];
	uint32_t count = l->count[t], i;
	int64_t *out = stage_numbers(s->stage, 0), id = next_id(s, t);
	const struct cell *c;
	int place = 0, texts = 0;

	stage_begin(s->stage, t, count);
	for (i = 0; i < count; i++)
		out[i] = id + i;
	l->next_id[t] += count;
	for (c = layouts[t].cells; c->name != NULL; c++) {
		out = stage_numbers(s->stage, ++place);
		switch (c->form) {
		case FORM_START:
		case FORM_STAMP:
		case FORM_DURATION:
			fill_times(b, list, count, out, c->form);
			break;
		case FORM_NUMBER:
			fill_numbers(b, list, count, out, c->column);
			break;
		case FORM_SYMBOL:
			fill_symbols(s, b, list, count, out, c->column);
			break;
		case FORM_TUPLE:
			load_tuples(s, b, list, count, c->tuple, out, 1);
			break;
		case FORM_MEMBER:
			for (i = 0; i < count; i++)
				out[i] = l->member[list[i]];
			break;
		case FORM_TEXT:
			fill_texts(b, list, count,
			    stage_texts(s->stage, texts++), c->column);
			break;
		}
	}
}

/* Cells of the rows staged that stand together: their ids. */
static void
pack(struct store *s, enum store_table t, int which)
{
	const struct layout *l = &layouts[t];
	const struct tuple_layout *tuple = &tuple_layouts[l->packs[which]];
	int64_t *out = stage_numbers(s->stage,
	    layout_place_of_pack(l, which));
	const int64_t *from[TUPLE_WIDEST];
	int64_t cells[TUPLE_WIDEST];
	uint32_t i;
	int c;

	for (c = 0; c < tuple->width; c++)
		from[c] = stage_numbers(s->stage,
		    layout_place(l, tuple->cells[c].name));
	for (i = 0; i < s->loader->count[t]; i++) {
		for (c = 0; c < tuple->width; c++)
			cells[c] = from[c][i] == NUMBER_UNKNOWN ?
			    -1 : from[c][i];
		out[i] = load_pack(s, l->packs[which], cells);
	}
}

int64_t
load_pack(struct store *s, enum tuple t, const int64_t *key)
{
	int64_t id = tuples_id(s, t, key);

	/* The index of nameless visits looks at the sign. */
	return t == TUPLE_CALLER && key[CALLER_ACCOUNT] == 0 ? -id : id;
}

/* A column of the rows staged by the name of its cell, or NULL. */
static const int64_t *
staged(struct store *s, enum store_table t, const char *cell)
{
	int place = layout_place(&layouts[t], cell);

	return place == 0 ? NULL : stage_numbers(s->stage, place);
}

static void
count_rows(struct store *s, enum store_table t, const bool *there)
{
	const int64_t *request = staged(s, t, "request"),
		      *place = staged(s, t, "place"),
		      *who = staged(s, t, "who"),
		      *moment = staged(s, t, "moment"),
		      *bytes = staged(s, t, "bytes"),
		      *day = staged(s, t, "day"),
		      *start = staged(s, t, "start");
	uint32_t i;

	if (bytes == NULL)
		bytes = staged(s, t, "size");
	for (i = 0; i < s->loader->count[t]; i++) {
		struct counted c = { t, day[i], start[i], bytes[i],
			request[i], place[i], who[i], moment[i] };

		if (there == NULL || !there[i])
			totals_add(s, &c);
	}
}

/* From when to when the visits staged began. */
static int
note_stretch(struct store *s)
{
	static const char add[] =
	    "INSERT INTO visit_stretch VALUES (?1, ?2, ?3, ?4)";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->add_stretch, add);
	uint32_t i, count = s->loader->count[STORE_VISIT];
	int64_t first = stage_numbers(s->stage, 0)[0];
	const int64_t *start = staged(s, STORE_VISIT, "start");
	int64_t since = INT64_MAX, until = INT64_MIN;

	if (st == NULL)
		return -1;
	for (i = 0; i < count; i++) {
		if (start[i] == TIME_UNKNOWN)
			continue;
		since = start[i] < since ? start[i] : since;
		until = start[i] > until ? start[i] : until;
	}
	if (since > until)
		return 0;
	sqlite3_bind_int64(st, 1, first);
	sqlite3_bind_int64(st, 2, first + count - 1);
	sqlite3_bind_int64(st, 3, since);
	sqlite3_bind_int64(st, 4, until);
	return store_finish_step(s, st);
}

/* Puts the rows listed for a table in; *events grows by the new ones. */
static int
put_table(struct store *s, struct batch *b, enum store_table t,
    uint64_t *events)
{
	struct loader *l = s->loader;
	bool *there = NULL, judged = batch_uses(b, COL_FLAGS) ||
	    batch_uses(b, COL_CANDIDATES);
	uint32_t i;
	int result = 0, put, p;

	if (l->count[t] == 0)
		return 0;
	fill(s, b, t);
	for (p = 0; p < layouts[t].pack_count; p++)
		pack(s, t, p);
	if (s->words->failed)
		return -1;
	if (!layouts[t].unique)
		result = stage_insert(s->stage);
	else
		there = memory_zeroed(l->count[t], sizeof *there);
	for (i = 0; there != NULL && i < l->count[t] && result == 0; i++) {
		if ((put = stage_insert_row(s->stage, i)) == -1)
			result = -1;
		there[i] = put == 0;
	}
	if (result == 0 && t == STORE_VISIT)
		result = note_stretch(s);
	if (result == 0)
		count_rows(s, t, there);
	for (i = 0; i < l->count[t] && result == 0; i++) {
		if (there != NULL && there[i])
			continue;
		(*events)++;
		if (judged)
			result = load_judgement(s, b, l->list[t][i], t,
			    stage_numbers(s->stage, 0)[i]);
	}
	free(there);
	return result;
}

/* The words by which rows are told apart, in the batch's own numbers. */
struct signs {
	symbol state, error, web, mail, fragment;
};

static struct signs
signs_of(const struct symbols *y)
{
	return (struct signs){
		symbols_find(y, DOMAIN_WORD, SLICE("state")),
		symbols_find(y, DOMAIN_WORD, SLICE("pipeline_error")),
		symbols_find(y, DOMAIN_WORD, SLICE("web")),
		symbols_find(y, DOMAIN_WORD, SLICE("email")),
		symbols_find(y, DOMAIN_TAG, SLICE("fragment")),
	};
}

static enum store_table
table_of(const struct batch *b, uint32_t row, const struct signs *g)
{
	symbol channel = batch_symbol(b, row, COL_CHANNEL),
	       kind = batch_symbol(b, row, COL_KIND);

	if (channel != 0 && channel == g->web)
		return STORE_VISIT;
	if (channel == 0 || channel != g->mail)
		return STORE_DEVICE_EVENT;
	return kind != 0 && kind == g->fragment ? STORE_MAIL_FRAGMENT :
						  STORE_MAIL;
}

static void
list_row(struct loader *l, enum store_table t, uint32_t row, int64_t member)
{
	l->list[t][l->count[t]++] = row;
	l->member[row] = member;
}

static int
sort_row(struct store *s, struct batch *b, uint32_t row,
    const struct signs *g, struct store_counts *n)
{
	symbol kind = batch_symbol(b, row, COL_EVENT_KIND);
	enum store_table t;
	struct reading *r;

	if (kind != 0 && kind == g->state)
		return ledger_state(s, b, row, n);
	if (kind != 0 && kind == g->error)
		return ledger_reject(s, b, row, n);
	if ((r = ledger_reading(s, b, row)) == NULL)
		return -1;
	t = table_of(b, row, g);
	ledger_used(s, r, batch_number(b, row, COL_OFFSET),
	    t == STORE_VISIT || t == STORE_DEVICE_EVENT, n);
	list_row(s->loader, t, row, r->id);
	return 0;
}

static int
put_all(struct store *s, struct batch *b, uint64_t *events)
{
	enum store_table t;

	for (t = STORE_VISIT; t < TABLE_COUNT; t++)
		if (put_table(s, b, t, events) == -1)
			return -1;
	return s->words->failed ? -1 : 0;
}

int
store_batch(struct store *s, struct batch *b, struct store_counts *n)
{
	struct loader *l = s->loader;
	struct signs signs = signs_of(batch_symbols(b));
	uint32_t row, rows = batch_rows(b);

	words_use(s->words, batch_symbols(b));
	memset(l->count, 0, sizeof l->count);
	for (row = 0; row < rows; row++)
		if (sort_row(s, b, row, &signs, n) == -1)
			return -1;
	return put_all(s, b, &n->events);
}

/* The newest reading of a log, for events made from stored ones. */
static int64_t
newest_member(struct store *s, struct slice path)
{
	static const char newest[] =
	    "SELECT max(member.id) FROM member"
	    "  JOIN symbol ON symbol.id = member.path"
	    " WHERE symbol.text = ?1";
	sqlite3_stmt *st = store_prepare(s, newest);
	int64_t id = 0;

	if (st == NULL)
		return 0;
	bind_slice(st, 1, path);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

int
store_derived(struct store *s, struct batch *b)
{
	struct signs signs = signs_of(batch_symbols(b));
	uint32_t row, rows = batch_rows(b);
	symbol path, before = 0;
	int64_t member = 0;
	uint64_t events = 0;

	words_use(s->words, batch_symbols(b));
	memset(s->loader->count, 0, sizeof s->loader->count);
	for (row = 0; row < rows; row++) {
		path = batch_symbol(b, row, COL_FILE_PATH);
		if (path != before)
			member = newest_member(s,
			    batch_text(b, row, COL_FILE_PATH));
		before = path;
		list_row(s->loader, table_of(b, row, &signs), row, member);
	}
	return put_all(s, b, &events);
}
