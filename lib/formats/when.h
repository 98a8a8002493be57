/*
 * A point in time in any layout that cannot be misread:
 *
 *   1791790262, 1791790262.175, and in milli-, micro- and nanoseconds
 *   2026-10-12T08:31:02.175+01:00, 2026-10-12 08:31:02, 2026/10/12 08:31:02
 *   [12/Oct/2026:08:31:02 +0100], 12-Oct-2026 08:31:02.175
 *   Oct 12 2026 08:31:02, Mon Oct 12 08:31:02 2026, Oct 12 08:31:02
 *
 * perhaps with an offset, "UTC" or "GMT" after it.  Any other abbreviation
 * of a zone could be several, so that the declared zone decides.
 */
#ifndef WHEN_H
#define WHEN_H

#include "formats/format.h"

/* The whole text is a time; says how its zone is known. */
bool when_read(struct slice text, const struct format_options *options,
    int64_t *time, const char **source);

#endif
