/*
 * One reading of a file, without rights, for its days and chunks.
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>

#include "event/frame.h"
#include "grid/scan.h"
#include "night/process.h"
#include "night/sources.h"

#include "durable.h"
#include "rows.h"

struct scan {
	const struct settings *settings;
	struct symbols *symbols;
	int32_t *days; /* in order */
	size_t day_count, day_room;
	int64_t since, until; /* of the day met last */
	uint64_t chunks;
	struct sha256 *content;
};

static void
add_day(struct scan *n, int32_t day)
{
	size_t at = n->day_count;

	while (at > 0 && n->days[at - 1] > day)
		at--;
	if (at > 0 && n->days[at - 1] == day)
		return;
	GROW(n->days, n->day_count, n->day_room);
	memmove(n->days + at + 1, n->days + at,
	    (n->day_count - at) * sizeof *n->days);
	n->days[at] = day;
	n->day_count++;
}

static void
see_time(struct scan *n, int64_t t)
{
	const struct zone *z = n->settings->zone;
	int32_t day;

	if (t == TIME_UNKNOWN || (t >= n->since && t < n->until))
		return;
	day = zone_civil(z, t).day;
	n->since = zone_day_start(z, day);
	n->until = zone_day_start(z, day + 1);
	add_day(n, day);
}

static void
see_batch(struct scan *n, const struct batch *b)
{
	symbol state = symbols_find(n->symbols, DOMAIN_WORD, SLICE("state"));
	uint32_t row;

	for (row = 0; row < batch_rows(b); row++) {
		if (batch_symbol(b, row, COL_EVENT_KIND) != state ||
		    state == 0)
			see_time(n, grid_time(b, row));
		else if (slice_equal(batch_text(b, row, COL_ACTION),
			     SLICE("chunk"))) {
			n->chunks++;
			sha256_add(n->content, batch_text(b, row, COL_HASH));
		}
	}
}

static int
see_all(struct scan *n, int batches)
{
	struct frame_reader *r = frame_reader_create(batches, n->symbols);
	struct batch *b = batch_create(n->symbols);
	int more;

	while ((more = frame_read(r, b)) == 1)
		see_batch(n, b);
	batch_destroy(b);
	frame_reader_destroy(r);
	return more;
}

static int
read_through(struct scan *n, const char *path, struct reader_counts *counts)
{
	struct format_options options = { .modified = TIME_UNKNOWN };
	struct reader_job job = { .options = &options,
		.sources = sources_require(n->settings), .growing = true };
	struct night_files files = { 0 };
	struct reader_process p;
	int result, walls;

	if (job.sources == NULL)
		return -1;
	GROW(files.paths, files.count, files.room);
	files.paths[files.count++] = memory_alloc(strlen(path) + 1);
	memcpy(files.paths[0], path, strlen(path) + 1);
	sources_options(job.sources, &options);
	result = reader_process_start(&p, &job, &files);
	if (result == 0) {
		result = see_all(n, p.batches);
		if (reader_process_end(&p, result == 0, counts, &walls) == -1)
			result = -1;
	}
	night_files_finish(&files);
	sources_destroy(job.sources);
	return result;
}

static void
print(struct scan *n, const char *path, uint64_t size, const char *hex,
    const struct reader_counts *counts, FILE *out)
{
	unsigned char digest[SHA256_SIZE];
	char content[SHA256_HEX];
	struct buffer days;
	size_t i;

	sha256_take(n->content, digest);
	sha256_hex(digest, content);
	buffer_init(&days, 1 << 20);
	buffer_text(&days, "");
	for (i = 0; i < n->day_count; i++) {
		if (i > 0)
			buffer_char(&days, ',');
		day_print(&days, n->days[i]);
	}
	fprintf(out,
	    "%.*s\t%s\t%" PRIu64 "\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s\t%.*s\n",
	    SLICE_ARG(n->settings->path), path, size, hex, counts->records,
	    n->chunks, content, SLICE_ARG(buffer_slice(&days)));
	buffer_finish(&days);
}

int
scan_file(const struct settings *s, const char *path, FILE *out)
{
	struct scan n = { .settings = s };
	struct reader_counts counts = { 0 };
	char hex[SHA256_HEX];
	uint64_t size;
	int result;

	if (rows_is_bad(slice_of(path)) || rows_is_bad(s->path)) {
		warnx("%s: a plan cannot name it", path);
		return -1;
	}
	if (grid_hash_file(path, &size, hex) == -1) {
		warn("%s", path);
		return -1;
	}
	n.symbols = symbols_create();
	n.content = sha256_create();
	result = read_through(&n, path, &counts);
	if (result == 0)
		print(&n, path, size, hex, &counts, out);
	sha256_destroy(n.content);
	symbols_destroy(n.symbols);
	free(n.days);
	return result == 0 && counts.bad_files > 0 ? 1 : result;
}
