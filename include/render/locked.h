/*
 * A PDF that opens with a password only: AES-256, as PDF 2.0 has it.
 */
#ifndef RENDER_LOCKED_H
#define RENDER_LOCKED_H

#include "base/buffer.h"

/* The PDF, encrypted, into `out`; its metadata are encrypted too.  NULL, or
 * the reason why there is none. */
const char *pdf_lock(struct slice pdf, const char *password,
    struct buffer *out);

#endif
