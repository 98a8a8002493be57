/*
 * Names taken out of events that leave: whatever points to a person or a
 * computer becomes a keyed pseudonym, the same throughout a term; free text
 * is left out.  The keys, one a term, lie in a folder held apart.
 */
#ifndef NIGHT_PSEUDONYMS_H
#define NIGHT_PSEUDONYMS_H

#include "event/batch.h"
#include "settings/settings.h"

struct pseudonyms;

/* `folder` must be closed to all but its owner; keys are made where they are
 * not there.  NULL: said. */
struct pseudonyms *pseudonyms_create(const struct settings *s,
    const char *folder);
void pseudonyms_destroy(struct pseudonyms *p); /* NULL is fine */
int pseudonyms_batch(struct pseudonyms *p, struct batch *b); /* -1: said */

#endif
