/*
 * Files that are there whole or not at all, and what they hash to.
 */
#ifndef DURABLE_H
#define DURABLE_H

#include "base/arena.h"
#include "base/hash.h"
#include "event/batch.h"

/* SHA-256 and size of a file as it lies; -1: errno. */
int grid_hash_file(const char *path, uint64_t *size, char hex[SHA256_HEX]);

/* The folder, and those above it that are not there; -1: said. */
int grid_folder(const char *path);
/* A name beside `path` that no other attempt, on any machine, writes to. */
const char *grid_temporary(const char *path, struct arena *a);
/* Syncs the temporary file, gives it its name and syncs the folder; -1:
 * said, and the temporary one is gone. */
int grid_publish(const char *temporary, const char *path);
/* The whole of it, for small files. */
int grid_write(const char *path, struct slice text);

/* When an event began, as the store has it. */
int64_t grid_time(const struct batch *b, uint32_t row);

#endif
