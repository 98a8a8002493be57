/*
 * Which slices a school's store still lacks, and the store made of them.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/command.h"
#include "grid/merge.h"
#include "grid/receipt.h"
#include "night/retention.h"

#include "durable.h"
#include "merge.h"
#include "parquet.h"

static const char all[] = "all";

struct merging {
	const struct merge_job *job;
	struct parquet *parquet;
	const struct plan_school *school;
	struct arena *arena;
	struct settings *settings;
	const char *path; /* of the store */
	struct source *sources; /* with a good receipt */
	size_t count, room, planned;
	size_t fresh; /* sources that the store has not */
	uint64_t used; /* by the receipts of those */
	struct store_counts counts;
};

static bool
is_wanted(const struct merge_job *job, struct slice urn)
{
	size_t i;

	for (i = 0; i < job->urn_count; i++)
		if (slice_equal(slice_of(job->urns[i]), urn))
			return true;
	return job->urn_count == 0;
}

/* Lists what cannot be merged; how many they are. */
static size_t
list_missing(const struct merge_job *job)
{
	const struct plan *p = job->plan;
	struct arena *a = arena_create();
	struct receipt r;
	struct buffer day;
	const char *why;
	size_t missing = 0, i;

	buffer_init(&day, 64);
	for (i = 0; i < p->partition_count; i++) {
		const struct plan_partition *part = &p->partitions[i];
		struct slice urn = p->schools[part->school].urn;

		if (!is_wanted(job, urn))
			continue;
		why = receipt_read(job->folder, p, part, true, &r, a);
		if (why == NULL)
			continue;
		missing++;
		buffer_reset(&day);
		day_print(&day, part->day);
		warnx("%.*s: school %.*s, %.*s: %s", SLICE_ARG(part->id),
		    SLICE_ARG(urn), SLICE_ARG(buffer_slice(&day)), why);
	}
	buffer_finish(&day);
	arena_destroy(a);
	return missing;
}

static void
find_sources(struct merging *s, size_t school)
{
	const struct plan *p = s->job->plan;
	struct receipt r;
	size_t i;

	for (i = 0; i < p->partition_count; i++) {
		if (p->partitions[i].school != school)
			continue;
		s->planned++;
		if (receipt_read(s->job->folder, p, &p->partitions[i],
			s->job->allow_partial, &r, s->arena) != NULL)
			continue;
		GROW(s->sources, s->count, s->room);
		s->sources[s->count++] = (struct source){
			.part = &p->partitions[i], .receipt = r };
		s->used += r.used;
	}
}

static const char *
mark_of(const struct merging *s, const struct source *from)
{
	return arena_printf(s->arena, "partition %.*s",
	    SLICE_ARG(from->part->id));
}

/* "all", or "5 of 7" and which five. */
static const char *
state_of(const struct merging *s)
{
	struct buffer ids;
	char hex[SHA256_HEX];
	size_t i;

	if (s->count == s->planned)
		return all;
	buffer_init(&ids, BUFFER_LARGEST);
	for (i = 0; i < s->count; i++)
		buffer_add(&ids, s->sources[i].part->id);
	sha256_text(buffer_slice(&ids), hex);
	buffer_finish(&ids);
	return arena_printf(s->arena, "%zu of %zu, %s", s->count, s->planned,
	    hex);
}

/* Moves those that the store has already to the end; 1 there is nothing to
 * do, 0 there is, -1 the store must be made anew, -2: said. */
static int
compare_with_store(struct merging *s)
{
	struct store *store;
	struct slice state;
	bool whole;
	size_t i;

	s->fresh = s->count;
	if (!store_exists(s->path))
		return -1;
	if ((store = store_open(s->path, AUDIENCE_LEADERSHIP)) == NULL)
		return -2;
	state = store_recall(store, "grid", s->arena);
	whole = slice_equal(state, slice_of(all)) || state.len == 0;
	for (i = 0; whole && i < s->fresh;) {
		struct source from = s->sources[i];

		if (store_recall(store, mark_of(s, &from), s->arena).len ==
			0) {
			i++;
			continue;
		}
		s->sources[i] = s->sources[--s->fresh];
		s->sources[s->fresh] = from;
	}
	store_close(store);
	if (!whole)
		return slice_equal(state, slice_of(state_of(s))) ? 1 : -1;
	/* What a store has whole is not made partial again. */
	if (s->count < s->planned && s->fresh > 0)
		warnx("%.*s: its store is whole; what is new waits until all "
		    "is there", SLICE_ARG(s->school->urn));
	return s->fresh == 0 || s->count < s->planned ? 1 : 0;
}

static int
compare_sources(const void *a, const void *b)
{
	const struct source *x = a, *y = b;

	return (x->part->day > y->part->day) - (x->part->day < y->part->day);
}

static int
finish(struct merging *s, struct keeper *k, int64_t started)
{
	size_t i;

	if (keeper_settle(k) == -1 ||
	    store_night(k->store, started, time_now(), &k->counts, true) ==
		-1 ||
	    store_remember(k->store, "grid", slice_of(state_of(s))) == -1 ||
	    store_remember(k->store, "reports", SLICE("term")) == -1 ||
	    store_remember(k->store, "retention", SLICE("")) == -1)
		return -1; /* some of it may have had its time already */
	for (i = 0; i < s->fresh; i++)
		if (store_remember(k->store, mark_of(s, &s->sources[i]),
			SLICE("merged")) == -1)
			return -1;
	s->counts = k->counts;
	return keeper_commit(k);
}

/* Loads the first `fresh` sources into the store of that path. */
static int
load(struct merging *s, const char *path, bool anew)
{
	struct keeper k;
	int64_t started = time_now();
	int code = keeper_open(&k, s->settings, path);

	if (code == EXIT_OK) {
		qsort(s->sources, s->fresh, sizeof *s->sources,
		    compare_sources);
		if (merge_load(s->job->plan, &k, s->sources, s->fresh,
			s->job->folder) == -1)
			code = EXIT_COULD_NOT;
		else if (anew && s->count == s->planned &&
		    k.counts.used != s->used) {
			warnx("%.*s: the receipts say %" PRIu64 " records were "
			    "used, the store has %" PRIu64,
			    SLICE_ARG(s->school->urn), s->used,
			    k.counts.used);
			code = EXIT_COULD_NOT;
		} else if (finish(s, &k, started) == -1)
			code = EXIT_COULD_NOT;
	}
	keeper_close(&k);
	return code;
}

static void
remove_store(const struct merging *s, const char *path)
{
	const char *suffixes[] = { "", "-wal", "-shm", "-journal", ".lock" };
	size_t i;

	for (i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		unlink(arena_printf(s->arena, "%s%s", path, suffixes[i]));
}

/* A store is made beside the old one and takes its place when it is whole. */
static int
make_anew(struct merging *s)
{
	const char *temporary = arena_printf(s->arena, "%s.tmp.new", s->path);
	int lock, code = keeper_lock(s->path, &lock);

	if (code != EXIT_OK)
		return code;
	remove_store(s, temporary); /* of one that was killed */
	code = load(s, temporary, true);
	if (code == EXIT_OK && grid_publish(temporary, s->path) == -1)
		code = EXIT_COULD_NOT;
	remove_store(s, temporary);
	close(lock);
	return code;
}

/* As after a night: what has had its time goes, once a day or where days were
 * added, with a receipt beside the store. */
static int
retain(const struct merging *s)
{
	struct retention_job job = { .settings = s->settings,
		.store = s->path, .who = SLICE("merge"),
		.why = SLICE("as school.yml says") };

	job.out = arena_printf(s->arena, "%s/schools/%.*s/out",
	    s->job->folder, SLICE_ARG(s->school->urn));
	return retention_daily(&job);
}

static int
hand_off(struct merging *s, bool lacking)
{
	struct hand_off o = { .job = s->job, .parquet = s->parquet,
		.urn = s->school->urn, .settings = s->settings,
		.sources = s->sources, .count = s->count,
		.lacking = lacking };
	int result;

	if (s->job->keys == NULL)
		return 0;
	if ((o.store = store_open(s->path, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	result = merge_hand_off(&o);
	store_close(o.store);
	return result;
}

static void
say(const struct merging *s, bool changed)
{
	const struct store_counts *n = &s->counts;

	if (s->job->say == NULL)
		return;
	fprintf(s->job->say, "%.*s\t%s\t%zu of %zu\t",
	    SLICE_ARG(s->school->urn), changed ? "merged" : "unchanged",
	    s->count, s->planned);
	fprintf(s->job->say,
	    "records %" PRIu64 " = used %" PRIu64 " + duplicate %" PRIu64
	    " + ignored %" PRIu64 " + rejected %" PRIu64 "\n",
	    n->records, n->used, n->duplicate, n->ignored, n->rejected);
}

static int
merge(struct merging *s)
{
	const char *yml = arena_text(s->arena, s->school->settings);
	int what, code = EXIT_OK;

	s->path = arena_printf(s->arena, "%s/schools/%.*s/beadle.db",
	    s->job->folder, SLICE_ARG(s->school->urn));
	what = compare_with_store(s);
	if (what == -2 || (s->settings = settings_require(yml)) == NULL)
		return EXIT_COULD_NOT;
	if (!slice_equal(slice_of(s->settings->digest), s->school->digest)) {
		warnx("%s: settings, lists or rules have changed since the "
		    "plan was made", yml);
		return EXIT_COULD_NOT;
	}
	if (grid_folder(arena_printf(s->arena, "%s/schools/%.*s",
		s->job->folder, SLICE_ARG(s->school->urn))) == -1)
		return EXIT_COULD_NOT;
	if (what != 1)
		code = what == -1 ? make_anew(s) : load(s, s->path, false);
	if (code == EXIT_OK &&
	    (retain(s) == -1 || hand_off(s, what == 1) == -1))
		code = EXIT_COULD_NOT;
	if (code == EXIT_OK)
		say(s, what != 1);
	return code;
}

int
merge_run(const struct merge_job *job)
{
	struct parquet *parquet = NULL;
	size_t missing, i;
	int worst = EXIT_OK, code;

	if (job->duckdb != NULL &&
	    (parquet = parquet_open(job->duckdb)) == NULL)
		return EXIT_COULD_NOT;
	missing = list_missing(job);

	if (missing > 0 && !job->allow_partial) {
		warnx("%zu partitions are missing: nothing was merged",
		    missing);
		parquet_close(parquet);
		return EXIT_COULD_NOT;
	}
	for (i = 0; i < job->plan->school_count; i++) {
		struct merging s = { .job = job, .parquet = parquet,
			.school = &job->plan->schools[i] };

		if (!is_wanted(job, s.school->urn))
			continue;
		s.arena = arena_create();
		find_sources(&s, i);
		code = merge(&s);
		if (code != EXIT_OK && worst != EXIT_COULD_NOT)
			worst = code;
		settings_destroy(s.settings);
		free(s.sources);
		arena_destroy(s.arena);
	}
	parquet_close(parquet);
	return worst == EXIT_OK && missing > 0 ? EXIT_REJECTED : worst;
}
