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
#include "handoff.h"
#include "merge.h"

/* The columns, and their types in Parquet. */
static const struct given {
	const char *name;
	enum column column;
	const char *type;
} given[] = {
	{ "ts", COL_START, "TIMESTAMP" },
	{ "channel", COL_CHANNEL, "VARCHAR" },
	{ "dataset", COL_DATASET, "VARCHAR" },
	{ "action", COL_ACTION, "VARCHAR" },
	{ "type", COL_TYPE, "VARCHAR" },
	{ "outcome", COL_OUTCOME, "VARCHAR" },
	{ "kind", COL_KIND, "VARCHAR" },
	{ "category", COL_CATEGORY, "VARCHAR" },
	{ "period", COL_PERIOD, "VARCHAR" },
	{ "hour", COL_HOUR, "UTINYINT" },
	{ "user_key", COL_ACCOUNT, "VARCHAR" },
	{ "person_key", COL_PERSON, "VARCHAR" },
	{ "role", COL_ROLE, "VARCHAR" },
	{ "year", COL_YEAR, "VARCHAR" },
	{ "attribution", COL_ATTRIBUTION, "VARCHAR" },
	{ "device_key", COL_DEVICE, "VARCHAR" },
	{ "domain", COL_DOMAIN_NAME, "VARCHAR" },
	{ "method", COL_METHOD, "VARCHAR" },
	{ "status", COL_STATUS, "USMALLINT" },
	{ "bytes", COL_BYTES, "UBIGINT" },
	{ "duration_ns", COL_DURATION, "UBIGINT" },
};
enum { GIVEN = sizeof given / sizeof *given };

struct handing {
	const struct hand_off *o;
	struct slice share;
	struct pseudonyms *pseudonyms;
	struct zstd_writer *out;
	struct buffer row;
	uint64_t rows;
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
	h->rows += batch_rows(b);
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
write_csv(struct handing *h, const struct plan_partition *part,
    const char *temporary)
{
	struct symbols *symbols;
	int result;

	unlink(temporary);
	if ((h->out = zstd_writer_create(temporary)) == NULL)
		return -1;
	symbols = symbols_create();
	h->rows = 0;
	write_header(h);
	result = store_dump(h->o->store, part->since, part->until, symbols,
	    write_rows, h);
	if (zstd_writer_finish(h->out) == -1)
		result = -1;
	symbols_destroy(symbols);
	return result;
}

/* Sorted so that a person's rows lie together, which also makes it small. */
static int
write_parquet(const struct handing *h, const char *csv, const char *temporary)
{
	struct arena *a = arena_create();
	struct parquet_column cells[GIVEN];
	const char *facts[] = { "school_urn", arena_text(a, h->o->urn),
		"school_days", handoff_share(h->share, a), "beadle",
		BEADLE_VERSION, NULL };
	int i, result;

	for (i = 0; i < GIVEN; i++)
		cells[i] = (struct parquet_column){ given[i].name,
			given[i].type };
	unlink(temporary);
	result = parquet_write(h->o->parquet, csv, temporary, cells,
	    GIVEN, "person_key, user_key, ts", facts);
	arena_destroy(a);
	return result;
}

/* What is there already is what would be written: it is left alone. */
static bool
stands(const struct handing *h, const char *folder,
    const struct handoff_receipt *r, const char *new_csv, struct arena *a)
{
	const char *csv = arena_printf(a, "%s/" HANDOFF_CSV, folder);
	bool parquet = access(arena_printf(a, "%s/" HANDOFF_PARQUET, folder),
		F_OK) == 0;
	char now[SHA256_HEX], then[SHA256_HEX];
	uint64_t size;

	return parquet == (h->o->parquet != NULL) &&
	    grid_hash_file(new_csv, &size, now) == 0 &&
	    grid_hash_file(csv, &size, then) == 0 &&
	    strcmp(now, then) == 0 && handoff_receipt_stands(folder, r);
}

/* The Parquet where it is wanted, then both, then their receipt. */
static int
publish_day(struct handing *h, const char *folder,
    const struct handoff_receipt *r, const char *new_csv, struct arena *a)
{
	const char *csv = arena_printf(a, "%s/" HANDOFF_CSV, folder);
	const char *parquet = arena_printf(a, "%s/" HANDOFF_PARQUET, folder);
	const char *new_parquet = grid_temporary(parquet, a);
	bool both = h->o->parquet != NULL;
	int result = 0;

	if (both)
		result = write_parquet(h, new_csv, new_parquet);
	unlink(arena_printf(a, "%s/" HANDOFF_RECEIPT, folder));
	if (result == 0)
		result = grid_publish(new_csv, csv);
	if (result == 0 && both)
		result = grid_publish(new_parquet, parquet);
	if (!both)
		unlink(parquet); /* of an earlier merge: it may say otherwise */
	unlink(new_parquet);
	return result == -1 ? -1 : handoff_receipt_write(folder, r);
}

static int
write_day(struct handing *h, const struct plan_partition *part,
    const char *folder, struct arena *a)
{
	const char *new_csv = grid_temporary(
	    arena_printf(a, "%s/" HANDOFF_CSV, folder), a);
	struct handoff_receipt r = { .urn = h->o->urn, .day = part->day,
		.share = h->share };
	int result = write_csv(h, part, new_csv);

	r.rows = h->rows;
	if (result == 0 && !stands(h, folder, &r, new_csv, a))
		result = publish_day(h, folder, &r, new_csv, a);
	unlink(new_csv);
	return result;
}

static bool
is_there(const struct hand_off *o, const char *folder, struct arena *a)
{
	return access(arena_printf(a, "%s/" HANDOFF_RECEIPT, folder),
		   F_OK) == 0 &&
	    (o->parquet == NULL ||
		access(arena_printf(a, "%s/" HANDOFF_PARQUET, folder),
		    F_OK) == 0);
}

static int
hand_day(struct handing *h, const struct plan_partition *part)
{
	struct arena *a = arena_create();
	struct buffer day;
	const char *folder;
	int result;

	buffer_init(&day, 64);
	day_print(&day, part->day);
	folder = arena_printf(a, "%s/day=%.*s",
	    handoff_folder(h->o->job->folder, h->o->urn, a),
	    SLICE_ARG(buffer_slice(&day)));
	result = grid_folder(folder);
	if (result == 0 && !(h->o->lacking && is_there(h->o, folder, a)))
		result = write_day(h, part, folder, a);
	buffer_finish(&day);
	arena_destroy(a);
	return result;
}

int
merge_hand_off(const struct hand_off *o)
{
	struct arena *a = arena_create();
	const char *keys = arena_printf(a, "%s/%.*s", o->job->keys,
	    SLICE_ARG(o->urn));
	struct handing h = { .o = o, .share = store_share(o->store, a) };
	size_t i;
	int result = grid_folder(o->job->keys);

	if (result == 0)
		result = store_audit(o->store, slice_of(command_user()),
		    SLICE("events handed off, with pseudonyms"),
		    SLICE("beadle merge -k"));
	if (result == 0 && (h.pseudonyms =
		pseudonyms_create(o->settings, keys)) == NULL)
		result = -1;
	buffer_init(&h.row, BUFFER_LARGEST);
	for (i = 0; i < o->count && result == 0; i++)
		result = hand_day(&h, o->sources[i].part);
	if (result == 0)
		result = handoff_list(o, h.share);
	buffer_finish(&h.row);
	pseudonyms_destroy(h.pseudonyms);
	arena_destroy(a);
	return result;
}
