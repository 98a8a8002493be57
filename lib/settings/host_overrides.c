/*
 * "host_overrides:" of school.yml.
 */
#include "base/url.h"
#include "settings/host_overrides.h"

#include "categories.h"
#include "load.h"

enum { HOST, CATEGORY, FROM, TO, APPROVED_BY, COLUMNS };

struct slice
host_override(const struct settings *s, struct slice host, int32_t day,
    int32_t *from, int32_t *until)
{
	const struct loaded *in = (const struct loaded *)s;
	const struct host_override *o;
	bool whole = url_host_is_address(host);
	size_t at;
	uint32_t n;

	while (s->host_override_count > 0 && host.len > 0) {
		n = index_find(&in->overridden, host);
		at = n == MAP_NONE ? SIZE_MAX : n;
		for (; at != SIZE_MAX; at = o->before) {
			o = &s->host_overrides[at];
			if (bounds_hold(o->from, o->to, day, from, until))
				return o->category;
		}
		if (whole)
			break;
		host = slice_from(host, slice_find(host, '.') + 1);
	}
	return SLICE("");
}

static void
check_row(struct loading *l, struct slice path, const struct host_override *o)
{
	if (o->host.len == 0 || slice_find(o->host, '/') < o->host.len ||
	    slice_find(o->host, '*') < o->host.len)
		fault_add(l->f, path, o->line,
		    "host: expected one as games.example, found %.*s",
		    SLICE_ARG(o->host));
	if (l->s->categories != NULL &&
	    !categories_is_known(l->s->categories, o->category))
		fault_add(l->f, path, o->line,
		    "category: no list has the category %.*s",
		    SLICE_ARG(o->category));
	if (o->approved_by.len == 0)
		fault_warn(l->f, path, o->line,
		    "approved_by: nobody has approved of it");
}

static void
read_row(struct loading *l, struct slice path, const struct csv *t,
    const struct table_column *columns, size_t row)
{
	size_t at = l->s->host_override_count++;
	struct host_override *o = &l->s->host_overrides[at];
	struct slice cells[COLUMNS], host;
	uint32_t before;
	int c;

	for (c = 0; c < COLUMNS; c++)
		cells[c] = csv_cell(t, row, columns[c].at);
	host = cells[HOST];
	slice_take_char(&host, '.');
	*o = (struct host_override){ .host = lower_case(l->arena, host),
		.category = lower_case(l->arena, cells[CATEGORY]),
		.approved_by = arena_copy(l->arena, cells[APPROVED_BY]),
		.before = SIZE_MAX,
		.line = (int)csv_line(t, row) };
	table_bounds(l, path, cells[FROM], cells[TO], o->line, &o->from,
	    &o->to);
	check_row(l, path, o);
	before = index_add(&l->out->overridden, o->host, at);
	if (before != MAP_NONE) {
		o->before = before;
		index_set(&l->out->overridden, o->host, at);
	}
}

void
load_host_overrides(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[HOST] = { "host", true, -1 },
		[CATEGORY] = { "category", true, -1 },
		[FROM] = { "from", false, -1 },
		[TO] = { "to", false, -1 },
		[APPROVED_BY] = { "approved_by", true, -1 },
	};
	struct slice path;
	struct csv *t;
	size_t row;

	t = table_open(l, "host_overrides", &path, columns, COLUMNS);
	if (t == NULL)
		return;
	l->s->host_overrides = arena_alloc(l->arena,
	    csv_rows(t) * sizeof *l->s->host_overrides);
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_row(l, path, t, columns, row);
	csv_destroy(t);
}
