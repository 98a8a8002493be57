/*
 * Dates, terms and other words as reports print them.
 */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "base/arena.h"
#include "base/time.h"
#include "render/document.h"
#include "settings/calendar.h"
#include "settings/settings.h"

/* "Fri 25 Sept 2026", "25 Sept", "Fri 25 Sept 2026, 1.25 pm". */
const char *words_day(struct arena *a, int32_t day);
const char *words_short_day(struct arena *a, int32_t day);
const char *words_time(struct arena *a, const struct zone *z, int64_t t);
/* "1.25 pm". */
const char *words_clock(struct arena *a, const struct zone *z, int64_t t);
/* "Wed 2 Sept to Fri 18 Dec 2026". */
const char *words_days(struct arena *a, int32_t first, int32_t last);
/* autumn-2026 as "Autumn term 2026"; other names as they are. */
const char *words_term(struct arena *a, const struct term *t);
/* "24 rules, version 6f1c 22ab": the same for the same rules and policy. */
const char *words_rules(struct arena *a, const struct settings *s);
/* "Headteacher"; of a reader that the school named itself, the name. */
const char *words_office(struct arena *a, struct slice reader);

#endif
