/*
 * rule-try SETTINGS < EVENTS: judges tagged events (TSV) as if settled, then
 * correlates what was flagged, all in memory, and prints what people would
 * see flagged, a line each:
 *
 *   rule label start end events who
 *
 * where who is the account, else the person, else the address or computer
 * of the first event.  With -b, rules that are only counted are printed too.
 */
#include <err.h>
#include <stdlib.h>

#include "base/arena.h"
#include "detect/detect.h"
#include "event/tsv.h"

struct kept {
	uint32_t rule;
	int64_t start, end;
	struct slice *fields; /* as detect_fields has them */
	struct slice who;
};

struct trying {
	struct detect *d;
	struct arena *arena;
	struct kept *list;
	size_t count, room;
};

static struct slice
cell(struct trying *t, const struct batch *b, uint32_t row, struct slice name)
{
	int c = column_find(name);
	char digits[24];

	if (c == -1)
		return SLICE("");
	if (columns[c].kind == KIND_TEXT || columns[c].kind == KIND_SYMBOL)
		return arena_copy(t->arena, batch_text(b, row, (enum column)c));
	if (batch_number(b, row, (enum column)c) == NUMBER_UNKNOWN)
		return SLICE("");
	snprintf(digits, sizeof digits, "%lld",
	    (long long)batch_number(b, row, (enum column)c));
	return arena_copy(t->arena, slice_of(digits));
}

static struct slice
who(struct trying *t, const struct batch *b, uint32_t row)
{
	static const char *const names[] = { "user.name", "beadle.person",
		"email.from.address", "host.name", "source.ip" };
	struct slice s = SLICE("");
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names && s.len == 0; i++)
		s = cell(t, b, row, slice_of(names[i]));
	return s;
}

static void
keep(struct trying *t, const struct batch *b, uint32_t row, uint32_t rule)
{
	const struct slice *name = detect_fields(t->d);
	struct kept *k;
	size_t n = 0;

	while (name[n].ptr != NULL)
		n++;
	GROW(t->list, t->count, t->room);
	k = &t->list[t->count++];
	k->rule = rule;
	k->start = batch_number(b, row, COL_START);
	k->end = batch_number(b, row, COL_TIMESTAMP);
	if (k->start == TIME_UNKNOWN)
		k->start = k->end;
	k->fields = arena_alloc(t->arena, (n + 1) * sizeof *k->fields);
	while (n-- > 0)
		k->fields[n] = cell(t, b, row, name[n]);
	k->who = who(t, b, row);
}

static int
judge(struct batch *b, void *ctx)
{
	struct trying *t = ctx;
	uint32_t row;
	struct slice words, word;

	detect_batch(t->d, b, true);
	for (row = 0; row < batch_rows(b); row++) {
		words = batch_text(b, row, COL_FLAGS);
		while (slice_take_word(&words, &word))
			keep(t, b, row, (uint32_t)detect_find(t->d, word));
	}
	return 0;
}

static struct trying *trying; /* what hit_field reads beside the hit */

static struct slice
hit_field(const struct hit *h, struct slice name)
{
	const struct slice *names = detect_fields(trying->d);
	const struct kept *k = h->row;
	size_t i;

	for (i = 0; names[i].ptr != NULL; i++)
		if (slice_equal(names[i], name))
			return k->fields[i];
	return SLICE("");
}

static void
print(const struct trying *t, uint32_t rule, int64_t start, int64_t end,
    uint64_t events, struct slice name)
{
	const struct rule_info *r = detect_rule(t->d, rule);
	struct buffer b;

	buffer_init(&b, BUFFER_LARGEST);
	buffer_printf(&b, "%.*s\t%.*s\t", SLICE_ARG(r->name),
	    SLICE_ARG(r->label));
	time_print_seconds(&b, start);
	buffer_char(&b, '\t');
	time_print_seconds(&b, end);
	printf("%.*s\t%llu\t%.*s\n", SLICE_ARG(buffer_slice(&b)),
	    (unsigned long long)events, SLICE_ARG(name));
	buffer_finish(&b);
}

static int
print_run(const struct run *r, void *ctx)
{
	struct trying *t = ctx;

	print(t, r->rule, r->start, r->end, r->events,
	    t->list[r->ids[0]].who);
	return 0;
}

static void
report(struct trying *t, bool all)
{
	struct hit *hits = memory_alloc((t->count + 1) * sizeof *hits);
	size_t i;

	for (i = 0; i < t->count; i++) {
		const struct kept *k = &t->list[i];

		hits[i] = (struct hit){ k->rule, k->start, k->end, i,
			hit_field, k };
		if (all || detect_rule(t->d, k->rule)->reported)
			print(t, k->rule, k->start, k->end, 1, k->who);
	}
	detect_correlate(t->d, hits, t->count, print_run, t);
	free(hits);
}

int
main(int argc, char **argv)
{
	bool all = argc == 3 && strcmp(argv[1], "-b") == 0;
	struct symbols *symbols = symbols_create();
	struct trying t = { .arena = arena_create() };
	struct settings *s;
	struct faults faults;
	uint64_t bad = 0;
	int result;

	if (argc != 2 + all)
		errx(2, "usage: rule-try [-b] SETTINGS < EVENTS");
	faults_init(&faults);
	if ((s = settings_load(argv[1 + all], &faults)) == NULL)
		errx(1, "%s: cannot be read", argv[1 + all]);
	t.d = detect_create(s, symbols, &faults);
	trying = &t;
	faults_print(&faults, stderr);
	result = tsv_read(stdin, "standard input", symbols, judge, &t, &bad);
	report(&t, all);
	detect_destroy(t.d);
	settings_destroy(s);
	faults_finish(&faults);
	symbols_destroy(symbols);
	arena_destroy(t.arena);
	free(t.list);
	return result == 0 && bad == 0 ? 0 : 1;
}
