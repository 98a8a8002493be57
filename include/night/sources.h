/*
 * What the school has said of its logs, ready for the formats: profiles made
 * into formats, zones by day, formats and hosts by the name of a file.
 */
#ifndef NIGHT_SOURCES_H
#define NIGHT_SOURCES_H

#include "formats/format.h"

struct faults;
struct settings;
struct sources;

/* Faults of profiles and sources are added to *f; those are left out. */
struct sources *sources_create(const struct settings *s, struct faults *f);
/* For a filter: NULL when there are faults, which are said. */
struct sources *sources_require(const struct settings *s);
void sources_destroy(struct sources *s); /* NULL is fine */

/* What holds for every log: the options' zone and so on. */
void sources_options(const struct sources *s, struct format_options *o);
/* What holds for the log of that name besides; the format that was declared
 * for it, or NULL.  Its zones live until the next call. */
const struct format *sources_of(struct sources *s, struct slice path,
    struct format_options *o);
/* A format of ours, or a profile; NULL: neither. */
const struct format *sources_format(const struct sources *s,
    struct slice name);

#endif
