/*
 * Bringing an older store up to date.
 */
#ifndef MIGRATE_H
#define MIGRATE_H

#include <stdint.h>

struct store;

/* The version that migrations.h leads to; schema.h is of it. */
int migrate_newest(void);
/* Keeps a copy beside the store, PATH.schema-VERSION, and brings it up to
 * date in one transaction; -1: said, and the store is as it was. */
int migrate_store(struct store *s, int64_t version);

#endif
