/*
 * notes.csv: query_code,note, the only free text of a package.  It is
 * screened, since people write what they know.
 */
#ifndef NOTES_H
#define NOTES_H

#include "base/buffer.h"

enum { NOTE_LONGEST = 500, NOTES_MOST = 50 };

/* Path NULL: none, the header alone.  -1: said. */
int notes_read(const char *path, struct buffer *out);
/* NULL, or what must not be in a note. */
const char *note_fault(struct slice code, struct slice note);

#endif
