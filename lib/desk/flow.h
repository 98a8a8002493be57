/* Where an incident stands in the steps that a school takes. */
#ifndef FLOW_H
#define FLOW_H

#include "settings/settings.h"
#include "store/store.h"

/* Prints the steps that fit, up to the question that nobody has answered
 * yet.  settings NULL: the shipped steps.  -1: said. */
int flow_print(const struct settings *s, struct store *store, int64_t item,
    FILE *out);
/* "pupil-1 no; nobody is hurt": an answer to the question that is open,
 * written down inside the caller's transaction.  NULL, or why not. */
const char *flow_answer(const struct settings *s, struct store *store,
    int64_t item, struct slice who, struct slice text);

#endif
