/*
 * Text as products write it into a field, and what it stands for.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/arena.h"

/* Nothing, or the "-" that stands for it. */
bool text_is_blank(struct slice s);
/* Decimal digits, no more than 18. */
bool text_to_number(struct slice s, int64_t *value);
/* No control characters. */
bool text_is_clean(struct slice s);
bool text_is_one_of(struct slice s, const char *const *list); /* any case */
/* The byte that two hexadecimal digits at i write; false: they are none. */
bool text_hex_byte(struct slice s, size_t i, char *c);

/* ASCII letters in lower case; always a copy. */
struct slice text_lower(struct slice s, struct arena *scratch);
/* A computer's name in lower case, without its domain. */
struct slice text_host(struct slice s, struct arena *scratch);

/* Each gives the text itself where there is nothing to undo. */
struct slice text_unpercent(struct slice s, struct arena *scratch); /* %41 */
/* \" \\ \/ and the like; \r \n \t become a space, \x41 a byte. */
struct slice text_unescape(struct slice s, struct arena *scratch);
/* Only \" and \\: any other backslash is the text's own, DOMAIN\name. */
struct slice text_unquote(struct slice s, struct arena *scratch);
/* Squid's user names: %41, and a backslash written twice. */
struct slice text_unsquid(struct slice s, struct arena *scratch);
/* rsyslog writes a tab as #011. */
struct slice text_untab(struct slice s, struct arena *scratch);
/* Bytes that are not UTF-8 are taken for Windows-1252, of which Latin-1 is a
 * part. */
struct slice text_to_utf8(struct slice s, struct arena *scratch);

#endif
