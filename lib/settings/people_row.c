/*
 * One row of a list of people, as we name its columns or as the exports of
 * school information systems (SIMS, Arbor, Bromcom), Active Directory,
 * Google Workspace and School Data Sync do.  Names of columns are compared
 * in lower case, without spaces and marks, and without what stands in
 * brackets: "First Name [Required]".
 */
#include <unistd.h>

#include "load.h"

enum {
	USERNAME,
	PERSON_ID,
	UPN,
	FORENAME,
	SURNAME,
	SEX,
	ROLE,
	YEAR,
	REG_GROUP,
	EMAIL,
	FROM,
	LEFT,
	PATTERN,
	ALIASES,
	UNIT, /* where a directory has the account: "/Pupils/Year 7" */
	COLUMNS
};

/* The first that a table has is taken. */
static const char *const names[COLUMNS][14] = {
	[USERNAME] = { "username", "adusername", "samaccountname",
	    "networkusername", "login", "account", "user" },
	[PERSON_ID] = { "personid", "objectguid", "sourcedid",
	    "admissionnumber", "admissionsnumber", "admissionno", "admno",
	    "adno", "misid", "pupilid", "externalid", "employeeid", "sisid" },
	[UPN] = { "upn", "uniquepupilnumber" },
	[FORENAME] = { "forename", "legalforename", "legalfirstname",
	    "firstname", "givenname", "preferredforename", "preferredname",
	    "chosenname" },
	[SURNAME] = { "surname", "legalsurname", "legallastname", "lastname",
	    "familyname", "preferredsurname", "sn" },
	[SEX] = { "sex", "gender" },
	[ROLE] = { "role", "persontype", "employeetype", "usertype" },
	[YEAR] = { "year", "yeargroup", "ncyear", "yeartaughtin", "grade" },
	[REG_GROUP] = { "reggroup", "reg", "registrationgroup", "tutorgroup",
	    "formtutorgroup", "form", "class" },
	[EMAIL] = { "email", "emailaddress", "schoolemailaddress",
	    "schoolemail", "workemail", "primaryemail", "mail",
	    "userprincipalname" },
	[FROM] = { "from", "validfrom", "startdate", "dateofadmission",
	    "admissiondate" },
	[LEFT] = { "left", "validto", "dateofleaving", "leavingdate", "dol",
	    "enddate" },
	[PATTERN] = { "pattern", "workingpattern" },
	[ALIASES] = { "aliases", "alias" },
	[UNIT] = { "orgunitpath", "distinguishedname", "dn", "department" },
};

struct people_table {
	struct loading *l;
	struct slice path;
	struct csv *t;
	int at[COLUMNS];
	/* School Data Sync has roles and years in a table beside. */
	struct csv *roles; /* or NULL */
	struct index role_rows; /* by userSourcedId */
	int role_at[2];
};

/* Windows writes "#TYPE ..." above the header. */
static struct slice
without_type(struct slice text)
{
	struct slice rest = text, line;

	if (slice_starts_with(text, SLICE("#TYPE")) &&
	    slice_take_line(&rest, &line))
		return rest;
	return text;
}

static void
find_columns(struct people_table *p)
{
	static const int needed[] = { FORENAME, SURNAME };
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		p->at[i] = table_find(p->t, names[i]);
	for (i = 0; i < sizeof needed / sizeof *needed; i++)
		if (p->at[needed[i]] == -1)
			fault_add(p->l->f, p->path, 1, "no column %s",
			    names[needed[i]][0]);
	if (p->at[USERNAME] == -1 && p->at[EMAIL] == -1)
		fault_add(p->l->f, p->path, 1, "no column username or email");
	if (p->at[UPN] == -1 && p->at[PERSON_ID] == -1 &&
	    p->at[EMAIL] == -1)
		fault_add(p->l->f, p->path, 1,
		    "neither a column upn nor person_id");
}

/* roles.csv, beside a users.csv that has neither role nor year.  Of several
 * rows of one user the first counts. */
static void
open_roles(struct people_table *p)
{
	static const char *const columns[3][2] = { { "role", NULL },
		{ "grade", NULL }, { "usersourcedid", NULL } };
	size_t slash = slice_find_last(p->path, '/'), row;
	struct slice file = slash == p->path.len ?
	    p->path : slice_from(p->path, slash + 1);
	struct slice path;
	int id;

	if (!slice_equal_fold(file, SLICE("users.csv")) ||
	    p->at[ROLE] != -1 || p->at[YEAR] != -1)
		return;
	path = slice_of(arena_printf(p->l->arena, "%.*sroles.csv",
	    SLICE_ARG(slice_first(p->path, p->path.len - file.len))));
	if (access(path.ptr, F_OK) == -1 ||
	    (p->roles = table_open_path(p->l, path, 1, NULL, 0)) == NULL)
		return;
	index_init(&p->role_rows);
	p->role_at[0] = table_find(p->roles, columns[0]);
	p->role_at[1] = table_find(p->roles, columns[1]);
	if ((id = table_find(p->roles, columns[2])) == -1)
		fault_add(p->l->f, path, 1, "no column userSourcedId");
	for (row = 0; id != -1 && row < csv_rows(p->roles); row++)
		index_add(&p->role_rows, lower_case(p->l->arena,
		    csv_cell(p->roles, row, id)), row);
}

/* What that table says of the one in hand. */
static struct slice
role_cell(const struct people_table *p, struct slice key, int which)
{
	uint32_t row = p->roles == NULL ?
	    MAP_NONE : index_find(&p->role_rows, key);

	return row == MAP_NONE ? SLICE("") :
	    csv_cell(p->roles, row, p->role_at[which]);
}

struct people_table *
people_table_open(struct loading *l, struct slice path, int named_on)
{
	struct people_table *p = arena_alloc(l->arena, sizeof *p);
	struct buffer text;
	const char *why;
	size_t line;

	*p = (struct people_table){ .l = l, .path = path };
	if (!read_whole(l, path, named_on, &text))
		return NULL;
	p->t = csv_read(without_type(buffer_slice(&text)), &why, &line);
	buffer_finish(&text);
	if (p->t == NULL) {
		fault_add(l->f, path, (int)line, "not a table: %s", why);
		return NULL;
	}
	find_columns(p);
	open_roles(p);
	return p;
}

void
people_table_close(struct people_table *p)
{
	if (p == NULL)
		return;
	csv_destroy(p->t);
	if (p->roles != NULL) {
		csv_destroy(p->roles);
		index_finish(&p->role_rows);
	}
}

size_t
people_table_rows(const struct people_table *p)
{
	return csv_rows(p->t);
}

const char *
people_table_key(const struct people_table *p)
{
	return p->at[PERSON_ID] != -1 ? "person_id" :
	    p->at[UPN] != -1	      ? "upn" :
					"email";
}

static struct slice
cell(const struct people_table *p, size_t row, int column)
{
	return arena_copy(p->l->arena, csv_cell(p->t, row, p->at[column]));
}

/* "7", "07", "Year 7", "Year  7" (as SIMS writes it), "Yr 7", "Y7"; 0 for
 * none, as for reception. */
static bool
year_of(struct slice s, int *year)
{
	static const char *const before[] = { "year", "yr", "y" };
	int64_t n = 0;
	size_t i;

	*year = 0;
	if (s.len == 0 || slice_equal_fold(s, SLICE("r")) ||
	    slice_equal_fold(s, SLICE("reception")) ||
	    slice_equal_fold(slice_first(s, 1), SLICE("n")))
		return true;
	for (i = 0; i < sizeof before / sizeof *before; i++)
		if (slice_equal_fold(slice_first(s, strlen(before[i])),
			slice_of(before[i]))) {
			s = slice_trim(slice_from(s, strlen(before[i])));
			break;
		}
	if (!slice_to_int(s, &n) || n < 0 || n > 14)
		return false;
	*year = (int)n;
	return true;
}

/* The next part of "/Pupils/Year 7" or "OU=Year 7,OU=Pupils". */
static bool
take_part(struct slice *unit, struct slice *part)
{
	size_t end = 0;

	if (unit->len == 0)
		return false;
	while (end < unit->len && unit->ptr[end] != '/' &&
	    unit->ptr[end] != ',')
		end++;
	*part = slice_first(*unit, end);
	slice_take_text(part, SLICE("ou="));
	*part = slice_trim(*part);
	*unit = slice_from(*unit, end < unit->len ? end + 1 : end);
	return true;
}

/* The first part that is a year; -1 for none. */
static int
year_of_unit(struct slice unit)
{
	struct slice part;
	int year;

	while (take_part(&unit, &part))
		if ((slice_starts_with(part, SLICE("y")) ||
			slice_equal(part, SLICE("reception")) ||
			slice_equal(part, SLICE("nursery"))) &&
		    year_of(part, &year))
			return year;
	return -1;
}

/* Folders of accounts that are no single pupil's or teacher's, and of those
 * who are neither: what they are called, whole, and the role. */
static const char *const words_of_units[][2] = {
	{ "class accounts", "class" }, { "class logins", "class" },
	{ "class log-ins", "class" }, { "class users", "class" },
	{ "generic accounts", "generic" }, { "shared accounts", "generic" },
	{ "kiosk", "kiosk" }, { "kiosks", "kiosk" },
	{ "visitors", "visitor" }, { "guests", "visitor" },
	{ "governors", "governor" }, { "technicians", "technician" },
	{ "it support", "technician" }, { "ict support", "technician" },
};

static struct slice
role_of_unit(struct slice unit)
{
	struct slice part;
	size_t i;

	while (take_part(&unit, &part))
		for (i = 0; i < sizeof words_of_units / sizeof *words_of_units;
		    i++)
			if (slice_equal(part, slice_of(words_of_units[i][0])))
				return slice_of(words_of_units[i][1]);
	return SLICE("");
}

static bool
says(struct slice text, const char *const list[])
{
	size_t i;

	for (i = 0; list[i] != NULL; i++)
		if (slice_contains(text, slice_of(list[i])))
			return true;
	return false;
}

static const char *const words_of_pupils[] = { "pupil", "student", NULL };
static const char *const words_of_staff[] = { "staff", "teacher", "employee",
	"faculty", "support", NULL };

/* As other programs call roles, or by where the account or the list lies. */
static struct slice
role_of(struct people_table *p, struct slice role, struct slice unit,
    const struct person *person)
{
	size_t slash = slice_find_last(p->path, '/');
	struct slice file = lower_case(p->l->arena,
	    slash == p->path.len ? p->path : slice_from(p->path, slash + 1));

	if (role.len > 0) {
		if (slice_equal(role, SLICE("student")))
			return SLICE("pupil");
		return slice_equal(role, SLICE("teacher")) ||
			slice_equal(role, SLICE("employee")) ||
			slice_equal(role, SLICE("faculty")) ||
			slice_equal(role, SLICE("teaching staff")) ||
			slice_equal(role, SLICE("support staff")) ?
		    SLICE("staff") :
		    role;
	}
	/* Where our own column is there, an empty cell is meant. */
	if (p->at[ROLE] != -1)
		return role;
	if ((role = role_of_unit(unit)).len > 0)
		return role;
	if (person->year > 0 || says(unit, words_of_pupils))
		return SLICE("pupil");
	if (says(unit, words_of_staff))
		return SLICE("staff");
	return says(file, words_of_pupils) ? SLICE("pupil") :
	    says(file, words_of_staff)	   ? SLICE("staff") :
					     role;
}

static int32_t
read_date(struct people_table *p, struct slice s, const char *what, int line)
{
	int32_t day = DAY_UNKNOWN;

	/* Some write the time too. */
	if (s.len > 0 && !parse_day(slice_first(s, slice_find(s, ' ')), &day))
		fault_add(p->l->f, p->path, line,
		    "%s: expected a date as 2026-09-01, found %.*s", what,
		    SLICE_ARG(s));
	return day;
}

static struct slice
first_of(struct slice a, struct slice b, struct slice c)
{
	return a.len > 0 ? a : b.len > 0 ? b : c;
}

/* M and F, however they are spelt. */
static struct slice
sex_of(struct slice s)
{
	return slice_equal_fold(s, SLICE("male")) ? SLICE("M") :
	    slice_equal_fold(s, SLICE("female"))  ? SLICE("F") :
						    s;
}

/* False where nothing is told of it. */
static bool
take_year(struct people_table *p, struct slice year, struct slice unit,
    struct person *person)
{
	int of_unit = p->at[YEAR] == -1 && p->roles == NULL ?
	    year_of_unit(unit) : -1;

	if (!year_of(year, &person->year))
		fault_add(p->l->f, p->path, person->line,
		    "year: expected 1 to 14 or empty, found %.*s",
		    SLICE_ARG(year));
	if (of_unit > 0)
		person->year = of_unit;
	return year.len > 0 || of_unit != -1;
}

bool
people_table_row(struct people_table *p, size_t row, struct person *person)
{
	struct slice unit, year, role, id;
	int line = (int)csv_line(p->t, row);
	bool told;

	if (table_row_is_blank(p->t, row))
		return false;
	unit = lower_case(p->l->arena, csv_cell(p->t, row, p->at[UNIT]));
	year = csv_cell(p->t, row, p->at[YEAR]);
	role = csv_cell(p->t, row, p->at[ROLE]);
	if (p->roles != NULL) {
		id = lower_case(p->l->arena,
		    csv_cell(p->t, row, p->at[PERSON_ID]));
		role = role_cell(p, id, 0);
		year = role_cell(p, id, 1);
	}
	*person = (struct person){
		.username = cell(p, row, USERNAME),
		.forename = cell(p, row, FORENAME),
		.surname = cell(p, row, SURNAME),
		.sex = sex_of(cell(p, row, SEX)),
		.reg_group = cell(p, row, REG_GROUP),
		.email = lower_case(p->l->arena, cell(p, row, EMAIL)),
		.pattern = cell(p, row, PATTERN),
		.aliases = cell(p, row, ALIASES),
		.from = read_date(p, cell(p, row, FROM), "from", line),
		.left = read_date(p, cell(p, row, LEFT), "left", line),
		.path = p->path,
		.line = line,
	};
	person->key = first_of(cell(p, row, PERSON_ID), cell(p, row, UPN),
	    p->at[PERSON_ID] == -1 && p->at[UPN] == -1 ? person->email :
							 SLICE(""));
	if (person->username.len == 0 && p->at[USERNAME] == -1)
		person->username = slice_first(person->email,
		    slice_find(person->email, '@'));
	told = take_year(p, year, unit, person);
	person->role = role_of(p,
	    lower_case(p->l->arena, role), unit, person);
	if (!told && slice_equal(person->role, SLICE("pupil")))
		fault_warn(p->l->f, p->path, line,
		    "no year: rules for some years, as those on games in "
		    "lessons, do not see this pupil");
	return true;
}
