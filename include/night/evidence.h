/*
 * The evidence of an incident, sealed: a ZIP with the lines of the logs,
 * the rule, the people and the device as they stood, what else might
 * explain it, and the SHA-256 of each.  Of suspected illegal content no line
 * is read.
 */
#ifndef NIGHT_EVIDENCE_H
#define NIGHT_EVIDENCE_H

#include "settings/settings.h"
#include "store/store.h"

/* Of each incident that is confirmed and has none; -1: said. */
int evidence_seal_all(const struct settings *s, const char *store);
/* Of one item, also where it has some: a new version.  NULL, or why not: a
 * static sentence. */
const char *evidence_seal(const struct settings *s, struct store *store,
    int64_t item, struct slice who);

/* The same of the item of that name; -1: said. */
int evidence_seal_named(const struct settings *s, const char *store,
    struct slice name, struct slice who);

#endif
