/*
 * The rooms that judge and store, opened together.
 */
#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "incident/incident.h"
#include "night/keeper.h"
#include "settle/settle.h"

#include "rejects.h"

/* One at a time: the lock goes with the process, so a crash leaves none. */
int
keeper_lock(const char *store, int *fd)
{
	struct arena *a = arena_create();
	const char *path = arena_printf(a, "%s.lock", store);
	int result = EXIT_OK;

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd == -1) {
		warn("%s", path);
		result = EXIT_COULD_NOT;
	} else if (flock(*fd, LOCK_EX | LOCK_NB) == -1) {
		warnx("%s: another night is at work", path);
		close(*fd);
		*fd = -1;
		result = EXIT_LATER;
	}
	arena_destroy(a);
	return result;
}

static int
add_known_chunk(uint64_t high, uint64_t low, uint32_t records,
    const uint64_t *record_hashes, void *ctx)
{
	struct ledger_chunk c = { { high, low }, records, record_hashes };

	ledger_add(ctx, &c);
	return 0;
}

static void
add_known_numbers(const struct number_block *b, void *ctx)
{
	ledger_add_numbers(ctx, b);
}

static int
put_numbers(struct number_block *b, void *ctx)
{
	return store_put_numbers(ctx, b);
}

static const struct rule_facts *
facts_of(struct slice name, void *ctx)
{
	const struct keeper *k = ctx;
	int rule = detect_find(k->detect, name);

	return rule == -1 ? NULL : &k->facts[rule];
}

static void
learn_facts(struct keeper *k)
{
	size_t i, count = detect_rule_count(k->detect);

	k->facts = memory_zeroed(count, sizeof *k->facts);
	for (i = 0; i < count; i++) {
		const struct rule_info *r = detect_rule(k->detect, i);

		k->facts[i] = (struct rule_facts){ r->name, r->label,
			r->severity, r->treatment, r->reported,
			r->valid_from };
	}
	store_set_rules(k->store, facts_of, k);
}

static void
learn_ban(const struct register_entry *ban, void *ctx)
{
	enrich_bar(ctx, ban);
}

int
keeper_open(struct keeper *k, const struct settings *settings,
    const char *store)
{
	struct faults faults;
	int result;

	*k = (struct keeper){ .settings = settings, .lock = -1 };
	if ((result = keeper_lock(store, &k->lock)) != EXIT_OK)
		return result;
	if ((k->store = store_open(store, AUDIENCE_KEEPER)) == NULL)
		return EXIT_COULD_NOT;
	faults_init(&faults);
	k->symbols = symbols_create();
	k->ledger = ledger_create();
	k->enrich = enrich_create(settings, k->symbols);
	k->detect = detect_create(settings, k->symbols, &faults);
	/* A faulty rule is left out, and the rest of the night goes on. */
	if (faults.errors > 0)
		faults_print(&faults, stderr);
	faults_finish(&faults);
	learn_facts(k);
	if (incident_each_ban(k->store, learn_ban, k->enrich) == -1 ||
	    store_each_chunk(k->store, add_known_chunk, k->ledger) == -1 ||
	    store_each_numbers(k->store, add_known_numbers, k->ledger) == -1 ||
	    store_begin(k->store) == -1)
		return EXIT_COULD_NOT;
	return EXIT_OK;
}

int
keeper_batch(struct keeper *k, struct batch *b, bool raw)
{
	uint64_t left_out = 0, rejected = k->counts.rejected;
	int result;

	ledger_judge_batch(k->ledger, b);
	if (raw) {
		enrich_batch(k->enrich, b, &left_out);
		detect_batch(k->detect, b, false);
	}
	result = store_batch(k->store, b, &k->counts);
	if (k->counts.rejected > rejected)
		rejects_note(k, b);
	return result;
}

int
keeper_settle(struct keeper *k)
{
	struct settle settle = { k->store, k->settings, k->symbols,
		k->enrich, k->detect };

	if (settle_run(&settle) == -1)
		return -1;
	return incident_gather(k->store, k->settings);
}

int
keeper_commit(struct keeper *k)
{
	if (ledger_each_changed(k->ledger, put_numbers, k->store) == -1 ||
	    store_forget_numbers(k->store, ledger_forgotten(k->ledger)) == -1)
		return -1;
	return store_commit(k->store);
}

void
keeper_close(struct keeper *k)
{
	store_close(k->store);
	detect_destroy(k->detect);
	enrich_destroy(k->enrich);
	ledger_destroy(k->ledger);
	symbols_destroy(k->symbols);
	map_destroy(k->rejects);
	free(k->facts);
	if (k->lock != -1)
		close(k->lock);
	*k = (struct keeper){ .lock = -1 };
}
