/*
 * Who asks from a shell sees what that office sees at a desk.  An office is
 * known by its own name or by the accounts of those who hold it; who holds
 * none (the night, root) sees all, and the audit says so.
 */
#include <err.h>

#include "incident/incident.h"

#include "shell.h"

static bool
holds(const struct reader *r, struct slice who)
{
	return slice_equal_fold(r->name, who) || routing_holds(r, who);
}

/* Offices that exist also where school.yml says nothing of them; empty: it
 * is none. */
static struct slice
office_of(struct slice who)
{
	static const char *const offices[] = { "dsl", "deputy", "head",
		"chair", "governors", "technician", "authority" };
	size_t i;

	for (i = 0; i < sizeof offices / sizeof *offices; i++)
		if (slice_equal_fold(who, slice_of(offices[i])))
			return slice_of(offices[i]);
	return slice_starts_with(who, SLICE("head-of-year-")) ? who :
								SLICE("");
}

/* The technician looks at a case only on a request of the leadership, which
 * is written down as the reason: never at the head's, nor at what may be
 * illegal. */
static bool
on_request(const struct shell *s, const struct reader *r,
    const struct routing_case *c)
{
	static const char *const words[] = { "list", "show", "bans" };
	const struct settings *set = s->desk->settings;
	size_t i;

	if (!slice_equal(r->name, SLICE("technician")) || s->why.len == 0 ||
	    slice_equal(c->label, SLICE("illegal-suspected")) ||
	    routing_is_own(set, SLICE("head"), c))
		return false;
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(s->word, words[i]) == 0)
			return true;
	return false;
}

static bool
sees(const struct routing_case *c, void *ctx)
{
	const struct shell *s = ctx;
	const struct settings *set = s->desk->settings;
	struct slice office = office_of(s->who);
	const struct reader *r;
	bool known = office.len > 0, seen;
	size_t i;

	seen = known && routing_sees(set, office, c);
	for (i = 0; i < set->reader_count; i++) {
		r = &set->readers[i];
		if (!holds(r, s->who))
			continue;
		known = true;
		/* Of two offices neither may be used to look at oneself. */
		if (routing_is_own(set, r->name, c))
			return false;
		seen = seen || routing_sees(set, r->name, c) ||
		    on_request(s, r, c);
	}
	return seen || !known;
}

bool
shell_is_office(const struct shell *s, const char *office)
{
	const struct reader *r = settings_reader(s->desk->settings,
	    slice_of(office));

	return slice_equal_fold(s->who, slice_of(office)) ||
	    (r != NULL && holds(r, s->who));
}

void
shell_eyes(const struct shell *s, struct incident_filter *f)
{
	if (s->desk->settings == NULL)
		return;
	f->sees = sees;
	f->ctx = (void *)(uintptr_t)s;
}

static int
found(const struct incident *item, void *ctx)
{
	(void)item;
	*(bool *)ctx = true;
	return 0;
}

int64_t
shell_item(const struct shell *s, struct store *store, int operand)
{
	struct slice name = slice_of(s->operands[operand]);
	int64_t row = incident_find(store, name);
	struct incident_filter f = { .row = row, .since = TIME_UNKNOWN,
		.until = TIME_UNKNOWN };
	bool seen = false;

	if (row <= 0)
		return row;
	shell_eyes(s, &f);
	if (incident_each(store, &f, found, &seen) == -1)
		return -1;
	/* In the same words: nobody learns that there is such a case. */
	if (!seen)
		warnx("%.*s: no such item", SLICE_ARG(name));
	return seen ? row : 0;
}
