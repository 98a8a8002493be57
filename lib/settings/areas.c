/*
 * The areas of online risk that labels and categories belong to.
 */
#include <unistd.h>

#include "load.h"

enum { OF, NAME, AREA, COLUMNS, LONGEST_KEY = 200 };

static const char *const known[] = { "content", "contact", "conduct",
	"commerce", "security", "none", NULL };

static bool
is_known(struct slice area)
{
	size_t i;

	for (i = 0; known[i] != NULL; i++)
		if (slice_equal(area, slice_of(known[i])))
			return true;
	return false;
}

static void
read_row(struct loading *l, struct slice path, const struct csv *t,
    const struct table_column *columns, size_t row)
{
	struct loaded *in = l->out;
	struct slice of = csv_cell(t, row, columns[OF].at);
	struct slice name = csv_cell(t, row, columns[NAME].at);
	struct slice area = csv_cell(t, row, columns[AREA].at);
	const char *key = arena_printf(l->arena, "%.*s %.*s", SLICE_ARG(of),
	    SLICE_ARG(name));

	in->area_words[row] = arena_copy(l->arena, area);
	if (!is_known(area))
		fault_add(l->f, path, (int)csv_line(t, row),
		    "area: expected content, contact, conduct, commerce, "
		    "security or none, found %.*s", SLICE_ARG(area));
	else if (index_add(&in->areas, slice_of(key), row) != MAP_NONE)
		fault_add(l->f, path, (int)csv_line(t, row),
		    "%s stands here twice", key);
}

void
load_areas(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[OF] = { "of", true, -1 },
		[NAME] = { "name", true, -1 },
		[AREA] = { "area", true, -1 },
	};
	struct slice path = shipped_path(l, "areas.csv");
	size_t errors = l->f->errors, row;
	struct csv *t;

	if (access(arena_text(l->arena, path), F_OK) != 0)
		return;
	t = table_open_path(l, path, 0, columns, COLUMNS);
	if (t != NULL && l->f->errors == errors) {
		l->out->area_words = arena_alloc(l->arena,
		    (csv_rows(t) + 1) * sizeof *l->out->area_words);
		for (row = 0; row < csv_rows(t); row++)
			if (!table_row_is_blank(t, row))
				read_row(l, path, t, columns, row);
	}
	csv_destroy(t);
}

struct slice
settings_area(const struct settings *s, const char *of, struct slice name)
{
	const struct loaded *in = (const struct loaded *)s;
	char key[LONGEST_KEY];
	int n = snprintf(key, sizeof key, "%s %.*s", of, SLICE_ARG(name));
	uint32_t at = n < 0 || (size_t)n >= sizeof key ?
	    MAP_NONE :
	    index_find(&in->areas, slice_of(key));

	return at == MAP_NONE ? SLICE("") : in->area_words[at];
}
