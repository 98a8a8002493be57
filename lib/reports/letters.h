/*
 * Letters of names: what belongs to a word, and its small form.
 */
#ifndef LETTERS_H
#define LETTERS_H

#include <stdint.h>

#include "base/slice.h"

enum { LONGEST_WORD = 256 }; /* bytes of a folded one */

/* The character at i, and how many bytes it has. */
size_t letters_step(struct slice s, size_t i, uint32_t *c);
/* Of a word, with the marks that stand inside accounts and names. */
bool letters_of_word(uint32_t c);
/* Does its script know capitals?  And is it no small letter? */
bool letters_have_capitals(uint32_t c);
bool letters_begin_name(struct slice word);
/* The word in small letters, at most LONGEST_WORD bytes. */
struct slice letters_fold(struct slice word, char out[LONGEST_WORD]);

#endif
