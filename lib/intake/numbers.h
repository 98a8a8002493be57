/*
 * The records that are known by their own numbers.  The room's own header.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "intake/ledger.h"

struct numbers;

struct numbers *numbers_create(void);
void numbers_destroy(struct numbers *n);

void numbers_add(struct numbers *n, const struct number_block *b);
/* True where that record is known; else it is from now on. */
bool numbers_take(struct numbers *n, uint64_t series, int64_t number,
    int64_t time);
int numbers_each_changed(struct numbers *n, ledger_numbers_fn *put, void *ctx);
int64_t numbers_forgotten(const struct numbers *n);

#endif
