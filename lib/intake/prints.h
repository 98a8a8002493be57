/*
 * The records of those chunks whose record hashes are kept, each as a print
 * of 32 bits, and the search for runs of them.  The room's own header.
 */
#ifndef PRINTS_H
#define PRINTS_H

#include "intake/ledger.h"

struct prints;

struct prints *prints_create(void);
void prints_destroy(struct prints *p);

void prints_add(struct prints *p, const struct ledger_chunk *c);
/* As ledger_runs, for a chunk that is not known whole. */
uint32_t prints_runs(const struct prints *p, const struct ledger_chunk *c,
    enum ledger_place place, struct ledger_run runs[LEDGER_RUNS]);

#endif
