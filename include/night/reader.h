/*
 * The reader's loop: files to batches of events, with state rows around
 * them.  beadle-parse and the reader process of the night both run it.
 */
#ifndef NIGHT_READER_H
#define NIGHT_READER_H

#include <stdio.h>

#include "event/batch.h"
#include "formats/format.h"
#include "intake/ledger.h"
#include "night/sources.h"

struct reader_counts {
	uint64_t files, records, used, duplicate, ignored, rejected;
	uint64_t bad_files; /* not opened, not recognised, or broken */
};

struct reader_job {
	const struct ledger *ledger;	/* what is known, or NULL */
	const struct format *format;	/* forced by -f, or NULL */
	const struct format_options *options;
	struct sources *sources; /* what a log's name tells, or NULL */
	struct symbols *symbols;
	batch_fn *sink;
	void *sink_ctx;
	FILE *rejects;	/* a line for each reject, or NULL */
	FILE *progress; /* a terminal, or NULL */
	bool growing;	/* a last line without its end waits */
	/* Descriptors that reader_files leaves open when it gives up its
	 * rights before the first byte; none: it gives up nothing. */
	const int *outputs;
	size_t output_count;
};

/* Reads one file ("-": standard input); trouble with it is said, counted
 * and travels in its close row, and the next file goes on.  -1 only when
 * the sink failed. */
int reader_file(const struct reader_job *job, const char *path,
    struct reader_counts *n);
/* The same for files, folders and patterns; none: standard input. */
int reader_files(const struct reader_job *job, char *const *patterns,
    size_t count, struct reader_counts *n);

/* What the store in that file has read already; NULL where there is no store
 * yet.  -1: said. */
int reader_known(struct slice path, struct ledger **known);
/* "2 files, 9 records: 8 used, 0 known already, 0 ignored, 1 rejected" */
void reader_print_counts(const struct reader_counts *n, FILE *out);

#endif
