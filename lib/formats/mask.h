/*
 * Secrets in the text of a log: found, and replaced by a word between two
 * stars that says what stood there.
 */
#ifndef MASK_H
#define MASK_H

#include "base/arena.h"

/* In a path or query: cards, tokens, passwords, e-mail addresses.  The text
 * itself where it holds none. */
struct slice mask_url(struct slice text, struct arena *scratch);
/* In a command line or message: cards and passwords. */
struct slice mask_prose(struct slice text, struct arena *scratch);

#endif
