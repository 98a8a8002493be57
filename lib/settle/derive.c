/*
 * Absences as events: of the dataset that says so, at the end of the school
 * day on which they were certain, for rules to judge like any other.  Only
 * what differs from what the store has is written.
 */
#include <stdlib.h>

#include "absences.h"

static const char known_absences[] =
    "SELECT e.id, action.text, reason.text, device.text, account.text"
    "  FROM place AS p"
    " CROSS JOIN device_event AS e ON e.place = p.id AND e.start = :start"
    "  JOIN request AS r ON r.id = e.request"
    "  JOIN symbol AS dataset ON dataset.id = r.dataset"
    "  JOIN symbol AS action ON action.id = r.action"
    "  JOIN symbol AS reason ON reason.id = r.reason"
    "  JOIN symbol AS device ON device.id = p.device"
    "  JOIN symbol AS account ON account.id = e.account"
    " WHERE dataset.text = '" STORE_ABSENCE "'";

struct deriving {
	struct absences *a;
	struct map *wanted; /* what each absence says */
	size_t *places;	    /* in the list, by number there; SIZE_MAX: known */
	struct buffer lost; /* ids of events that are to go */
	struct buffer key;
	struct batch *out;
	const struct absence **of; /* by row of it */
};

static bool
is_device(const char *action)
{
	return slice_equal(slice_of(action), SLICE("device-silent"));
}

static struct slice
key_of(struct deriving *d, int64_t start, struct slice action,
    struct slice what, struct slice account)
{
	buffer_reset(&d->key);
	buffer_int(&d->key, start);
	buffer_char(&d->key, ' ');
	buffer_add(&d->key, action);
	buffer_char(&d->key, ' ');
	buffer_add(&d->key, what);
	buffer_char(&d->key, ' ');
	buffer_add(&d->key, account);
	return buffer_slice(&d->key);
}

/* The last moment of the day. */
static int64_t
end_of(const struct deriving *d, int32_t day)
{
	return zone_day_start(d->a->s->settings->zone, day + 1) - 1;
}

static void
list_wanted(struct deriving *d)
{
	size_t i, n, room = 0;

	for (i = 0; i < d->a->count; i++) {
		const struct absence *w = &d->a->list[i];

		n = map_add(d->wanted,
		    key_of(d, end_of(d, w->day), slice_of(w->action),
			w->what, w->account));
		GROW(d->places, n, room);
		d->places[n] = i;
	}
}

/* Absences of one day that are known; those that hold no more are lost. */
static int
compare_day(struct deriving *d, struct statement *q, int64_t start)
{
	uint32_t n;
	int more;

	statement_bind_int(q, ":start", start);
	while ((more = statement_step(q)) == 1) {
		struct slice device = statement_text(q, 3);

		n = map_find(d->wanted,
		    key_of(d, start, statement_text(q, 1),
			device.len > 0 ? device : statement_text(q, 2),
			statement_text(q, 4)));
		if (n != MAP_NONE && d->places[n] != SIZE_MAX)
			d->places[n] = SIZE_MAX;
		else
			buffer_printf(&d->lost, "%s%lld",
			    d->lost.len == 0 ? "" : ", ",
			    (long long)statement_int(q, 0));
	}
	return more;
}

static int
compare(struct deriving *d)
{
	struct statement *q = statement_create(d->a->s->store,
	    known_absences);
	size_t at;
	int result = q == NULL ? -1 : 0;

	for (at = d->a->from; result == 0 && at < d->a->day_count; at++)
		result = compare_day(d, q, end_of(d, d->a->days[at]));
	statement_destroy(q);
	return result;
}

/* Only numbers go into the question. */
static int
forget_lost(const struct deriving *d)
{
	struct buffer sql;
	int result;

	if (d->lost.len == 0)
		return 0;
	buffer_init(&sql, BUFFER_LARGEST);
	buffer_text(&sql, "SELECT id FROM device_event WHERE id IN (");
	buffer_add(&sql, buffer_slice(&d->lost));
	buffer_char(&sql, ')');
	result = store_forget(d->a->s->store, STORE_DEVICE_EVENT, sql.ptr);
	buffer_finish(&sql);
	return result;
}

static void
add_event(struct deriving *d, const struct absence *w)
{
	struct batch *b = d->out;
	uint32_t row = batch_add(b);

	batch_set_number(b, row, COL_TIMESTAMP, end_of(d, w->day));
	batch_set_number(b, row, COL_START, end_of(d, w->day));
	batch_set_text(b, row, COL_EVENT_KIND, SLICE("event"));
	batch_set_text(b, row, COL_DATASET, SLICE(STORE_ABSENCE));
	batch_set_text(b, row, COL_CHANNEL, SLICE("absence"));
	batch_set_text(b, row, COL_ACTION, slice_of(w->action));
	batch_set_text(b, row, COL_TYPE, SLICE("info"));
	batch_set_text(b, row,
	    is_device(w->action) ? COL_HOST : COL_REASON, w->what);
	batch_set_text(b, row, COL_ACCOUNT, w->account);
	d->of[row] = w;
}

/* A whole day has no hour and no lesson; and nobody is known better by what
 * he did not say than by what he did. */
static void
finish_rows(struct deriving *d)
{
	struct batch *b = d->out;
	uint32_t row;

	for (row = 0; row < batch_rows(b); row++) {
		if (batch_symbol(b, row, COL_ACCOUNT) != 0)
			enrich_person(d->a->s->enrich, b, row,
			    batch_symbol(b, row, COL_ACCOUNT),
			    d->of[row]->grade, "as what was found");
		batch_set_symbol(b, row, COL_PERIOD, 0);
		batch_set_number(b, row, COL_HOUR, NUMBER_UNKNOWN);
	}
}

static int
give_out(struct deriving *d)
{
	uint64_t ignored = 0;

	if (batch_rows(d->out) == 0)
		return 0;
	enrich_batch(d->a->s->enrich, d->out, &ignored);
	finish_rows(d);
	detect_batch(d->a->s->detect, d->out, true);
	if (store_derived(d->a->s->store, d->out) == -1)
		return -1;
	batch_reset(d->out);
	return 0;
}

static int
add_missing(struct deriving *d)
{
	uint32_t n;

	for (n = 0; n < map_count(d->wanted); n++) {
		if (d->places[n] == SIZE_MAX)
			continue;
		if (batch_full(d->out) && give_out(d) == -1)
			return -1;
		add_event(d, &d->a->list[d->places[n]]);
	}
	return give_out(d);
}

int
absences_derive(struct absences *a)
{
	struct deriving d = { .a = a,
		.wanted = map_create(),
		.out = batch_create(a->s->symbols),
		.of = memory_zeroed(BATCH_ROWS, sizeof *d.of) };
	int result;

	buffer_init(&d.lost, BUFFER_LARGEST);
	buffer_init(&d.key, BUFFER_LARGEST);
	list_wanted(&d);
	result = compare(&d);
	if (result == 0)
		result = forget_lost(&d);
	if (result == 0)
		result = add_missing(&d);
	map_destroy(d.wanted);
	free(d.places);
	free(d.of);
	batch_destroy(d.out);
	buffer_finish(&d.lost);
	buffer_finish(&d.key);
	return result;
}
