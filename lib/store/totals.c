#include <stdlib.h>

#include "totals.h"
#include "tuples.h"
#include "words.h"

enum { MOST_TALLIES = 1 << 18 }; /* then they are flushed */

/* A table of figures by two numbers. */
struct tally {
	uint64_t high, low;
	int64_t count, first, last; /* daily_visit: count, bytes */
};

struct tallies {
	struct tally *slots; /* count 0 and low 0 and high 0: empty */
	size_t room, used;
	struct tally *newest; /* events come in runs */
};

/* Pairs of words (role and year; type and outcome) as small numbers. */
struct pairs {
	int64_t (*list)[2];
	uint32_t count, room;
	uint32_t *of; /* by id of the tuple; 0 not looked up, else + 1 */
	size_t of_room;
};

struct totals {
	struct tallies daily, coverage, mentioned, touched;
	struct pairs people, results;
	bool taken_away; /* some figure may have come to nothing */
};

struct totals *
totals_create(void)
{
	return memory_zeroed(1, sizeof(struct totals));
}

static void
forget_tallies(struct tallies *t)
{
	free(t->slots);
	*t = (struct tallies){ 0 };
}

static void
forget_pairs(struct pairs *p)
{
	free(p->list);
	free(p->of);
	*p = (struct pairs){ 0 };
}

void
totals_forget(struct totals *t)
{
	forget_tallies(&t->daily);
	forget_tallies(&t->coverage);
	forget_tallies(&t->mentioned);
	forget_tallies(&t->touched);
	forget_pairs(&t->people);
	forget_pairs(&t->results);
	t->taken_away = false;
}

void
totals_destroy(struct totals *t)
{
	if (t == NULL)
		return;
	totals_forget(t);
	free(t);
}

/* Keys are made so that `high` is never 0. */
static struct tally *
find_slot(const struct tallies *t, uint64_t high, uint64_t low)
{
	uint64_t hash = (high * UINT64_C(0x9e3779b97f4a7c15)) ^
	    (low * UINT64_C(0xc2b2ae3d27d4eb4f));
	size_t at = (size_t)(hash ^ (hash >> 29)) & (t->room - 1);

	while (t->slots[at].high != 0 &&
	    (t->slots[at].high != high || t->slots[at].low != low))
		at = (at + 1) & (t->room - 1);
	return &t->slots[at];
}

static void
make_room(struct tallies *t)
{
	struct tallies larger = { .room = t->room == 0 ? 1024 : t->room * 2 };
	size_t i;

	larger.slots = memory_zeroed(larger.room, sizeof *larger.slots);
	larger.used = t->used;
	for (i = 0; i < t->room; i++)
		if (t->slots[i].high != 0)
			*find_slot(&larger, t->slots[i].high,
			    t->slots[i].low) = t->slots[i];
	free(t->slots);
	*t = larger;
}

static struct tally *
tally_of(struct tallies *t, uint64_t high, uint64_t low)
{
	struct tally *found = t->newest;

	if (found != NULL && found->high == high && found->low == low)
		return found;
	if (t->used * 2 >= t->room)
		make_room(t);
	found = find_slot(t, high, low);
	if (found->high == 0) {
		*found = (struct tally){ high, low, 0, INT64_MAX, INT64_MIN };
		t->used++;
	}
	t->newest = found;
	return found;
}

static uint32_t
pair_number(struct pairs *p, int64_t a, int64_t b)
{
	uint32_t i;

	for (i = 0; i < p->count; i++)
		if (p->list[i][0] == a && p->list[i][1] == b)
			return i;
	GROW(p->list, p->count, p->room);
	p->list[p->count][0] = a;
	p->list[p->count][1] = b;
	return p->count++;
}

/* The number of the pair that stands at two cells of a tuple. */
static uint32_t
pair_of(struct store *s, struct pairs *p, enum tuple t, int64_t id, int a,
    int b)
{
	const int64_t *cells;
	size_t longer;

	if (id >= 0 && (size_t)id < p->of_room && p->of[id] != 0)
		return p->of[id] - 1;
	cells = tuples_cells(s, t, id);
	if (id < 0)
		return pair_number(p, 0, 0);
	if ((size_t)id >= p->of_room) {
		longer = (size_t)id * 2 + 256;
		p->of = memory_resize(p->of, longer, sizeof *p->of);
		memset(p->of + p->of_room, 0,
		    (longer - p->of_room) * sizeof *p->of);
		p->of_room = longer;
	}
	p->of[id] = pair_number(p, cells[a], cells[b]) + 1;
	return p->of[id] - 1;
}

/* Days before 1970 and unknown ones are day -1. */
static uint64_t
day_key(int64_t day)
{
	return (uint64_t)(day < 0 || day > INT32_MAX ? 0 : day + 1);
}

static int64_t
day_of_key(uint64_t key)
{
	return (int64_t)key - 1;
}

/* What did not come is no event of any log. */
static bool
is_of_log(struct store *s, const struct counted *c)
{
	const int64_t *cells = tuples_cells(s, TUPLE_REQUEST, c->request);

	return layouts[c->table].channel != NULL &&
	    !slice_equal(words_text(s->words, cells[REQUEST_DATASET]),
		SLICE(STORE_ABSENCE));
}

static void
move_daily(struct store *s, const struct counted *c, int by)
{
	struct totals *t = s->totals;
	uint64_t person = pair_of(s, &t->people, TUPLE_WHO, c->who, WHO_ROLE,
	    WHO_YEAR);
	uint64_t result = pair_of(s, &t->results, TUPLE_REQUEST, c->request,
	    REQUEST_TYPE, REQUEST_OUTCOME);
	struct tally *d = tally_of(&t->daily,
	    (day_key(c->day) << 32 | (uint64_t)(uint32_t)c->moment) |
		UINT64_C(1) << 63,
	    (uint64_t)c->table << 56 | person << 28 | result);
	if (d->first == INT64_MAX)
		d->first = 0;
	d->count += by;
	if (c->bytes != NUMBER_UNKNOWN)
		d->first += by * c->bytes;
	if (by < 0)
		t->taken_away = true;
}

void
totals_move(struct store *s, const struct counted *c, int by)
{
	if (is_of_log(s, c))
		move_daily(s, c, by);
}

static void
stretch(struct tally *t, int64_t start)
{
	t->count++;
	if (start == TIME_UNKNOWN)
		return;
	if (start < t->first)
		t->first = start;
	if (start > t->last)
		t->last = start;
}

void
totals_add(struct store *s, const struct counted *c)
{
	struct totals *t = s->totals;
	uint64_t high = day_key(c->day) | UINT64_C(1) << 63;

	if (is_of_log(s, c)) {
		move_daily(s, c, 1);
		stretch(tally_of(&t->coverage, high, (uint64_t)c->request),
		    c->start);
		stretch(tally_of(&t->mentioned, high, (uint64_t)c->place),
		    c->start);
	}
	stretch(tally_of(&t->touched, high, (uint64_t)c->place), c->start);
	if (t->daily.used > MOST_TALLIES || t->touched.used > MOST_TALLIES) {
		if (totals_flush(s) == -1)
			s->words->failed = true;
	}
}

static void
bind_word(struct store *s, sqlite3_stmt *st, int index, int64_t row)
{
	bind_slice(st, index, words_text(s->words, row));
}

static int
flush_daily(struct store *s, sqlite3_stmt *st, const struct tally *d)
{
	struct totals *t = s->totals;
	const int64_t *moment = tuples_cells(s, TUPLE_MOMENT,
	    (int64_t)(d->high & UINT32_MAX));
	const int64_t *person =
	    t->people.list[d->low >> 28 & 0xfffffff];
	const int64_t *result = t->results.list[d->low & 0xfffffff];

	sqlite3_bind_int64(st, 1,
	    day_of_key((d->high & ~(UINT64_C(1) << 63)) >> 32));
	sqlite3_bind_int64(st, 2, moment[MOMENT_HOUR]);
	bind_slice(st, 3, slice_of(layouts[d->low >> 56].channel));
	bind_word(s, st, 4, moment[MOMENT_CATEGORY]);
	bind_word(s, st, 5, moment[MOMENT_PERIOD]);
	bind_word(s, st, 6, moment[MOMENT_KIND]);
	bind_word(s, st, 7, person[0]);
	bind_word(s, st, 8, person[1]);
	bind_word(s, st, 9, result[0]);
	bind_word(s, st, 10, result[1]);
	sqlite3_bind_int64(st, 11, d->count);
	sqlite3_bind_int64(st, 12, d->first);
	return store_finish_step(s, st);
}

static int
flush_coverage(struct store *s, sqlite3_stmt *st, const struct tally *d)
{
	const int64_t *request = tuples_cells(s, TUPLE_REQUEST,
	    (int64_t)d->low);

	if (d->first > d->last)
		return 0;
	sqlite3_bind_int64(st, 1,
	    day_of_key(d->high & ~(UINT64_C(1) << 63)));
	bind_word(s, st, 2, request[REQUEST_DATASET]);
	sqlite3_bind_int64(st, 3, d->count);
	sqlite3_bind_int64(st, 4, d->first);
	sqlite3_bind_int64(st, 5, d->last);
	return store_finish_step(s, st);
}

static int
flush_mentioned(struct store *s, sqlite3_stmt *st, const struct tally *d)
{
	const int64_t *place = tuples_cells(s, TUPLE_PLACE, (int64_t)d->low);
	int64_t day = day_of_key(d->high & ~(UINT64_C(1) << 63));

	if (day < 0 || place[PLACE_DEVICE] == 0)
		return 0;
	sqlite3_bind_int64(st, 1, day);
	bind_word(s, st, 2, place[PLACE_DEVICE]);
	return store_finish_step(s, st);
}

static int
flush_touched(struct store *s, sqlite3_stmt *st, const struct tally *d)
{
	const int64_t *place = tuples_cells(s, TUPLE_PLACE, (int64_t)d->low);

	if (d->first > d->last)
		return 0;
	sqlite3_bind_int64(st, 1,
	    day_of_key(d->high & ~(UINT64_C(1) << 63)));
	sqlite3_bind_int64(st, 2, place[PLACE_DEVICE]);
	sqlite3_bind_int64(st, 3, d->first);
	sqlite3_bind_int64(st, 4, d->last);
	return store_finish_step(s, st);
}

static int
flush(struct store *s, struct tallies *t, const char *sql,
    int (*one)(struct store *, sqlite3_stmt *, const struct tally *))
{
	sqlite3_stmt *st;
	size_t i;
	int result = 0;

	if (t->used == 0)
		return 0;
	if ((st = store_prepare(s, sql)) == NULL)
		return -1;
	for (i = 0; i < t->room && result == 0; i++)
		if (t->slots[i].high != 0 && t->slots[i].count != 0)
			result = one(s, st, &t->slots[i]);
	sqlite3_finalize(st);
	forget_tallies(t);
	return result;
}

int
totals_flush(struct store *s)
{
	static const char daily[] =
	    "INSERT INTO daily_visit"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
	    " ON CONFLICT DO UPDATE SET"
	    "   events = events + excluded.events,"
	    "   bytes = bytes + excluded.bytes";
	static const char coverage[] =
	    "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT DO UPDATE SET"
	    "   events = events + excluded.events,"
	    "   first = min(first, excluded.first),"
	    "   last = max(last, excluded.last)";
	static const char mentioned[] =
	    "INSERT OR IGNORE INTO mention VALUES (?1, ?2)";
	static const char touched[] =
	    "INSERT INTO touched VALUES (?1, ?2, ?3, ?4)"
	    " ON CONFLICT DO UPDATE SET"
	    "   first = min(first, excluded.first),"
	    "   last = max(last, excluded.last)";
	struct totals *t = s->totals;
	bool taken_away = t->taken_away;

	if (flush(s, &t->daily, daily, flush_daily) == -1 ||
	    flush(s, &t->coverage, coverage, flush_coverage) == -1 ||
	    flush(s, &t->mentioned, mentioned, flush_mentioned) == -1 ||
	    flush(s, &t->touched, touched, flush_touched) == -1)
		return -1;
	t->taken_away = false;
	return taken_away ?
	    store_exec(s, "DELETE FROM daily_visit WHERE events = 0") :
	    0;
}

int
totals_renew_flags(struct store *s)
{
	static const char renew[] =
	    "DELETE FROM stale_day WHERE day IN (SELECT day FROM frozen_day);"
	    "DELETE FROM daily_flag WHERE day IN (SELECT day FROM stale_day);"
	    "DELETE FROM daily_person"
	    " WHERE day IN (SELECT day FROM stale_day);"
	    "INSERT INTO daily_flag"
	    " SELECT day, coalesce(hour, -1), period, label,"
	    "   channel, severity, treatment, role, year, type, outcome,"
	    "   count(*), sum(events)"
	    "  FROM flag_stale"
	    " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;"
	    "INSERT OR IGNORE INTO subject"
	    " SELECT subject, random() & 9223372036854775807"
	    "  FROM (SELECT DISTINCT subject FROM flag_stale);"
	    "INSERT INTO daily_person"
	    " SELECT day, label, channel, number, known, role,"
	    "   year, period, coalesce(hour, -1), type, count(*)"
	    "  FROM flag_stale"
	    "  JOIN subject ON subject.text = flag_stale.subject"
	    " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;"
	    "DELETE FROM stale_day";

	if (store_ask(s, "SELECT count(*) FROM stale_day", 0) == 0)
		return 0;
	return store_exec(s, renew);
}
