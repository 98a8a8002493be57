/*
 * The walls one by one.  Each gives its enum sandbox_wall, 0 where this
 * kernel does not have it, or -1.
 */
#ifndef SANDBOX_WALLS_H
#define SANDBOX_WALLS_H

#include <stdbool.h>

#include "sandbox/enter.h"

int wall_files(const struct sandbox_reading *r); /* errno says why */
int wall_calls(const struct sandbox_reading *r);

#endif
