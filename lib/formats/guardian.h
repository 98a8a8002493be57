/*
 * What e2guardian and DansGuardian, from which it came, have in common.
 */
#ifndef GUARDIAN_H
#define GUARDIAN_H

#include "formats/format.h"

/* A line of any of their own layouts.  NULL, or why it is rejected. */
const char *guardian_parse(struct parse *p);
/* Is it one, and are its times written with zeros in front (2026.10.02), as
 * e2guardian does and DansGuardian does not? */
bool guardian_fits(struct slice line, bool *zeros);

#endif
