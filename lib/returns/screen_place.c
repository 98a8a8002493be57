/*
 * The screen: where.
 */
#include "screen.h"

static struct slice
cell(const struct screen *s, size_t row, const char *column)
{
	return csv_cell(s->data, row, screen_find(s->data, slice_of(column)));
}

static bool
has_column(const struct screen *s, const char *column)
{
	return screen_find(s->data, slice_of(column)) != -1;
}

/* The levels that are there must be known, and have their columns. */
static void
check_levels(struct screen *s)
{
	const struct screen_level *l;
	struct screen_values v;
	size_t i, j, alone = 0;
	bool never = false;

	screen_values(s->data, s->level, &v);
	for (i = 0; i < v.count; i++) {
		screen_data(s, v.rows[i]);
		if ((l = screen_level_of(v.values[i])) == NULL) {
			error_found(s->f, "E141", "geographic_level",
			    v.values[i], "is no level of place");
			continue;
		}
		alone += (l->flags & LEVEL_ALONE) != 0;
		never |= (l->flags & LEVEL_NEVER) != 0;
		for (j = 0; l->columns[j] != NULL; j++)
			if (!has_column(s, l->columns[j]))
				error_found(s->f, "E142", "header",
				    slice_of(l->columns[j]),
				    "is not there, and rows are of that "
				    "level");
	}
	screen_data(s, SIZE_MAX);
	if (alone == v.count && (alone > 1 || never))
		error_found(s->f, "E145", "geographic_level", SLICE(""),
		    "has only levels that are not shown, or not together");
	screen_values_free(&v);
}

/* Of columns that belong together some are there. */
static void
check_together(struct screen *s, const char *code, const char *const *names)
{
	size_t i, there = 0, all = 0;

	for (i = 0; names[i] != NULL; i++, all++)
		there += has_column(s, names[i]);
	if (there == 0 || there == all)
		return;
	for (i = 0; names[i] != NULL; i++)
		if (!has_column(s, names[i]))
			error_found(s->f, code, "header", slice_of(names[i]),
			    "is not there, but what belongs to it is");
}

static bool
is_blank(struct slice v)
{
	return v.len == 0;
}

/* Of an unknown place, or one that cannot be. */
static bool
is_symbol(struct slice code)
{
	return slice_equal(code, SLICE("x")) || slice_equal(code, SLICE("z"));
}

/* Filled where the level says so, and empty where it is of a larger one. */
static void
check_filled(struct screen *s, size_t row)
{
	static const char *const region[] = { "region_code", "region_name",
		NULL };
	static const char *const authority[] = { "old_la_code", "new_la_code",
		"la_name", NULL };
	struct slice level = csv_cell(s->data, row, s->level);
	const struct screen_level *l = screen_level_of(level);
	size_t i;
	bool national = slice_equal(level, SLICE("National"));
	bool larger = national || slice_equal(level, SLICE("Regional")) ||
	    (l != NULL && (l->flags & LEVEL_LARGER) != 0);

	for (i = 0; l != NULL && l->columns[i] != NULL; i++)
		if (has_column(s, l->columns[i]) &&
		    is_blank(cell(s, row, l->columns[i])))
			error_found(s->f, "E146", l->columns[i], SLICE(""),
			    "is empty, but the row is of that level");
	for (i = 0; national && region[i] != NULL; i++)
		if (!is_blank(cell(s, row, region[i])))
			error_found(s->f, "E147", region[i],
			    cell(s, row, region[i]),
			    "must be empty, the row is of a larger place");
	for (i = 0; larger && authority[i] != NULL; i++)
		if (!is_blank(cell(s, row, authority[i])))
			error_found(s->f, "E147", authority[i],
			    cell(s, row, authority[i]),
			    "must be empty, the row is of a larger place");
}

static bool
same_places(const struct screen *s, size_t row)
{
	static const char *const names[] = { "country_code", "country_name",
		"region_code", "region_name", "old_la_code", "new_la_code",
		"la_name" };
	size_t i;

	for (i = 0; row > 0 && i < sizeof names / sizeof *names; i++)
		if (!slice_equal(cell(s, row, names[i]),
			cell(s, row - 1, names[i])))
			return false;
	return row > 0;
}

static void
check_codes(struct screen *s, size_t row)
{
	struct slice code = cell(s, row, "country_code");
	struct slice name = cell(s, row, "country_name"), old;

	if (!place_is_country(s->codes, code, name))
		error_found(s->f, "E148", "country_code", code,
		    "and country_name are no pair of the list");
	code = cell(s, row, "region_code");
	name = cell(s, row, "region_name");
	if ((code.len > 0 || name.len > 0) &&
	    has_column(s, "region_code") && has_column(s, "region_name") &&
	    !is_symbol(code) && !place_is_region(s->codes, code, name))
		error_found(s->f, "E149", "region_code", code,
		    "and region_name are no pair of the list");
	old = cell(s, row, "old_la_code");
	code = cell(s, row, "new_la_code");
	name = cell(s, row, "la_name");
	if ((old.len > 0 || code.len > 0 || name.len > 0) &&
	    has_column(s, "old_la_code") && has_column(s, "new_la_code") &&
	    has_column(s, "la_name") &&
	    !is_symbol(code) &&
	    !place_is_authority(s->codes, old, code, name))
		error_found(s->f, "E150", "new_la_code", code,
		    "old_la_code and la_name are no authority of the list");
}

void
screen_place(struct screen *s)
{
	static const char *const region[] = { "region_code", "region_name",
		NULL };
	static const char *const authority[] = { "old_la_code", "new_la_code",
		"la_name", NULL };
	size_t row;

	check_levels(s);
	s->f->line = 1;
	check_together(s, "E143", region);
	check_together(s, "E144", authority);
	for (row = 0; row < csv_rows(s->data); row++) {
		screen_data(s, row);
		check_filled(s, row);
		if (s->codes != NULL && !same_places(s, row))
			check_codes(s, row);
	}
}
