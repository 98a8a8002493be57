/*
 * Batches, and their two ways to travel: frames and TSV.
 */
#include <stdlib.h>
#include <unistd.h>

#include "event/frame.h"
#include "event/tsv.h"

#include "../tap.h"

static void
fill(struct batch *b)
{
	uint32_t row = batch_add(b);

	batch_set_text(b, row, COL_ACCOUNT, SLICE("amy"));
	row = batch_add(b);
	batch_set_number(b, row, COL_TIMESTAMP, 1793404800123456);
	batch_set_text(b, row, COL_PATH, SLICE("/a\tb\\c\nd\re"));
	batch_set_text(b, row, COL_DOMAIN_NAME, SLICE("x.example"));
	batch_set_number(b, row, COL_BYTES, -5);
	row = batch_add(b);
	batch_set_text(b, row, COL_ACCOUNT, SLICE("bob"));
	batch_set_text(b, row, COL_AGENT, SLICE("caf\xc3\xa9"));
}

static void
check_rows(const struct batch *b, const char *way)
{
	printf("# %s\n", way);
	is_int(batch_rows(b), 3, "three rows");
	ok(slice_equal(batch_text(b, 0, COL_ACCOUNT), SLICE("amy")), "symbol");
	ok(batch_symbol(b, 1, COL_ACCOUNT) == 0, "unknown symbol");
	is_int(batch_number(b, 1, COL_TIMESTAMP), 1793404800123456, "time");
	ok(batch_number(b, 0, COL_TIMESTAMP) == TIME_UNKNOWN, "no time");
	ok(slice_equal(batch_text(b, 1, COL_PATH), SLICE("/a\tb\\c\nd\re")),
	    "text with every escape");
	is_int(batch_number(b, 1, COL_BYTES), -5, "negative number");
	ok(slice_equal(batch_text(b, 2, COL_AGENT), SLICE("caf\xc3\xa9")),
	    "UTF-8");
}

static void
test_keep(void)
{
	struct symbols *s = symbols_create();
	struct batch *b = batch_create(s);
	bool keep[] = { false, true, true };

	fill(b);
	batch_keep(b, keep);
	is_int(batch_rows(b), 2, "one row dropped");
	ok(slice_equal(batch_text(b, 0, COL_DOMAIN_NAME), SLICE("x.example")),
	    "the second is first now");
	ok(slice_equal(batch_text(b, 1, COL_ACCOUNT), SLICE("bob")),
	    "the third is second");
	batch_reset(b);
	batch_add(b);
	ok(batch_text(b, 0, COL_ACCOUNT).len == 0, "reset forgets");
	batch_destroy(b);
	symbols_destroy(s);
}

/* Rows begin unknown, also where one that was taken back had stood. */
static void
test_blank(void)
{
	static bool keep[BATCH_ROWS];
	struct symbols *s = symbols_create();
	struct batch *b = batch_create(s);
	uint32_t row, wrong = 0;

	while (!batch_full(b)) {
		row = batch_add(b);
		batch_set_number(b, row, COL_BYTES, 7);
		batch_set_text(b, row, COL_ACCOUNT, SLICE("amy"));
		batch_set_text(b, row, COL_PATH, SLICE("/a"));
		batch_drop_last(b);
		row = batch_add(b);
		wrong += batch_number(b, row, COL_BYTES) != NUMBER_UNKNOWN;
		wrong += batch_symbol(b, row, COL_ACCOUNT) != 0;
		wrong += batch_text(b, row, COL_PATH).len != 0;
		batch_set_number(b, row, COL_BYTES, 8);
	}
	is_int(wrong, 0, "no row has what another one had");
	is_int(batch_rows(b), BATCH_ROWS, "a full batch");
	batch_keep(b, keep);
	row = batch_add(b);
	ok(batch_number(b, row, COL_BYTES) == NUMBER_UNKNOWN,
	    "unknown after all others went");
	batch_set_text(b, row, COL_AGENT, SLICE("x"));
	row = batch_add(b);
	ok(batch_text(b, row, COL_AGENT).len == 0, "a column used late");
	batch_destroy(b);
	symbols_destroy(s);
}

static void
test_frames(void)
{
	struct symbols *from = symbols_create(), *to = symbols_create();
	struct batch *b = batch_create(from), *got = batch_create(to);
	struct frame_writer *w;
	struct frame_reader *r;
	int fd[2];

	/* Numbers differ on the two sides, as in real life. */
	symbols_add(to, DOMAIN_ACCOUNT, SLICE("zoe"));
	if (pipe(fd) == -1)
		exit(1);
	w = frame_writer_create(fd[1], from);
	r = frame_reader_create(fd[0], to);
	fill(b);
	ok(frame_write(w, b) == 0 && frame_write(w, b) == 0, "two frames");
	ok(frame_write_end(w) == 0, "the end");
	is_int(frame_read(r, got), 1, "first frame");
	check_rows(got, "first frame");
	is_int(frame_read(r, got), 1, "second frame");
	check_rows(got, "second frame");
	is_int(frame_read(r, got), 0, "end in order");
	ok(frame_write(w, b) == 0, "one more frame");
	close(fd[1]);
	is_int(frame_read(r, got), 1, "is read");
	is_int(frame_read(r, got), -1, "a pipe that breaks is told");
	close(fd[0]);
	frame_writer_destroy(w);
	frame_reader_destroy(r);
	batch_destroy(b);
	batch_destroy(got);
	symbols_destroy(from);
	symbols_destroy(to);
}

/* Every byte of a good frame changed in turn: never a crash. */
static void
test_damaged_frames(void)
{
	struct symbols *from = symbols_create();
	struct batch *b = batch_create(from);
	struct frame_writer *w;
	char frame[4096];
	int fd[2];
	ssize_t len, i;
	uint32_t sum = 0;

	if (pipe(fd) == -1)
		exit(1);
	w = frame_writer_create(fd[1], from);
	fill(b);
	frame_write(w, b);
	len = read(fd[0], frame, sizeof frame);
	if (freopen("/dev/null", "w", stderr) == NULL)
		exit(1);
	for (i = 8; i < len; i++) {
		struct symbols *to = symbols_create();
		struct batch *got = batch_create(to);
		struct frame_reader *r = frame_reader_create(fd[0], to);

		frame[i] = (char)(frame[i] ^ 0xff);
		if (write(fd[1], frame, (size_t)len) != len)
			exit(1);
		sum += (uint32_t)(frame_read(r, got) + 1);
		frame[i] = (char)(frame[i] ^ 0xff);
		frame_reader_destroy(r);
		batch_destroy(got);
		symbols_destroy(to);
	}
	ok(sum > 0, "damaged frames are refused or read, not obeyed");
	frame_writer_destroy(w);
	batch_destroy(b);
	symbols_destroy(from);
	close(fd[0]);
	close(fd[1]);
}

static int
check_batch(struct batch *b, void *ctx)
{
	*(int *)ctx += 1;
	check_rows(b, "TSV");
	return 0;
}

static void
test_tsv(void)
{
	struct symbols *from = symbols_create(), *to = symbols_create();
	struct batch *b = batch_create(from);
	struct tsv_writer *w;
	FILE *f = tmpfile();
	uint64_t bad = 0;
	int calls = 0;

	fill(b);
	w = tsv_writer_create(f);
	ok(tsv_write(w, b) == 0, "written");
	tsv_writer_destroy(w);
	rewind(f);
	ok(tsv_read(f, "t", to, check_batch, &calls, &bad) == 0, "read");
	is_int(calls, 1, "one batch");
	is_int((int64_t)bad, 0, "no bad row");
	fclose(f);
	batch_destroy(b);
	symbols_destroy(from);
	symbols_destroy(to);
}

static int
write_on(struct batch *b, void *ctx)
{
	return tsv_write(ctx, b);
}

static void
test_passing_through(void)
{
	static const char text[] = "mine\tuser.name\talso\n"
				   "1\tamy\t2\\t\n\tbob\t\n";
	struct symbols *s = symbols_create();
	FILE *in = fmemopen((void *)(uintptr_t)text, sizeof text - 1, "r");
	char out[65536] = "";
	FILE *to = fmemopen(out, sizeof out, "w");
	struct tsv_writer *w = tsv_writer_create(to);

	ok(tsv_read(in, "t", s, write_on, w, NULL) == 0, "read and written");
	ok(tsv_writer_destroy(w) == 0, "all of it");
	fclose(to);
	fclose(in);
	ok(strstr(out, "\tmine\talso\n") != NULL, "unknown names pass");
	ok(strstr(out, "\t1\t2\\t\n") != NULL, "unknown cells pass");
	symbols_destroy(s);
}

int
main(void)
{
	test_keep();
	test_blank();
	test_frames();
	test_tsv();
	test_passing_through();
	test_damaged_frames();
	return done_testing();
}
