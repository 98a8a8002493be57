/*
 * One school's day: read by the reader without rights, judged by the same
 * rooms as in a night, put into a slice instead of a store.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/command.h"
#include "base/json.h"
#include "detect/detect.h"
#include "enrich/enrich.h"
#include "event/frame.h"
#include "grid/partition.h"
#include "grid/receipt.h"
#include "night/lost.h"
#include "night/night.h"
#include "night/process.h"
#include "night/sources.h"

#include "account.h"
#include "durable.h"
#include "slice.h"

struct work {
	const struct plan *plan;
	const struct plan_partition *part;
	const char *folder;
	struct arena *arena;
	struct settings *settings;
	struct symbols *symbols;
	struct ledger *ledger;
	struct enrich *enrich;
	struct detect *detect;
	struct slice_writer *out;
	struct account account;
	struct receipt sum;
	size_t input; /* in hand, of the partition's; or its count */
	uint64_t left_out;
};

static int
never(const struct work *w, const char *why)
{
	warnx("%.*s: %s", SLICE_ARG(w->part->id), why);
	return receipt_quarantine(w->folder, w->part->id, why) == -1 ?
	    EXIT_LATER : EXIT_NEVER;
}

/* All is as it was planned; one of enum exit_code. */
static int
check_inputs(const struct work *w)
{
	char hex[SHA256_HEX];
	uint64_t size;
	size_t i;

	for (i = 0; i < w->part->input_count; i++) {
		const struct plan_input *in =
		    &w->plan->inputs[w->part->inputs[i]];
		const char *path = arena_text(w->arena, in->path);

		if (grid_hash_file(path, &size, hex) == -1) {
			warn("%s", path);
			return EXIT_LATER;
		}
		if (size != in->size ||
		    !slice_equal(slice_of(hex), in->sha256))
			return never(w, arena_printf(w->arena,
			    "%s has changed since it was planned", path));
	}
	return EXIT_OK;
}

static int
load_settings(struct work *w)
{
	const struct plan_school *school =
	    &w->plan->schools[w->part->school];
	const char *path = arena_text(w->arena, school->settings);

	if (access(path, R_OK) == -1) {
		warn("%s", path);
		return EXIT_LATER;
	}
	if ((w->settings = settings_require(path)) == NULL)
		return never(w, "the settings have errors");
	if (!slice_equal(slice_of(w->settings->digest), school->digest))
		return never(w, "settings, lists or rules have changed since "
		    "the plan was made");
	return EXIT_OK;
}

/* A batch is of one file; it begins one where its first row opens a log. */
static int
begin_file(struct work *w, const struct batch *b)
{
	struct json *detail = NULL;
	struct slice path = { 0 };
	size_t i;
	int result = 0;

	if (slice_equal(batch_text(b, 0, COL_ACTION), SLICE("open")))
		detail = json_parse(batch_text(b, 0, COL_DETAIL));
	if (detail != NULL)
		path = json_text(json_get(detail, "file"));
	for (i = 0; path.len > 0 && i < w->part->input_count; i++)
		if (slice_equal(w->plan->inputs[w->part->inputs[i]].path,
			path))
			break;
	if (path.len > 0 && i < w->part->input_count && i != w->input) {
		const struct plan_input *in =
		    &w->plan->inputs[w->part->inputs[i]];

		result = account_file(&w->account);
		w->input = i;
		w->account.home = in->home == w->part->day;
		if (result == 0)
			result = slice_input(w->out, in->path);
	}
	json_destroy(detail);
	return result;
}

static int
keep(struct work *w, struct batch *b)
{
	if (begin_file(w, b) == -1)
		return -1;
	account_read(&w->account, b);
	ledger_judge_batch(w->ledger, b);
	account_keep(&w->account, b);
	enrich_batch(w->enrich, b, &w->left_out);
	detect_batch(w->detect, b, false);
	account_used(&w->account, b);
	return batch_rows(b) == 0 ? 0 : slice_write(w->out, b);
}

static int
keep_all(struct work *w, int batches)
{
	struct frame_reader *r = frame_reader_create(batches, w->symbols);
	struct batch *b = batch_create(w->symbols);
	int more;

	while ((more = frame_read(r, b)) == 1)
		if (keep(w, b) == -1) {
			more = -1;
			break;
		}
	batch_destroy(b);
	frame_reader_destroy(r);
	return more == 0 ? account_file(&w->account) : -1;
}

static void
list_files(const struct work *w, struct night_files *files)
{
	size_t i;

	for (i = 0; i < w->part->input_count; i++) {
		struct slice path =
		    w->plan->inputs[w->part->inputs[i]].path;
		char *copy = memory_zeroed(path.len + 1, 1);

		slice_put(copy, path);
		GROW(files->paths, files->count, files->room);
		files->paths[files->count++] = copy;
	}
}

static int
read_all(struct work *w)
{
	struct format_options options = { .modified = TIME_UNKNOWN };
	struct reader_job job = { .options = &options,
		.sources = sources_require(w->settings), .growing = true };
	struct night_files files = { 0 };
	struct reader_counts counts = { 0 };
	struct reader_process p;
	int result, walls;

	if (job.sources == NULL)
		return -1;
	list_files(w, &files);
	sources_options(job.sources, &options);
	result = reader_process_start(&p, &job, &files);
	if (result == 0) {
		result = keep_all(w, p.batches);
		if (reader_process_end(&p, result == 0, &counts, &walls) ==
		    -1)
			result = -1;
	}
	night_files_finish(&files);
	sources_destroy(job.sources);
	w->sum.bad_files = counts.bad_files;
	if (result == 0 && (counts.records != w->account.all_records ||
		counts.rejected != w->account.all_rejected)) {
		warnx("the reader of logs counted otherwise");
		result = -1;
	}
	return result;
}

static int
open_rooms(struct work *w)
{
	struct faults faults;
	bool good;

	faults_init(&faults);
	w->symbols = symbols_create();
	w->ledger = ledger_create();
	ledger_leave_numbers(w->ledger);
	w->enrich = enrich_create(w->settings, w->symbols);
	w->detect = detect_create(w->settings, w->symbols, &faults);
	good = w->detect != NULL;
	if (faults.errors > 0)
		faults_print(&faults, stderr);
	faults_finish(&faults);
	return good ? 0 : -1;
}

static void
close_rooms(struct work *w)
{
	detect_destroy(w->detect);
	enrich_destroy(w->enrich);
	ledger_destroy(w->ledger);
	symbols_destroy(w->symbols);
	settings_destroy(w->settings);
	account_finish(&w->account);
}

/* The slice, then its receipt; what is left of a broken try is removed.  A
 * log that grew while it was read is not the one that was planned. */
static int
write_slice(struct work *w)
{
	const char *path = slice_path(w->folder, w->part->id, w->arena);
	const char *temporary = grid_temporary(path, w->arena);
	int code;

	unlink(temporary); /* of a process that had our number */
	if ((w->out = slice_create(temporary, w->symbols)) == NULL)
		return EXIT_LATER;
	code = read_all(w) == -1 ? EXIT_LATER : check_inputs(w);
	lost_warn(w->detect);
	if (slice_finish(w->out) == -1)
		code = EXIT_LATER;
	if (code == EXIT_OK && grid_hash_file(temporary, &w->sum.slice_bytes,
		w->sum.slice_sha256) == -1) {
		warn("%s", temporary);
		code = EXIT_LATER;
	}
	if (code != EXIT_OK)
		unlink(temporary);
	else if (grid_publish(temporary, path) == -1 ||
	    receipt_write(w->folder, w->plan, w->part, &w->sum) == -1)
		code = EXIT_LATER;
	return code;
}

static int
work(struct work *w)
{
	int code = load_settings(w);

	if (code == EXIT_OK)
		code = check_inputs(w);
	if (code != EXIT_OK)
		return code;
	if (grid_folder(arena_printf(w->arena, "%s/slices", w->folder)) ==
		-1 ||
	    grid_folder(arena_printf(w->arena, "%s/receipts", w->folder)) ==
		-1 ||
	    open_rooms(w) == -1)
		return EXIT_LATER;
	return write_slice(w);
}

static void
print(const struct receipt *r, FILE *out)
{
	fprintf(out,
	    "records read %" PRIu64 " = used %" PRIu64 " + other day %" PRIu64
	    " + duplicate %" PRIu64 " + ignored %" PRIu64
	    " + rejected %" PRIu64 "\n",
	    r->records, r->used, r->other_day, r->duplicate, r->ignored,
	    r->rejected);
}

int
partition_run(const struct plan *p, const struct plan_partition *part,
    const char *folder, FILE *say)
{
	struct work w = { .plan = p, .part = part, .folder = folder,
		.input = part->input_count };
	int code = EXIT_OK;

	w.arena = arena_create();
	w.account = (struct account){ .since = part->since,
		.until = part->until, .sum = &w.sum };
	if (receipt_read(folder, p, part, true, &w.sum, w.arena) != NULL) {
		w.sum = (struct receipt){ 0 };
		code = work(&w);
		close_rooms(&w);
	}
	if (code == EXIT_OK && say != NULL)
		print(&w.sum, say);
	arena_destroy(w.arena);
	return code;
}
