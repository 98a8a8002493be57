/*
 * What stands at the head of every document about the school: one place
 * fills it in, and each document adds its title, audience and form.
 */
#ifndef REPORTS_FACTS_H
#define REPORTS_FACTS_H

#include "base/arena.h"
#include "render/document.h"
#include "reports/report.h"

/* Days in print. */
enum { KEEP_A_QUARTER = 90, KEEP_A_YEAR = 365, KEEP_SEVEN_YEARS = 7 * 365 };

/* School, protective marking, when it was made (now: microseconds UTC) and a
 * cover of one block.  Texts live in the arena; the title is the caller's. */
struct document_facts facts_of_school(struct arena *a,
    const struct settings *s, const char *title, int64_t now);
/* In print, the day on which it is to be destroyed. */
const char *facts_destroy(struct arena *a, const struct settings *s,
    int64_t now, int32_t kept);
/* And of a report its reporting period, with all its days, its rules, and
 * the day `kept` days from now on which it is to be destroyed. */
struct document_facts facts_of_run(struct arena *a,
    const struct report_run *run, const char *title, int32_t kept);

#endif
