/*
 * A format that a school describes: the columns of a CSV, of tab-separated
 * text, of one JSON object a line or of key=value pairs, and what each means
 * (base/log_profile.h).  It is a format like any other, but made while the
 * program runs, and only where it reads the sample that came with it.
 */
#ifndef FORMATS_PROFILE_H
#define FORMATS_PROFILE_H

#include "base/log_profile.h"
#include "formats/format.h"

enum { PROFILE_FIELDS = 64, PROFILE_COLUMNS = 192 };

struct profile;

struct profile_fault {
	int line;
	const char *why; /* lives in the arena */
};

/* NULL, with what is wrong in *fault.  Texts of *said are borrowed. */
struct profile *profile_create(const struct log_profile *said,
    struct arena *arena, struct profile_fault *fault);
void profile_destroy(struct profile *pr); /* NULL is fine */

const struct format *profile_format(const struct profile *pr);
/* Does the log's name fit, and does its head? */
bool profile_fits(const struct profile *pr, struct slice path,
    struct slice head);
/* Does a pattern of a name fit the path, or its last parts? */
bool profile_name_fits(struct slice pattern, struct slice path);

/*
 * A draft of a profile, as YAML that a person completes, from the head of a
 * log: columns by the names that they often have, times by trial.  NULL, or
 * why there is none.
 */
const char *profile_suggest(struct slice head, struct slice name,
    struct buffer *out);

#endif
