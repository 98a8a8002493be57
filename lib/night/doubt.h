/*
 * What a night doubts before it believes.
 */
#ifndef DOUBT_H
#define DOUBT_H

#include "night/keeper.h"
#include "night/night.h"

/*
 * Compares what it was told with the last night: a store that is damaged, a
 * list of people that shrank by half.  `stopped`: the last run did not end.
 * -1: not believed (said).  A clock that was set back is only told.
 */
int night_doubt(struct keeper *k, const struct night_job *job, bool stopped,
    int64_t now);
/* Keeps what was believed, for the next night; -1: said. */
int night_remember(struct keeper *k, int64_t now);

#endif
