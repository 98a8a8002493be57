/*
 * A copy of a store while others write to it, and the figures by which a
 * copy is compared with what it was made from.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/buffer.h"

/*
 * Copies the store to a new file of mode 0600 by SQLite's backup, so that
 * the copy is as the store was at one moment; a night that writes is waited
 * for, for up to an hour.  The copy is looked through for damage.  -1: said,
 * and there is no copy.
 */
int store_copy(const char *store, const char *copy);
/* Looks through a whole file for damage; -1: said. */
int store_whole(const char *path);
/* "what,count" as CSV: events, flags and people of the days from..to, both
 * included, and how much there is of the rest.  It waits as store_copy does.
 * -1: said. */
int store_figures(const char *store, int32_t from, int32_t to,
    struct buffer *out);

#endif
