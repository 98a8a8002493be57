/*
 * Case folded: of ASCII letters, and of Latin, Greek and Cyrillic ones whose
 * small and capital forms take the same room in UTF-8, so that a folded text
 * is as long as it was.
 */
#ifndef FOLD_H
#define FOLD_H

#include "base/slice.h"

static inline char
fold_ascii(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Has it a letter beyond ASCII? */
bool fold_is_wide(struct slice s);
/* Folds s into out, of s.len bytes. */
void fold_text(char *out, struct slice s);

#endif
