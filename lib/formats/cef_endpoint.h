/*
 * CEF of virus scanners and other guards of computers.
 */
#ifndef CEF_ENDPOINT_H
#define CEF_ENDPOINT_H

#include "cef.h"

/* Does it name a file or malware, and neither a web address nor a port? */
bool cef_is_endpoint(const struct cef *e);
/* Adds the row.  NULL, or why not. */
const char *cef_endpoint_row(struct parse *p, const struct cef *e);

#endif
