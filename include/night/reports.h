/*
 * What the night writes once it has stored something: the reports of the
 * term that today lies in.
 */
#ifndef NIGHT_REPORTS_H
#define NIGHT_REPORTS_H

#include "night/night.h"

/* -1: said; the store is whole all the same. */
int night_reports(const struct night_job *job, struct night_summary *sum);

#endif
