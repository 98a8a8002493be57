/*
 * Which of the shipped rules some logs could be judged by: the rules whose
 * log source was seen among the events.
 */
#ifndef NIGHT_MEASURE_H
#define NIGHT_MEASURE_H

#include <stdio.h>

#include "event/batch.h"

struct measure;

struct measure *measure_create(struct symbols *symbols);
void measure_destroy(struct measure *m); /* NULL is fine */
void measure_event(struct measure *m, const struct batch *b, uint32_t row);
/* Labels that could be judged, and those that could not. */
void measure_print(const struct measure *m, FILE *out);

#endif
