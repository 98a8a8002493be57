/*
 * Files to batches: intake gives records, a format gives events, and state
 * rows say which file, which chunk, and how it ended.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/command.h"
#include "base/hash.h"
#include "base/json.h"
#include "intake/intake.h"
#include "night/reader.h"

#define HALF_A_YEAR (182 * 24 * TIME_HOUR)
#define CLOCKS_DIFFER (15 * TIME_MINUTE)

struct reader {
	const struct reader_job *job;
	struct reader_counts *n;
	struct batch *batch;
	struct intake *intake;
	struct arena *file, *scratch;
	struct parse parse;
	const char *path;
	struct buffer text; /* for hashes and details in hexadecimal */
	/* Of the member in hand. */
	uint64_t records, ignored;
	int64_t last_inferred; /* stamp of which the year was inferred */
	int64_t now;
	uint64_t ahead;	    /* events that are stamped later than it */
	int64_t ahead_last; /* the last such stamp */
	bool failed; /* the sink said stop */
};

/* What has a stamp that lies ahead is kept, but it is not where it belongs. */
static void
watch_clock(struct reader *r)
{
	const int64_t *stamps = batch_numbers(r->batch, COL_TIMESTAMP);
	uint32_t row, rows = stamps == NULL ? 0 : batch_rows(r->batch);

	for (row = 0; row < rows; row++)
		if (stamps[row] > r->now + CLOCKS_DIFFER) {
			r->ahead++;
			if (stamps[row] > r->ahead_last)
				r->ahead_last = stamps[row];
		}
}

static int
pass_on(struct batch *b, void *ctx)
{
	struct reader *r = ctx;

	watch_clock(r);
	return r->job->sink(b, r->job->sink_ctx);
}

static int
hand_on(struct reader *r)
{
	if (batch_rows(r->batch) > 0 && pass_on(r->batch, r) == -1)
		r->failed = true;
	batch_reset(r->batch);
	return r->failed ? -1 : 0;
}

static uint32_t
add_row(struct reader *r, struct slice kind, struct slice action)
{
	uint32_t row;

	if (batch_full(r->batch))
		hand_on(r);
	row = batch_add(r->batch);
	batch_set_text(r->batch, row, COL_EVENT_KIND, kind);
	batch_set_text(r->batch, row, COL_ACTION, action);
	batch_set_text(r->batch, row, COL_FILE_PATH, r->parse.path);
	return row;
}

static void
add_reject(struct reader *r, const struct intake_record *record,
    const char *reason)
{
	uint32_t row = add_row(r, SLICE("pipeline_error"), SLICE("reject"));

	batch_set_number(r->batch, row, COL_OFFSET, record->offset);
	batch_set_number(r->batch, row, COL_LENGTH, record->length);
	batch_set_text(r->batch, row, COL_REASON, slice_of(reason));
	r->n->rejected++;
	if (r->job->rejects == NULL)
		return;
	buffer_reset(&r->text);
	buffer_shown(&r->text, r->parse.path);
	fprintf(r->job->rejects, "%.*s\t%lld\t%lu\t%s\n",
	    SLICE_ARG(buffer_slice(&r->text)), (long long)record->offset,
	    (unsigned long)record->length, reason);
}

static void
add_open(struct reader *r)
{
	uint32_t row = add_row(r, SLICE("state"), SLICE("open"));
	struct stat st;

	batch_set_text(r->batch, row, COL_DATASET,
	    slice_of(r->parse.format->name));
	if (stat(r->path, &st) == -1)
		return;
	buffer_reset(&r->text);
	buffer_printf(&r->text,
	    "{\"file\":");
	json_quote(&r->text, slice_of(r->path));
	buffer_printf(&r->text,
	    ",\"device\":%llu,\"inode\":%llu,\"size\":%lld,"
	    "\"modified\":%lld,\"changed\":%lld}",
	    (unsigned long long)st.st_dev, (unsigned long long)st.st_ino,
	    (long long)st.st_size,
	    (long long)st.st_mtim.tv_sec * 1000000 +
		st.st_mtim.tv_nsec / 1000,
	    (long long)st.st_ctim.tv_sec * 1000000 +
		st.st_ctim.tv_nsec / 1000);
	batch_set_text(r->batch, row, COL_DETAIL, buffer_slice(&r->text));
}

static void
put_hex(struct buffer *out, uint64_t n)
{
	char text[HASH64_HEX];

	hash64_to_hex(n, text);
	buffer_add(out, (struct slice){ text, sizeof text });
}

static void
add_chunk(struct reader *r, const struct intake_chunk *c)
{
	uint32_t row = add_row(r, SLICE("state"), SLICE("chunk")), i;

	batch_set_number(r->batch, row, COL_OFFSET, c->offset);
	batch_set_number(r->batch, row, COL_LENGTH, (int64_t)c->length);
	batch_set_number(r->batch, row, COL_RECORDS, c->count);
	buffer_reset(&r->text);
	put_hex(&r->text, c->hash.high);
	put_hex(&r->text, c->hash.low);
	batch_set_text(r->batch, row, COL_HASH, buffer_slice(&r->text));
	buffer_reset(&r->text);
	for (i = 0; i < c->count; i++)
		put_hex(&r->text, c->records[i].hash);
	batch_set_text(r->batch, row, COL_RECORD_HASHES,
	    buffer_slice(&r->text));
}

static void
add_close(struct reader *r, const char *trouble)
{
	uint32_t row = add_row(r, SLICE("state"), SLICE("close"));

	batch_set_number(r->batch, row, COL_RECORDS, (int64_t)r->records);
	batch_set_number(r->batch, row, COL_IGNORED, (int64_t)r->ignored);
	/* Which records are known by their numbers, the keeper says. */
	batch_set_number(r->batch, row, COL_DUPLICATES, 0);
	batch_set_text(r->batch, row, COL_SHA256,
	    slice_of(intake_sha256(r->intake)));
	if (trouble != NULL)
		batch_set_text(r->batch, row, COL_REASON, slice_of(trouble));
}

/*
 * A log of more than a year that does not write the year is all taken to be of
 * its last twelve months.  That shows where its stamps go back by half a year;
 * the one thing to be done is to say so.
 */
static void
watch_years(struct reader *r)
{
	uint32_t rows = batch_rows(r->batch);
	int64_t t;

	if (rows == 0 || !slice_equal(batch_text(r->batch, rows - 1,
	    COL_TIME_SOURCE), SLICE("year")))
		return;
	t = batch_number(r->batch, rows - 1, COL_TIMESTAMP);
	if (r->last_inferred != TIME_UNKNOWN &&
	    t < r->last_inferred - HALF_A_YEAR && r->last_inferred > 0) {
		command_warn(r->parse.path,
		    "its lines do not tell their year, and go back by "
		    "more than half a year: years before its last one are "
		    "wrong; read it in parts, with sources: before:");
		r->last_inferred = 0; /* once */
	} else if (r->last_inferred != 0)
		r->last_inferred = t;
}

static void
read_record(struct reader *r, const struct intake_record *record)
{
	const char *reason = record->fault;

	if (reason == NULL) {
		r->parse.record = record->text;
		r->parse.offset = record->offset;
		reason = parse_record(&r->parse);
	}
	if (reason == parse_ignored) {
		r->ignored++;
		r->n->ignored++;
	} else if (reason != NULL)
		add_reject(r, record, reason);
	else {
		r->n->used++;
		watch_years(r);
	}
	if (arena_used(r->scratch) > 0)
		arena_reset(r->scratch);
}

static void
read_chunk(struct reader *r, const struct intake_chunk *c)
{
	/* Lines under a header mean nothing without it: such a log is read
	 * again whole, and the keeper drops what it knows. */
	bool again = r->parse.format->header;
	uint32_t leading = again ? 0 : c->leading;
	uint32_t trailing = again ? 0 : c->trailing;
	uint32_t i, end = c->count - trailing;

	r->records += c->count;
	r->n->records += c->count;
	r->n->duplicate += leading + trailing;
	add_chunk(r, c);
	for (i = leading; i < end && !r->failed; i++)
		read_record(r, &c->records[i]);
	r->failed |= r->parse.failed;
	if (r->job->progress != NULL)
		fprintf(r->job->progress, "\r%llu records",
		    (unsigned long long)r->n->records);
}

/* Where a file is not recognised, all that it has is one reject. */
static void
refuse_member(struct reader *r, const struct intake_member *m)
{
	command_warn(m->path,
	    "not a log that beadle knows, or too few lines to tell");
	r->n->bad_files++;
}

static void
read_member(struct reader *r, const struct intake_member *m)
{
	const struct format *format = r->job->format;
	struct format_options options = *r->job->options;
	struct intake_chunk chunk;
	const char *trouble = NULL;
	int more = 0;

	if (m->head.len == 0)
		return;
	options.modified = sources_latest(m->path, m->modified);
	if (r->job->sources != NULL) {
		const struct format *declared = sources_of(r->job->sources,
		    m->path, &options);

		if (format == NULL)
			format = declared;
	}
	if (format == NULL &&
	    (format = format_recognise_with(m->path, m->head, &options)) ==
		NULL) {
		refuse_member(r, m);
		return;
	}
	r->records = r->ignored = 0;
	r->last_inferred = TIME_UNKNOWN;
	arena_reset(r->file);
	arena_reset(r->scratch);
	r->parse = (struct parse){ .batch = r->batch,
		.sink = pass_on,
		.sink_ctx = r,
		.options = &options,
		.path = arena_copy(r->file, m->path) };
	parse_begin_file(&r->parse, format, r->file, r->scratch);
	add_open(r);
	while (!r->failed &&
	    (more = intake_next_chunk(r->intake, format->framing,
		 r->job->growing, &chunk)) > 0)
		read_chunk(r, &chunk);
	if (!r->failed && format->finish != NULL)
		format->finish(&r->parse);
	r->failed |= r->parse.failed;
	if (!r->failed && more == -1) {
		trouble = intake_problem(r->intake);
		command_warn(m->path, "%s", trouble);
		r->n->bad_files++;
	}
	add_close(r, trouble);
}

static void
read_members(struct reader *r)
{
	struct intake_member member;
	int more = 0;

	while (!r->failed &&
	    (more = intake_next_member(r->intake, &member)) > 0)
		read_member(r, &member);
	if (more == -1 && !r->failed) {
		command_warn(slice_of(r->path), "%s",
		    intake_problem(r->intake));
		r->n->bad_files++;
	}
}

static void
tell_clock(const struct reader *r)
{
	struct buffer last;

	if (r->ahead == 0)
		return;
	buffer_init(&last, 64);
	time_print_seconds(&last, r->ahead_last);
	command_warn(slice_of(r->path),
	    "%llu events are stamped later than now, the last %.*s: are the "
	    "clock and the zone of its computer right?",
	    (unsigned long long)r->ahead, SLICE_ARG(buffer_slice(&last)));
	buffer_finish(&last);
}

int
reader_file(const struct reader_job *job, const char *path,
    struct reader_counts *n)
{
	struct reader r = { .job = job, .n = n, .path = path,
		.now = time_now(), .ahead_last = TIME_UNKNOWN };

	r.intake = intake_create(job->ledger);
	if (intake_open(r.intake, path) == -1) {
		n->bad_files++;
		intake_destroy(r.intake);
		return 0;
	}
	n->files++;
	r.batch = batch_create(job->symbols);
	r.file = arena_create();
	r.scratch = arena_create();
	buffer_init(&r.text, BUFFER_LARGEST);
	read_members(&r);
	hand_on(&r);
	tell_clock(&r);
	buffer_finish(&r.text);
	arena_destroy(r.file);
	arena_destroy(r.scratch);
	batch_destroy(r.batch);
	intake_close(r.intake);
	intake_destroy(r.intake);
	return r.failed ? -1 : 0;
}
