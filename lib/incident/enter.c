/*
 * What people enter by hand: the log's other half, since most of what
 * matters leaves no line anywhere.
 */
#include "base/arena.h"
#include "base/hash.h"
#include "incident/incident.h"
#include "store/statement.h"

static const struct {
	const char *word;
	enum severity severity;
	bool kept_only; /* nothing that a person did */
} entered[] = {
	{ "accidental-access", SEVERITY_ADVISORY, false },
	{ "cyberbullying", SEVERITY_CAUTION, false },
	{ "lost-device", SEVERITY_CAUTION, false },
	{ "complaint", SEVERITY_ADVISORY, false },
	{ "parent-instigator", SEVERITY_CAUTION, false },
	{ "information-disclosed", SEVERITY_CAUTION, false },
	{ "over-blocking", SEVERITY_ADVISORY, true },
};
enum { ENTERED = sizeof entered / sizeof *entered, NAME_LENGTH = 12 };

static const char has_entry[] =
    "SELECT item FROM entry WHERE name = :name";

static const char add_item[] =
    "INSERT INTO item(name, label, subject, account, person, device, room,"
    "                 role, year, start, end, day, hour, events, severity,"
    "                 treatment, attribution, rules, created, changed,"
    "                 subject_number)"
    " VALUES (:name, :label, :subject, :account, :person, :device, :room,"
    "         :role, :year, :start, :start, :day, :hour, 1, :severity,"
    "         1, iif(:person = '', iif(:device = '', 'none', 'weak'),"
    "             'strong'), 'entered-by-hand', :now, :now,"
    "         coalesce((SELECT number FROM subject WHERE text = :subject),"
    "             0))";

static const char add_entry[] =
    "INSERT INTO entry(name, kind, item, start, person, account, device,"
    "                  told, told_to, since, until, details, created, who)"
    " VALUES (:name, :kind, :item, :start, :person, :account, :device,"
    "         :told, :told_to, :since, :until, :details, :now, :who)";

static const char add_subject[] =
    "INSERT OR IGNORE INTO subject(text, number)"
    " VALUES (:subject, random() & 9007199254740991)";

static size_t
find(struct slice word)
{
	size_t i = 0;

	while (i < ENTERED && !slice_equal(word, slice_of(entered[i].word)))
		i++;
	return i;
}

bool
incident_is_kind(struct slice word)
{
	return find(word) < ENTERED;
}

static const char *
subject_of(const struct incident_entry *e, struct arena *a)
{
	return e->person.len > 0 ?
	    arena_printf(a, "p:%.*s", SLICE_ARG(e->person)) :
	    arena_printf(a, "d:%.*s", SLICE_ARG(e->device));
}

static const char *
name_of(const struct incident_entry *e, struct arena *a)
{
	char hex[SHA256_HEX];

	sha256_text(slice_of(arena_printf(a,
	    "by hand\t%.*s\t%s\t%lld\t%.*s", SLICE_ARG(e->kind),
	    subject_of(e, a), (long long)e->start, SLICE_ARG(e->details))),
	    hex);
	return arena_printf(a, "%.*s", NAME_LENGTH, hex);
}

static int
was_entered(struct store *store, const char *name, int64_t *row)
{
	struct statement *q = statement_create(store, has_entry);
	int more, found = 0;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":name", slice_of(name));
	while ((more = statement_step(q)) == 1) {
		*row = statement_int(q, 0);
		found = 1;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

static int
put_item(struct store *store, const struct incident_entry *e,
    const char *name, struct arena *a, int64_t *row)
{
	struct statement *q = statement_create(store, add_item);
	struct statement *number = statement_create(store, add_subject);
	struct slice subject = slice_of(subject_of(e, a));
	int result = -1;

	if (q != NULL && number != NULL) {
		statement_bind_text(number, ":subject", subject);
		statement_bind_text(q, ":name", slice_of(name));
		statement_bind_text(q, ":label", e->kind);
		statement_bind_text(q, ":subject", subject);
		statement_bind_text(q, ":account", e->account);
		statement_bind_text(q, ":person", e->person);
		statement_bind_text(q, ":device", e->device);
		statement_bind_text(q, ":room", e->room);
		statement_bind_text(q, ":role", e->role);
		statement_bind_text(q, ":year", e->year);
		statement_bind_int(q, ":start", e->start);
		statement_bind_int(q, ":day", e->day);
		if (e->hour < 0)
			statement_bind_null(q, ":hour");
		else
			statement_bind_int(q, ":hour", e->hour);
		statement_bind_int(q, ":severity",
		    entered[find(e->kind)].severity);
		statement_bind_int(q, ":now", time_now());
		if (statement_run(number) == 0 && statement_run(q) == 0) {
			*row = statement_last_id(q);
			result = 0;
		}
	}
	statement_destroy(q);
	statement_destroy(number);
	return result;
}

static int
put_entry(struct store *store, const struct incident_entry *e,
    const char *name, struct slice who, int64_t row)
{
	struct statement *q = statement_create(store, add_entry);
	int result = -1;

	if (q != NULL) {
		statement_bind_text(q, ":name", slice_of(name));
		statement_bind_text(q, ":kind", e->kind);
		statement_bind_int(q, ":item", row);
		statement_bind_int(q, ":start", e->start);
		statement_bind_text(q, ":person", e->person);
		statement_bind_text(q, ":account", e->account);
		statement_bind_text(q, ":device", e->device);
		statement_bind_int(q, ":told", e->told);
		statement_bind_text(q, ":told_to", e->told_to);
		statement_bind_int(q, ":since", e->since);
		statement_bind_int(q, ":until", e->until);
		statement_bind_text(q, ":details", e->details);
		statement_bind_int(q, ":now", time_now());
		statement_bind_text(q, ":who", who);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

/* What a person enters, a person has confirmed. */
static const char *
decide(struct store *store, const struct incident_entry *e,
    struct slice who, int64_t row)
{
	const char *refused = incident_act(store, row, SLICE("confirm"), who,
	    SLICE("entered by hand"));

	if (refused == NULL && e->action.len > 0)
		refused = incident_act(store, row, SLICE("action"), who,
		    e->action);
	if (refused == NULL && e->also.len > 0)
		refused = incident_act(store, row, SLICE("recorded"), who,
		    e->also);
	return refused;
}

const char *
incident_enter(struct store *store, const struct incident_entry *e,
    struct slice who, int64_t *row, bool *fresh)
{
	struct arena *a = arena_create();
	const char *name = name_of(e, a), *refused = NULL;
	bool kept_only = entered[find(e->kind)].kept_only;
	int there;

	*row = 0;
	there = was_entered(store, name, row);
	*fresh = there == 0;
	if (there == -1)
		refused = "the store cannot be read";
	else if (there == 0 &&
	    ((!kept_only && put_item(store, e, name, a, row) == -1) ||
		put_entry(store, e, name, who, *row) == -1))
		refused = "the store cannot be written";
	else if (there == 0 && *row != 0)
		refused = decide(store, e, who, *row);
	arena_destroy(a);
	return refused;
}
