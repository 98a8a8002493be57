/*
 * Many literal texts looked for in one pass over a value (Aho and Corasick).
 * Case is folded for ASCII letters.
 */
#ifndef LITERALS_H
#define LITERALS_H

#include "base/slice.h"

struct literals;

struct literals *literals_create(void);
void literals_destroy(struct literals *l); /* NULL is fine */
/* Adds a text (not empty), in lower case; gives its number, the same for
 * the same text.  Only before literals_build. */
uint32_t literals_add(struct literals *l, struct slice text);
void literals_build(struct literals *l);
size_t literals_count(const struct literals *l);
/* Calls found(number, end, ctx) for each place where one ends. */
void literals_scan(const struct literals *l, struct slice text,
    void (*found)(uint32_t number, size_t end, void *ctx), void *ctx);

#endif
