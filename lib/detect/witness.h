/*
 * Witnesses: for a rule to hold, one of a few texts must stand in one of a
 * few fields.  All rules of a log source are indexed by these texts, so one
 * pass over an event's fields says which rules are worth judging.
 */
#ifndef WITNESS_H
#define WITNESS_H

#include "rules.h"

struct witnesses;

/* For rules[0..count): bit i is rules[i]. */
struct witnesses *witnesses_create(const struct detect *d,
    const uint32_t *rules, size_t count);
void witnesses_destroy(struct witnesses *w); /* NULL is fine */
/* Clears in `left` the bits of rules whose witness is not in the event. */
void witnesses_apply(struct witnesses *w, struct view *v, uint64_t *left);

#endif
