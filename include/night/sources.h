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
/* What holds for the log of that name besides, options.modified as its file
 * has it; the format that was declared for it, or NULL.  Its zones live until
 * the next call. */
const struct format *sources_of(struct sources *s, struct slice path,
    struct format_options *o);
/*
 * The latest that a line of the log can be, for those that do not write the
 * year: the day in its name (mail.log-20251019, mail-2025-10-19.log), or when
 * it was last changed.  TIME_UNKNOWN where neither tells.
 */
int64_t sources_latest(struct slice path, int64_t modified);
/* A format of ours, or a profile; NULL: neither. */
const struct format *sources_format(const struct sources *s,
    struct slice name);

#endif
