/*
 * The pages of one database into another: for backups, and for what is kept
 * before a schema changes.
 */
#ifndef COPY_H
#define COPY_H

#include <sqlite3.h>

/* Into an empty file that is there; -1: said. */
int store_copy_pages(sqlite3 *from, const char *path);

#endif
