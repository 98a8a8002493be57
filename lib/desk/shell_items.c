/*
 * Single items from a shell: the list, one of them, a decision.
 */
#include <err.h>

#include "incident/incident.h"

#include "flow.h"
#include "shell.h"

static const struct zone *
zone_of(const struct shell *s)
{
	return s->desk->settings == NULL ? NULL : s->desk->settings->zone;
}

static int
tell(const struct shell *s, const char *refused)
{
	if (refused != NULL)
		warnx("%s: %s", s->operands[0], refused);
	return refused == NULL ? 0 : -1;
}

int
shell_list(const struct shell *s, struct store *store)
{
	struct incident_filter f = { .label = s->label,
		.status = s->status,
		.since = s->since,
		.until = s->until };

	shell_eyes(s, &f);
	return incident_list(store, &f, s->csv, zone_of(s), s->who, s->why,
	    s->out);
}

int
shell_show(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);

	if (row <= 0 || incident_show(store, row, zone_of(s), s->who, s->why,
	    s->out) == -1)
		return -1;
	return flow_print(s->desk->settings, store, row, s->out);
}

int
shell_parents(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);

	return row <= 0 ? -1 : desk_parents(s, store, row);
}

/* STEP yes, and why. */
int
shell_answer(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);
	struct arena *a;
	const char *why = "the store is busy or cannot be written";

	if (row <= 0)
		return -1;
	a = arena_create();
	if (store_begin(store) == 0) {
		why = flow_answer(s->desk->settings, store, row, s->who,
		    slice_of(arena_printf(a, "%s %s %.*s", s->operands[1],
			s->operands[2], SLICE_ARG(s->why))));
		if (why == NULL && store_commit(store) == -1)
			why = "the store cannot be written";
		if (why != NULL)
			store_rollback(store);
	}
	arena_destroy(a);
	return tell(s, why);
}

int
shell_tune(const struct shell *s, struct store *store)
{
	return incident_tune(store, s->since, s->until, s->out);
}

int
shell_bans(const struct shell *s, struct store *store)
{
	struct incident_filter f = { .row = 0 };

	shell_eyes(s, &f);
	return incident_bans(store, &f, s->who, s->why, s->out);
}

int
shell_copies(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);

	return row <= 0 ? -1 : incident_copies(store, row, zone_of(s),
	    s->out);
}

int
shell_decide(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);

	if (row <= 0 || tell(s, incident_decide(store, row,
	    slice_of(s->word), s->who, s->why)) == -1)
		return -1;
	/* What has been withdrawn lies in other hands still. */
	return strcmp(s->word, "withdraw") != 0 ? 0 :
	    incident_copies(store, row, zone_of(s), s->out);
}

int
shell_merge(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0), into;

	if (row <= 0 ||
	    (into = shell_item(s, store, 1)) <= 0)
		return -1;
	return tell(s, incident_merge(store, row, into, s->who, s->why));
}

int
shell_split(const struct shell *s, struct store *store)
{
	int64_t row = shell_item(s, store, 0);

	return row <= 0 ? -1 : tell(s, incident_split(store, row, s->since,
	    s->who, s->why));
}
