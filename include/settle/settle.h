/*
 * Fields that need other events.  For each local day and device or person
 * that tonight touched: log-on sessions are put together, events without an
 * account get the one person who was logged on there then, mails are joined
 * from their fragments, candidates are judged whole, and correlations run
 * over the stored flags from the oldest touched event minus the longest
 * timespan to the newest plus it.  So the result does not depend on the
 * order of files, nor on how the logs were cut into nights.
 */
#ifndef SETTLE_SETTLE_H
#define SETTLE_SETTLE_H

#include "detect/detect.h"
#include "enrich/enrich.h"
#include "settings/settings.h"
#include "store/store.h"

struct settle {
	struct store *store;
	const struct settings *settings;
	struct symbols *symbols;
	struct enrich *enrich;
	struct detect *detect;
};

/* Settles what the open transaction (and any before it that was not
 * settled) touched; -1: said.  Does not commit. */
int settle_run(const struct settle *s);
/* Judges all events in [since, until) again with today's rules, as when a
 * rule was changed; then settles.  -1: said. */
int settle_again(const struct settle *s, int64_t since, int64_t until);

#endif
