/*
 * Signatures, by minisign in its older form, which signify reads too.
 */
#ifndef SIGN_H
#define SIGN_H

#include "base/buffer.h"

/* Makes PATH (the secret key, not encrypted: keep it closed) and PATH.pub.
 * NULL, or the reason why not. */
const char *sign_make_key(const char *path);
/* The signature of `text`; `comment` is signed with it. */
const char *sign_text(const char *key, struct slice text, const char *comment,
    struct buffer *signature);
/* NULL: it is good. */
const char *sign_check(const char *public_key, struct slice text,
    struct slice signature);
/* The comment that was signed with it; empty where there is none. */
struct slice sign_comment(struct slice signature);

#endif
