/*
 * Binary XML, as the chunks of a Windows event log hold it.  Everything it
 * refers to (names, templates) stands in the same chunk, at or before it.
 */
#ifndef BINXML_H
#define BINXML_H

#include "event_fields.h"

enum { BINXML_CHUNK = 65536 };

/* Walks what stands at [from, to) of the chunk.  NULL, or why it cannot be
 * read. */
const char *binxml_walk(const unsigned char chunk[BINXML_CHUNK],
    uint32_t from, uint32_t to, struct event_fields *out);

enum {
	BINXML_STRING = 0x01,
	BINXML_NULL = 0x00,
	BINXML_NESTED = 0x21,
	BINXML_ARRAY = 0x80,
};

/* A value as text, as Windows prints it.  False where its size is wrong for
 * its type, or the type unknown. */
bool binxml_value(int type, const unsigned char *bytes, size_t size,
    struct arena *scratch, struct slice *text);
/* How long one value of an array is; 0 where it has no fixed length. */
size_t binxml_value_size(int type);
/* UTF-16, up to its first NUL, as UTF-8. */
struct slice binxml_utf8(const unsigned char *bytes, size_t size,
    struct arena *scratch);

#endif
