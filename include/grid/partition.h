/*
 * The night of one school's day: the events of that day, tagged and
 * matched, as a slice that merge loads.
 *
 * A slice is a stream of frames (event/frame.h).  Each log file begins with
 * a row of its own, event.kind=state and event.action=input, which bears
 * the path as the plan has it; then the rows of the reader follow, less the
 * events of other days, and each close row is a frame of its own, so that
 * slices of several days can be joined log by log.
 */
#ifndef GRID_PARTITION_H
#define GRID_PARTITION_H

#include "grid/plan.h"

/* One of enum exit_code: OK also where a valid receipt was there already;
 * LATER for what another try may mend; NEVER, and quarantined, for what it
 * cannot.  `say`: what was read, or NULL. */
int partition_run(const struct plan *p, const struct plan_partition *part,
    const char *folder, FILE *say);

#endif
