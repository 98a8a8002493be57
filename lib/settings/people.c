/*
 * The list of people: who has which account, in which role, from when until
 * when.  A folder of lists is read in order of their dates, and each is
 * true from its day on: what it says otherwise than the one before is a
 * record of its own, and whoever is missing in it has left.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "calendar.h"
#include "load.h"

/* A record, and how it stands among the others. */
struct record {
	struct person p;
	int32_t seen;  /* the last list that had it */
	bool is_former; /* a later one of the same person is there */
	const char *key; /* what its list calls the lasting id */
};

struct people {
	struct loading *l;
	struct record *list;
	size_t count, room;
	struct index latest; /* record by key */
};

static void
check_role(const struct people *p, const struct person *person)
{
	const char *nearest;

	if (role_number(person->role) != -1)
		return;
	if (person->role.len == 0) {
		fault_warn(p->l->f, person->path, person->line,
		    "no role: this account enters no queue");
		return;
	}
	nearest = nearest_word(person->role, role_words);
	fault_warn(p->l->f, person->path, person->line,
	    "unknown role %.*s%s%s: no rule applies to it",
	    SLICE_ARG(person->role),
	    nearest == NULL ? "" : "; did you mean ",
	    nearest == NULL ? "" : nearest);
}

static void
check_person(const struct people *p, const struct person *person,
    const char *key)
{
	check_role(p, person);
	if (person->key.len == 0)
		fault_add(p->l->f, person->path, person->line,
		    "no %s: it is what a person is known by", key);
	if (person->username.len == 0 && person->email.len == 0)
		fault_warn(p->l->f, person->path, person->line,
		    "neither username nor email: no log can lead here");
	if (person->from != DAY_UNKNOWN && person->left != DAY_UNKNOWN &&
	    person->left < person->from)
		fault_add(p->l->f, person->path, person->line,
		    "left is before from");
}

static bool
is_same(const struct person *a, const struct person *b)
{
	return a->year == b->year && slice_equal(a->username, b->username) &&
	    slice_equal(a->role, b->role) && slice_equal(a->email, b->email) &&
	    slice_equal(a->forename, b->forename) &&
	    slice_equal(a->surname, b->surname) &&
	    slice_equal(a->reg_group, b->reg_group) &&
	    slice_equal(a->pattern, b->pattern) &&
	    slice_equal(a->aliases, b->aliases);
}

/* Both names of a person change seldom at once; a key that is a user name
 * goes from one child to another. */
static void
check_key_kept(const struct people *p, const struct person *was,
    const struct person *is)
{
	if (!slice_equal_fold(was->surname, is->surname) &&
	    !slice_equal_fold(was->forename, is->forename))
		fault_warn(p->l->f, is->path, is->line,
		    "has the same id as somebody of another name before: an "
		    "id must never be given to another; use person_id");
}

/* A record of one who is known: the same, or what is true from now on. */
static bool
joins(struct people *p, struct record *r, const struct person *person,
    int32_t list)
{
	if (r->seen != list && is_same(&r->p, person)) {
		r->p.left = person->left;
		r->seen = list;
		return true;
	}
	check_key_kept(p, &r->p, person);
	if (r->p.from != person->from)
		return false;
	fault_add(p->l->f, person->path, person->line,
	    "%s %.*s is already on line %d", r->key, SLICE_ARG(person->key),
	    r->p.line);
	return true;
}

static void
add_record(struct people *p, const struct person *person, int32_t list,
    const char *key)
{
	struct slice id = lower_case(p->l->arena, person->key);
	uint32_t at = id.len == 0 ? MAP_NONE : index_find(&p->latest, id);
	bool former = false;

	if (at != MAP_NONE) {
		struct record *r = &p->list[at];

		if (joins(p, r, person, list))
			return;
		former = person->from < r->p.from; /* the row comes late */
		r->is_former = !former;
	}
	GROW(p->list, p->count, p->room);
	p->list[p->count] = (struct record){ *person, list, former, key };
	if (id.len > 0 && !former) {
		if (at == MAP_NONE)
			index_add(&p->latest, id, p->count);
		else
			index_set(&p->latest, id, p->count);
	}
	p->count++;
}

/* `day`: from when the list is true, DAY_UNKNOWN for ever. */
static void
read_list(struct people *p, struct slice path, int named_on, int32_t day)
{
	struct people_table *t = people_table_open(p->l, path, named_on);
	struct person person;
	size_t row;

	if (t == NULL)
		return;
	warn_if_open(p->l, path);
	for (row = 0; row < people_table_rows(t); row++) {
		if (!people_table_row(t, row, &person))
			continue;
		if (person.from == DAY_UNKNOWN ||
		    (day != DAY_UNKNOWN && person.from < day))
			person.from = day;
		check_person(p, &person, people_table_key(t));
		add_record(p, &person, day, people_table_key(t));
	}
	people_table_close(t);
}

/* Whoever the list of that day does not have any more. */
static void
close_missing(struct people *p, int32_t day)
{
	size_t i;

	for (i = 0; i < p->count; i++) {
		struct record *r = &p->list[i];

		if (!r->is_former && r->seen != day &&
		    (r->p.left == DAY_UNKNOWN || r->p.left >= day))
			r->p.left = day - 1;
	}
}

static bool
is_list_name(const char *name, int32_t *day)
{
	struct slice s = slice_of(name);

	return slice_take_text(&s, SLICE("people-")) &&
	    slice_ends_with(s, SLICE(".csv")) &&
	    day_parse(slice_first(s, s.len - 4), day);
}

static void
read_folder(struct people *p, struct slice folder, int line)
{
	struct dirent **entries;
	int count = scandir(arena_text(p->l->arena, folder), &entries, NULL,
	    alphasort), i;
	bool first = true;
	int32_t day;

	for (i = 0; i < count; i++) {
		if (is_list_name(entries[i]->d_name, &day)) {
			/* Before the first, people were as in it. */
			read_list(p,
			    slice_of(arena_printf(p->l->arena, "%.*s/%s",
				SLICE_ARG(folder), entries[i]->d_name)),
			    line, first ? DAY_UNKNOWN : day);
			if (!first)
				close_missing(p, day);
			first = false;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	if (first)
		fault_add(p->l->f, p->l->s->path, line,
		    "people: no people-YYYY-MM-DD.csv in %.*s",
		    SLICE_ARG(folder));
}

static void
read_source(struct people *p, struct slice name, int line)
{
	struct slice path = resolve_path(p->l, name);
	struct stat st;

	if (stat(arena_text(p->l->arena, path), &st) == 0 &&
	    S_ISDIR(st.st_mode))
		read_folder(p, path, line);
	else
		read_list(p, path, line, DAY_UNKNOWN);
}

/* Those of today first, then what was true before. */
static void
keep_records(struct people *p)
{
	struct settings *s = p->l->s;
	size_t i;
	int former;

	s->people = arena_alloc(p->l->arena, p->count * sizeof *s->people);
	for (former = 0; former < 2; former++) {
		for (i = 0; i < p->count; i++)
			if (p->list[i].is_former == (former == 1))
				s->people[s->record_count++] = p->list[i].p;
		if (former == 0)
			s->person_count = s->record_count;
	}
}

static bool
overlap(const struct person *a, const struct person *b)
{
	return (a->left == DAY_UNKNOWN || b->from <= a->left) &&
	    (b->left == DAY_UNKNOWN || a->from <= b->left);
}

static void
add_holder(struct loading *l, struct index *x, const char *what,
    struct slice name, size_t at)
{
	struct loaded *in = l->out;
	struct person *person = &l->s->people[at], *other;
	uint32_t n = (uint32_t)in->holder_count, first, next;

	if (name.len == 0)
		return;
	first = index_add(x, lower_case(l->arena, name), n);
	for (next = first; next != MAP_NONE; next = in->holders[next].next) {
		other = &l->s->people[in->holders[next].person];
		if (!slice_equal_fold(other->key, person->key) &&
		    overlap(person, other))
			fault_add(l->f, person->path, person->line,
			    "%s %.*s is already on line %d", what,
			    SLICE_ARG(name), other->line);
	}
	GROW(in->holders, in->holder_count, in->holder_room);
	in->holders[in->holder_count++] = (struct holder){ (uint32_t)at,
		first == MAP_NONE ? MAP_NONE : in->holders[first].next };
	if (first != MAP_NONE)
		in->holders[first].next = n;
}

static void
index_people(struct loading *l)
{
	struct loaded *in = l->out;
	struct slice rest, name;
	size_t i;

	for (i = 0; i < l->s->record_count; i++) {
		struct person *p = &l->s->people[i];

		add_holder(l, &in->accounts, "username", p->username, i);
		for (rest = p->aliases; slice_take_word(&rest, &name);)
			add_holder(l, &in->accounts, "alias", name, i);
		add_holder(l, &in->mailboxes, "email", p->email, i);
		add_holder(l, &in->keys, "key", p->key, i);
	}
}

void
load_people(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "people");
	struct people p = { .l = l };
	size_t i, count;
	struct slice *sources = texts_of(l, v, &count);

	if (count == 0)
		return;
	index_init(&p.latest);
	for (i = 0; i < count; i++)
		read_source(&p, sources[i], v->line);
	keep_records(&p);
	index_people(l);
	if (l->s->person_count == 0)
		fault_warn(l->f, resolve_path(l, sources[0]), 0,
		    "lists nobody: no event can be laid to a person");
	index_finish(&p.latest);
	free(p.list);
}

/* The one whose record began last, of those that had begun. */
static struct owner
owner_of(const struct settings *s, const struct index *x, struct slice name,
    int32_t day)
{
	const struct holder *holders = ((const struct loaded *)s)->holders;
	struct owner o = { NULL, INT32_MIN, INT32_MAX };
	uint32_t n = index_find_fold(x, name);
	int32_t from;

	for (; n != MAP_NONE; n = holders[n].next) {
		const struct person *p = &s->people[holders[n].person];

		from = p->from; /* DAY_UNKNOWN is before all days */
		if (day != DAY_UNKNOWN && from > day) {
			if (from < o.until)
				o.until = from;
		} else if (o.person == NULL || from > o.from) {
			o.person = p;
			o.from = from;
		}
	}
	if (day == DAY_UNKNOWN) {
		o.from = DAY_UNKNOWN;
		o.until = DAY_UNKNOWN + 1;
	}
	return o;
}

struct owner
settings_owner(const struct settings *s, struct slice account, int32_t day)
{
	return owner_of(s, &((const struct loaded *)s)->accounts, account,
	    day);
}

struct owner
settings_owner_of_email(const struct settings *s, struct slice mailbox,
    int32_t day)
{
	return owner_of(s, &((const struct loaded *)s)->mailboxes, mailbox,
	    day);
}

struct owner
settings_owner_of_key(const struct settings *s, struct slice key,
    int32_t day)
{
	return owner_of(s, &((const struct loaded *)s)->keys, key, day);
}

const struct person *
settings_person(const struct settings *s, struct slice account)
{
	return settings_owner(s, account, DAY_UNKNOWN).person;
}

const struct person *
settings_person_by_email(const struct settings *s, struct slice mailbox)
{
	return settings_owner_of_email(s, mailbox, DAY_UNKNOWN).person;
}

const struct person *
settings_person_by_key(const struct settings *s, struct slice key)
{
	return settings_owner_of_key(s, key, DAY_UNKNOWN).person;
}
