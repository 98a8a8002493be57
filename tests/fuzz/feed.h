/*
 * Feeds lines to one format, as a reader does, and holds it to what every
 * format promises.
 */
#ifndef FEED_H
#define FEED_H

#include <stdlib.h>

#include "formats/format.h"

struct fed {
	uint64_t records, used, ignored, rejected, rows;
};

enum { INPUTS_OF_A_BATCH = 256 };

/* Making a batch costs far more than most inputs do, so one serves many. */
static struct batch *
feed_batch(void)
{
	static struct batch *batch;
	static struct symbols *symbols;
	static unsigned inputs;

	if (inputs++ % INPUTS_OF_A_BATCH == 0) {
		batch_destroy(batch);
		symbols_destroy(symbols);
		symbols = symbols_create();
		batch = batch_create(symbols);
	}
	batch_reset(batch);
	return batch;
}

static void
feed_check(const struct batch *b, struct fed *n)
{
	uint32_t row, rows = batch_rows(b);

	n->rows += rows;
	for (row = 0; row < rows; row++) {
		if (batch_number(b, row, COL_TIMESTAMP) == TIME_UNKNOWN ||
		    batch_number(b, row, COL_OFFSET) < 0 ||
		    batch_text(b, row, COL_DATASET).len == 0 ||
		    batch_text(b, row, COL_CHANNEL).len == 0 ||
		    batch_text(b, row, COL_TIME_SOURCE).len == 0)
			abort();
		/* A NUL would end a name early somewhere. */
		if (memchr(batch_text(b, row, COL_ACCOUNT).ptr, '\0',
			batch_text(b, row, COL_ACCOUNT).len) != NULL)
			abort();
	}
}

static int
feed_sink(struct batch *b, void *ctx)
{
	feed_check(b, ctx);
	return 0;
}

static void
feed_line(struct parse *p, struct fed *n, struct slice line)
{
	uint32_t before = batch_rows(p->batch);
	const char *why;

	/* In memory of its own, so that a byte too far is seen. */
	char *copy = malloc(line.len == 0 ? 1 : line.len);

	if (copy == NULL)
		abort();
	memcpy(copy, line.ptr, line.len);
	p->record = (struct slice){ copy, line.len };
	why = parse_record(p);
	free(copy);
	arena_reset(p->scratch);
	n->records++;
	if (why == NULL)
		n->used++;
	else if (why == parse_ignored)
		n->ignored++;
	else
		n->rejected++;
	/* What is refused leaves no half row. */
	if (why != NULL && why != parse_ignored &&
	    batch_rows(p->batch) != before)
		abort();
}

__attribute__((unused)) static struct fed
feed_by(const struct format *format, struct slice squid_logformat,
    const uint8_t *bytes, size_t size)
{
	struct fed n = { 0 };
	struct format_options options = { .modified = INT64_C(1791000000000000),
		.keep_search_terms = true,
		.keep_subjects = true,
		.squid_logformat = squid_logformat };
	struct slice rest = { (const char *)bytes, size }, line;
	struct parse p = { .batch = feed_batch(),
		.sink = feed_sink,
		.sink_ctx = &n,
		.options = &options,
		.path = SLICE("log") };
	struct arena *file = arena_create(), *scratch = arena_create();

	parse_begin_file(&p, format, file, scratch);
	while (slice_take_line(&rest, &line)) {
		feed_line(&p, &n, line);
		p.offset += (int64_t)line.len + 1;
	}
	if (format->finish != NULL)
		format->finish(&p);
	feed_check(p.batch, &n);
	if (n.used + n.ignored + n.rejected != n.records)
		abort();
	arena_destroy(scratch);
	arena_destroy(file);
	return n;
}

static inline struct fed
feed(const struct format *format, const uint8_t *bytes, size_t size)
{
	return feed_by(format, SLICE(""), bytes, size);
}

/* Feeds the bytes to each of these formats, whose used lines are one row
 * each; NULL ends the names. */
static inline void
feed_each(const char *const *names, const uint8_t *bytes, size_t size)
{
	for (; *names != NULL; names++) {
		struct fed n = feed(format_find(slice_of(*names)), bytes,
		    size);

		if (n.rows != n.used)
			abort();
	}
}

#endif
