/*
 * The keeper: all rooms that judge and store events, opened together.  The
 * night gives it raw events, beadle-store those that were tagged and matched
 * on the way.  One transaction from keeper_open to keeper_commit.
 */
#ifndef NIGHT_KEEPER_H
#define NIGHT_KEEPER_H

#include "base/map.h"
#include "detect/detect.h"
#include "enrich/enrich.h"
#include "intake/ledger.h"
#include "settings/settings.h"
#include "store/store.h"

struct keeper {
	const struct settings *settings;
	struct symbols *symbols;
	struct ledger *ledger; /* as it stands in the store */
	struct enrich *enrich;
	struct detect *detect;
	struct store *store;
	struct rule_facts *facts; /* of each rule of detect */
	struct store_counts counts;
	struct map *rejects; /* their reasons, or NULL where there are none */
	int lock;
};

/* Takes the store's lock alone, until *fd is closed; as keeper_open. */
int keeper_lock(const char *store, int *fd);
/*
 * Takes the store's lock, opens it and begins.  One of enum exit_code:
 * EXIT_OK, EXIT_LATER when another is at work, EXIT_COULD_NOT (said).
 */
int keeper_open(struct keeper *k, const struct settings *settings,
    const char *store);
/* -1: said.  `raw`: the events have not been tagged and matched yet. */
int keeper_batch(struct keeper *k, struct batch *b, bool raw);
/* Late fields, correlations, items for review; -1: said. */
int keeper_settle(struct keeper *k);
int keeper_commit(struct keeper *k);
/* Rolls back what was not committed. */
void keeper_close(struct keeper *k);

#endif
