/*
 * Retention: settings become days, registers become holds, and what went is
 * written down.
 */
#include <err.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/command.h"
#include "base/csv.h"
#include "deliver/deliver.h"
#include "night/keeper.h"
#include "night/retention.h"
#include "settings/registers.h"
#include "store/retention.h"

enum { HOLDS = 4096, COPIES = 1000, COPY_DAYS = 7, EVER = 1 << 28 };

struct retaining {
	const struct retention_job *job;
	struct arena *arena;
	struct buffer receipt;
	struct slice packs[HOLDS];
	size_t pack_count;
	int64_t gone;
	int32_t today;
};

static void
add_name(struct slice *names, size_t *count, struct slice name)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (slice_equal(names[i], name))
			return;
	if (name.len > 0 && *count < PERSON_NAMES)
		names[(*count)++] = name;
}

/* A user name that was given to somebody else since is theirs. */
static bool
is_theirs(const struct person *now, struct slice key)
{
	return now == NULL || slice_equal(now->key, key);
}

size_t
retention_names(const struct settings *s, struct slice person,
    struct slice names[PERSON_NAMES], struct slice *key)
{
	const struct person *p = settings_person_by_key(s, person);
	size_t count = 0, i;
	struct slice rest, word;

	if (p == NULL)
		p = settings_person(s, person);
	*key = p == NULL ? (struct slice){ 0 } : p->key;
	add_name(names, &count, p == NULL ? person : p->key);
	for (i = 0; p != NULL && i < s->record_count; i++) {
		const struct person *r = &s->people[i];

		if (!slice_equal(r->key, *key))
			continue;
		if (is_theirs(settings_person(s, r->username), *key))
			add_name(names, &count, r->username);
		if (is_theirs(settings_person_by_email(s, r->email), *key))
			add_name(names, &count, r->email);
		rest = r->aliases;
		while (slice_take_word(&rest, &word))
			if (is_theirs(settings_person(s, word), *key))
				add_name(names, &count, word);
	}
	return count;
}

static void
add_hold(struct retention_hold *holds, size_t *count,
    const struct register_entry *e, struct slice name)
{
	if (*count == HOLDS) {
		warnx("more than %d legal holds: all is held", HOLDS);
		holds[0] = (struct retention_hold){ .from = INT32_MIN,
			.to = INT32_MAX };
		return;
	}
	holds[(*count)++] = (struct retention_hold){ name, e->what,
		e->from == DAY_UNKNOWN ? INT32_MIN : e->from,
		e->to == DAY_UNKNOWN ? INT32_MAX : e->to };
}

static size_t
find_holds(const struct settings *s, struct retention_hold *holds)
{
	struct slice names[PERSON_NAMES], key;
	const struct register_entry *e;
	size_t entries, count = 0, i, j, n;

	e = settings_register(s, REGISTER_LEGAL_HOLDS, &entries);
	for (i = 0; i < entries; i++) {
		if (slice_equal(e[i].who, SLICE("*"))) {
			add_hold(holds, &count, &e[i], (struct slice){ 0 });
			continue;
		}
		n = retention_names(s, e[i].who, names, &key);
		for (j = 0; j < n; j++)
			add_hold(holds, &count, &e[i], names[j]);
	}
	return count;
}

static void
add_line(const char *kind, int64_t day, int64_t count, void *ctx)
{
	struct retaining *r = ctx;
	struct buffer cell;

	buffer_init(&cell, 64);
	csv_add(&r->receipt, true, slice_of(kind));
	day_print(&cell, (int32_t)day);
	csv_add(&r->receipt, false, buffer_slice(&cell));
	buffer_reset(&cell);
	buffer_printf(&cell, "%lld", (long long)count);
	csv_add(&r->receipt, false, buffer_slice(&cell));
	csv_end_row(&r->receipt);
	buffer_finish(&cell);
	r->gone += count;
}

static void
add_pack(struct slice path, void *ctx)
{
	struct retaining *r = ctx;

	if (r->pack_count < HOLDS)
		r->packs[r->pack_count++] = arena_copy(r->arena, path);
	else
		warnx("%.*s: is to be removed by hand", SLICE_ARG(path));
}

/* Copies that were laid beside the store when its schema changed hold what
 * it held then. */
static void
remove_copies(struct retaining *r)
{
	int64_t old = time_now() / TIME_SECOND - COPY_DAYS * 86400;
	struct stat st;
	int i;

	for (i = 1; i < COPIES; i++) {
		const char *path = arena_printf(r->arena, "%s.schema-%d",
		    r->job->store, i);

		if (lstat(path, &st) == -1 || !S_ISREG(st.st_mode) ||
		    (r->job->person.len == 0 && st.st_mtim.tv_sec > old))
			continue;
		if (unlink(path) == -1)
			warn("%s", path);
	}
}

static int
keep_receipt(struct retaining *r)
{
	const char *kind = r->job->person.len > 0 ? "erasure" : "retention";
	const char *folder = deliver_folder(r->job->settings, r->job->out,
	    "officer", r->arena);
	struct buffer day;
	const char *name;
	int result, n = 1;

	if (folder == NULL)
		return -1;
	buffer_init(&day, 64);
	day_print(&day, r->today);
	name = arena_printf(r->arena, "%s-%s.csv", kind, day.ptr);
	while (access(arena_printf(r->arena, "%s/%s", folder, name), F_OK) ==
	    0)
		name = arena_printf(r->arena, "%s-%s-%d.csv", kind, day.ptr,
		    ++n);
	result = deliver_text(folder, name, buffer_slice(&r->receipt));
	buffer_finish(&day);
	return result;
}

/* Who it was about is not written down again: the audit is for ever. */
static int
note(struct retaining *r, struct store *s)
{
	return store_audit(s, r->job->who,
	    slice_of(arena_printf(r->arena, "%s: %lld rows",
		r->job->person.len > 0 ? "person erase" : "retention",
		(long long)r->gone)), r->job->why);
}

static void
set_limits(const struct retaining *r, struct retention *limits)
{
	const struct settings *s = r->job->settings;
	bool all = r->job->person.len == 0;

	limits->raw = all ? r->today - s->retention.raw : EVER;
	limits->details = all ? r->today - s->retention.details : EVER;
	limits->flags = all ? r->today - s->retention.flags : EVER;
	limits->pupils = r->today - s->retention.incidents;
	limits->others = r->today - s->retention.staff_incidents;
}

static int
retain(struct retaining *r, struct store *s)
{
	struct retention limits = { .change_nothing = r->job->change_nothing };
	struct retention_hold *holds = memory_alloc(HOLDS * sizeof *holds);
	struct slice names[PERSON_NAMES], key;
	size_t i;
	int result;

	set_limits(r, &limits);
	limits.holds = holds;
	limits.hold_count = find_holds(r->job->settings, holds);
	if (r->job->person.len > 0) {
		limits.names = names;
		limits.name_count = retention_names(r->job->settings,
		    r->job->person, names, &key);
	}
	result = store_retain(s, &limits, add_line, add_pack, r);
	free(holds);
	if (result == -1 || r->job->change_nothing)
		return result;
	for (i = 0; i < r->pack_count; i++)
		if (unlink(arena_text(r->arena, r->packs[i])) == -1)
			warn("%.*s", SLICE_ARG(r->packs[i]));
	remove_copies(r);
	if (r->gone == 0 && r->job->person.len == 0)
		return 0;
	return note(r, s) == -1 || keep_receipt(r) == -1 ? -1 : 0;
}

int
retention_run(const struct retention_job *job)
{
	struct retaining *r = memory_zeroed(1, sizeof *r);
	struct store *s = NULL;
	int lock, code = keeper_lock(job->store, &lock);

	r->job = job;
	r->arena = arena_create();
	r->today = zone_civil(job->settings->zone, time_now()).day;
	buffer_init(&r->receipt, 1 << 24);
	buffer_text(&r->receipt, "class,day,removed\r\n");
	if (code == EXIT_OK) {
		s = store_open(job->store, AUDIENCE_KEEPER);
		if (s == NULL || retain(r, s) == -1)
			code = EXIT_COULD_NOT;
		else if (job->say != NULL)
			fwrite(r->receipt.ptr, 1, r->receipt.len, job->say);
		store_close(s);
		close(lock);
	}
	buffer_finish(&r->receipt);
	arena_destroy(r->arena);
	free(r);
	return code;
}

int
retention_daily(const struct retention_job *job)
{
	int32_t today = zone_civil(job->settings->zone, time_now()).day;
	struct arena *a = arena_create();
	const char *day = arena_printf(a, "%d", (int)today);
	struct store *s = store_open(job->store, AUDIENCE_KEEPER);
	bool due = s != NULL && !slice_equal(store_recall(s, "retention", a),
	    slice_of(day));
	int result = s == NULL ? -1 : 0;

	store_close(s);
	if (due)
		result = retention_run(job) == EXIT_OK ? 0 : -1;
	if (due && result == 0) {
		s = store_open(job->store, AUDIENCE_KEEPER);
		if (s == NULL || store_begin(s) == -1 ||
		    store_remember(s, "retention", slice_of(day)) == -1 ||
		    store_commit(s) == -1)
			result = -1;
		store_close(s);
	}
	arena_destroy(a);
	return result;
}
