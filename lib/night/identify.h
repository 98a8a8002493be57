/*
 * What share of requests can be laid to somebody, and how well: for the
 * doctor, by the school's own lists.  It counts and names nobody.
 */
#ifndef NIGHT_IDENTIFY_H
#define NIGHT_IDENTIFY_H

#include <stdio.h>

#include "event/batch.h"
#include "settings/settings.h"

struct identify;

struct identify *identify_create(const struct settings *s,
    struct symbols *symbols);
void identify_destroy(struct identify *i); /* NULL is fine */
/* Fills in what enrich knows, drops private events, and counts. */
void identify_batch(struct identify *i, struct batch *b);
/* The same of what the store holds, after log-ons and leases have told what
 * they can: the newest web requests.  Says nothing where there is no store. */
void identify_kept(const struct settings *s, FILE *out);
void identify_print(const struct identify *i, FILE *out);

#endif
