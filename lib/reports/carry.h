/*
 * What a reader may carry away of a report that names people.
 */
#ifndef REPORTS_CARRY_H
#define REPORTS_CARRY_H

#include "settings/settings.h"

/*
 * Beside a file that was put into the reader's folder: as PDF locked by the
 * reader's password, and encrypted to the reader's key, where school.yml
 * has them.  -1: said.
 */
int carry(const struct settings *s, const char *reader, const char *folder,
    const char *name, struct slice bytes);

#endif
