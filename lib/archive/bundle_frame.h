/*
 * What a bundle is decoded to, for a pipe from the process without rights
 * that reads it: a head with the texts that it counts, then pieces, each
 * after its length, the last of length 0.  A head without a name ends all.
 */
#ifndef BUNDLE_FRAME_H
#define BUNDLE_FRAME_H

#include <stdint.h>

struct bundle_head {
	uint32_t name, owner, group; /* their lengths */
	uint32_t mode;
};

enum { BUNDLE_PIECE = 1 << 16 };

/* What is wrong with a bundle, or with one of its members; always -1. */
int bundle_refuse(const char *path, const char *name, const char *why);
/* Sends all members to `out`, and the end where the archive is whole; -1:
 * said. */
int bundle_decode(const char *path, int out);

#endif
