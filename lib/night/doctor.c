/*
 * The doctor reads each log once, counts, and keeps nothing.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "base/map.h"
#include "night/doctor.h"
#include "night/measure.h"
#include "night/night.h"
#include "night/process.h"
#include "night/status.h"
#include "sandbox/enter.h"

#include "identify.h"

enum { REASONS_SHOWN = 5, DATASETS_MOST = 256 };

/* What a dataset (format, or Windows channel) came to. */
struct tally {
	uint64_t events, users, challenges, denied;
	int64_t first, last;
};

struct reason {
	struct slice text;
	uint64_t count;
};

struct doctor {
	const struct doctor_job *job;
	FILE *out;
	struct symbols *symbols;
	struct map *datasets;
	struct tally tallies[DATASETS_MOST];
	struct map *reasons;
	uint64_t *reason_counts;
	uint32_t reason_room;
	struct measure *measure;
	struct sources *sources; /* or NULL */
	struct identify *identify; /* or NULL */
	/* Of the file in hand. */
	int64_t first, last;
	struct slice format;
};

static void
note_reason(struct doctor *d, struct slice text)
{
	uint32_t known = map_count(d->reasons);
	uint32_t n = map_add(d->reasons, text);

	if (n == known) {
		GROW(d->reason_counts, known, d->reason_room);
		d->reason_counts[n] = 0;
	}
	d->reason_counts[n]++;
}

static void
note_time(struct doctor *d, struct tally *t, int64_t at)
{
	if (at == TIME_UNKNOWN)
		return;
	if (t->first == TIME_UNKNOWN || at < t->first)
		t->first = at;
	if (t->last == TIME_UNKNOWN || at > t->last)
		t->last = at;
	if (d->first == TIME_UNKNOWN || at < d->first)
		d->first = at;
	if (d->last == TIME_UNKNOWN || at > d->last)
		d->last = at;
}

static void
note_event(struct doctor *d, const struct batch *b, uint32_t row)
{
	uint32_t known = map_count(d->datasets), n;
	struct tally *t;

	n = map_add(d->datasets, batch_text(b, row, COL_DATASET));
	if (n >= DATASETS_MOST)
		return;
	t = &d->tallies[n];
	if (n == known)
		*t = (struct tally){ .first = TIME_UNKNOWN,
			.last = TIME_UNKNOWN };
	t->events++;
	note_time(d, t, batch_number(b, row, COL_TIMESTAMP));
	if (batch_number(b, row, COL_STATUS) == 407) {
		t->challenges++;
		return;
	}
	if (batch_symbol(b, row, COL_ACCOUNT) != 0 ||
	    batch_symbol(b, row, COL_FROM) != 0)
		t->users++;
	if (slice_equal(batch_text(b, row, COL_TYPE), SLICE("denied")))
		t->denied++;
}

static int
count_batch(struct batch *b, void *ctx)
{
	struct doctor *d = ctx;
	uint32_t row;

	for (row = 0; row < batch_rows(b); row++) {
		struct slice kind = batch_text(b, row, COL_EVENT_KIND);

		if (slice_equal(kind, SLICE("event"))) {
			note_event(d, b, row);
			measure_event(d->measure, b, row);
		} else if (slice_equal(kind, SLICE("pipeline_error")))
			note_reason(d, batch_text(b, row, COL_REASON));
		else if (slice_equal(batch_text(b, row, COL_ACTION),
			     SLICE("open")))
			d->format = batch_text(b, row, COL_DATASET);
	}
	if (d->identify != NULL)
		identify_batch(d->identify, b);
	return 0;
}

static void
print_span(FILE *out, int64_t first, int64_t last)
{
	struct buffer text;

	if (first == TIME_UNKNOWN)
		return;
	buffer_init(&text, 256);
	time_print_seconds(&text, first);
	buffer_text(&text, " to ");
	time_print_seconds(&text, last);
	fprintf(out, ", %.*s", SLICE_ARG(buffer_slice(&text)));
	buffer_finish(&text);
}

static void
read_file(struct doctor *d, const char *path, struct reader_counts *total)
{
	struct format_options options = { .zone = d->job->zone,
		.modified = TIME_UNKNOWN };
	struct reader_job job = {
		.options = &options,
		.sources = d->sources,
		.symbols = d->symbols,
		.sink = count_batch,
		.sink_ctx = d,
	};
	struct reader_counts n = { 0 };

	if (d->sources != NULL)
		sources_options(d->sources, &options);
	if (d->job->zone != NULL)
		options.zone = d->job->zone;
	d->first = d->last = TIME_UNKNOWN;
	d->format = SLICE("");
	reader_file(&job, path, &n);
	fprintf(d->out, "%s: ", path);
	if (d->format.len == 0)
		fprintf(d->out, "not recognised\n");
	else {
		fprintf(d->out, "%.*s, %" PRIu64 " records",
		    SLICE_ARG(d->format), n.records);
		print_span(d->out, d->first, d->last);
		if (n.rejected > 0)
			fprintf(d->out, ", %" PRIu64 " rejected", n.rejected);
		putc('\n', d->out);
	}
	total->files += n.files;
	total->records += n.records;
	total->used += n.used;
	total->ignored += n.ignored;
	total->rejected += n.rejected;
	total->bad_files += n.bad_files;
}

static unsigned
percent(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : (unsigned)((part * 100 + whole / 2) / whole);
}

static void
print_datasets(const struct doctor *d)
{
	uint32_t i;

	fprintf(d->out, "\nWhat they hold:\n");
	for (i = 0; i < map_count(d->datasets) && i < DATASETS_MOST; i++) {
		const struct tally *t = &d->tallies[i];

		fprintf(d->out,
		    "  %-22.*s %10" PRIu64 " events, %3u%% with a user",
		    SLICE_ARG(map_text(d->datasets, i)), t->events,
		    percent(t->users, t->events - t->challenges));
		if (t->challenges > 0)
			fprintf(d->out, ", %" PRIu64 " sign-in challenges",
			    t->challenges);
		if (t->denied > 0)
			fprintf(d->out, ", %" PRIu64 " blocked", t->denied);
		putc('\n', d->out);
	}
}

static int
compare_reasons(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return slice_compare(x->text, y->text);
}

static void
print_reasons(const struct doctor *d)
{
	uint32_t i, count = map_count(d->reasons);
	struct reason *list;

	if (count == 0)
		return;
	list = memory_zeroed(count, sizeof *list);
	for (i = 0; i < count; i++)
		list[i] = (struct reason){ map_text(d->reasons, i),
			d->reason_counts[i] };
	qsort(list, count, sizeof *list, compare_reasons);
	fprintf(d->out, "\nWhy records were rejected:\n");
	for (i = 0; i < count && i < REASONS_SHOWN; i++)
		fprintf(d->out, "  %10" PRIu64 "  %.*s\n", list[i].count,
		    SLICE_ARG(list[i].text));
	free(list);
}

static void
print_all(const struct doctor *d, const struct reader_counts *n)
{
	fprintf(d->out,
	    "\nrecords read %" PRIu64 " = used %" PRIu64 " + ignored %" PRIu64
	    " + rejected %" PRIu64 "\n",
	    n->records, n->used, n->ignored, n->rejected);
	if (n->bad_files > 0)
		fprintf(d->out, "files in trouble: %" PRIu64 "\n",
		    n->bad_files);
	print_datasets(d);
	print_reasons(d);
	if (d->identify != NULL)
		identify_print(d->identify, d->out);
	measure_print(d->measure, d->out);
}

static void
print_school(const struct settings *s, FILE *out)
{
	struct arena *a = arena_create();
	struct status st;

	status_read(&st, s, arena_text(a, s->store), a);
	status_print_machine(s, out);
	status_print_nights(&st, s, out);
	/* A night that is at work holds the store. */
	if (!st.running)
		identify_kept(s, out);
	arena_destroy(a);
}

/* The logs, in a process without rights; it says what it finds. */
static _Noreturn void
read_all(struct doctor *d, const struct night_files *files, size_t *in_hand,
    pid_t parent)
{
	const int out = fileno(d->out);
	const struct sandbox_reading reading = { files->paths, files->count,
		&out, 1 };
	struct reader_counts total = { 0 };

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 || getppid() != parent ||
	    sandbox_enter(&reading) == -1)
		_exit(EXIT_COULD_NOT);
	for (; *in_hand < files->count; ++*in_hand)
		read_file(d, files->paths[*in_hand], &total);
	print_all(d, &total);
	if (fflush(d->out) != 0) {
		warn("standard output");
		_exit(EXIT_COULD_NOT);
	}
	_exit(total.rejected > 0 || total.bad_files > 0 ? EXIT_REJECTED :
							  EXIT_OK);
}

static int
read_apart(struct doctor *d, const struct night_files *files)
{
	size_t *in_hand = mmap(NULL, sizeof *in_hand, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t parent = getpid(), child;
	int status = 0, result = EXIT_COULD_NOT;

	if (in_hand == MAP_FAILED) {
		warn("memory for the process that reads logs");
		return EXIT_COULD_NOT;
	}
	fflush(NULL);
	if ((child = fork()) == 0)
		read_all(d, files, in_hand, parent);
	if (child == -1)
		warn("making the process that reads logs");
	else {
		while (waitpid(child, &status, 0) == -1 && errno == EINTR)
			continue;
		if (WIFEXITED(status))
			result = WEXITSTATUS(status);
		else
			reader_judge(*in_hand < files->count ?
				files->paths[*in_hand] :
				"its files", status);
	}
	munmap(in_hand, sizeof *in_hand);
	return result;
}

int
doctor_run(const struct doctor_job *job, FILE *out)
{
	struct doctor d = { .job = job, .out = out };
	struct night_files files = { 0 };
	size_t i;
	int result = EXIT_OK;

	for (i = 0; i < job->count; i++)
		night_files_find(&files, job->paths[i]);
	night_files_sort(&files);
	d.symbols = symbols_create();
	d.datasets = map_create();
	d.reasons = map_create();
	d.measure = measure_create(d.symbols);
	if (job->settings != NULL)
		d.sources = sources_require(job->settings);
	if (job->settings != NULL)
		d.identify = identify_create(job->settings, d.symbols);
	if (job->count > 0)
		result = read_apart(&d, &files);
	if (job->settings != NULL)
		print_school(job->settings, out);
	if (files.missing > 0)
		result = EXIT_COULD_NOT;
	identify_destroy(d.identify);
	sources_destroy(d.sources);
	measure_destroy(d.measure);
	map_destroy(d.reasons);
	free(d.reason_counts);
	map_destroy(d.datasets);
	symbols_destroy(d.symbols);
	night_files_finish(&files);
	return result;
}
