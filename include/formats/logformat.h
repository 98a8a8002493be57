/*
 * Squid's logformat lines, as a school gives them.
 */
#ifndef FORMATS_LOGFORMAT_H
#define FORMATS_LOGFORMAT_H

#include "base/slice.h"

/* NULL, or why lines of that logformat cannot be read back. */
const char *logformat_check(struct slice text);
/* Are almost all of the first lines in it? */
bool logformat_fits(struct slice text, struct slice head);

#endif
