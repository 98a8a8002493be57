/*
 * What a test needs that gives a format single lines: an empty batch, and
 * the texts of its rows.
 */
#ifndef PARSE_H
#define PARSE_H

#include "tap.h"

#include "formats/format.h"

static struct symbols *symbols;
static struct batch *batch;
static struct arena *file, *scratch;

static inline int
sink(struct batch *b, void *ctx)
{
	(void)b;
	(void)ctx;
	return 0;
}

static inline void
set_up(void)
{
	symbols = symbols_create();
	batch = batch_create(symbols);
	file = arena_create();
	scratch = arena_create();
}

static inline void
tear_down(void)
{
	arena_destroy(scratch);
	arena_destroy(file);
	batch_destroy(batch);
	symbols_destroy(symbols);
}

/* A file of that name is begun, into the empty batch. */
static inline struct parse
begin_file(const char *format, const char *path,
    const struct format_options *options)
{
	struct parse p = { .batch = batch,
		.sink = sink,
		.options = options,
		.path = slice_of(path) };

	batch_reset(batch);
	arena_reset(file);
	arena_reset(scratch);
	parse_begin_file(&p, format_find(slice_of(format)), file, scratch);
	return p;
}

/* The last four that were asked for stay. */
static inline const char *
row_text(uint32_t row, enum column c)
{
	static char copies[4][600];
	static int turn;
	char *copy = copies[turn = (turn + 1) % 4];

	snprintf(copy, sizeof *copies, "%.*s",
	    SLICE_ARG(batch_text(batch, row, c)));
	return copy;
}

#endif
