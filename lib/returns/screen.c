/*
 * The screen: what its parts share, and the columns of both files.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "screen.h"

const struct screen_level screen_levels[] = {
	{ "National", { "country_code", "country_name", NULL }, 0 },
	{ "Regional", { "region_code", "region_name", NULL }, 0 },
	{ "Local authority", { "old_la_code", "new_la_code", "la_name", NULL },
	    0 },
	{ "School", { "school_urn", "school_laestab", "school_name", NULL },
	    LEVEL_ALONE },
	{ "Provider", { "provider_ukprn", "provider_name", NULL },
	    LEVEL_ALONE },
	{ "Institution", { "institution_id", NULL },
	    LEVEL_ALONE | LEVEL_NEVER },
	{ "Planning area", { "planning_area_code", "planning_area_name",
	    NULL }, LEVEL_ALONE | LEVEL_NEVER },
	{ "MAT", { "trust_id", "trust_name", NULL }, 0 },
	{ "Sponsor", { "sponsor_id", "sponsor_name", NULL }, 0 },
	{ "RSC region", { "rsc_region_lead_name", NULL }, 0 },
	{ "Ward", { "ward_code", "ward_name", NULL }, 0 },
	{ "Parliamentary constituency", { "pcon_code", "pcon_name", NULL },
	    0 },
	{ "Local authority district", { "lad_code", "lad_name", NULL }, 0 },
	{ "Local enterprise partnership",
	    { "local_enterprise_partnership_code",
		"local_enterprise_partnership_name", NULL }, LEVEL_LARGER },
	{ "Local skills improvement plan area", { "lsip_code", "lsip_name",
	    NULL }, 0 },
	{ "English devolved area", { "english_devolved_area_code",
	    "english_devolved_area_name", NULL }, 0 },
	{ "Opportunity area", { "opportunity_area_code",
	    "opportunity_area_name", NULL }, 0 },
	{ "Police force area", { "pfa_code", "pfa_name", NULL }, 0 },
	{ NULL, { NULL }, 0 },
};

int
screen_find(const struct csv *t, struct slice name)
{
	size_t i;

	for (i = 0; i < csv_columns(t); i++)
		if (slice_equal(csv_header(t, i), name))
			return (int)i;
	return -1;
}

struct slice
screen_meta(const struct screen *s, size_t row, int column)
{
	return csv_cell(s->meta, row, column);
}

bool
screen_is_filter(const struct screen *s, size_t row)
{
	return slice_equal(screen_meta(s, row, s->type), SLICE("Filter"));
}

bool
screen_is_indicator(const struct screen *s, size_t row)
{
	return slice_equal(screen_meta(s, row, s->type), SLICE("Indicator"));
}

bool
screen_is_place(struct slice column)
{
	const struct screen_level *l;
	size_t i;

	if (slice_equal(column, SLICE("geographic_level")))
		return true;
	for (l = screen_levels; l->name != NULL; l++)
		for (i = 0; l->columns[i] != NULL; i++)
			if (slice_equal(column, slice_of(l->columns[i])))
				return true;
	return false;
}

const struct screen_level *
screen_level_of(struct slice name)
{
	const struct screen_level *l;

	for (l = screen_levels; l->name != NULL; l++)
		if (slice_equal(name, slice_of(l->name)))
			return l;
	return NULL;
}

void
screen_data(struct screen *s, size_t row)
{
	s->f->file = "data";
	s->f->line = row == SIZE_MAX ? 0 : csv_line(s->data, row);
}

void
screen_describes(struct screen *s, size_t row)
{
	s->f->file = "description";
	s->f->line = row == SIZE_MAX ? 0 : csv_line(s->meta, row);
}

struct at_row {
	struct slice value;
	size_t row;
};

static int
compare_values(const void *a, const void *b)
{
	const struct at_row *x = a, *y = b;
	int order = slice_compare(x->value, y->value);

	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

void
screen_values(const struct csv *t, int column, struct screen_values *out)
{
	size_t rows = csv_rows(t), i;
	struct at_row *all = memory_zeroed(rows + 1, sizeof *all);

	*out = (struct screen_values){
		memory_zeroed(rows + 1, sizeof *out->values),
		memory_zeroed(rows + 1, sizeof *out->rows), 0 };
	for (i = 0; i < rows; i++)
		all[i] = (struct at_row){ csv_cell(t, i, column), i };
	qsort(all, rows, sizeof *all, compare_values);
	for (i = 0; i < rows; i++)
		if (i == 0 || !slice_equal(all[i].value, all[i - 1].value)) {
			out->values[out->count] = all[i].value;
			out->rows[out->count++] = all[i].row;
		}
	free(all);
}

void
screen_values_free(struct screen_values *v)
{
	free(v->values);
	free(v->rows);
}

static bool
has_space(struct slice s)
{
	return slice_find(s, ' ') < s.len;
}

static void
check_file_name(struct screen *s, struct slice name)
{
	size_t i;

	if (has_space(name))
		error_found(s->f, "E101", "name", name,
		    "has a space in it; use a-z, 0-9, _ and -");
	for (i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || memchr("_-. ", c, 4) != NULL)
			continue;
		error_found(s->f, "E102", "name", name,
		    "has a character that is none of a-z, 0-9, _ and -");
		break;
	}
}

static void
need_columns(struct screen *s, const struct csv *t, const char *code,
    const char *const *names)
{
	for (; *names != NULL; names++)
		if (screen_find(t, slice_of(*names)) == -1)
			error_found(s->f, code, "header", slice_of(*names),
			    "is not there");
}

/* Both tell of columns whose names nobody could type. */
static void
check_headers(struct screen *s)
{
	size_t i, j;

	screen_data(s, SIZE_MAX);
	s->f->line = 1;
	for (i = 0; i < csv_columns(s->data); i++) {
		struct slice name = csv_header(s->data, i);

		if (has_space(name))
			error_found(s->f, "E114", "header", name,
			    "has a space in it; use _");
		for (j = 0; j < i; j++)
			if (slice_equal(name, csv_header(s->data, j))) {
				error_found(s->f, "E110", "header", name,
				    "is there twice");
				break;
			}
		for (j = 0; j < name.len; j++)
			if (name.ptr[j] >= 'A' && name.ptr[j] <= 'Z') {
				query_found(s->f, "E118", "%.*s: write "
				    "names in small letters",
				    SLICE_ARG(slice_first(name, 60)));
				break;
			}
	}
}

void
screen_columns(struct screen *s)
{
	static const char *const data[] = { "time_period", "time_identifier",
		"geographic_level", "country_code", "country_name", NULL };
	static const char *const meta[] = { "col_name", "col_type", "label",
		"indicator_grouping", "indicator_unit", "indicator_dp",
		"filter_hint", "filter_grouping_column", NULL };
	static const char *const more[] = { "filter_default", "parent_filter",
		NULL };
	size_t i, j;

	screen_data(s, SIZE_MAX);
	check_file_name(s, s->data_name);
	need_columns(s, s->data, "E111", data);
	screen_describes(s, SIZE_MAX);
	check_file_name(s, s->meta_name);
	s->f->line = 1;
	need_columns(s, s->meta, "E112", meta);
	for (i = 0; i < csv_columns(s->meta); i++) {
		bool known = false;

		for (j = 0; meta[j] != NULL; j++)
			known |= slice_equal(csv_header(s->meta, i),
			    slice_of(meta[j]));
		for (j = 0; more[j] != NULL; j++)
			known |= slice_equal(csv_header(s->meta, i),
			    slice_of(more[j]));
		if (!known)
			error_found(s->f, "E113", "header",
			    csv_header(s->meta, i),
			    "is no column of a description");
	}
	check_headers(s);
}
