/*
 * What the night writes: the reports of the running term once something was
 * stored, and the weekly ones also when nothing was, so that a week with
 * nothing has its page.
 */
#ifndef NIGHT_REPORTS_H
#define NIGHT_REPORTS_H

#include "night/night.h"

/* -1: said; the store is whole all the same. */
int night_reports(const struct night_job *job,
    const struct night_summary *sum);

#endif
