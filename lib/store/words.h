/*
 * Symbols of a process and rows of the table symbol: each looked up once,
 * then known by number in both directions.
 */
#ifndef WORDS_H
#define WORDS_H

#include "inside.h"

struct words {
	struct store *store;
	const struct symbols *of; /* whose numbers the arrays below know */
	uint32_t *rows[DOMAIN_COUNT]; /* by symbol; 0 not looked up yet */
	uint32_t room[DOMAIN_COUNT];
	symbol *back; /* by row; 0 not looked up yet */
	uint32_t back_room;
	symbol *registered; /* by symbol of a site; 0 not looked up yet */
	uint32_t registered_room;
	char **texts; /* by row, NULL not looked up yet */
	uint32_t texts_room;
	int64_t member, member_path; /* of the row read last */
	bool failed; /* said; a batch checks it once */
	sqlite3_stmt *find, *add, *text;
};

struct words *words_create(struct store *s);
void words_destroy(struct words *w); /* NULL is fine */
void words_forget(struct words *w);  /* what was looked up may be gone */

/* Numbers below are those of `symbols` from now on. */
void words_use(struct words *w, struct symbols *symbols);
uint32_t words_look_up(struct words *w, struct symbols *symbols,
    enum domain d, symbol n);
/* The row of a text, added where it is not there; 0 for the empty text. */
uint32_t words_add(struct words *w, enum domain d, struct slice text);
/* The text of a row; lives as long as the store is open. */
struct slice words_text(struct words *w, int64_t row);
/* The symbol of a row. */
symbol words_symbol(struct words *w, struct symbols *symbols, enum domain d,
    int64_t row);

/* What somebody registered of a site; 0 for an address. */
symbol words_registered(struct words *w, struct symbols *symbols,
    symbol site);

static inline uint32_t
words_row(struct words *w, struct symbols *symbols, enum domain d, symbol n)
{
	if (n < w->room[d] && (n == 0 || w->rows[d][n] != 0))
		return n == 0 ? 0 : w->rows[d][n];
	return words_look_up(w, symbols, d, n);
}

#endif
