/*
 * The night: a reader process that parses, a keeper that judges and stores.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/command.h"
#include "event/frame.h"
#include "night/keeper.h"
#include "night/lost.h"
#include "night/night.h"
#include "night/process.h"
#include "night/reports.h"
#include "sandbox/enter.h"
#include "store/statement.h"

#include "changes.h"
#include "doubt.h"
#include "rejects.h"

struct night {
	const struct night_job *job;
	struct night_summary *sum;
	struct night_files files;
	struct keeper keeper;
};

static bool
is_known(struct store *store, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    store_knows_file(store, slice_of(path), st.st_dev, st.st_ino,
		(uint64_t)st.st_size,
		st.st_mtim.tv_sec * TIME_SECOND + st.st_mtim.tv_nsec / 1000,
		st.st_ctim.tv_sec * TIME_SECOND + st.st_ctim.tv_nsec / 1000);
}

/* What is new: all files, less those that have not changed. */
static void
find_files(struct night *n)
{
	const struct night_job *job = n->job;
	size_t i, kept = 0;

	for (i = 0; i < job->file_count; i++)
		night_files_find(&n->files, job->files[i]);
	for (i = 0; job->file_count == 0 && i < job->settings->log_count; i++) {
		struct arena *a = arena_create();

		night_files_find(&n->files,
		    arena_text(a, job->settings->logs[i]));
		arena_destroy(a);
	}
	night_files_sort(&n->files);
	for (i = 0; i < n->files.count; i++) {
		if (is_known(n->keeper.store, n->files.paths[i])) {
			n->sum->files_known++;
			free(n->files.paths[i]);
		} else
			n->files.paths[kept++] = n->files.paths[i];
	}
	n->files.count = kept;
}

static int
keep_all(struct night *n, int batches)
{
	struct symbols *symbols = n->keeper.symbols;
	struct frame_reader *r = frame_reader_create(batches, symbols);
	struct batch *b = batch_create(symbols);
	int more;

	while ((more = frame_read(r, b)) == 1)
		if (keeper_batch(&n->keeper, b, true) == -1) {
			more = -1;
			break;
		}
	batch_destroy(b);
	frame_reader_destroy(r);
	return more;
}

static int
read_and_keep(struct night *n)
{
	const struct settings *s = n->job->settings;
	struct format_options options = { .modified = TIME_UNKNOWN };
	struct reader_job job = {
		.ledger = n->keeper.ledger,
		.options = &options,
		.sources = sources_require(s),
		.progress = n->job->progress,
		.growing = true,
	};
	struct reader_process p;
	int result;

	if (job.sources == NULL)
		return -1;
	sources_options(job.sources, &options);
	result = reader_process_start(&p, &job, &n->files);
	if (result == 0) {
		result = keep_all(n, p.batches);
		if (reader_process_end(&p, result == 0, &n->sum->read,
			&n->sum->walls) == -1)
			result = -1;
	}
	sources_destroy(job.sources);
	return result;
}

static const char last_night[] =
    "SELECT started FROM night WHERE ok <> 0 ORDER BY started DESC LIMIT 1";

static int
find_last(struct night *n)
{
	const struct zone *z = n->job->settings->zone;
	struct statement *q = statement_create(n->keeper.store, last_night);
	int more = q == NULL ? -1 : statement_step(q);

	n->sum->first_of_day = more != 1 ||
	    zone_civil(z, statement_int(q, 0)).day !=
		zone_civil(z, n->sum->started).day;
	statement_destroy(q);
	return more == -1 ? -1 : 0;
}

/*
 * Which reports are due is committed with the rows that they tell of, so
 * that a run which is killed before it wrote them leaves them to the next.
 * "term": something was stored, and all are; "week": only the weekly ones.
 */
static int
owe_reports(struct night *n)
{
	struct store *store = n->keeper.store;
	struct arena *a = arena_create();
	bool term = slice_equal(store_recall(store, "reports", a),
	    SLICE("term"));

	arena_destroy(a);
	if (n->keeper.counts.events > 0 || n->job->decided)
		return store_remember(store, "reports", SLICE("term"));
	if (n->sum->first_of_day && !term)
		return store_remember(store, "reports", SLICE("week"));
	return 0;
}

static int
keep(struct night *n)
{
	struct keeper *k = &n->keeper;

	if (owe_reports(n) == -1 ||
	    store_night(k->store, n->sum->started, time_now(), &k->counts,
		true) == -1 ||
	    night_remember(k, n->sum->started) == -1 ||
	    changes_remember(k, n->sum->started) == -1)
		return -1;
	return keeper_commit(k);
}

static int
work(struct night *n, bool stopped)
{
	if (night_doubt(&n->keeper, n->job, stopped, n->sum->started) == -1 ||
	    find_last(n) == -1)
		return EXIT_COULD_NOT;
	find_files(n);
	if (read_and_keep(n) == -1 || keeper_settle(&n->keeper) == -1)
		return EXIT_COULD_NOT;
	if (rejects_tell(&n->keeper, n->sum->started, n->job->change_nothing,
		&n->sum->telling) == -1 ||
	    lost_tell(&n->keeper, n->sum->started, n->job->change_nothing,
		&n->sum->telling) == -1 ||
	    (!n->job->change_nothing && keep(n) == -1))
		return EXIT_COULD_NOT;
	n->sum->telling |= n->sum->read.bad_files > 0 || n->files.missing > 0;
	if (n->keeper.counts.rejected > 0 || n->sum->read.bad_files > 0 ||
	    n->files.missing > 0)
		return EXIT_REJECTED;
	return EXIT_OK;
}

static int
write_reports(struct night *n)
{
	struct store *store = n->keeper.store;
	struct arena *a = arena_create();
	struct slice due = store_recall(store, "reports", a);

	n->sum->term_due = slice_equal(due, SLICE("term"));
	n->sum->week_due = n->sum->term_due ||
	    slice_equal(due, SLICE("week"));
	arena_destroy(a);
	if (!n->sum->week_due)
		return 0;
	if (night_reports(n->job, n->sum) == -1 || store_begin(store) == -1 ||
	    store_remember(store, "reports", SLICE("written")) == -1)
		return -1;
	return store_commit(store);
}

int
night_run(const struct night_job *job, struct night_summary *sum)
{
	struct night n = { .job = job, .sum = sum };
	bool stopped = store_was_stopped(job->store);
	int result;

	*sum = (struct night_summary){ .started = time_now() };
	result = keeper_open(&n.keeper, job->settings, job->store);
	if (result == EXIT_OK)
		result = work(&n, stopped);
	if (job->progress != NULL)
		fprintf(job->progress, "\r\033[K");
	sum->counts = n.keeper.counts;
	if (!job->change_nothing &&
	    (result == EXIT_OK || result == EXIT_REJECTED) &&
	    write_reports(&n) == -1)
		result = EXIT_COULD_NOT;
	sum->finished = time_now();
	keeper_close(&n.keeper);
	night_files_finish(&n.files);
	return result;
}

void
night_print_summary(const struct night_summary *sum, FILE *out)
{
	const struct store_counts *c = &sum->counts;

	fprintf(out,
	    "files read %" PRIu64 ", unchanged %" PRIu64
	    ", in trouble %" PRIu64 "\n"
	    "records read %" PRIu64 " = used %" PRIu64 " + duplicate %" PRIu64
	    " + ignored %" PRIu64 " + rejected %" PRIu64 "\n"
	    "events stored %" PRIu64 "\n"
	    "walls around the reader of logs: %s\n",
	    sum->read.files, sum->files_known, sum->read.bad_files,
	    c->records, c->used, c->duplicate, c->ignored, c->rejected,
	    c->events, sandbox_walls_name(sum->walls));
}
