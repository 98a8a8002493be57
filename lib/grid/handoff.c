/*
 * Events for stores of others: after settle, so that kinds, people and
 * periods are those of the reports; names as keyed pseudonyms.
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/zstd_writer.h"
#include "base/command.h"
#include "base/csv.h"
#include "night/pseudonyms.h"

#include "durable.h"
#include "merge.h"

static const struct given {
	const char *name;
	enum column column;
} given[] = {
	{ "ts", COL_START },
	{ "channel", COL_CHANNEL },
	{ "dataset", COL_DATASET },
	{ "action", COL_ACTION },
	{ "type", COL_TYPE },
	{ "outcome", COL_OUTCOME },
	{ "kind", COL_KIND },
	{ "category", COL_CATEGORY },
	{ "period", COL_PERIOD },
	{ "hour", COL_HOUR },
	{ "user_key", COL_ACCOUNT },
	{ "person_key", COL_PERSON },
	{ "role", COL_ROLE },
	{ "year", COL_YEAR },
	{ "attribution", COL_ATTRIBUTION },
	{ "device_key", COL_DEVICE },
	{ "domain", COL_DOMAIN_NAME },
	{ "method", COL_METHOD },
	{ "status", COL_STATUS },
	{ "bytes", COL_BYTES },
	{ "duration_ns", COL_DURATION },
};
enum { GIVEN = sizeof given / sizeof *given };

struct handing {
	struct pseudonyms *pseudonyms;
	struct zstd_writer *out;
	struct buffer row;
};

static void
add_cell(struct handing *h, const struct batch *b, uint32_t row, int i,
    struct buffer *cell)
{
	enum column c = given[i].column;
	int64_t n;

	buffer_reset(cell);
	buffer_text(cell, "");
	if (columns[c].kind == KIND_SYMBOL)
		buffer_add(cell, batch_text(b, row, c));
	else if (c == COL_START) {
		if ((n = grid_time(b, row)) != TIME_UNKNOWN)
			time_print(cell, n);
	} else if ((n = batch_number(b, row, c)) != NUMBER_UNKNOWN)
		buffer_int(cell, n);
	csv_add(&h->row, i == 0, buffer_slice(cell));
}

static int
write_rows(struct batch *b, void *ctx)
{
	struct handing *h = ctx;
	struct buffer cell;
	uint32_t row;
	int i;

	if (pseudonyms_batch(h->pseudonyms, b) == -1)
		return -1;
	buffer_init(&cell, 1 << 20);
	buffer_reset(&h->row);
	for (row = 0; row < batch_rows(b); row++) {
		for (i = 0; i < GIVEN; i++)
			add_cell(h, b, row, i, &cell);
		csv_end_row(&h->row);
	}
	zstd_writer_add(h->out, buffer_slice(&h->row));
	buffer_finish(&cell);
	return 0;
}

static void
write_header(struct handing *h)
{
	int i;

	buffer_reset(&h->row);
	for (i = 0; i < GIVEN; i++)
		csv_add(&h->row, i == 0, slice_of(given[i].name));
	csv_end_row(&h->row);
	zstd_writer_add(h->out, buffer_slice(&h->row));
}

static int
write_day(struct handing *h, struct store *store,
    const struct plan_partition *part, const char *temporary)
{
	struct symbols *symbols;
	int result;

	unlink(temporary);
	if ((h->out = zstd_writer_create(temporary)) == NULL)
		return -1;
	symbols = symbols_create();
	write_header(h);
	result = store_dump(store, part->since, part->until, symbols,
	    write_rows, h);
	if (zstd_writer_finish(h->out) == -1)
		result = -1;
	symbols_destroy(symbols);
	return result;
}

static int
hand_day(struct handing *h, const struct merge_job *job, struct slice urn,
    struct store *store, const struct plan_partition *part, bool lacking)
{
	struct arena *a = arena_create();
	struct buffer day;
	const char *folder, *path, *temporary;
	int result;

	buffer_init(&day, 64);
	day_print(&day, part->day);
	folder = arena_printf(a, "%s/events/school_urn=%.*s/day=%.*s",
	    job->folder, SLICE_ARG(urn), SLICE_ARG(buffer_slice(&day)));
	path = arena_printf(a, "%s/part-0.csv.zst", folder);
	temporary = grid_temporary(path, a);
	result = grid_folder(folder);
	if (result == 0 && !(lacking && access(path, F_OK) == 0)) {
		result = write_day(h, store, part, temporary);
		if (result == 0)
			result = grid_publish(temporary, path);
		else
			unlink(temporary);
	}
	buffer_finish(&day);
	arena_destroy(a);
	return result;
}

int
merge_hand_off(const struct merge_job *job, struct slice urn,
    const struct settings *s, struct store *store, struct source *sources,
    size_t count, bool lacking)
{
	struct arena *a = arena_create();
	const char *keys = arena_printf(a, "%s/%.*s", job->keys,
	    SLICE_ARG(urn));
	struct handing h = { 0 };
	size_t i;
	int result = grid_folder(job->keys);

	if (result == 0)
		result = store_audit(store, slice_of(command_user()),
		    SLICE("events handed off, with pseudonyms"),
		    SLICE("beadle merge -k"));
	if (result == 0 &&
	    (h.pseudonyms = pseudonyms_create(s, keys)) == NULL)
		result = -1;
	buffer_init(&h.row, BUFFER_LARGEST);
	for (i = 0; i < count && result == 0; i++)
		result = hand_day(&h, job, urn, store, sources[i].part,
		    lacking);
	buffer_finish(&h.row);
	pseudonyms_destroy(h.pseudonyms);
	arena_destroy(a);
	return result;
}
