/*
 * Seals: reports of terms that are over, as they were printed.  A seal is
 * never changed nor taken away, whatever becomes of what it was counted
 * from; what is found later makes the next version.
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "base/hash.h"
#include "store/store.h"

enum { SEAL_FORMS = 4 };

struct seal_form {
	struct slice name; /* "csv", "pdf" ... */
	struct slice bytes;
};

struct seal {
	struct slice term, report;
	int64_t version; /* from 1 */
	int64_t made;
	struct slice who;
	struct slice why; /* of a restatement: what was found */
	struct seal_form forms[SEAL_FORMS];
	size_t form_count;
	char hash[SHA256_HEX]; /* of all of the above */
};

/*
 * Puts the next version of that term's report in, with its time and hash,
 * and writes the hash down in the audit.  -1: said.
 */
int store_seal(struct store *s, struct seal *seal);
/* The newest version, text in the arena; 1 found, 0 none, -1: said. */
int store_seal_find(struct store *s, struct slice term, struct slice report,
    struct seal *seal, struct arena *a);

/* fault: NULL where the seal is as it was made.  Forms are not given. */
typedef void store_seal_fn(const struct seal *seal, const char *fault,
    void *ctx);
/* All seals; then, with nothing but a hash, those that the audit tells of
 * and that are gone.  How many have a fault; -1: said. */
int64_t store_seal_each(struct store *s, store_seal_fn *one, void *ctx);

#endif
