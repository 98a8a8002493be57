/*
 * Records known by their own numbers: when a number is the same record, what
 * is learned, and that only so much is held.
 */
#include "intake/ledger.h"

#include "../tap.h"

#define HOUR INT64_C(3600000000)
#define NOON INT64_C(1791806400000000)

static struct symbols *symbols;

/* Is it new? */
static bool
take(struct ledger *l, const char *series, int64_t number, int64_t time,
    int64_t offset)
{
	struct batch *b = batch_create(symbols);
	uint32_t row = batch_add(b);
	bool new;

	batch_set_text(b, row, COL_EVENT_KIND, SLICE("event"));
	batch_set_text(b, row, COL_SERIES, slice_of(series));
	batch_set_number(b, row, COL_SEQUENCE, number);
	batch_set_number(b, row, COL_TIMESTAMP, time);
	batch_set_number(b, row, COL_OFFSET, offset);
	ledger_judge_batch(l, b);
	new = batch_rows(b) == 1;
	batch_destroy(b);
	return new;
}

struct learned {
	int blocks;
	int64_t since, until;
};

static int
note(struct number_block *b, void *ctx)
{
	struct learned *n = ctx;

	n->blocks++;
	n->since = b->since;
	n->until = b->until;
	b->row = n->blocks;
	return 0;
}

static void
same_or_other(void)
{
	static const struct {
		const char *name, *series;
		int64_t number, time;
		bool new;
	} cases[] = {
		{ "the first", "pc1 Security", 300, NOON, true },
		{ "the same again", "pc1 Security", 300, NOON, false },
		{ "with its stamp cut off", "pc1 Security", 300,
		    NOON - 999000, false },
		{ "its neighbour", "pc1 Security", 301, NOON, true },
		{ "of another log", "pc1 System", 300, NOON, true },
		{ "of another computer", "pc2 Security", 300, NOON, true },
		{ "the number a day later", "pc1 Security", 300,
		    NOON + 25 * HOUR, true },
		{ "... again", "pc1 Security", 300, NOON + 25 * HOUR, false },
		{ "the number in the same hour", "pc1 Security", 300,
		    NOON + HOUR / 2, true },
		{ "... again", "pc1 Security", 300, NOON + HOUR / 2, false },
		{ "no number", "pc1 Security", 0, NOON, true },
		{ "... nor known", "pc1 Security", 0, NOON, true },
		{ "less than none", "pc1 Security", INT64_MIN + 1, NOON, true },
		{ "the greatest", "pc1 Security", INT64_MAX, NOON, true },
		{ "... again", "pc1 Security", INT64_MAX, NOON, false },
		{ "before all time", "pc1 Security", 300, INT64_MIN + 1, true },
		{ "after all time", "pc1 Security", 300, INT64_MAX, true },
		{ "no time", "pc1 Security", 9, TIME_UNKNOWN, true },
		{ "... nor known", "pc1 Security", 9, TIME_UNKNOWN, true },
	};
	struct ledger *l = ledger_create();
	struct learned n = { 0 };
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(take(l, cases[i].series, cases[i].number, cases[i].time,
		       (int64_t)i) == cases[i].new,
		    cases[i].name);
	/* One record that gave two rows. */
	ok(take(l, "pc3 Security", 1, NOON, 700) &&
		take(l, "pc3 Security", 1, NOON, 700),
	    "rows of one record are judged alike");
	ledger_each_changed(l, note, &n);
	is_int(n.blocks, 9, "blocks that were learned");
	n.blocks = 0;
	ledger_each_changed(l, note, &n);
	ok(n.blocks == 0, "... are told once");
	take(l, "pc3 Security", 2, NOON + 5, 800);
	ledger_each_changed(l, note, &n);
	ok(n.blocks == 1 && n.since == NOON && n.until == NOON + 5,
	    "... and again when they grow");
	ledger_leave_numbers(l);
	ok(take(l, "pc1 Security", 301, NOON, 900),
	    "a keeper that leaves them to another keeps all");
	ledger_destroy(l);
}

static void
all_of_one_moment(int64_t moment)
{
	struct ledger *l = ledger_create();
	struct number_block b = { .since = moment, .until = moment,
		.bits = { 2 } };
	int64_t i;

	for (i = 0; i <= 1 << 20; i++) {
		b.series = (uint64_t)i;
		ledger_add_numbers(l, &b);
	}
	ok(ledger_forgotten(l) > moment, "all of one moment");
	ledger_destroy(l);
}

/* More than are held: the older half of time goes, and what is newer stays. */
static void
only_so_many(void)
{
	struct ledger *l = ledger_create();
	struct number_block b = { .bits = { 2 } };
	int64_t i;

	for (i = 0; i < 1 << 20; i++) {
		b.series = (uint64_t)i;
		b.since = b.until = NOON + i * HOUR;
		ledger_add_numbers(l, &b);
	}
	ok(ledger_forgotten(l) == INT64_MIN, "a million blocks are held");
	b.series = 1 << 20;
	b.since = b.until = NOON + i * HOUR;
	ledger_add_numbers(l, &b);
	ok(ledger_forgotten(l) > NOON + (1 << 18) * HOUR &&
		ledger_forgotten(l) < NOON + 3 * (1 << 18) * HOUR,
	    "of one more, the older half goes");
	ledger_destroy(l);

	all_of_one_moment(NOON);
	all_of_one_moment(NOON + 1);
}

int
main(void)
{
	symbols = symbols_create();
	same_or_other();
	only_so_many();
	symbols_destroy(symbols);
	return done_testing();
}
