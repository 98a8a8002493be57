/*
 * Finds one person.
 */
#include "reports/subject.h"
#include "store/statement.h"

struct finding {
	const struct settings *settings;
	struct store *store;
	struct slice name;
	struct arena *arena;
	struct subject *about;
};

static void
add_name(struct subject *p, struct arena *a, struct slice name)
{
	size_t i;

	for (i = 0; i < p->name_count; i++)
		if (slice_equal_fold(p->names[i], name))
			return;
	if (name.len > 0 && p->name_count < SUBJECT_NAMES)
		p->names[p->name_count++] = arena_copy(a, name);
}

/* A user name that was given to somebody else since is theirs. */
static void
add_if_theirs(struct finding *f, const struct person *now, struct slice name)
{
	if (now == NULL || slice_equal(now->key, f->about->key))
		add_name(f->about, f->arena, name);
}

static void
take_listed(struct finding *f, const struct person *p)
{
	const struct settings *s = f->settings;
	struct subject *about = f->about;
	struct slice rest, word;
	size_t i;

	*about = (struct subject){ .key = p->key,
		.username = p->username, .forename = p->forename,
		.surname = p->surname, .sex = p->sex, .role = p->role,
		.reg_group = p->reg_group,
		.year = p->year == 0 ? SLICE("") :
		    slice_of(arena_printf(f->arena, "%d", p->year)) };
	add_name(about, f->arena, p->key);
	for (i = 0; i < s->record_count; i++) {
		const struct person *row = &s->people[i];

		if (!slice_equal(row->key, p->key))
			continue;
		add_if_theirs(f, settings_person(s, row->username),
		    row->username);
		add_if_theirs(f, settings_person_by_email(s, row->email),
		    row->email);
		for (rest = row->aliases; slice_take_word(&rest, &word);)
			add_if_theirs(f, settings_person(s, word), word);
	}
}

static const char stored_person[] =
    "SELECT key, username, forename, surname, sex, role, year, reg_group,"
    "       email FROM person"
    " WHERE key = :name OR lower(username) = lower(:name)"
    " ORDER BY key <> :name, last_seen DESC LIMIT 1";

/* Who has left the list is known by the store. */
static int
take_stored(struct finding *f)
{
	struct statement *q = statement_create(f->store, stored_person);
	struct subject *p = f->about;
	struct slice *const cells[] = { &p->key, &p->username, &p->forename,
		&p->surname, &p->sex, &p->role, &p->year, &p->reg_group };
	int more, found = 0;
	size_t i;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":name", f->name);
	while ((more = statement_step(q)) == 1) {
		for (i = 0; i < sizeof cells / sizeof *cells; i++)
			*cells[i] = arena_copy(f->arena,
			    statement_text(q, (int)i));
		add_name(p, f->arena, p->key);
		add_name(p, f->arena, p->username);
		add_name(p, f->arena, statement_text(q, 8));
		found = 1;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

/* Of an account that is nobody's; 0: no log has it. */
static int
take_account(struct finding *f)
{
	struct statement *q = statement_create(f->store,
	    "SELECT text FROM symbol WHERE domain = 3"
	    " AND lower(text) = lower(:name) ORDER BY id LIMIT 1");
	int more, found = 0;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":name", f->name);
	while ((more = statement_step(q)) == 1) {
		f->about->username = arena_copy(f->arena,
		    statement_text(q, 0));
		add_name(f->about, f->arena, f->about->username);
		found = 1;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

int
subject_find(struct store *store, const struct settings *s,
    struct slice name, struct arena *a, struct subject *out)
{
	struct finding f = { .settings = s, .store = store, .name = name,
		.arena = a, .about = out };
	const struct person *p = settings_person_by_key(s, name);
	int found = 1;

	*out = (struct subject){ .number = 0 };
	if (p == NULL)
		p = settings_person(s, name);
	if (p != NULL)
		take_listed(&f, p);
	else if ((found = take_stored(&f)) == 0)
		found = take_account(&f);
	if (found != 1)
		return found;
	out->text = slice_of(arena_printf(a, "%c:%.*s",
	    out->key.len > 0 ? 'p' : 'a', SLICE_ARG(out->names[0])));
	out->number = store_subject(store, out->text);
	return out->number == -1 ? -1 : 1;
}

bool
subject_is(const struct subject *p, struct slice name)
{
	size_t i;

	for (i = 0; i < p->name_count; i++)
		if (slice_equal_fold(p->names[i], name))
			return true;
	return false;
}

struct routing_case
subject_case(const struct subject *p)
{
	return (struct routing_case){ .role = p->role, .year = p->year,
		.account = p->username, .person = p->key };
}
