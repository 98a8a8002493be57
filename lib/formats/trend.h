/*
 * What Trend Micro's logs on a computer share.
 */
#ifndef TREND_H
#define TREND_H

#include "formats/format.h"

enum { TREND_FIELDS = 24 };

/* The fields between "<;>"; how many. */
size_t trend_split(struct slice line, struct slice out[TREND_FIELDS]);
/* "20261012" and "0831" by the computer's clock, or better the seconds since
 * 1970, where they are not empty. */
bool trend_time(const struct format_options *options, struct slice day,
    struct slice clock, struct slice epoch, int64_t *time,
    const char **source);

#endif
