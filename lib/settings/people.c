/*
 * The list of people: who has which account, in which role, until when.
 */
#include "load.h"

enum {
	USERNAME,
	UPN,
	PERSON_ID,
	FORENAME,
	SURNAME,
	SEX,
	ROLE,
	YEAR,
	REG_GROUP,
	EMAIL,
	LEFT,
	COLUMNS
};

static const char *const known_roles[] = { "pupil", "staff", "technician",
	"governor", "visitor", "class", "generic", "kiosk", "admin", NULL };

struct people {
	struct loading *l;
	struct slice path;
	struct csv *t;
	const struct table_column *columns;
};

static struct slice
cell(const struct people *p, size_t row, int column)
{
	return arena_copy(p->l->arena,
	    csv_cell(p->t, row, p->columns[column].at));
}

/* "7", "Year 7", "Y7"; 0 for none, as for reception. */
static int
read_year(const struct people *p, struct slice s, int line)
{
	struct slice digits = s;
	int64_t year = 0;

	if (s.len == 0 || slice_equal_fold(s, SLICE("r")) ||
	    slice_equal_fold(s, SLICE("reception")))
		return 0;
	if (slice_equal_fold(slice_first(digits, 5), SLICE("year ")))
		digits = slice_from(digits, 5);
	else if (slice_equal_fold(slice_first(digits, 1), SLICE("y")))
		digits = slice_from(digits, 1);
	if (slice_to_int(digits, &year) && year >= 0 && year <= 14)
		return (int)year;
	fault_add(p->l->f, p->path, line,
	    "year: expected 1 to 14 or empty, found %.*s", SLICE_ARG(s));
	return 0;
}

static void
check_role(const struct people *p, const struct person *person)
{
	const char *const *known = known_roles;
	const char *nearest;

	for (; *known != NULL; known++)
		if (slice_equal(person->role, slice_of(*known)))
			return;
	if (person->role.len == 0) {
		fault_warn(p->l->f, p->path, person->line,
		    "no role: this account enters no queue");
		return;
	}
	nearest = nearest_word(person->role, known_roles);
	fault_warn(p->l->f, p->path, person->line,
	    "unknown role %.*s%s%s: no rule applies to it",
	    SLICE_ARG(person->role),
	    nearest == NULL ? "" : "; did you mean ",
	    nearest == NULL ? "" : nearest);
}

static void
add_to_index(const struct people *p, struct index *x, const char *what,
    struct slice name, int line)
{
	const struct settings *s = p->l->s;
	uint32_t other;

	if (name.len == 0)
		return;
	other = index_add(x, lower_case(p->l->arena, name), s->person_count);
	if (other != MAP_NONE)
		fault_add(p->l->f, p->path, line,
		    "%s %.*s is already on line %d", what, SLICE_ARG(name),
		    s->people[other].line);
}

static void
read_person(const struct people *p, size_t row)
{
	struct loading *l = p->l;
	struct person *person = &l->s->people[l->s->person_count];
	struct slice left = cell(p, row, LEFT);
	bool by_id = p->columns[PERSON_ID].at != -1;

	person->line = (int)csv_line(p->t, row);
	person->key = cell(p, row, by_id ? PERSON_ID : UPN);
	person->username = cell(p, row, USERNAME);
	person->forename = cell(p, row, FORENAME);
	person->surname = cell(p, row, SURNAME);
	person->sex = cell(p, row, SEX);
	person->role = lower_case(l->arena, cell(p, row, ROLE));
	person->reg_group = cell(p, row, REG_GROUP);
	person->email = lower_case(l->arena, cell(p, row, EMAIL));
	person->year = read_year(p, cell(p, row, YEAR), person->line);
	person->left = DAY_UNKNOWN;
	if (left.len > 0 && !parse_day(left, &person->left))
		fault_add(l->f, p->path, person->line,
		    "left: expected a date as 2026-09-01, found %.*s",
		    SLICE_ARG(left));
	check_role(p, person);
	if (person->key.len == 0)
		fault_add(l->f, p->path, person->line,
		    "no %s: it is what a person is known by",
		    by_id ? "person_id" : "upn");
	if (person->username.len == 0 && person->email.len == 0)
		fault_warn(l->f, p->path, person->line,
		    "neither username nor email: no log can lead here");
	add_to_index(p, &l->out->accounts, "username", person->username,
	    person->line);
	add_to_index(p, &l->out->keys, by_id ? "person_id" : "upn",
	    person->key, person->line);
	add_to_index(p, &l->out->mailboxes, "email", person->email,
	    person->line);
	l->s->person_count++;
}

void
load_people(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[USERNAME] = { "username", true, -1 },
		[UPN] = { "upn", false, -1 },
		[PERSON_ID] = { "person_id", false, -1 },
		[FORENAME] = { "forename", true, -1 },
		[SURNAME] = { "surname", true, -1 },
		[SEX] = { "sex", false, -1 },
		[ROLE] = { "role", true, -1 },
		[YEAR] = { "year", true, -1 },
		[REG_GROUP] = { "reg_group", false, -1 },
		[EMAIL] = { "email", true, -1 },
		[LEFT] = { "left", true, -1 },
	};
	struct people p = { .l = l, .columns = columns };
	size_t row;

	p.t = table_open(l, "people", &p.path, columns, COLUMNS);
	if (p.t == NULL)
		return;
	warn_if_open(l, p.path);
	if (columns[UPN].at == -1 && columns[PERSON_ID].at == -1)
		fault_add(l->f, p.path, 1,
		    "neither a column upn nor person_id");
	l->s->people = arena_alloc(l->arena,
	    csv_rows(p.t) * sizeof *l->s->people);
	for (row = 0; row < csv_rows(p.t); row++)
		if (!table_row_is_blank(p.t, row))
			read_person(&p, row);
	if (l->s->person_count == 0)
		fault_warn(l->f, p.path, 0,
		    "lists nobody: no event can be laid to a person");
	csv_destroy(p.t);
}

const struct person *
settings_person(const struct settings *s, struct slice account)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find_fold(&in->accounts, account);

	return n == MAP_NONE ? NULL : &s->people[n];
}

const struct person *
settings_person_by_email(const struct settings *s, struct slice mailbox)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find_fold(&in->mailboxes, mailbox);

	return n == MAP_NONE ? NULL : &s->people[n];
}

const struct person *
settings_person_by_key(const struct settings *s, struct slice key)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find_fold(&in->keys, key);

	return n == MAP_NONE ? NULL : &s->people[n];
}
