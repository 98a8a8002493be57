/*
 * Events of Microsoft 365's unified audit log.
 */
#ifndef M365_AUDIT_H
#define M365_AUDIT_H

#include "endpoint.h"

/* Adds the row of one audit record; NULL, or why not. */
const char *m365_audit_take(struct parse *p, const struct json *record);

#endif
