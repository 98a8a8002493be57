/*
 * Items for review: the flags of one person (or device), label and spell of
 * use together.  An item's id is a hash of label, subject and first start;
 * found again by overlap, it grows; one that a person has touched is never
 * changed.  A person makes it an incident, or rejects it with a reason.
 */
#ifndef INCIDENT_INCIDENT_H
#define INCIDENT_INCIDENT_H

#include "settings/settings.h"
#include "store/store.h"

#define SPELL_GAP (5 * TIME_MINUTE) /* a longer silence ends a spell of use */

/* Groups the stored flags that are not in an item yet; -1: said. */
int incident_gather(struct store *store, const struct settings *settings);

#endif
