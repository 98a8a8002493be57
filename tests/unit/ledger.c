/*
 * The same bytes count once: a table of ways in which logs come again, and
 * random logs, cut, grown, joined and shuffled.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "intake/intake.h"

#include "../tap.h"

/* A keeper, and what it kept: how often each line. */
struct night {
	struct symbols *symbols;
	struct batch *batch;
	struct ledger *ledger;
	struct intake *intake;
	bool all_hashes; /* the reader sends those of every chunk */
	uint64_t kept;
	uint32_t *counts; /* by the number at the line's end, or NULL */
	uint32_t most;
};

static char folder[] = "/tmp/beadle-ledger-XXXXXX";

static void
night_begin(struct night *n, bool all_hashes)
{
	*n = (struct night){ .all_hashes = all_hashes };
	n->symbols = symbols_create();
	n->batch = batch_create(n->symbols);
	n->ledger = ledger_create();
}

static void
night_end(struct night *n)
{
	batch_destroy(n->batch);
	symbols_destroy(n->symbols);
	ledger_destroy(n->ledger);
}

static void
judge(struct night *n)
{
	uint32_t row;
	int64_t number;
	struct slice message;

	ledger_judge_batch(n->ledger, n->batch);
	for (row = 0; row < batch_rows(n->batch); row++) {
		if (slice_equal(batch_text(n->batch, row, COL_EVENT_KIND),
			SLICE("state")))
			continue;
		n->kept++;
		message = batch_text(n->batch, row, COL_MESSAGE);
		message = slice_from(message, slice_find_last(message, ' '));
		message = slice_from(message, 1);
		if (n->counts != NULL && slice_to_int(message, &number) &&
		    number >= 0 && number < (int64_t)n->most)
			n->counts[number]++;
	}
	batch_reset(n->batch);
}

static uint32_t
add_row(struct night *n, const char *kind, const char *action)
{
	uint32_t row;

	if (batch_full(n->batch))
		judge(n);
	row = batch_add(n->batch);
	batch_set_text(n->batch, row, COL_EVENT_KIND, slice_of(kind));
	batch_set_text(n->batch, row, COL_ACTION, slice_of(action));
	return row;
}

static void
add_chunk(struct night *n, const struct intake_chunk *c)
{
	uint32_t row = add_row(n, "state", "chunk"), i;
	struct buffer text;

	buffer_init(&text, BUFFER_LARGEST);
	buffer_printf(&text, "%016llx%016llx", (unsigned long long)c->hash.high,
	    (unsigned long long)c->hash.low);
	batch_set_text(n->batch, row, COL_HASH, buffer_slice(&text));
	buffer_reset(&text);
	if (n->all_hashes || c->first || c->last || !c->tells) {
		for (i = 0; i < c->count; i++)
			buffer_printf(
			    &text, "%016llx", (unsigned long long)c->hashes[i]);
		batch_set_text(
		    n->batch, row, COL_RECORD_HASHES, buffer_slice(&text));
	}
	buffer_finish(&text);
	batch_set_number(n->batch, row, COL_OFFSET, c->offset);
	batch_set_number(n->batch, row, COL_LENGTH, (int64_t)c->length);
	batch_set_number(n->batch, row, COL_RECORDS, c->count);
	for (i = 0; i < c->count; i++) {
		if (i < c->leading || i >= c->count - c->trailing)
			continue;
		row = add_row(n, "event", "");
		batch_set_number(
		    n->batch, row, COL_OFFSET, c->records[i].offset);
		batch_set_text(n->batch, row, COL_MESSAGE, c->records[i].text);
	}
}

static void
write_file(char path[64], struct slice text)
{
	FILE *out;
	int length = snprintf(path, 64, "%s/log", folder);

	if (length < 0 || (out = fopen(path, "wb")) == NULL ||
	    (text.len > 0 && fwrite(text.ptr, 1, text.len, out) != text.len) ||
	    fclose(out) != 0)
		exit(1);
}

/* known: the reader knows, too, what was known when the night began. */
static void
read_text(struct night *n, struct slice text, const struct ledger *known)
{
	struct intake *in = intake_create(known);
	struct intake_member m;
	struct intake_chunk c;
	char path[64];

	write_file(path, text);
	if (intake_open(in, path) == -1)
		exit(1);
	while (intake_next_member(in, &m) > 0) {
		add_row(n, "state", "open");
		while (intake_next_chunk(in, FRAMING_LINES, true, &c) > 0)
			add_chunk(n, &c);
		add_row(n, "state", "close");
	}
	judge(n);
	intake_destroy(in);
}

/* Ways in which a log comes again.  A letter is a line; a lower-case one
 * ten different lines of that letter. */
static const struct {
	const char *name;
	const char *files[5];
	unsigned wanted;
} ways[] = {
	{ "once", { "abc" }, 30 },
	{ "twice the same", { "abc", "abc" }, 30 },
	{ "grown", { "ab", "abc", "abcd" }, 40 },
	{ "grown by a line", { "A", "AB", "ABC", "ABCD" }, 4 },
	{ "shrunk copies of it", { "abcd", "abc", "a" }, 40 },
	{ "a short head of it", { "ABCD", "AB" }, 4 },
	{ "tail after whole", { "abcd", "cd" }, 40 },
	{ "whole after tail", { "cd", "abcd" }, 40 },
	{ "whole after a middle", { "bc", "abcd" }, 40 },
	{ "middle after whole", { "abcd", "bc" }, 40 },
	{ "an overlap", { "abcd", "cdef" }, 60 },
	{ "joined", { "ab", "cd", "abcd" }, 40 },
	{ "joined the other way", { "ab", "cd", "cdab" }, 40 },
	{ "joined of three", { "ab", "cd", "ef", "abcdef" }, 60 },
	{ "taken apart", { "abcdef", "ab", "cd", "ef" }, 60 },
	{ "twice into one", { "ab", "abab" }, 20 },
	{ "new lines between", { "ab", "cd", "abefcd" }, 60 },
	{ "the same line often", { "AAAAAAAA" }, 8 },
	{ "the same line, grown", { "AAA", "AAAAAAAA" }, 8 },
	{ "the same line, whole again", { "AAAAA", "AAAAA" }, 5 },
	{ "rotated between twins", { "abA", "Acd" }, 42 },
	{ "rotated, then grown", { "abA", "A", "Acd" }, 42 },
	{ "twins within", { "abAAc", "abAAcd" }, 42 },
	{ "another log with the same head", { "ABcd", "ABef" }, 44 },
	{ "empty", { "", "" }, 0 },
};

static void
spell(struct buffer *out, const char *letters)
{
	int i;

	for (; *letters != '\0'; letters++)
		if (*letters <= 'Z')
			buffer_printf(out, "line %c\n", *letters);
		else
			for (i = 0; i < 10; i++)
				buffer_printf(out, "%c line %d\n", *letters, i);
}

static void
test_ways(bool reader_knows)
{
	struct buffer text;
	size_t i, k;

	buffer_init(&text, BUFFER_LARGEST);
	for (i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct night n;

		night_begin(&n, false);
		for (k = 0; k < 5 && ways[i].files[k] != NULL; k++) {
			buffer_reset(&text);
			spell(&text, ways[i].files[k]);
			read_text(&n, buffer_slice(&text),
			    reader_knows ? n.ledger : NULL);
		}
		is_int((int64_t)n.kept, ways[i].wanted, ways[i].name);
		night_end(&n);
	}
	buffer_finish(&text);
}

/* A line so common that it fills whole chunks. */
static void
test_common_line(void)
{
	struct buffer text;
	struct night n;
	int i;

	buffer_init(&text, BUFFER_LARGEST);
	for (i = 0; i < 50000; i++)
		buffer_text(&text, "the same again\n");
	night_begin(&n, false);
	read_text(&n, buffer_slice(&text), NULL);
	is_int((int64_t)n.kept, 50000, "50,000 lines alike count 50,000 times");
	read_text(&n, buffer_slice(&text), NULL);
	is_int((int64_t)n.kept, 50000, "and not again");
	buffer_text(&text, "the same again\n");
	read_text(&n, buffer_slice(&text), NULL);
	is_int((int64_t)n.kept, 50001, "one more is one more");
	night_end(&n);
	buffer_finish(&text);
}

/* A line that ends a chunk, three times over: each is a chunk. */
static void
test_chunk_end_line(void)
{
	struct buffer text;
	struct night n;
	char line[32];
	int i = 0, k, length;

	do
		length = snprintf(line, sizeof line, "end %d", i++);
	while (!ledger_ends_chunk(
	    ledger_record_hash((struct slice){ line, (size_t)length }, false)));
	buffer_init(&text, BUFFER_LARGEST);
	spell(&text, "ab");
	for (k = 0; k < 5; k++)
		buffer_printf(&text, "%s\n", line);
	night_begin(&n, false);
	read_text(&n, buffer_slice(&text), NULL);
	is_int((int64_t)n.kept, 25, "lines alike that end chunks all count");
	spell(&text, "c");
	read_text(&n, buffer_slice(&text), NULL);
	is_int((int64_t)n.kept, 35, "and are known when the log has grown");
	night_end(&n);
	buffer_finish(&text);
}

/* Random logs. */

enum { LOGS = 3, LINES = 30000, FILES = 12 };

static uint64_t
next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Lines [from, to) of all logs as one; every fortieth line or so is twice
 * the same, though it counts as two. */
static void
add_lines(struct buffer *out, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		buffer_printf(out, "%u.%03u GET host%u.example %u\n", from / 40,
		    from % 977, from * 2654435761u % 500,
		    from % 40 == 1 ? from - 1 : from);
}

struct piece {
	uint32_t from, to;
};

/* Files of one log's lines, or of two logs' joined, each perhaps cut. */
static int
choose_pieces(uint64_t *seed, bool cut, struct piece pieces[2])
{
	int count = next_random(seed) % 4 == 0 ? 2 : 1, i;
	uint32_t log = (uint32_t)(next_random(seed) % LOGS);

	for (i = 0; i < count; i++, log = (log + 1) % LOGS) {
		uint32_t size = LINES / (log * 4 + 1), a = 0, b = size;

		if (cut && next_random(seed) % 2 == 0)
			a = (uint32_t)(next_random(seed) % size);
		if (next_random(seed) % 2 == 0)
			b = a + (uint32_t)(next_random(seed) % (size - a));
		pieces[i] = (struct piece){ log * LINES + a, log * LINES + b };
	}
	return count;
}

static void
test_random(uint64_t seed, bool cut, bool all_hashes, int64_t spare)
{
	uint32_t most = LOGS * LINES, i, *wanted;
	struct night n;
	struct buffer text;
	int file, k, count;
	int64_t lost = 0, twice = 0;
	char name[128];

	night_begin(&n, all_hashes);
	n.most = most;
	n.counts = memory_zeroed(most, sizeof *n.counts);
	wanted = memory_zeroed(most, sizeof *wanted);
	buffer_init(&text, BUFFER_LARGEST);
	for (file = 0; file < FILES; file++) {
		struct piece pieces[2];

		buffer_reset(&text);
		count = choose_pieces(&seed, cut, pieces);
		for (k = 0; k < count; k++) {
			add_lines(&text, pieces[k].from, pieces[k].to);
			for (i = pieces[k].from; i < pieces[k].to; i++)
				wanted[i] = 1;
		}
		read_text(
		    &n, buffer_slice(&text), file % 2 == 0 ? NULL : n.ledger);
	}
	for (i = 0; i < most; i++) {
		uint32_t both = wanted[i];

		if (i % 40 == 1)
			continue;
		if (i % 40 == 0 && i + 1 < most)
			both += wanted[i + 1];
		if (n.counts[i] < both)
			lost += both - n.counts[i];
		else
			twice += n.counts[i] - both;
	}
	snprintf(name, sizeof name, "%s, %s: none is lost",
	    cut ? "cut, grown, joined" : "grown, joined",
	    all_hashes ? "all hashes kept" : "those of edges kept");
	is_int(lost, 0, name);
	snprintf(name, sizeof name, "... %lld counted again, at most %lld",
	    (long long)twice, (long long)spare);
	ok(twice <= spare, name);
	free(wanted);
	free(n.counts);
	buffer_finish(&text);
	night_end(&n);
}

/* Prints are half of a hash: two logs of a line each whose prints are alike
 * are still two. */
static void
test_like_prints(void)
{
	static const uint64_t one[] = { UINT64_C(0x1234567800000050) };
	static const uint64_t other[] = { UINT64_C(0x1234567800000051) };
	struct ledger_chunk a = { ledger_chunk_hash(one, 1, true, 0), 1, one };
	struct ledger_chunk b = { ledger_chunk_hash(other, 1, true, 0), 1,
		other };
	struct ledger_run runs[LEDGER_RUNS];
	struct ledger *l = ledger_create();

	ledger_add(l, &a);
	ok(ledger_runs(l, &a, PLACE_FIRST, runs) == 1,
	    "a log of one line is known");
	ok(ledger_runs(l, &b, PLACE_FIRST, runs) == 0,
	    "and one whose print is alike is not");
	ledger_destroy(l);
}

int
main(void)
{
	char path[64];
	uint64_t seed;

	if (mkdtemp(folder) == NULL)
		return 1;
	test_ways(false);
	test_ways(true);
	test_common_line();
	test_chunk_end_line();
	test_like_prints();
	for (seed = 1; seed <= 4; seed++) {
		/* A rest that does not tell, at each cut. */
		test_random(seed, true, true, FILES * 2 * 2 * TELLING);
		test_random(seed, false, true, FILES * 2 * TELLING);
		test_random(
		    seed, true, false, INT64_C(2) * FILES * CHUNK_RECORDS);
	}
	snprintf(path, sizeof path, "%s/log", folder);
	unlink(path);
	rmdir(folder);
	return done_testing();
}
