/*
 * Symbols: text whose values repeat, each held once and known by a small
 * number.  Number 0 is the empty text, "unknown".  Every room may keep what
 * it knows of a symbol (a person, a category, which rules hold) in an array
 * of its own indexed by that number, so nobody looks at the text twice.
 *
 * Numbers are local to one struct symbols, hence to one process.
 */
#ifndef EVENT_SYMBOL_H
#define EVENT_SYMBOL_H

#include "base/slice.h"

enum domain {
	DOMAIN_NONE,
	DOMAIN_WORD,	/* small enumerations of products and of ECS */
	DOMAIN_TAG,	/* small enumerations of our own: periods, roles */
	DOMAIN_ACCOUNT,
	DOMAIN_ADDRESS, /* IP addresses */
	DOMAIN_HOST,	/* computers */
	DOMAIN_SITE,	/* hosts asked for, domains of mail */
	DOMAIN_AGENT,
	DOMAIN_MAILBOX,
	DOMAIN_PROGRAM,
	DOMAIN_LOGFILE,
	DOMAIN_PERSON,
	DOMAIN_COUNT
};

typedef uint32_t symbol;

struct symbols;

struct symbols *symbols_create(void);
void symbols_destroy(struct symbols *s); /* NULL is fine */

symbol symbols_add(struct symbols *s, enum domain d, struct slice text);
/* 0 where there is no such symbol (or the text is empty). */
symbol symbols_find(const struct symbols *s, enum domain d,
    struct slice text);
struct slice symbols_text(const struct symbols *s, enum domain d, symbol n);
/* Numbers in use: 0 .. count - 1; at least 1. */
uint32_t symbols_count(const struct symbols *s, enum domain d);

#endif
