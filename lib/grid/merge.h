/*
 * What the files of merge share.
 */
#ifndef MERGE_H
#define MERGE_H

#include "grid/merge.h"
#include "night/keeper.h"

#include "account.h"
#include "slice.h"

/* A partition whose slice is to be loaded. */
struct source {
	const struct plan_partition *part;
	struct slice_reader *reader;
	size_t next; /* of its inputs */
	bool begun;  /* the log in hand stands in its slice */
	struct receipt receipt;
	struct account account; /* of what was read from the slice */
	struct receipt read;
};

/* Loads the slices log by log, as a night reads the logs, and holds each
 * against its receipt; -1: said. */
int merge_load(const struct plan *p, struct keeper *k,
    struct source *sources, size_t count, const char *folder);

struct parquet;

struct hand_off {
	const struct merge_job *job;
	struct parquet *parquet; /* or NULL */
	struct slice urn;
	const struct settings *settings;
	struct store *store;
	const struct source *sources;
	size_t count;
	bool lacking; /* only the days that are not there */
};

/* Writes the events of a school's days for others; -1: said. */
int merge_hand_off(const struct hand_off *o);

#endif
