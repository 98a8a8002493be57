/*
 * What a reader may carry out of the building of what names people.
 */
#ifndef REPORTS_CARRY_H
#define REPORTS_CARRY_H

#include "settings/settings.h"

/*
 * Beside a file that was put into the reader's folder, which stays open: a
 * PDF locked by the reader's password, and any file encrypted to the
 * reader's key, where school.yml has them.  -1: said.
 */
int carry(const struct settings *s, const char *reader, const char *folder,
    const char *name, struct slice bytes);

#endif
