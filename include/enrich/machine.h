/*
 * Accounts that are no person's: computers, services, desktop managers and
 * the greeters before them.  Nobody is named after one, and none is logged on.
 */
#ifndef ENRICH_MACHINE_H
#define ENRICH_MACHINE_H

#include "base/slice.h"

/* True of no account at all, and of "-". */
bool account_is_machine(struct slice account);

#endif
