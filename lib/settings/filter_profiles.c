/*
 * "filter_profiles:" of school.yml.
 */
#include "settings/filter_profiles.h"

#include "calendar.h"
#include "categories.h"
#include "load.h"

enum { ROLE, YEARS, DENY, PROFILE, COLUMNS };

static bool
fits(const struct filter_profile *p, struct slice role, int year)
{
	return slice_equal(p->role, role) &&
	    (p->years == 0 || (p->years >> (year & 31) & 1) != 0);
}

static bool
names_profile(struct slice names, struct slice wanted)
{
	struct slice name;

	while (names.len > 0) {
		name = slice_first(names, slice_find(names, ';'));
		names = slice_from(names, name.len + 1);
		if (slice_equal_fold(slice_trim(name), wanted))
			return true;
	}
	return false;
}

bool
filter_denies(const struct settings *s, struct slice role, int year,
    struct slice category)
{
	size_t i;

	for (i = 0; i < s->filter_profile_count; i++)
		if (fits(&s->filter_profiles[i], role, year) &&
		    slice_has_word(s->filter_profiles[i].denied, category))
			return true;
	return false;
}

bool
filter_is_other(const struct settings *s, struct slice role, int year,
    struct slice profile)
{
	const struct filter_profile *p;
	bool given = false;
	size_t i;

	for (i = 0; i < s->filter_profile_count; i++) {
		p = &s->filter_profiles[i];
		if (p->profiles.len == 0 || !fits(p, role, year))
			continue;
		if (names_profile(p->profiles, profile))
			return false;
		given = true;
	}
	return given;
}

static void
check_row(struct loading *l, struct slice path, struct slice years,
    struct filter_profile *p)
{
	struct slice rest = p->denied, word;

	if (role_number(p->role) == -1)
		fault_add(l->f, path, p->line,
		    "role: expected one of the list of people, found %.*s",
		    SLICE_ARG(p->role));
	table_years(l, path, years, p->line, &p->years);
	while (slice_take_word(&rest, &word))
		if (l->s->categories != NULL &&
		    !categories_is_known(l->s->categories, word))
			fault_add(l->f, path, p->line,
			    "deny: no list has the category %.*s",
			    SLICE_ARG(word));
	if (p->denied.len == 0 && p->profiles.len == 0)
		fault_add(l->f, path, p->line,
		    "neither deny nor profile says anything");
}

void
load_filter_profiles(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[ROLE] = { "role", true, -1 },
		[YEARS] = { "years", false, -1 },
		[DENY] = { "deny", true, -1 },
		[PROFILE] = { "profile", false, -1 },
	};
	struct filter_profile *p;
	struct slice path;
	struct csv *t;
	size_t row;

	t = table_open(l, "filter_profiles", &path, columns, COLUMNS);
	if (t == NULL)
		return;
	l->s->filter_profiles = arena_alloc(l->arena,
	    csv_rows(t) * sizeof *l->s->filter_profiles);
	for (row = 0; row < csv_rows(t); row++) {
		if (table_row_is_blank(t, row))
			continue;
		p = &l->s->filter_profiles[l->s->filter_profile_count++];
		*p = (struct filter_profile){
			.role = lower_case(l->arena,
			    csv_cell(t, row, columns[ROLE].at)),
			.denied = lower_case(l->arena,
			    csv_cell(t, row, columns[DENY].at)),
			.profiles = arena_copy(l->arena,
			    csv_cell(t, row, columns[PROFILE].at)),
			.line = (int)csv_line(t, row),
		};
		check_row(l, path, csv_cell(t, row, columns[YEARS].at), p);
	}
	csv_destroy(t);
}
