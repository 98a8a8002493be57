/*
 * Flags taken back, and flags brought into order: nothing is named before
 * the school went live, and a flag of an event that names no account bears
 * the account of the one person who was logged on.
 */
#include <stdlib.h>

#include "parts.h"

static const char drop[] =
    "DELETE FROM flag"
    " WHERE id = :flag AND " FLAG_NOT_DECIDED;

/* Flags of events that name no account. */
static const char nameless[] =
    "SELECT f.id, f.account, person.text, f.day"
    "  FROM flag AS f"
    "  JOIN symbol AS person ON person.id = f.person"
    " WHERE f.start >= :since AND f.start < :until AND f.correlation = 0"
    "   AND (f.account <> 0 OR f.person <> 0)"
    "   AND ((f.tbl = 1 AND EXISTS (SELECT 1 FROM visit"
    "          WHERE id = f.event AND account = 0))"
    "     OR (f.tbl = 3 AND EXISTS (SELECT 1 FROM device_event"
    "          WHERE id = f.event AND account = 0)))";

static const char set_account[] =
    "UPDATE flag"
    "   SET account = :account"
    " WHERE id = :flag";

static const char unname[] =
    "UPDATE flag"
    "   SET treatment = 0, account = 0, person = 0,"
    "       attribution = :none, fields = NULL"
    " WHERE start >= :since AND start < :until AND start < :live"
    "   AND (treatment <> 0 OR account <> 0 OR person <> 0)";

int
flag_drop(struct store *store, int64_t flag)
{
	struct statement *q = statement_create(store, drop);
	int result = -1;

	if (q != NULL) {
		statement_bind_int(q, ":flag", flag);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static bool
is_before_live(const struct settings *s, int64_t t)
{
	return s->go_live != DAY_UNKNOWN &&
	    t < zone_day_start(s->zone, s->go_live);
}

struct rule_facts
facts_of_rule(const struct settle *s, size_t rule, int64_t time)
{
	const struct rule_info *r = detect_rule(s->detect, rule);

	return (struct rule_facts){ r->name, r->label, r->severity,
		is_before_live(s->settings, time) ? TREAT_OBSERVATION :
						    r->treatment,
		r->reported, r->valid_from };
}

/* The account that is lent to a flag whose event names none. */
static int64_t
account_of(const struct settle *s, struct slice key, int32_t day)
{
	const struct person *person = key.len == 0 ?
	    NULL :
	    settings_owner_of_key(s->settings, key, day).person;

	if (person == NULL || person->username.len == 0)
		return 0;
	return store_symbol(s->store, DOMAIN_ACCOUNT, person->username);
}

struct lent {
	int64_t flag, account;
};

static int
lend_accounts(const struct settle *s, const struct span *span)
{
	struct statement *read = statement_create(s->store, nameless);
	struct statement *write = statement_create(s->store, set_account);
	struct lent *list = NULL;
	size_t count = 0, room = 0, i;
	int more = -1;

	if (read == NULL || write == NULL)
		goto done;
	statement_bind_int(read, ":since", span->since);
	statement_bind_int(read, ":until", span->until);
	while ((more = statement_step(read)) == 1) {
		int64_t account = account_of(s, statement_text(read, 2),
		    (int32_t)statement_int(read, 3));

		if (account == statement_int(read, 1))
			continue;
		GROW(list, count, room);
		list[count++] = (struct lent){ statement_int(read, 0),
			account };
	}
	for (i = 0; more == 0 && i < count; i++) {
		statement_bind_int(write, ":flag", list[i].flag);
		statement_bind_int(write, ":account", list[i].account);
		more = list[i].account == -1 ? -1 : statement_run(write);
	}
done:
	free(list);
	statement_destroy(read);
	statement_destroy(write);
	return more;
}

static int
unname_early(const struct settle *s, const struct span *span)
{
	struct statement *q;
	int64_t none;
	int result = -1;

	if (!is_before_live(s->settings, span->since))
		return 0;
	q = statement_create(s->store, unname);
	none = store_symbol(s->store, DOMAIN_TAG, SLICE("none"));
	if (q != NULL && none != -1) {
		statement_bind_int(q, ":since", span->since);
		statement_bind_int(q, ":until", span->until);
		statement_bind_int(q, ":none", none);
		statement_bind_int(q, ":live",
		    zone_day_start(s->settings->zone, s->settings->go_live));
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

int
flags_settle(const struct settle *s, const struct span *span)
{
	return lend_accounts(s, span) == -1 || unname_early(s, span) == -1 ?
	    -1 :
	    0;
}
