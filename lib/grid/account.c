#include <err.h>
#include <stdlib.h>

#include "account.h"
#include "durable.h"

static uint64_t *
place_of(struct met *m, int64_t offset)
{
	size_t at;

	at = (size_t)((uint64_t)offset * UINT64_C(0x9e3779b97f4a7c15) >> 20) &
	    (m->room - 1);
	while (m->mails[at] != 0 &&
	    m->mails[at] >> 1 != (uint64_t)offset + 1)
		at = (at + 1) & (m->room - 1);
	return &m->mails[at];
}

static void
make_room(struct met *m)
{
	uint64_t *old = m->mails;
	size_t old_room = m->room, i;

	if (m->used * 2 < m->room)
		return;
	m->room = m->room == 0 ? 1024 : m->room * 2;
	m->mails = memory_zeroed(m->room, sizeof *m->mails);
	for (i = 0; i < old_room; i++)
		if (old[i] != 0)
			*place_of(m, (int64_t)(old[i] >> 1) - 1) = old[i];
	free(old);
}

static void
forget(struct met *m)
{
	m->offset = -1;
	m->used = 0;
	if (m->room > 0)
		memset(m->mails, 0, m->room * sizeof *m->mails);
}

/* True when the record is met for the first time; *today is its fate, and
 * given only then. */
static bool
meet(struct met *m, int64_t offset, bool mail, bool *today)
{
	uint64_t *place;

	if (offset < 0)
		return true;
	if (offset == m->offset) {
		*today = m->today;
		return false;
	}
	m->offset = offset;
	m->today = *today;
	if (!mail)
		return true;
	make_room(m);
	place = place_of(m, offset);
	if (*place != 0) {
		*today = m->today = *place & 1;
		return false;
	}
	*place = ((uint64_t)offset + 1) * 2 + *today;
	m->used++;
	return true;
}

enum row { ROW_EVENT, ROW_STATE, ROW_REJECT };

struct signs {
	symbol state, reject, mail;
};

static struct signs
signs_of(const struct batch *b)
{
	const struct symbols *y = batch_symbols(b);

	return (struct signs){
		symbols_find(y, DOMAIN_WORD, SLICE("state")),
		symbols_find(y, DOMAIN_WORD, SLICE("pipeline_error")),
		symbols_find(y, DOMAIN_WORD, SLICE("email")),
	};
}

static enum row
kind_of(const struct batch *b, uint32_t row, const struct signs *g)
{
	symbol kind = batch_symbol(b, row, COL_EVENT_KIND);

	if (kind == 0)
		return ROW_EVENT;
	return kind == g->state ? ROW_STATE :
	    kind == g->reject	? ROW_REJECT :
				  ROW_EVENT;
}

static bool
is_mail(const struct batch *b, uint32_t row, const struct signs *g)
{
	return g->mail != 0 && batch_symbol(b, row, COL_CHANNEL) == g->mail;
}

static bool
is_action(const struct batch *b, uint32_t row, struct slice action)
{
	return slice_equal(batch_text(b, row, COL_ACTION), action);
}

static uint64_t
number_of(const struct batch *b, uint32_t row, enum column c)
{
	int64_t n = batch_number(b, row, c);

	return n < 0 ? 0 : (uint64_t)n;
}

void
account_read(struct account *a, const struct batch *b)
{
	struct signs g = signs_of(b);
	uint32_t row;

	for (row = 0; row < batch_rows(b); row++) {
		enum row kind = kind_of(b, row, &g);

		if (kind == ROW_REJECT)
			a->all_rejected++;
		else if (kind == ROW_STATE &&
		    is_action(b, row, SLICE("chunk"))) {
			a->records += number_of(b, row, COL_RECORDS);
			a->all_records += number_of(b, row, COL_RECORDS);
		}
	}
}

static void
keep_state(struct account *a, const struct batch *b, uint32_t row)
{
	if (is_action(b, row, SLICE("open")))
		forget(&a->met);
	else if (is_action(b, row, SLICE("chunk")))
		a->duplicate += number_of(b, row, COL_DUPLICATES);
}

static bool
keep_event(struct account *a, const struct batch *b, uint32_t row, bool mail)
{
	int64_t t = grid_time(b, row);
	bool today = t == TIME_UNKNOWN ? a->home :
					 t >= a->since && t < a->until;

	if (meet(&a->met, batch_number(b, row, COL_OFFSET), mail, &today)) {
		if (today)
			a->today++;
		else
			a->other++;
	}
	return today;
}

void
account_keep(struct account *a, struct batch *b)
{
	struct signs g = signs_of(b);
	uint32_t row, rows = batch_rows(b);
	bool *keep = memory_zeroed(rows + 1, sizeof *keep);
	bool dropped = false;

	for (row = 0; row < rows; row++) {
		enum row kind = kind_of(b, row, &g);

		keep[row] = true;
		if (kind == ROW_STATE)
			keep_state(a, b, row);
		else if (kind == ROW_REJECT)
			a->rejected++;
		else
			keep[row] = keep_event(a, b, row,
			    is_mail(b, row, &g));
		dropped |= !keep[row];
	}
	if (dropped)
		batch_keep(b, keep);
	free(keep);
}

void
account_used(struct account *a, const struct batch *b)
{
	struct signs g = signs_of(b);
	uint32_t row;
	bool today;

	for (row = 0; row < batch_rows(b); row++) {
		enum row kind = kind_of(b, row, &g);

		today = true;
		if (kind == ROW_STATE && is_action(b, row, SLICE("open")))
			forget(&a->kept);
		if (kind != ROW_EVENT)
			continue;
		a->sum->events++;
		if (meet(&a->kept, batch_number(b, row, COL_OFFSET),
			is_mail(b, row, &g), &today))
			a->used++;
	}
}

int
account_file(struct account *a)
{
	struct receipt *r = a->sum;
	uint64_t dated = a->today + a->other,
		 known = a->home ? a->duplicate + a->rejected : 0;
	int result = 0;

	if (dated + known > a->records || a->used > a->today) {
		warnx("a log gave more than was read from it");
		result = -1;
	}
	r->records += a->records;
	r->used += a->used;
	r->ignored += a->today - a->used;
	if (a->home) {
		r->other_day += a->other;
		r->duplicate += a->duplicate;
		r->rejected += a->rejected;
		r->ignored += a->records - dated - known;
	} else
		r->other_day += a->records - a->today;
	a->records = a->duplicate = a->today = a->other = a->rejected = 0;
	a->used = 0;
	return result;
}

void
account_finish(struct account *a)
{
	free(a->met.mails);
	free(a->kept.mails);
}
