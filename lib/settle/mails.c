/*
 * Mails whose lines lie in several logs.  Each log gave fragments of them;
 * those of one server and queue id that belong to the same mail are joined
 * once its first and its last line have been seen, and become the events
 * that one whole log would have given: one for each recipient, at its last
 * delivery line, with what any fragment knows.
 *
 * Servers use short queue ids again.  Fragments are of one mail within
 * five days, the longest that a server tries, and none follows the line
 * that took the mail from the queue.  What is still not whole when later
 * logs are five days on is given as it is known; should the missing log
 * come after all, what was given is taken back and given anew.
 */
#include <stdlib.h>

#include "parts.h"

#define MAIL_DAYS (5 * 24 * TIME_HOUR)

enum { JOIN_ROWS = 2048, JOIN_MOST = 4096 }; /* fragments taken at once */

/* Reasons are those that postfix_mail.h tells of. */
static const char list_fragments[] =
    "SELECT f.id, f.host, f.queue_id,"
    "       coalesce(f.stamp, f.start + coalesce(f.duration, 0)),"
    "       f.recipient <> 0, reason.text, f.given"
    "  FROM mail_fragment AS f"
    "  JOIN request AS r ON r.id = f.request"
    "  JOIN symbol AS reason ON reason.id = r.reason"
    " WHERE f.start IS NOT NULL"
    " ORDER BY 2, 3, 4, 1";

static const char newest_mail[] =
    "SELECT max(coalesce((SELECT max(start) FROM mail), 0),"
    "           coalesce((SELECT max(start) FROM mail_fragment), 0))";

struct piece {
	int64_t id, time;
	uint32_t group;
	bool delivery, opened, removed, given;
};

struct group {
	int64_t first, last;
	bool delivery, opened, removed;
	bool fresh; /* a fragment was not given yet */
	bool whole, late;
};

struct mails {
	const struct settle *s;
	struct piece *pieces;
	size_t piece_count, piece_room;
	struct group *groups;
	size_t group_count, group_room;
	struct batch *out;
	/* The fragments in hand, by id. */
	const struct piece *from, *to;
};

static bool
belongs(const struct group *g, const struct piece *p)
{
	if (p->time - g->first > MAIL_DAYS)
		return false;
	return !g->removed || p->removed || p->time <= g->last;
}

static void
add_piece(struct mails *m, struct statement *q, bool same_key)
{
	struct slice reason = statement_text(q, 5);
	struct piece p = { .id = statement_int(q, 0),
		.time = statement_int(q, 3),
		.delivery = statement_int(q, 4) != 0,
		.opened = slice_contains(reason, SLICE("opened")),
		.removed = slice_contains(reason, SLICE("removed")),
		.given = statement_int(q, 6) != 0 };
	struct group *g = m->group_count == 0 ?
	    NULL :
	    &m->groups[m->group_count - 1];

	if (!same_key || g == NULL || !belongs(g, &p)) {
		GROW(m->groups, m->group_count, m->group_room);
		g = &m->groups[m->group_count++];
		*g = (struct group){ .first = p.time };
	}
	g->last = p.time;
	g->delivery |= p.delivery;
	g->opened |= p.opened;
	g->removed |= p.removed;
	g->fresh |= !p.given;
	p.group = (uint32_t)(m->group_count - 1);
	GROW(m->pieces, m->piece_count, m->piece_room);
	m->pieces[m->piece_count++] = p;
}

static int
read_pieces(struct mails *m)
{
	struct statement *q = statement_create(m->s->store, list_fragments);
	struct buffer key;
	int64_t host = -1;
	int more = -1;

	buffer_init(&key, BUFFER_LARGEST);
	if (q != NULL)
		while ((more = statement_step(q)) == 1) {
			struct slice queue = statement_text(q, 2);
			bool same = host == statement_int(q, 1) &&
			    slice_equal(buffer_slice(&key), queue);

			add_piece(m, q, same);
			host = statement_int(q, 1);
			buffer_reset(&key);
			buffer_add(&key, queue);
		}
	buffer_finish(&key);
	statement_destroy(q);
	return more;
}

/* Which groups are whole, and which will never be. */
static int
decide(struct mails *m)
{
	struct statement *q = statement_create(m->s->store, newest_mail);
	int64_t newest = 0;
	size_t i;
	int more = -1;

	if (q != NULL)
		while ((more = statement_step(q)) == 1)
			newest = statement_int(q, 0);
	statement_destroy(q);
	for (i = 0; i < m->group_count; i++) {
		struct group *g = &m->groups[i];

		g->whole = g->opened && g->removed;
		g->late = !g->whole && g->delivery && g->fresh &&
		    newest - g->first > MAIL_DAYS;
	}
	return more;
}

static int
by_id(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;

	return a->id < b->id ? -1 : a->id > b->id;
}

static uint32_t
group_of(const struct mails *m, int64_t id)
{
	struct piece wanted = { .id = id };
	const struct piece *p = bsearch(&wanted, m->from,
	    (size_t)(m->to - m->from), sizeof *p, by_id);

	return p == NULL ? UINT32_MAX : p->group;
}

static bool
is_known(const struct batch *b, uint32_t row, enum column c)
{
	switch (columns[c].kind) {
	case KIND_NUMBER:
	case KIND_TIME:
		return batch_number(b, row, c) != NUMBER_UNKNOWN;
	default:
		return batch_text(b, row, c).len > 0;
	}
}

static void
copy_cell(const struct batch *from, uint32_t row, struct batch *to,
    uint32_t at, enum column c)
{
	switch (columns[c].kind) {
	case KIND_NUMBER:
	case KIND_TIME:
		batch_set_number(to, at, c, batch_number(from, row, c));
		break;
	case KIND_SYMBOL:
		batch_set_symbol(to, at, c, batch_symbol(from, row, c));
		break;
	case KIND_TEXT:
		batch_set_text(to, at, c, batch_text(from, row, c));
		break;
	}
}

/* What any fragment of a mail may know and others lack. */
static const enum column shared[] = { COL_FROM, COL_MAIL_SIZE,
	COL_MESSAGE_ID, COL_SUBJECT, COL_ADDRESS, COL_ACCOUNT,
	COL_ACCOUNT_DOMAIN };
enum { SHARED_COUNT = sizeof shared / sizeof *shared };

/* One recipient's row of the joined mail. */
static void
add_mail(struct mails *m, const struct batch *b, const uint32_t *rows,
    size_t count, uint32_t delivery)
{
	uint32_t at = batch_add(m->out);
	size_t i, k;
	int c;

	for (c = 0; c < COLUMN_COUNT; c++)
		if (columns[c].flags == FLAG_EARLY && c != COL_KIND &&
		    c != COL_REASON && is_known(b, delivery, (enum column)c))
			copy_cell(b, delivery, m->out, at, (enum column)c);
	for (k = 0; k < SHARED_COUNT; k++)
		for (i = 0; i < count; i++)
			if (!is_known(m->out, at, shared[k]) &&
			    is_known(b, rows[i], shared[k]))
				copy_cell(b, rows[i], m->out, at, shared[k]);
}

static int64_t
stamp(const struct batch *b, uint32_t row)
{
	int64_t t = batch_number(b, row, COL_TIMESTAMP);

	return t == TIME_UNKNOWN ? batch_number(b, row, COL_START) : t;
}

/* Is there a later delivery line for the same recipient? */
static bool
is_superseded(const struct batch *b, const uint32_t *rows, size_t count,
    size_t at)
{
	symbol to = batch_symbol(b, rows[at], COL_TO);
	size_t i;

	for (i = 0; i < count; i++)
		if (i != at && batch_symbol(b, rows[i], COL_TO) == to &&
		    (stamp(b, rows[i]) > stamp(b, rows[at]) ||
			(stamp(b, rows[i]) == stamp(b, rows[at]) && i > at)))
			return true;
	return false;
}

static int
give_out(struct mails *m)
{
	uint64_t ignored = 0;

	enrich_batch(m->s->enrich, m->out, &ignored);
	detect_batch(m->s->detect, m->out, false);
	if (store_derived(m->s->store, m->out) == -1)
		return -1;
	batch_reset(m->out);
	return 0;
}

static int
join(struct mails *m, const struct batch *b, const uint32_t *rows,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (batch_symbol(b, rows[i], COL_TO) == 0 ||
		    is_superseded(b, rows, count, i))
			continue;
		if (batch_full(m->out) && give_out(m) == -1)
			return -1;
		add_mail(m, b, rows, count, rows[i]);
	}
	return 0;
}

struct placed {
	uint32_t group, row;
};

static int
by_group(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* Rows come in order of time; those of a mail are brought together. */
static int
join_rows(struct batch *b, const int64_t *ids, void *ctx)
{
	struct mails *m = ctx;
	uint32_t count = batch_rows(b), i, from, to;
	struct placed *order = memory_zeroed(count + 1, sizeof *order);
	uint32_t *rows = memory_zeroed(count + 1, sizeof *rows);
	int result = 0;

	for (i = 0; i < count; i++)
		order[i] = (struct placed){ group_of(m, ids[i]), i };
	qsort(order, count, sizeof *order, by_group);
	for (i = 0; i < count; i++)
		rows[i] = order[i].row;
	for (from = 0; result == 0 && from < count; from = to) {
		for (to = from + 1; to < count; to++)
			if (order[to].group != order[from].group)
				break;
		result = join(m, b, rows + from, to - from);
	}
	free(order);
	free(rows);
	return result;
}

/* "SELECT id ... WHERE id IN (1, 2)": only numbers go into it. */
static void
add_ids(struct buffer *sql, const struct piece *from, const struct piece *to)
{
	const struct piece *p;

	for (p = from; p < to; p++)
		buffer_printf(sql, "%s%lld", p == from ? "(" : ", ",
		    (long long)p->id);
	buffer_char(sql, ')');
}

static int
run_on(struct mails *m, const char *sql, const struct piece *from,
    const struct piece *to)
{
	struct statement *q;
	struct buffer text;
	int result = -1;

	buffer_init(&text, BUFFER_LARGEST);
	buffer_text(&text, sql);
	add_ids(&text, from, to);
	if ((q = statement_create(m->s->store, text.ptr)) != NULL)
		result = statement_run(q);
	statement_destroy(q);
	buffer_finish(&text);
	return result;
}

/* Mails that were made of these fragments before. */
static int
take_back(struct mails *m, const struct piece *from, const struct piece *to)
{
	struct buffer sql;
	int result;

	buffer_init(&sql, BUFFER_LARGEST);
	buffer_text(&sql,
	    "SELECT m.id FROM mail AS m JOIN mail_fragment AS f"
	    " ON m.host = f.host AND m.queue_id = f.queue_id"
	    " AND m.recipient = f.recipient AND m.start = f.start"
	    " WHERE f.given = 1 AND f.id IN ");
	add_ids(&sql, from, to);
	result = store_forget(m->s->store, STORE_MAIL, sql.ptr);
	buffer_finish(&sql);
	return result;
}

/* Makes mails of the pieces [from, to), which are those of whole groups. */
static int
take(struct mails *m, struct piece *from, struct piece *to, bool whole)
{
	struct buffer sql;
	int result;

	if (from == to)
		return 0;
	qsort(from, (size_t)(to - from), sizeof *from, by_id);
	m->from = from;
	m->to = to;
	buffer_init(&sql, BUFFER_LARGEST);
	buffer_text(&sql, "SELECT id FROM mail_fragment WHERE id IN ");
	add_ids(&sql, from, to);
	result = take_back(m, from, to);
	if (result == 0)
		result = store_rows(m->s->store, STORE_MAIL_FRAGMENT, sql.ptr,
		    m->s->symbols, join_rows, m);
	buffer_finish(&sql);
	if (result == -1)
		return -1;
	return run_on(m,
	    whole ? "DELETE FROM mail_fragment WHERE id IN " :
		    "UPDATE mail_fragment SET given = 1 WHERE id IN ",
	    from, to);
}

/* The mails that are whole, or those that are late, group by group. */
static int
take_groups(struct mails *m, bool whole)
{
	struct piece *list = memory_zeroed(m->piece_count + 1, sizeof *list);
	size_t i, count = 0;
	int result = 0;

	for (i = 0; result == 0 && i < m->piece_count; i++) {
		const struct group *g = &m->groups[m->pieces[i].group];

		if (whole ? !g->whole : !g->late)
			continue;
		/* Cut between two mails, if only they are of this world. */
		if (count >= JOIN_MOST ||
		    (count >= JOIN_ROWS &&
			list[count - 1].group != m->pieces[i].group)) {
			result = take(m, list, list + count, whole);
			count = 0;
		}
		list[count++] = m->pieces[i];
	}
	if (result == 0)
		result = take(m, list, list + count, whole);
	free(list);
	return result;
}

int
mails_settle(const struct settle *s)
{
	struct mails m = { .s = s,
		.out = batch_create(s->symbols) };
	int result = -1;

	if (read_pieces(&m) == 0 && decide(&m) == 0 &&
	    take_groups(&m, true) == 0 && take_groups(&m, false) == 0)
		result = batch_rows(m.out) > 0 ? give_out(&m) : 0;
	free(m.pieces);
	free(m.groups);
	batch_destroy(m.out);
	return result;
}
