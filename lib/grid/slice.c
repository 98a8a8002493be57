#include <err.h>
#include <fcntl.h>
#include <unistd.h>
#include <stdlib.h>

#include "archive/archive.h"
#include "archive/zstd_writer.h"
#include "base/arena.h"
#include "event/frame.h"

#include "slice.h"

struct slice_writer {
	struct arena *arena;
	const char *path;
	struct zstd_writer *file;
	struct frame_writer *frames;
	struct batch *part; /* some rows of a batch */
};

static int
put_bytes(void *file, struct slice bytes)
{
	zstd_writer_add(file, bytes); /* which fails as it is finished */
	return 0;
}

struct slice_writer *
slice_create(const char *path, struct symbols *symbols)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	struct slice_writer *w;

	if (fd == -1) {
		warn("%s", path);
		return NULL;
	}
	close(fd);
	w = memory_zeroed(1, sizeof *w);
	if ((w->file = zstd_writer_create(path)) == NULL) {
		free(w);
		return NULL;
	}
	w->arena = arena_create();
	w->path = arena_text(w->arena, slice_of(path));
	w->frames = frame_writer_through(put_bytes, w->file, symbols);
	w->part = batch_create(symbols);
	return w;
}

static int
put(struct slice_writer *w, const struct batch *b)
{
	if (frame_write(w->frames, b) == 0)
		return 0;
	warn("%s", w->path);
	return -1;
}

int
slice_input(struct slice_writer *w, struct slice path)
{
	uint32_t row;

	batch_reset(w->part);
	row = batch_add(w->part);
	batch_set_text(w->part, row, COL_EVENT_KIND, SLICE("state"));
	batch_set_text(w->part, row, COL_ACTION, SLICE("input"));
	batch_set_text(w->part, row, COL_FILE_PATH, path);
	return put(w, w->part);
}

static void
copy_texts(struct batch *to, const struct batch *from, uint32_t first,
    enum column c)
{
	uint32_t i;

	for (i = 0; i < batch_rows(to); i++) {
		struct slice text = batch_text(from, first + i, c);

		if (text.len > 0)
			batch_set_text(to, i, c, text);
	}
}

/* Rows [first, end) of a batch, column by column. */
static void
copy_rows(struct batch *to, const struct batch *from, uint32_t first,
    uint32_t end)
{
	uint32_t count = end - first, i;
	int c;

	batch_reset(to);
	for (i = 0; i < count; i++)
		batch_add(to);
	for (c = 0; c < COLUMN_COUNT; c++) {
		enum column k = (enum column)c;

		if (!batch_uses(from, k))
			continue;
		if (columns[c].kind == KIND_TEXT)
			copy_texts(to, from, first, k);
		else if (columns[c].kind == KIND_SYMBOL)
			memcpy(batch_fill_symbols(to, k),
			    batch_symbol_column(from, k) + first,
			    count * sizeof(symbol));
		else
			memcpy(batch_fill_numbers(to, k),
			    batch_numbers(from, k) + first,
			    count * sizeof(int64_t));
	}
}

static bool
is_state(const struct batch *b, uint32_t row, struct slice action)
{
	return slice_equal(batch_text(b, row, COL_EVENT_KIND),
		   SLICE("state")) &&
	    slice_equal(batch_text(b, row, COL_ACTION), action);
}

int
slice_write(struct slice_writer *w, struct batch *b)
{
	uint32_t row, rows = batch_rows(b), first = 0;
	symbol state = symbols_find(batch_symbols(b), DOMAIN_WORD,
	    SLICE("state"));

	for (row = 0; row < rows; row++) {
		if (batch_symbol(b, row, COL_EVENT_KIND) != state)
			continue;
		/* Device and inode tell of one machine, not of the log. */
		if (is_state(b, row, SLICE("open")))
			batch_set_text(b, row, COL_DETAIL, SLICE(""));
		if (!is_state(b, row, SLICE("close")))
			continue;
		copy_rows(w->part, b, first, row);
		if (put(w, w->part) == -1)
			return -1;
		copy_rows(w->part, b, row, row + 1);
		if (put(w, w->part) == -1)
			return -1;
		first = row + 1;
	}
	if (first == 0)
		return put(w, b);
	copy_rows(w->part, b, first, rows);
	return put(w, w->part);
}

int
slice_finish(struct slice_writer *w)
{
	int result = frame_write_end(w->frames);

	if (zstd_writer_finish(w->file) == -1)
		result = -1;
	if (result == -1)
		warnx("%s: is not whole", w->path);
	frame_writer_destroy(w->frames);
	batch_destroy(w->part);
	arena_destroy(w->arena);
	free(w);
	return result;
}

/* Our own files, believed by their SHA-256. */
static const struct archive_limits no_limits = { UINT64_MAX, UINT64_MAX, 1,
	UINT32_MAX };

struct slice_reader {
	struct archive_file *file;
	int more;   /* 1: a batch is held; else the end or its fault */
	bool fresh; /* what is held was not handed out yet */
	struct frame_reader *frames;
	struct batch *batch;
};

static void
advance(struct slice_reader *r)
{
	if (r->more == 1)
		r->more = frame_read(r->frames, r->batch);
	r->fresh = r->more == 1;
}

/* As fd_read_all. */
static int
get_bytes(void *file, void *to, size_t len)
{
	size_t got = 0;
	int64_t n = 1;

	while (got < len && n > 0)
		if ((n = archive_read(file, (char *)to + got, len - got)) > 0)
			got += (size_t)n;
	return got == len ? 1 : got == 0 && n == 0 ? 0 : -1;
}

struct slice_reader *
slice_open(const char *path, struct symbols *symbols)
{
	struct archive_file *file = archive_open(path, &no_limits);
	struct archive_member member;
	struct slice_reader *r;

	if (file == NULL || archive_next(file, &member) != 1) {
		warnx("%s: %s", path, archive_problem(file));
		archive_close(file);
		return NULL;
	}
	r = memory_zeroed(1, sizeof *r);
	r->file = file;
	r->more = 1;
	r->frames = frame_reader_through(get_bytes, file, symbols);
	r->batch = batch_create(symbols);
	advance(r);
	return r;
}

static bool
is_input(const struct slice_reader *r)
{
	return r->more == 1 && is_state(r->batch, 0, SLICE("input"));
}

bool
slice_begin(struct slice_reader *r, struct slice path)
{
	if (!r->fresh)
		advance(r);
	if (!is_input(r) ||
	    !slice_equal(batch_text(r->batch, 0, COL_FILE_PATH), path))
		return false;
	advance(r);
	return true;
}

int
slice_next(struct slice_reader *r, struct batch **b, bool *close)
{
	if (!r->fresh)
		advance(r);
	if (r->more != 1 || is_input(r))
		return r->more == 1 ? 0 : r->more;
	r->fresh = false;
	*b = r->batch;
	*close = is_state(r->batch, 0, SLICE("close"));
	return 1;
}

bool
slice_ended(struct slice_reader *r)
{
	if (!r->fresh)
		advance(r);
	return r->more == 0;
}

void
slice_close(struct slice_reader *r)
{
	if (r == NULL)
		return;
	archive_close(r->file);
	frame_reader_destroy(r->frames);
	batch_destroy(r->batch);
	free(r);
}
