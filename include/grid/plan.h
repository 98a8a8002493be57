/*
 * The plan of a night over many machines: which files belong to which
 * (school, local day), sealed.  A text file of tab-separated lines:
 *
 *   beadle-plan  1
 *   version      of beadle  of the store's schema
 *   school       URN  school.yml  digest of settings, lists and rules
 *   input        number  URN  path  bytes  SHA-256  days that it touches
 *   partition    id  URN  day  since  until  numbers of its inputs
 *   seal         SHA-256 of all that stands before it
 *
 * All sources of a school's day stand together.  An id is a hash of all
 * that the partition's result depends on, so a result may serve any plan
 * that names it.
 */
#ifndef GRID_PLAN_H
#define GRID_PLAN_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/time.h"

enum { PLAN_ID = 32 }; /* hexadecimal digits */

struct plan_school {
	struct slice urn, settings; /* path of its school.yml */
	struct slice digest;
	struct zone *zone; /* while the plan is made; else NULL */
};

struct plan_input {
	size_t school;
	struct slice path, sha256;
	uint64_t size;
	int32_t *days; /* in order; a log without a date has none */
	size_t day_count;
	int32_t home; /* the day that accounts for what bears no day */
};

struct plan_partition {
	struct slice id;
	size_t school;
	int32_t day;
	int64_t since, until;
	size_t *inputs; /* in order of path */
	size_t input_count;
};

struct plan {
	struct arena *arena;
	struct plan_school *schools;
	size_t school_count, school_room;
	struct plan_input *inputs; /* by school and path */
	size_t input_count, input_room;
	struct plan_partition *partitions; /* by school and day */
	size_t partition_count, partition_room;
	char seal[SHA256_HEX];
};

/* From lines of beadle scan, of any number of schools; NULL: said. */
struct plan *plan_make(FILE *scans);
void plan_write(const struct plan *p, struct buffer *out);
/* Into a file, whole or not at all; -1: said. */
int plan_save(const struct buffer *text, const char *path);
/* NULL: said; also where the seal is broken, or where another version of
 * beadle wrote it. */
struct plan *plan_read(const char *path);
void plan_destroy(struct plan *p); /* NULL is fine */

/* By its id or by its number from 0; NULL where there is none. */
const struct plan_partition *plan_find(const struct plan *p,
    struct slice name);
/* The folder that the plan lies in, where results go by default. */
const char *plan_folder(const char *path, struct arena *a);

#endif
