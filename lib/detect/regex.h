/*
 * Regular expressions, compiled once; the front door of PCRE2.  Matching is
 * held to limits: a text that would run away does not match.
 */
#ifndef REGEX_H
#define REGEX_H

#include "base/slice.h"

struct regex;

/* NULL when it is none; the reason is written to why. */
struct regex *regex_create(struct slice pattern, bool fold, bool lines,
    bool dot_all, char *why, size_t room);
void regex_destroy(struct regex *r); /* NULL is fine */
/* Is it found anywhere in the text? */
bool regex_matches(struct regex *r, struct slice text);
/* On how many different texts it gave up: they ran into the limits, or are
 * too long to be looked at whole and their beginning does not match. */
uint64_t regex_lost(const struct regex *r);
/*
 * Does some text make it run away?  Tried on long runs of the characters of
 * the pattern itself, so that "no" means that none of these does.
 */
bool regex_can_run_away(struct regex *r, struct slice pattern);

#endif
