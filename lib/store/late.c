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
		    "SELECT day, start, bytes, request, place, who, moment,"
		    "   account, address, agent"
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
		[STORE_VISIT] = "UPDATE visit_row"
		    " SET caller = ?2, occasion = ?3 WHERE id = ?1",
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

/* An event as it stands: what is counted of it, and of a visit who called. */
struct old {
	struct counted is;
	int64_t account, address, agent;
};

/* False where it is gone. */
static bool
read_old(sqlite3_stmt *old, enum store_table t, int64_t id, struct old *was)
{
	sqlite3_bind_int64(old, 1, id);
	if (sqlite3_step(old) != SQLITE_ROW) {
		sqlite3_reset(old);
		return false;
	}
	was->is = (struct counted){ .table = t,
		.day = column_number(old, 0),
		.start = column_number(old, 1),
		.bytes = column_number(old, 2),
		.request = sqlite3_column_int64(old, 3),
		.place = sqlite3_column_int64(old, 4),
		.who = sqlite3_column_int64(old, 5),
		.moment = sqlite3_column_int64(old, 6) };
	if (t == STORE_VISIT) {
		was->account = sqlite3_column_int64(old, 7);
		was->address = sqlite3_column_int64(old, 8);
		was->agent = sqlite3_column_int64(old, 9);
	}
	sqlite3_reset(old);
	return true;
}

/* A visit has them together with what does not change. */
static int
write_visit(struct store *s, sqlite3_stmt *st, const struct old *was,
    const struct counted *is)
{
	int64_t caller[] = { was->account, was->address, was->agent,
		is->place, is->who };
	int64_t occasion[] = { is->day == NUMBER_UNKNOWN ? -1 : is->day,
		is->request, is->moment };

	sqlite3_bind_int64(st, 2, load_pack(s, TUPLE_CALLER, caller));
	sqlite3_bind_int64(st, 3, load_pack(s, TUPLE_OCCASION, occasion));
	return s->words->failed ? -1 : store_finish_step(s, st);
}

static int
write_event(struct store *s, sqlite3_stmt *st, const struct counted *is)
{
	sqlite3_bind_int64(st, 2, is->place);
	sqlite3_bind_int64(st, 3, is->who);
	sqlite3_bind_int64(st, 4, is->moment);
	return store_finish_step(s, st);
}

static int
update_row(struct store *s, enum store_table t, sqlite3_stmt *old, int64_t id,
    const int64_t *ids)
{
	struct old was = { 0 };
	struct counted is;
	sqlite3_stmt *st;

	if (!read_old(old, t, id, &was))
		return 0; /* gone meanwhile */
	is = was.is;
	is.place = ids[0];
	is.who = ids[1];
	is.moment = ids[2];
	if (is.place == was.is.place && is.who == was.is.who &&
	    is.moment == was.is.moment)
		return 0;
	if ((st = prepare_update(s, t)) == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	if ((t == STORE_VISIT ? write_visit(s, st, &was, &is) :
				write_event(s, st, &is)) == -1)
		return -1;
	totals_move(s, &was.is, -1);
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

static const char *const forgetting[] = {
	"DELETE FROM flag"
	" WHERE event = ?1 AND tbl = ?2 AND correlation = 0"
	"   AND NOT EXISTS (SELECT 1 FROM item_flag AS link"
	"     JOIN item ON item.id = link.item"
	"    WHERE link.flag = flag.id AND item.touched = 1)",
	"UPDATE flag SET event = 0 WHERE event = ?1 AND tbl = ?2",
	"DELETE FROM candidate WHERE event = ?1 AND tbl = ?2",
	"DELETE FROM visit_text WHERE id = ?1 AND ?2 = 1",
	"DELETE FROM visit_row WHERE id = ?1 AND ?2 = 1",
	"DELETE FROM mail WHERE id = ?1 AND ?2 = 2",
	"DELETE FROM event_text WHERE id = ?1 AND ?2 = 3",
	"DELETE FROM device_event WHERE id = ?1 AND ?2 = 3",
	"DELETE FROM mail_fragment WHERE id = ?1 AND ?2 = 4",
};
enum { FORGETTING = sizeof forgetting / sizeof *forgetting };

/* The figures of coverage only grow while events load. */
static int
uncover(struct store *s, const struct counted *was)
{
	static const char less[] =
	    "UPDATE coverage SET events = events - 1"
	    " WHERE day = ?1 AND dataset = (SELECT symbol.text FROM request"
	    "    JOIN symbol ON symbol.id = request.dataset"
	    "   WHERE request.id = ?2)";
	sqlite3_stmt *st = store_prepare(s, less);
	int result;

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, was->day == NUMBER_UNKNOWN ? -1 : was->day);
	sqlite3_bind_int64(st, 2, was->request);
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

static int
forget_all(struct store *s, enum store_table t, const int64_t *ids,
    size_t count)
{
	sqlite3_stmt *old = prepare_old(s, t), *st[FORGETTING] = { NULL };
	struct old was = { 0 };
	size_t i;
	int k, result = old == NULL ? -1 : 0;

	for (k = 0; k < FORGETTING && result == 0; k++)
		if ((st[k] = store_prepare(s, forgetting[k])) == NULL)
			result = -1;
	for (i = 0; i < count && result == 0; i++) {
		if (!read_old(old, t, ids[i], &was))
			continue;
		totals_move(s, &was.is, -1);
		if (layouts[t].channel != NULL)
			result = uncover(s, &was.is);
		for (k = 0; k < FORGETTING && result == 0; k++) {
			sqlite3_bind_int64(st[k], 1, ids[i]);
			sqlite3_bind_int64(st[k], 2, t);
			result = store_finish_step(s, st[k]);
		}
	}
	for (k = 0; k < FORGETTING; k++)
		sqlite3_finalize(st[k]);
	sqlite3_finalize(old);
	return result;
}

int
store_forget(struct store *s, enum store_table t, const char *ids)
{
	sqlite3_stmt *q;
	int64_t *list = NULL;
	size_t count = 0, room = 0;
	int code, result;

	if (store_settle_memory(s) == -1 || (q = store_prepare(s, ids)) == NULL)
		return -1;
	while ((code = sqlite3_step(q)) == SQLITE_ROW) {
		GROW(list, count, room);
		list[count++] = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	result = code == SQLITE_DONE ? forget_all(s, t, list, count) :
				       store_complain(s, "reading events");
	free(list);
	return result;
}
