/*
 * Masks: which rules of a list may hold of a row, by the values of its
 * columns.
 *
 * Some columns repeat their values: symbols, ports, status codes.  For each
 * value that such a column has had we keep a mask: a bit for each rule,
 * cleared where the rule is false whatever the other columns say.  That is
 * found by judging the rule once with all else open, save the columns that
 * are known to be absent.  A row's rules are the AND of its columns' masks;
 * most rows are done with after two or three.
 */
#ifndef MASKS_H
#define MASKS_H

#include "rules.h"

struct masks;

/* For those of rules[0..count) that can hold at all of a row that has nothing
 * in the columns that are absent. */
struct masks *masks_create(struct detect *d, const uint32_t *rules,
    size_t count, const bool absent[COLUMN_COUNT]);
void masks_destroy(struct masks *m); /* NULL is fine */
/* Before the rows of a batch. */
void masks_begin(struct masks *m, const struct batch *b);
/* The rules that are not false yet: bit i is rules[i]; NULL where none is
 * left.  open: late fields of this row are. */
const uint64_t *masks_row(struct masks *m, uint32_t row, bool open);
const uint32_t *masks_rules(const struct masks *m, size_t *count);
/* Where many are left of the row that masks_row was asked of, fewer: those
 * whose witness is there. */
void masks_narrow(struct masks *m, struct view *v);

#endif
