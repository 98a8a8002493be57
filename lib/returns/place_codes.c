/*
 * Tables of codes, read whole; they have some two hundred rows.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/command.h"
#include "base/csv.h"

#include "place_codes.h"

enum { LARGEST_TABLE = 1 << 20 };

struct place_codes {
	struct csv *countries, *regions, *authorities;
};

static struct csv *
load(const char *name)
{
	struct arena *a = arena_create();
	struct csv *t = csv_read_file(arena_printf(a, "%s/policy/codes/%s",
	    command_share(), name), LARGEST_TABLE);

	arena_destroy(a);
	return t;
}

struct place_codes *
place_codes_open(void)
{
	struct place_codes *c = memory_zeroed(1, sizeof *c);

	if ((c->countries = load("countries.csv")) != NULL &&
	    (c->regions = load("regions.csv")) != NULL &&
	    (c->authorities = load("authorities.csv")) != NULL)
		return c;
	place_codes_close(c);
	return NULL;
}

void
place_codes_close(struct place_codes *c)
{
	if (c == NULL)
		return;
	csv_destroy(c->countries);
	csv_destroy(c->regions);
	csv_destroy(c->authorities);
	free(c);
}

/* Both in one row; their case counts. */
static bool
has_pair(const struct csv *t, const char *code_column, struct slice code,
    const char *name_column, struct slice name)
{
	int at = csv_find(t, code_column), beside = csv_find(t, name_column);
	size_t row;

	for (row = 0; row < csv_rows(t); row++)
		if (slice_equal(csv_cell(t, row, at), code) &&
		    slice_equal(csv_cell(t, row, beside), name))
			return true;
	return false;
}

bool
place_is_country(const struct place_codes *c, struct slice code,
    struct slice name)
{
	return has_pair(c->countries, "country_code", code, "country_name",
	    name);
}

bool
place_is_region(const struct place_codes *c, struct slice code,
    struct slice name)
{
	return has_pair(c->regions, "region_code", code, "region_name",
		   name) ||
	    has_pair(c->authorities, "region_code", code, "region_name",
		name);
}

bool
place_is_authority(const struct place_codes *c, struct slice old_code,
    struct slice new_code, struct slice name)
{
	const struct csv *t = c->authorities;
	int old = csv_find(t, "old_la_code"), new = csv_find(t, "new_la_code");
	int words = csv_find(t, "la_name");
	size_t row;

	for (row = 0; row < csv_rows(t); row++)
		if (slice_equal(csv_cell(t, row, old), old_code) &&
		    slice_equal(csv_cell(t, row, new), new_code) &&
		    slice_equal(csv_cell(t, row, words), name))
			return true;
	return false;
}
