/*
 * Which rules some logs can feed: those whose log source was seen among the
 * events.
 */
#ifndef NIGHT_MEASURE_H
#define NIGHT_MEASURE_H

#include <stdio.h>

#include "detect/detect.h"

enum measurable {
	NOT_MEASURABLE, /* no log here is of the kind that it needs */
	HOST_ONLY,	/* it reads paths, and these logs show hosts alone */
	MEASURABLE,
};

struct measure;

/* Of the shipped rules. */
struct measure *measure_create(struct symbols *symbols);
/* Of rules that the caller keeps. */
struct measure *measure_of(struct detect *d);
enum measurable measure_rule(const struct measure *m, size_t rule);
/* Reads the beginnings of a school's logs, and warns of each rule that is on
 * for a clause and that none of them can feed. */
void measure_logs(const struct settings *s, struct detect *d,
    struct faults *f);
void measure_destroy(struct measure *m); /* NULL is fine */
void measure_event(struct measure *m, const struct batch *b, uint32_t row);
/* Labels that could be judged, and those that could not. */
void measure_print(const struct measure *m, FILE *out);

#endif
