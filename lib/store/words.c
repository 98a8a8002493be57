#include <err.h>
#include <stdlib.h>

#include "base/url.h"

#include "words.h"

/* Stable numbers in the file, whatever becomes of the enum. */
static const int domain_numbers[DOMAIN_COUNT] = {
	[DOMAIN_NONE] = 0,
	[DOMAIN_WORD] = 1,
	[DOMAIN_TAG] = 2,
	[DOMAIN_ACCOUNT] = 3,
	[DOMAIN_ADDRESS] = 4,
	[DOMAIN_HOST] = 5,
	[DOMAIN_SITE] = 6,
	[DOMAIN_AGENT] = 7,
	[DOMAIN_MAILBOX] = 8,
	[DOMAIN_PROGRAM] = 9,
	[DOMAIN_LOGFILE] = 10,
	[DOMAIN_PERSON] = 11,
};

struct words *
words_create(struct store *s)
{
	struct words *w = memory_zeroed(1, sizeof *w);

	w->store = s;
	return w;
}

void
words_forget(struct words *w)
{
	enum domain d;
	uint32_t i;

	for (d = 0; d < DOMAIN_COUNT; d++) {
		free(w->rows[d]);
		w->rows[d] = NULL;
		w->room[d] = 0;
	}
	free(w->back);
	w->back = NULL;
	w->back_room = 0;
	free(w->registered);
	w->registered = NULL;
	w->registered_room = 0;
	for (i = 0; i < w->texts_room; i++)
		free(w->texts[i]);
	free(w->texts);
	w->texts = NULL;
	w->texts_room = 0;
	w->member = w->member_path = 0;
	w->of = NULL;
	w->failed = false;
}

void
words_destroy(struct words *w)
{
	if (w == NULL)
		return;
	words_forget(w);
	sqlite3_finalize(w->find);
	sqlite3_finalize(w->add);
	sqlite3_finalize(w->text);
	free(w);
}

void
words_use(struct words *w, struct symbols *symbols)
{
	if (w->of == symbols)
		return;
	words_forget(w);
	w->of = symbols;
}

/* An array by number, made longer: new places are zero. */
static void *
lengthen(void *old, uint32_t *room, uint32_t wanted, size_t size)
{
	uint32_t longer = *room < 1024 ? 1024 : *room;
	char *list;

	while (longer <= wanted)
		longer = longer > UINT32_MAX / 2 ? UINT32_MAX : longer * 2;
	list = memory_resize(old, longer, size);
	memset(list + (size_t)*room * size, 0,
	    (size_t)(longer - *room) * size);
	*room = longer;
	return list;
}

static bool
prepare(struct words *w)
{
	static const char find[] =
	    "SELECT id FROM symbol WHERE domain = ?1 AND text = ?2";
	static const char add[] =
	    "INSERT INTO symbol(domain, text) VALUES (?1, ?2)";

	if (w->find == NULL &&
	    ((w->find = store_prepare(w->store, find)) == NULL ||
		(w->add = store_prepare(w->store, add)) == NULL)) {
		w->failed = true;
		return false;
	}
	return true;
}

uint32_t
words_add(struct words *w, enum domain d, struct slice text)
{
	int64_t row = 0;

	if (text.len == 0 || !prepare(w))
		return 0;
	sqlite3_bind_int(w->find, 1, domain_numbers[d]);
	bind_slice(w->find, 2, text);
	if (sqlite3_step(w->find) == SQLITE_ROW)
		row = sqlite3_column_int64(w->find, 0);
	sqlite3_reset(w->find);
	if (row != 0)
		return (uint32_t)row;
	sqlite3_bind_int(w->add, 1, domain_numbers[d]);
	bind_slice(w->add, 2, text);
	if (store_finish_step(w->store, w->add) == -1) {
		w->failed = true;
		return 0;
	}
	row = sqlite3_last_insert_rowid(w->store->db);
	if (row >= UINT32_MAX) {
		warnx("%s: too many symbols", w->store->path);
		w->failed = true;
		return 0;
	}
	return (uint32_t)row;
}

uint32_t
words_look_up(struct words *w, struct symbols *symbols, enum domain d,
    symbol n)
{
	uint32_t row;

	if (n == 0)
		return 0;
	row = words_add(w, d, symbols_text(symbols, d, n));
	if (row == 0)
		return 0;
	if (n >= w->room[d])
		w->rows[d] = lengthen(w->rows[d], &w->room[d], n,
		    sizeof *w->rows[d]);
	w->rows[d][n] = row;
	return row;
}

struct slice
words_text(struct words *w, int64_t row)
{
	static const char text[] = "SELECT text FROM symbol WHERE id = ?1";

	if (row <= 0 || row >= UINT32_MAX)
		return SLICE("");
	if (row < w->texts_room && w->texts[row] != NULL)
		return slice_of(w->texts[row]);
	if (w->text == NULL &&
	    (w->text = store_prepare(w->store, text)) == NULL) {
		w->failed = true;
		return SLICE("");
	}
	sqlite3_bind_int64(w->text, 1, row);
	if (row >= w->texts_room)
		w->texts = lengthen(w->texts, &w->texts_room, (uint32_t)row,
		    sizeof *w->texts);
	if (sqlite3_step(w->text) == SQLITE_ROW) {
		struct slice found = column_slice(w->text, 0);
		char *copy = memory_alloc(found.len + 1);

		memcpy(copy, found.ptr, found.len);
		copy[found.len] = '\0';
		w->texts[row] = copy;
	}
	sqlite3_reset(w->text);
	return w->texts[row] == NULL ? SLICE("") : slice_of(w->texts[row]);
}

symbol
words_symbol(struct words *w, struct symbols *symbols, enum domain d,
    int64_t row)
{
	if (row <= 0 || row >= UINT32_MAX)
		return 0;
	if (row >= w->back_room)
		w->back = lengthen(w->back, &w->back_room, (uint32_t)row,
		    sizeof *w->back);
	if (w->back[row] == 0)
		w->back[row] = symbols_add(symbols, d, words_text(w, row));
	return w->back[row];
}

symbol
words_registered(struct words *w, struct symbols *symbols, symbol site)
{
	struct slice host;

	if (site >= w->registered_room)
		w->registered = lengthen(w->registered, &w->registered_room,
		    site, sizeof *w->registered);
	if (w->registered[site] == 0 && site != 0) {
		host = symbols_text(symbols, DOMAIN_SITE, site);
		if (!url_host_is_address(host))
			w->registered[site] = symbols_add(symbols, DOMAIN_SITE,
			    url_registrable(host));
	}
	return w->registered[site];
}
