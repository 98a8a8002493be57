/*
 * What was returned before: so that a second return of a term cannot be
 * held against the first, and the same figures make the same package.
 */
#ifndef RETURNED_H
#define RETURNED_H

#include "base/hash.h"
#include "store/store.h"

#include "cube.h"

struct returned {
	int64_t serial;	/* 0: none yet */
	char content[SHA256_HEX];  /* of what the package says */
	char manifest[SHA256_HEX]; /* of its list of digests */
	char supersedes[SHA256_HEX]; /* the manifest before, or "" */
	struct cube cube; /* true figures, and which were hidden */
};

/* The newest return of that term; -1: said. */
int returned_last(struct store *s, struct slice term, struct returned *out);
/* Inside a transaction. */
int returned_add(struct store *s, struct slice term, const struct returned *r);

#endif
