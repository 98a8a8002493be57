/*
 * Text of two bytes a character (UTF-16), as Windows' own tools export it.
 * The room's own header.
 */
#ifndef WIDE_H
#define WIDE_H

#include "base/slice.h"

enum wide_kind { NOT_WIDE, WIDE_LITTLE, WIDE_BIG };

struct wide {
	enum wide_kind kind;
	unsigned char left[4]; /* of a character that has not all come */
	size_t left_count;
};

/* What the first bytes of a log say: by its byte order mark, or because every
 * other one of them is NUL. */
enum wide_kind wide_judge(struct slice first);
/* As UTF-8: `to` has room for 3 bytes for each 2, and 6 more.  last: nothing
 * follows.  How many there are. */
size_t wide_to_utf8(struct wide *w, const unsigned char *from, size_t count,
    bool last, char *to);
/* How many bytes of the log such text was. */
uint64_t wide_source_length(struct slice utf8);

#endif
