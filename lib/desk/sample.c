/*
 * Spells of use drawn by lot: an account's hour on a device, whatever it
 * was, for a person to look at.  The lot falls by a hash of the store's own
 * random id and the week, so that nobody outside can know it beforehand and
 * anybody who has the store can draw it again.
 */
#include <err.h>
#include <stdlib.h>

#include "base/hash.h"
#include "store/statement.h"

#include "inbox.h"

enum { MOST_DRAWN = 50, NAME_DIGITS = 8, SEED_DIGITS = 16 };

static const char store_id[] = "SELECT value FROM meta WHERE name = 'id'";

static const char drawn[] = "SELECT count(*) FROM sample WHERE week = :week";

/* CROSS JOIN keeps SQLite from beginning with all that pupils ever were, and
 * going through the visits again for each. */
static const char all_spells[] =
    "SELECT visit.day, moment.hour, account.text, person.text, device.text,"
    "       year.text, count(*), sum(type.text = 'denied')"
    "  FROM visit_by_time AS visit"
    " CROSS JOIN who ON who.id = visit.who"
    " CROSS JOIN moment ON moment.id = visit.moment"
    " CROSS JOIN place ON place.id = visit.place"
    "  JOIN request ON request.id = visit.request"
    "  JOIN symbol AS role ON role.id = who.role"
    "  JOIN symbol AS kind ON kind.id = moment.kind"
    "  JOIN symbol AS account ON account.id = visit.account"
    "  JOIN symbol AS person ON person.id = who.person"
    "  JOIN symbol AS device ON device.id = place.device"
    "  JOIN symbol AS year ON year.id = who.year"
    "  JOIN symbol AS type ON type.id = request.type"
    " WHERE visit.stretch_until >= (:week - 1) * 86400000000"
    "   AND visit.stretch_since < (:week + 8) * 86400000000"
    "   AND visit.day BETWEEN :week AND :week + 6 AND visit.day >= :live"
    "   AND role.text = 'pupil' AND kind.text IN ('page', '')"
    "   AND account.text <> ''"
    " GROUP BY visit.day, moment.hour, visit.account, place.device";

static const char sites_of[] =
    "SELECT site.text, count(*)"
    "  FROM visit_by_time AS visit"
    " CROSS JOIN moment ON moment.id = visit.moment"
    " CROSS JOIN place ON place.id = visit.place"
    "  JOIN symbol AS kind ON kind.id = moment.kind"
    "  JOIN symbol AS account ON account.id = visit.account"
    "  JOIN symbol AS device ON device.id = place.device"
    "  JOIN symbol AS site ON site.id = visit.site"
    " WHERE visit.stretch_until >= (:day - 1) * 86400000000"
    "   AND visit.stretch_since < (:day + 2) * 86400000000"
    "   AND visit.day = :day AND moment.hour = :hour"
    "   AND account.text = :account AND device.text = :device"
    "   AND kind.text IN ('page', '') AND site.text <> ''"
    " GROUP BY visit.site ORDER BY 2 DESC, 1 LIMIT 6";

static const char keep_spell[] =
    "INSERT OR IGNORE INTO sample(name, week, seed, day, hour, account,"
    "                             person, device, year, pages, blocked,"
    "                             sites)"
    " VALUES (:name, :week, :seed, :day, :hour, :account, :person, :device,"
    "         :year, :pages, :blocked, :sites)";

static const char of_week[] =
    "SELECT sample.name, day, hour, account,"
    "       trim(coalesce(forename || ' ' || surname, '')), device,"
    "       sample.year, pages, blocked, sites"
    "  FROM sample LEFT JOIN person ON person.key = sample.person"
    "   AND sample.person <> ''"
    " WHERE week = :week ORDER BY sample.name";

static const char sign[] =
    "UPDATE sample SET seen = :seen, note = :note, seen_by = :who,"
    "       seen_at = :now"
    " WHERE name = :name";

static const char has_sample[] = "SELECT 1 FROM sample WHERE name = :name";

struct drawing {
	const struct desk *desk;
	struct store *store;
	struct arena *arena;
	int32_t week;
	char seed[SHA256_HEX];
	struct lot {
		uint64_t hash;
		int64_t day, hour, pages, blocked;
		struct slice account, person, device, year;
	} lots[MOST_DRAWN];
	size_t count, wanted;
};

static int
make_seed(struct drawing *d)
{
	struct statement *q = statement_create(d->store, store_id);
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1)
		sha256_text(slice_of(arena_printf(d->arena, "%.*s sample %d",
		    SLICE_ARG(statement_text(q, 0)), (int)d->week)),
		    d->seed);
	statement_destroy(q);
	return more;
}

/* Keeps the lowest hashes, in order. */
static void
put_lot(struct drawing *d, struct statement *q)
{
	struct lot l = { .day = statement_int(q, 0),
		.hour = statement_int(q, 1),
		.pages = statement_int(q, 6),
		.blocked = statement_int(q, 7) };
	struct slice text = slice_of(arena_printf(d->arena,
	    "%s %lld %lld %.*s %.*s", d->seed, (long long)l.day,
	    (long long)l.hour, SLICE_ARG(statement_text(q, 2)),
	    SLICE_ARG(statement_text(q, 4))));
	size_t at = d->count;

	l.hash = hash64(text, 0);
	if (d->count == d->wanted && l.hash >= d->lots[at - 1].hash)
		return;
	l.account = arena_copy(d->arena, statement_text(q, 2));
	l.person = arena_copy(d->arena, statement_text(q, 3));
	l.device = arena_copy(d->arena, statement_text(q, 4));
	l.year = arena_copy(d->arena, statement_text(q, 5));
	if (d->count < d->wanted)
		d->count++;
	else
		at--;
	for (; at > 0 && d->lots[at - 1].hash > l.hash; at--)
		d->lots[at] = d->lots[at - 1];
	d->lots[at] = l;
}

static int
draw(struct drawing *d)
{
	struct statement *q = statement_create(d->store, all_spells);
	int32_t live = d->desk->settings->go_live;
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":week", d->week);
	statement_bind_int(q, ":live",
	    live == DAY_UNKNOWN ? INT32_MAX : live);
	while ((more = statement_step(q)) == 1)
		put_lot(d, q);
	statement_destroy(q);
	return more;
}

static const char *
read_sites(struct drawing *d, const struct lot *l)
{
	struct statement *q = statement_create(d->store, sites_of);
	const char *text = "";

	if (q == NULL)
		return NULL;
	statement_bind_int(q, ":day", l->day);
	statement_bind_int(q, ":hour", l->hour);
	statement_bind_text(q, ":account", l->account);
	statement_bind_text(q, ":device", l->device);
	while (statement_step(q) == 1)
		text = arena_printf(d->arena, "%s%s%.*s (%lld)", text,
		    *text == '\0' ? "" : ", ",
		    SLICE_ARG(statement_text(q, 0)),
		    (long long)statement_int(q, 1));
	statement_destroy(q);
	return text;
}

static int
keep_lots(struct drawing *d)
{
	struct statement *q = statement_create(d->store, keep_spell);
	int result = q == NULL ? -1 : 0;
	const char *sites;
	size_t i;

	for (i = 0; result == 0 && i < d->count; i++) {
		const struct lot *l = &d->lots[i];

		if ((sites = read_sites(d, l)) == NULL) {
			result = -1;
			break;
		}
		statement_bind_text(q, ":name", slice_of(arena_printf(
		    d->arena, "s-%08llx", (unsigned long long)(l->hash >>
			32))));
		statement_bind_int(q, ":week", d->week);
		statement_bind_text(q, ":seed",
		    slice_first(slice_of(d->seed), SEED_DIGITS));
		statement_bind_int(q, ":day", l->day);
		statement_bind_int(q, ":hour", l->hour);
		statement_bind_text(q, ":account", l->account);
		statement_bind_text(q, ":person", l->person);
		statement_bind_text(q, ":device", l->device);
		statement_bind_text(q, ":year", l->year);
		statement_bind_int(q, ":pages", l->pages);
		statement_bind_int(q, ":blocked", l->blocked);
		statement_bind_text(q, ":sites", slice_of(sites));
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static void
add_row(struct drawing *d, struct statement *q, struct buffer *out)
{
	int64_t hour = statement_int(q, 2);
	struct slice who = statement_text(q, 4);

	csv_add(out, true, statement_text(q, 0));
	csv_add(out, false, slice_of(arena_printf(d->arena,
	    "%s %02lld:00", day_text(d->arena, (int32_t)statement_int(q, 1)),
	    (long long)(hour < 0 ? 0 : hour))));
	csv_add(out, false, who.len > 0 ? who : statement_text(q, 3));
	csv_add(out, false, statement_text(q, 6));
	csv_add(out, false, statement_text(q, 5));
	csv_add(out, false, slice_of(arena_printf(d->arena, "%lld",
	    (long long)statement_int(q, 7))));
	csv_add(out, false, slice_of(arena_printf(d->arena, "%lld",
	    (long long)statement_int(q, 8))));
	csv_add(out, false, statement_text(q, 9));
	csv_add(out, false, SLICE(""));
	csv_add(out, false, SLICE(""));
	csv_end_row(out);
}

static int
write_sheet(struct drawing *d)
{
	struct statement *q = statement_create(d->store, of_week);
	struct buffer out;
	int more = -1;
	const char *name;

	if (q == NULL)
		return -1;
	name = arena_printf(d->arena, "sample-%s.csv",
	    day_text(d->arena, d->week));
	buffer_init(&out, BUFFER_LARGEST);
	buffer_text(&out, "\xef\xbb\xbf" "sample,hour,who,year,device,pages,"
	    "blocked,sites,seen,note\r\n");
	statement_bind_int(q, ":week", d->week);
	while ((more = statement_step(q)) == 1)
		add_row(d, q, &out);
	statement_destroy(q);
	if (more == 0 && store_audit(d->store, SLICE("nightly"),
	    slice_of(arena_printf(d->arena, "sheet %s", name)),
	    SLICE("for the folder of the reader dsl")) == -1)
		more = -1;
	if (more == 0)
		more = sheet_put_named(d->desk, SLICE("dsl"), name, &out);
	buffer_finish(&out);
	return more;
}

static int
was_drawn(struct drawing *d)
{
	struct statement *q = statement_create(d->store, drawn);
	int64_t n = 0;
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":week", d->week);
	while ((more = statement_step(q)) == 1)
		n = statement_int(q, 0);
	statement_destroy(q);
	return more == -1 ? -1 : n > 0;
}

/* Of the week that is over, once. */
static int
sample_week(struct drawing *d)
{
	int there = was_drawn(d);

	if (there != 0)
		return there == 1 ? 0 : -1;
	if (make_seed(d) == -1 || draw(d) == -1)
		return -1;
	if (d->count == 0)
		return 0;
	if (store_begin(d->store) == -1)
		return -1;
	if (keep_lots(d) == 0 && write_sheet(d) == 0)
		return store_commit(d->store);
	store_rollback(d->store);
	return -1;
}

int
desk_sample(const struct desk *desk)
{
	int32_t today = zone_civil(desk->settings->zone, desk->now).day;
	struct drawing d = { .desk = desk,
		.week = today - day_weekday(today) - 7,
		.wanted = (size_t)desk->settings->sample };
	int result = -1;

	if (desk->settings->sample == 0 || !store_exists(desk->store))
		return 0;
	d.arena = arena_create();
	if ((d.store = store_open(desk->store, AUDIENCE_LEADERSHIP)) != NULL)
		result = sample_week(&d);
	store_close(d.store);
	arena_destroy(d.arena);
	return result;
}

bool
is_sample(const struct csv *t)
{
	return csv_find(t, "sample") != -1 && csv_find(t, "seen") != -1;
}

static bool
is_there(struct store *store, struct slice name)
{
	struct statement *q = statement_create(store, has_sample);
	bool there = false;

	if (q == NULL)
		return false;
	statement_bind_text(q, ":name", name);
	while (statement_step(q) == 1)
		there = true;
	statement_destroy(q);
	return there;
}

static int
sign_row(struct returned *r, const struct csv *t, size_t row,
    struct statement *q)
{
	int at = csv_find(t, "seen"), id = csv_find(t, "sample");
	struct slice seen = clean(r, csv_cell(t, row, at));
	struct slice name = clean(r, csv_cell(t, row, id));
	struct slice note = clean(r, csv_cell(t, row, csv_find(t, "note")));

	if (seen.len == 0)
		return 0;
	if (!slice_equal_fold(seen, SLICE("yes")) &&
	    !slice_equal_fold(seen, SLICE("further"))) {
		returned_fault(r, "%s seen: expected yes or further, found "
		    "\"%.*s\".", cell_name(r, at, row),
		    (int)slice_first(seen, 40).len, seen.ptr);
		return 0;
	}
	if (!is_there(r->store, name)) {
		returned_fault(r, "%s sample: there is no such spell of use.",
		    cell_name(r, id, row));
		return 0;
	}
	statement_bind_text(q, ":seen", slice_equal_fold(seen, SLICE("yes")) ?
	    SLICE("yes") : SLICE("further"));
	statement_bind_text(q, ":note", note);
	statement_bind_text(q, ":who", r->reader);
	statement_bind_int(q, ":now", r->desk->now);
	statement_bind_text(q, ":name", name);
	buffer_printf(&r->receipt, "row %zu, %.*s: signed\r\n", row + 2,
	    SLICE_ARG(name));
	r->applied++;
	return statement_run(q);
}

int
answer_sample(struct returned *r, const struct csv *t)
{
	struct statement *q = statement_create(r->store, sign);
	int result = q == NULL ? -1 : 0;
	size_t row;

	if (!slice_equal(r->reader, SLICE("dsl")) &&
	    !slice_equal(r->reader, SLICE("deputy")) &&
	    !slice_equal(r->reader, SLICE("head")))
		returned_fault(r, "Lead, deputy or head sign for this.");
	for (row = 0; result == 0 && row < csv_rows(t); row++)
		result = sign_row(r, t, row, q);
	statement_destroy(q);
	return result;
}
