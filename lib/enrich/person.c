/*
 * Whose account it was, and how well that is known.  An account is not a
 * person: a shared one names nobody, one that is not listed names nobody,
 * and a name that somebody typed without getting in says little.
 */
#include <stdio.h>

#include "enrich/machine.h"
#include "settings/filter_profiles.h"
#include "settings/registers.h"

#include "parts.h"

static bool
is_shared_role(struct slice role)
{
	return slice_equal(role, SLICE("class")) ||
	    slice_equal(role, SLICE("generic")) ||
	    slice_equal(role, SLICE("kiosk"));
}

static bool
is_own_domain(const struct settings *s, struct slice domain)
{
	size_t i;

	for (i = 0; i < s->mail_domain_count; i++)
		if (slice_equal_fold(domain, s->mail_domains[i]))
			return true;
	return false;
}

static struct slice
domain_of(struct slice mailbox)
{
	return slice_from(mailbox, slice_find_last(mailbox, '@') + 1);
}

static struct owner
narrower(struct owner found, struct owner passed)
{
	if (passed.from > found.from)
		found.from = passed.from;
	if (passed.until < found.until)
		found.until = passed.until;
	return found;
}

/* Some sign in with their mail address. */
static struct owner
find_owner(const struct settings *s, struct slice account, int32_t day)
{
	struct owner o = settings_owner(s, account, day);
	size_t at = slice_find(account, '@');

	if (o.person != NULL || at == account.len)
		return o;
	o = narrower(settings_owner_of_email(s, account, day), o);
	if (o.person == NULL && is_own_domain(s, slice_from(account, at + 1)))
		o = narrower(settings_owner(s, slice_first(account, at), day),
		    o);
	return o;
}

/* By the key or by the account; the days that the facts hold for narrow. */
static bool
is_named(const struct register_entry *list, size_t count,
    const struct person *person, int32_t day, struct account_facts *facts)
{
	bool by_key = register_holds(list, count, person->key, day,
	    &facts->from, &facts->until);

	return register_holds(list, count, person->username, day,
		   &facts->from, &facts->until) ||
	    by_key;
}

static bool
is_on(const struct settings *s, enum register_kind kind,
    const struct person *person, int32_t day, struct account_facts *facts)
{
	size_t count;
	const struct register_entry *list = settings_register(s, kind, &count);

	return is_named(list, count, person, day, facts);
}

/* By the list of bans, or by a person's decision. */
static bool
is_barred(const struct enrich *e, const struct person *person, int32_t day,
    struct account_facts *facts)
{
	bool listed = is_on(e->settings, REGISTER_BANS, person, day, facts);

	return is_named(e->bans, e->ban_count, person, day, facts) || listed;
}

static void
learn_person(struct enrich *e, struct account_facts *facts,
    const struct person *person, int32_t day)
{
	char digits[12];

	facts->kind = is_shared_role(person->role) ? ACCOUNT_SHARED :
						     ACCOUNT_LISTED;
	facts->person = symbols_add(e->symbols, DOMAIN_PERSON, person->key);
	facts->role = symbols_add(e->symbols, DOMAIN_TAG, person->role);
	facts->left = person->left;
	facts->banned = is_barred(e, person, day, facts);
	facts->absent = is_on(e->settings, REGISTER_ABSENT_STAFF, person, day,
	    facts);
	facts->year_number = person->year;
	if (e->by_group)
		facts->group = calendar_group(e->settings->calendar,
		    person->role, person->year, person->pattern);
	if (person->year == 0)
		return;
	snprintf(digits, sizeof digits, "%d", person->year);
	facts->year = symbols_add(e->symbols, DOMAIN_TAG, slice_of(digits));
}

/* Logs come in order of days, so what holds for one holds for the next. */
static bool
holds_on(const struct account_facts *facts, int32_t day)
{
	return facts->known && facts->from <= day && day < facts->until;
}

static void
begin_facts(struct account_facts *facts)
{
	*facts = (struct account_facts){ .known = true,
		.left = DAY_UNKNOWN,
		.from = INT32_MIN,
		.until = INT32_MAX };
}

const struct account_facts *
account_facts(struct enrich *e, symbol n, int32_t day)
{
	struct account_facts *facts = MEMO_AT(e->accounts, n);
	struct owner owner;
	struct slice name;

	if (holds_on(facts, day))
		return facts;
	begin_facts(facts);
	name = symbols_text(e->symbols, DOMAIN_ACCOUNT, n);
	if (account_is_machine(name)) {
		facts->kind = ACCOUNT_MACHINE;
		facts->role = e->tags[TAG_NONE];
		return facts;
	}
	owner = find_owner(e->settings, name, day);
	facts->from = owner.from;
	facts->until = owner.until;
	if (owner.person != NULL)
		learn_person(e, facts, owner.person, day);
	return facts;
}

const struct mailbox_facts *
mailbox_facts(struct enrich *e, symbol n, int32_t day)
{
	struct mailbox_facts *facts = MEMO_AT(e->mailboxes, n);
	struct owner owner;
	struct slice mailbox;

	if (facts->known && holds_on(&facts->whose, day))
		return facts;
	facts->known = true;
	begin_facts(&facts->whose);
	mailbox = symbols_text(e->symbols, DOMAIN_MAILBOX, n);
	facts->own = is_own_domain(e->settings, domain_of(mailbox));
	facts->private = is_private_host(e, domain_of(mailbox));
	if (!facts->own)
		return facts;
	owner = settings_owner_of_email(e->settings, mailbox, day);
	facts->whose.from = owner.from;
	facts->whose.until = owner.until;
	if (owner.person != NULL)
		learn_person(e, &facts->whose, owner.person, day);
	return facts;
}

const struct mailbox_facts *
mailbox_known(struct enrich *e, symbol n)
{
	struct mailbox_facts *facts = MEMO_AT(e->mailboxes, n);

	return facts->known ? facts : mailbox_facts(e, n, DAY_UNKNOWN);
}

static bool
is_lost(const struct enrich *e, const struct subject *s)
{
	int32_t from = INT32_MIN, until = INT32_MAX;

	return s->device != NULL && s->device->may_be_lost &&
	    s->day != DAY_UNKNOWN &&
	    settings_registered(e->settings, REGISTER_LOST_DEVICES,
		symbols_text(e->symbols, DOMAIN_HOST, s->device->device),
		s->day, &from, &until);
}

/* How the request stands to the school's table of filter profiles. */
static bool
is_not_denied(const struct enrich *e, const struct subject *s,
    const struct account_facts *facts)
{
	return e->has_profiles && s->opened && s->category != 0 &&
	    facts->role != 0 &&
	    filter_denies(e->settings,
		symbols_text(e->symbols, DOMAIN_TAG, facts->role),
		facts->year_number,
		symbols_text(e->symbols, DOMAIN_TAG, s->category));
}

static bool
is_other_profile(const struct enrich *e, const struct subject *s,
    const struct account_facts *facts)
{
	return e->has_profiles && s->profile != 0 && facts->role != 0 &&
	    filter_is_other(e->settings,
		symbols_text(e->symbols, DOMAIN_TAG, facts->role),
		facts->year_number,
		symbols_text(e->symbols, DOMAIN_WORD, s->profile));
}

/* Nobody is away, banned or to be denied, and nothing lost. */
static bool
lists_are_silent(const struct enrich *e, const struct subject *s,
    const struct account_facts *facts)
{
	return !facts->banned && !facts->absent && !e->has_profiles &&
	    (s->device == NULL || !s->device->may_be_lost);
}

/* What the school's lists say besides, each word behind the others.  All are
 * rare, so the words are put together when they are needed. */
static symbol
with_lists(struct enrich *e, const struct subject *s, symbol standing,
    const struct account_facts *facts)
{
	const struct {
		bool holds;
		const char *word;
	} words[] = {
		{ facts->banned, "banned" },
		{ facts->absent, "absent" },
		{ is_lost(e, s), "lost-device" },
		{ is_not_denied(e, s, facts), "not-denied" },
		{ is_other_profile(e, s, facts), "other-profile" },
	};
	struct slice before;
	char text[120];
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++) {
		if (!words[i].holds)
			continue;
		before = symbols_text(e->symbols, DOMAIN_TAG, standing);
		snprintf(text, sizeof text, "%.*s%s%s", SLICE_ARG(before),
		    standing == 0 ? "" : " ", words[i].word);
		standing = symbols_add(e->symbols, DOMAIN_TAG,
		    slice_of(text));
	}
	return standing;
}

static void
put(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s, const struct account_facts *facts,
    enum tag attribution, symbol why)
{
	symbol standing = e->tags[TAG_ACTIVE];
	uint32_t row = s->row;

	s->group = facts->group;
	if (facts->kind == ACCOUNT_UNLISTED) {
		standing = e->tags[TAG_UNLISTED];
		attribution = TAG_WEAK;
		why = e->tags[TAG_NOT_LISTED];
	} else if (facts->kind == ACCOUNT_MACHINE) {
		standing = 0;
		attribution = TAG_NONE;
		why = e->tags[TAG_BY_MACHINE];
	} else if (facts->kind == ACCOUNT_SHARED) {
		attribution = TAG_WEAK;
		why = e->tags[TAG_BY_SHARED];
	} else if (s->off_site && attribution == TAG_STRONG) {
		/* Others at home may use a device that is signed in. */
		attribution = TAG_FAIR;
		why = e->tags[TAG_OFF_SITE];
	}
	if (facts->left != DAY_UNKNOWN && s->day != DAY_UNKNOWN &&
	    s->day > facts->left)
		standing = e->tags[TAG_LEAVER];
	if (!lists_are_silent(e, s, facts))
		standing = with_lists(e, s, standing, facts);
	/* Never a name on weak. */
	put_symbol(b, &v->person, COL_PERSON, row,
	    attribution == TAG_STRONG || attribution == TAG_FAIR ?
		facts->person :
		0);
	put_symbol(b, &v->role, COL_ROLE, row, facts->role);
	put_symbol(b, &v->year, COL_YEAR, row, facts->year);
	put_symbol(b, &v->standing, COL_STANDING, row, standing);
	put_symbol(b, &v->attribution, COL_ATTRIBUTION, row,
	    e->tags[attribution]);
	put_symbol(b, &v->why, COL_ATTRIBUTION_WHY, row, why);
}

static void
put_sender(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s, symbol account)
{
	symbol from = symbol_at(v->from, s->row);
	const struct account_facts *facts =
	    account == 0 ? NULL : account_facts(e, account, s->day);
	const struct mailbox_facts *box =
	    from == 0 ? NULL : mailbox_facts(e, from, s->day);

	if (facts != NULL && box != NULL && box->own &&
	    box->whose.person != facts->person)
		put(e, b, v, s, facts, TAG_FAIR, e->tags[TAG_BY_OTHER_SENDER]);
	else if (facts != NULL)
		put(e, b, v, s, facts, TAG_STRONG, e->tags[TAG_BY_MAIL]);
	else if (box != NULL && box->own)
		put(e, b, v, s, &box->whose, TAG_FAIR,
		    e->tags[TAG_BY_SENDER]);
}

static void
put_server(struct enrich *e, struct batch *b, struct view *v, uint32_t row)
{
	put_symbol(b, &v->role, COL_ROLE, row, e->tags[TAG_NONE]);
	put_symbol(b, &v->attribution, COL_ATTRIBUTION, row,
	    e->tags[TAG_NONE]);
	put_symbol(b, &v->why, COL_ATTRIBUTION_WHY, row,
	    e->tags[TAG_BY_SERVER]);
}

/* Late fields, where this one event is enough; else settle fills them. */
void
fill_person(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s)
{
	symbol account = symbol_at(v->account, s->row);
	bool failed = (word_facts(e, symbol_at(v->outcome, s->row)) &
	    WORD_FAILURE) != 0;

	s->open = account == 0 && !s->email && !s->challenge &&
	    (s->device == NULL ? symbol_at(v->host, s->row) != 0 ||
			(s->web && symbol_at(v->address, s->row) != 0) :
				 !s->device->server);
	if (s->email && symbol_at(v->from, s->row) != 0)
		put_sender(e, b, v, s, account);
	else if (account == 0 && s->device != NULL && s->device->server)
		put_server(e, b, v, s->row);
	else if (account != 0 && s->web)
		put(e, b, v, s, account_facts(e, account, s->day),
		    s->challenge ? TAG_WEAK : TAG_STRONG,
		    e->tags[s->challenge ? TAG_BY_REFUSAL : TAG_BY_PROXY]);
	else if (account != 0)
		put(e, b, v, s, account_facts(e, account, s->day),
		    failed ? TAG_WEAK : TAG_STRONG,
		    e->tags[failed     ? TAG_BY_FAILURE :
			    s->email ? TAG_BY_MAIL :
					 TAG_BY_LOGON]);
}

static enum tag
tag_of_attribution(const char *word)
{
	static const char *const words[] = { "strong", "fair", "weak" };
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(word, words[i]) == 0)
			return (enum tag)(TAG_STRONG + i);
	return TAG_NONE;
}

static void
put_nobody(struct enrich *e, struct batch *b, struct view *v,
    const struct subject *s, const char *attribution, const char *reason)
{
	static const struct account_facts nobody;
	uint32_t row = s->row;

	put_symbol(b, &v->person, COL_PERSON, row, 0);
	put_symbol(b, &v->role, COL_ROLE, row, 0);
	put_symbol(b, &v->year, COL_YEAR, row, 0);
	put_symbol(b, &v->standing, COL_STANDING, row,
	    with_lists(e, s, 0, &nobody));
	put_symbol(b, &v->attribution, COL_ATTRIBUTION, row,
	    e->tags[tag_of_attribution(attribution)]);
	put_symbol(b, &v->why, COL_ATTRIBUTION_WHY, row,
	    symbols_add(e->symbols, DOMAIN_TAG, slice_of(reason)));
}

void
enrich_person(struct enrich *e, struct batch *b, uint32_t row,
    symbol account, const char *attribution, const char *reason)
{
	struct view v;
	struct subject s = { .row = row };

	view_outputs(&v, b);
	find_moment(e, b, &s);
	if (batch_symbol(b, row, COL_DEVICE) != 0)
		s.device = host_facts(e, batch_symbol(b, row, COL_DEVICE));
	s.off_site = batch_symbol(b, row, COL_NETWORK_KIND) ==
	    e->tags[TAG_AWAY];
	s.tunnel = (word_facts(e, batch_symbol(b, row, COL_METHOD)) &
	    WORD_CONNECT) != 0;
	s.category = batch_symbol(b, row, COL_CATEGORY);
	s.opened = is_opened(e, batch_symbol(b, row, COL_KIND),
	    batch_symbol(b, row, COL_TYPE));
	if (account != 0)
		put(e, b, &v, &s, account_facts(e, account, s.day),
		    tag_of_attribution(attribution),
		    symbols_add(e->symbols, DOMAIN_TAG, slice_of(reason)));
	else
		put_nobody(e, b, &v, &s, attribution, reason);
	if (e->by_group)
		fill_period(e, b, &v, &s);
}
