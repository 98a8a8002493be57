/*
 * Codes of countries, regions and authorities: those of policy/codes, which
 * policy/codes/refresh makes from the lists that the DfE publishes.
 */
#ifndef PLACE_CODES_H
#define PLACE_CODES_H

#include <stdbool.h>

#include "base/slice.h"

struct place_codes;

/* NULL: said. */
struct place_codes *place_codes_open(void);
void place_codes_close(struct place_codes *c); /* NULL is fine */

bool place_is_country(const struct place_codes *c, struct slice code,
    struct slice name);
bool place_is_region(const struct place_codes *c, struct slice code,
    struct slice name);
bool place_is_authority(const struct place_codes *c, struct slice old_code,
    struct slice new_code, struct slice name);

#endif
