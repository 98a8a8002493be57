/*
 * The sections of the weekly summary that ask the store themselves.
 */
#ifndef WEEKLY_H
#define WEEKLY_H

#include "reports/report.h"

void weekly_found_late(const struct report_run *run, struct document *d,
    struct arena *a);
void weekly_due(const struct report_run *run, struct document *d,
    struct arena *a, int32_t today);
void weekly_sample(const struct report_run *run, struct document *d);

#endif
