/*
 * What a plan must know of a log file: its bytes, and which local days its
 * events are of.
 */
#ifndef GRID_SCAN_H
#define GRID_SCAN_H

#include <stdio.h>

#include "settings/settings.h"

/*
 * Prints a line of the file: path of school.yml, path, bytes, SHA-256,
 * records, chunks of the ledger, SHA-256 of their hashes (the same for
 * copies that are compressed otherwise), and the days, between tabs.  -1:
 * said, and nothing printed; 1: printed, but some of it cannot be read.
 */
int scan_file(const struct settings *s, const char *path, FILE *out);

#endif
