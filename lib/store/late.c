/*
 * Late fields written back, with what follows from them.
 */
#include <stdlib.h>

#include "load.h"
#include "totals.h"
#include "tuples.h"
#include "words.h"

/* The tuples that settle may change. */
static const enum tuple changing[] = { TUPLE_PLACE, TUPLE_WHO, TUPLE_MOMENT };
enum { CHANGING = 3 };

static sqlite3_stmt *
prepare_old(struct store *s, enum store_table t)
{
	static const char *const old[TABLE_COUNT] = {
		[STORE_VISIT] =
		    "SELECT day, start, bytes, request, place, who, moment"
		    "  FROM visit WHERE id = ?1",
		[STORE_MAIL] =
		    "SELECT day, start, size, request, place, who, moment"
		    "  FROM mail WHERE id = ?1",
		[STORE_DEVICE_EVENT] =
		    "SELECT day, start, bytes, request, place, who, moment"
		    "  FROM device_event WHERE id = ?1",
		[STORE_MAIL_FRAGMENT] =
		    "SELECT day, start, size, request, place, who, moment"
		    "  FROM mail_fragment WHERE id = ?1",
	};

	return store_prepare(s, old[t]);
}

static sqlite3_stmt *
prepare_update(struct store *s, enum store_table t)
{
	static const char *const update[TABLE_COUNT] = {
		[STORE_VISIT] = "UPDATE visit"
		    " SET place = ?2, who = ?3, moment = ?4 WHERE id = ?1",
		[STORE_MAIL] = "UPDATE mail"
		    " SET place = ?2, who = ?3, moment = ?4 WHERE id = ?1",
		[STORE_DEVICE_EVENT] = "UPDATE device_event"
		    " SET place = ?2, who = ?3, moment = ?4 WHERE id = ?1",
		[STORE_MAIL_FRAGMENT] = "UPDATE mail_fragment"
		    " SET place = ?2, who = ?3, moment = ?4 WHERE id = ?1",
	};

	return loader_prepare(s, &s->loader->update[t], update[t]);
}

static int
update_flags(struct store *s, enum store_table t, int64_t event,
    const int64_t *ids)
{
	static const char update[] =
	    "UPDATE flag"
	    "   SET person = ?3, role = ?4, year = ?5, attribution = ?6,"
	    "       device = iif(?7 = 0, device, ?7), room = ?8, period = ?9"
	    " WHERE event = ?1 AND tbl = ?2 AND correlation = 0";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->update_flag, update);
	const int64_t *place, *who, *moment;

	if (st == NULL)
		return -1;
	place = tuples_cells(s, TUPLE_PLACE, ids[0]);
	who = tuples_cells(s, TUPLE_WHO, ids[1]);
	moment = tuples_cells(s, TUPLE_MOMENT, ids[2]);
	sqlite3_bind_int64(st, 1, event);
	sqlite3_bind_int64(st, 2, t);
	sqlite3_bind_int64(st, 3, who[WHO_PERSON]);
	sqlite3_bind_int64(st, 4, who[WHO_ROLE]);
	sqlite3_bind_int64(st, 5, who[WHO_YEAR]);
	sqlite3_bind_int64(st, 6, who[WHO_ATTRIBUTION]);
	sqlite3_bind_int64(st, 7, place[PLACE_DEVICE]);
	sqlite3_bind_int64(st, 8, place[PLACE_ROOM]);
	sqlite3_bind_int64(st, 9, moment[MOMENT_PERIOD]);
	return store_finish_step(s, st);
}

static int
update_row(struct store *s, enum store_table t, sqlite3_stmt *old, int64_t id,
    const int64_t *ids)
{
	struct counted was = { .table = t };
	struct counted is;
	sqlite3_stmt *st;

	sqlite3_bind_int64(old, 1, id);
	if (sqlite3_step(old) != SQLITE_ROW) {
		sqlite3_reset(old);
		return 0; /* gone meanwhile */
	}
	was.day = column_number(old, 0);
	was.start = column_number(old, 1);
	was.bytes = column_number(old, 2);
	was.request = sqlite3_column_int64(old, 3);
	was.place = sqlite3_column_int64(old, 4);
	was.who = sqlite3_column_int64(old, 5);
	was.moment = sqlite3_column_int64(old, 6);
	sqlite3_reset(old);
	is = was;
	is.place = ids[0];
	is.who = ids[1];
	is.moment = ids[2];
	if (is.place == was.place && is.who == was.who &&
	    is.moment == was.moment)
		return 0;
	if ((st = prepare_update(s, t)) == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	sqlite3_bind_int64(st, 2, ids[0]);
	sqlite3_bind_int64(st, 3, ids[1]);
	sqlite3_bind_int64(st, 4, ids[2]);
	if (store_finish_step(s, st) == -1)
		return -1;
	totals_move(s, &was, -1);
	totals_move(s, &is, 1);
	return update_flags(s, t, id, ids);
}

int
store_update_late(struct store *s, enum store_table t, struct batch *b,
    const int64_t *ids)
{
	uint32_t rows = batch_rows(b), i, *list;
	int64_t *tuples;
	sqlite3_stmt *old = prepare_old(s, t);
	int c, result = 0;

	if (old == NULL)
		return -1;
	words_use(s->words, batch_symbols(b));
	list = memory_alloc((rows + 1) * sizeof *list);
	tuples = memory_alloc((rows + 1) * CHANGING * sizeof *tuples);
	for (i = 0; i < rows; i++)
		list[i] = i;
	for (c = 0; c < CHANGING; c++)
		load_tuples(s, b, list, rows, changing[c], tuples + c,
		    CHANGING);
	if (s->words->failed)
		result = -1;
	for (i = 0; i < rows && result == 0; i++)
		result = update_row(s, t, old, ids[i],
		    tuples + (size_t)i * CHANGING);
	sqlite3_finalize(old);
	free(list);
	free(tuples);
	return result;
}
