/*
 * Where records end.  The room's own header.
 */
#ifndef FRAMING_H
#define FRAMING_H

#include "intake/intake.h"

enum framing_answer {
	FRAMED,	      /* *end is the index of the \n */
	FRAMING_MORE, /* needs bytes past `from` */
	FRAMING_OPEN, /* a quoted cell does not end; *end is the first \n */
};

/*
 * Looks for the end of the record that `text` begins with.  *looked: how
 * far an earlier call looked, 0 at first.  whole: nothing follows.
 */
enum framing_answer framing_end(enum framing framing, struct slice text,
    bool whole, size_t *looked, size_t *end);

#endif
