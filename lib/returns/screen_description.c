/*
 * The screen: the file that describes the columns.
 */
#include "screen.h"

static void
check_kind(struct screen *s, size_t row)
{
	struct slice name = screen_meta(s, row, s->name);
	bool place = screen_is_place(name) ||
	    slice_equal(name, SLICE("time_period")) ||
	    slice_equal(name, SLICE("time_identifier"));

	if (!screen_is_filter(s, row) && !screen_is_indicator(s, row))
		error_found(s->f, "E121", "col_type",
		    screen_meta(s, row, s->type),
		    "must be Filter or Indicator");
	if (name.len == 0)
		error_found(s->f, "E122", "col_name", name,
		    "must not be empty");
	else if (place && !slice_equal(name, SLICE("school_name")) &&
	    !slice_equal(name, SLICE("provider_name")))
		error_found(s->f, "E123", "col_name", name,
		    "says when or where; such columns are not described");
	else if (screen_find(s->data, name) == -1)
		error_found(s->f, "E161", "col_name", name,
		    "is no column of the data");
}

/* Small letters and digits alone: "schoolName" is "school_name". */
static bool
is_like(struct slice a, struct slice b)
{
	struct slice two[2] = { a, b };
	char first[2];
	size_t i;

	for (;;) {
		for (i = 0; i < 2; i++) {
			while (two[i].len > 0 &&
			    memchr("_ -", *two[i].ptr, 3) != NULL)
				two[i] = slice_from(two[i], 1);
			first[i] = two[i].len > 0 ? *two[i].ptr : '\0';
			if (first[i] >= 'A' && first[i] <= 'Z')
				first[i] = (char)(first[i] - 'A' + 'a');
			two[i] = slice_from(two[i], 1);
		}
		if (first[0] != first[1])
			return false;
		if (first[0] == '\0')
			return true;
	}
}

/* The name of a school can be a filter, but only where it is the one. */
static void
check_place_like(struct screen *s, size_t row, size_t filters)
{
	struct slice name = screen_meta(s, row, s->name);
	const struct screen_level *l;
	size_t i;

	if (screen_is_place(name)) {
		if (filters > 1 && (slice_equal(name, SLICE("school_name")) ||
				       slice_equal(name,
					   SLICE("provider_name"))))
			error_found(s->f, "E124", "col_name", name, "says "
			    "where; it is a filter only where there is no "
			    "other");
		return;
	}
	for (l = screen_levels; l->name != NULL; l++)
		for (i = 0; l->columns[i] != NULL; i++)
			if (is_like(name, slice_of(l->columns[i])))
				error_found(s->f, "E124", "col_name", name,
				    "must be written %s, and is not "
				    "described", l->columns[i]);
}

static bool
is_whole(struct slice s)
{
	int64_t n;

	return slice_to_int(s, &n) && n >= 0 && n <= 100;
}

static bool
is_unit(struct slice s)
{
	static const char *const units[] = { "", "%", "pp", "numberstring",
		"\xc2\xa3", "\xc2\xa3m", NULL };
	size_t i;

	for (i = 0; units[i] != NULL; i++)
		if (slice_equal(s, slice_of(units[i])))
			return true;
	return false;
}

static void
check_filter(struct screen *s, size_t row)
{
	static const char text[] = "is only for indicators";
	struct slice v;

	if ((v = screen_meta(s, row, s->grouping)).len > 0)
		error_found(s->f, "E127", "indicator_grouping", v, text);
	if ((v = screen_meta(s, row, s->unit)).len > 0)
		error_found(s->f, "E128", "indicator_unit", v, text);
	if ((v = screen_meta(s, row, s->dp)).len > 0)
		error_found(s->f, "E129", "indicator_dp", v, text);
}

static void
check_indicator(struct screen *s, size_t row)
{
	struct slice v;

	if ((v = screen_meta(s, row, s->hint)).len > 0)
		error_found(s->f, "E130", "filter_hint", v,
		    "is only for filters");
	if ((v = screen_meta(s, row, s->parent)).len > 0)
		error_found(s->f, "E131", "filter_grouping_column", v,
		    "is only for filters");
	if (!is_unit(v = screen_meta(s, row, s->unit)))
		error_found(s->f, "E132", "indicator_unit", v,
		    "is no unit; leave it empty or use %% pp numberstring");
	v = screen_meta(s, row, s->dp);
	if (v.len == 0)
		query_found(s->f, "E138", "indicator_dp of %.*s is empty",
		    SLICE_ARG(slice_first(screen_meta(s, row, s->name), 60)));
	else if (!is_whole(v))
		error_found(s->f, "E133", "indicator_dp", v,
		    "is no whole number of 0 or more");
}

/* Of filters only: two groups that differ in spaces and signs alone. */
static void
check_parent(struct screen *s, size_t row)
{
	struct slice parent = screen_meta(s, row, s->parent);
	int column = screen_find(s->data, parent);
	struct screen_values v, own;
	size_t i, j;

	if (parent.len == 0)
		return;
	if (column == -1) {
		error_found(s->f, "E161", "filter_grouping_column", parent,
		    "is no column of the data");
		return;
	}
	if (!screen_is_filter(s, row))
		return;
	screen_values(s->data, column, &v);
	screen_values(s->data, screen_find(s->data,
	    screen_meta(s, row, s->name)), &own);
	for (i = 0; i < v.count && i < 500; i++)
		for (j = 0; j < i; j++)
			if (is_like(v.values[i], v.values[j]))
				error_found(s->f, "E134",
				    "filter_grouping_column", v.values[i],
				    "is written in two ways");
	if (v.count > own.count)
		error_found(s->f, "E153", "filter_grouping_column", parent,
		    "has more values than what it groups");
	screen_values_free(&v);
	screen_values_free(&own);
}

static void
check_twice(struct screen *s, size_t row, int column, const char *title,
    const char *code, bool empty_too)
{
	struct slice v = screen_meta(s, row, column);
	size_t i;

	if (v.len == 0 && !empty_too)
		return;
	for (i = 0; i < row; i++)
		if (slice_equal(v, screen_meta(s, i, column))) {
			error_found(s->f, code, title, v, "is there twice");
			return;
		}
}

/* A column of the data that nothing describes is not shown. */
static void
check_described(struct screen *s)
{
	size_t i, row;

	screen_data(s, SIZE_MAX);
	for (i = 0; i < csv_columns(s->data); i++) {
		struct slice name = csv_header(s->data, i);
		bool known = screen_is_place(name) ||
		    slice_equal(name, SLICE("time_period")) ||
		    slice_equal(name, SLICE("time_identifier"));

		for (row = 0; row < csv_rows(s->meta) && !known; row++)
			known = slice_equal(name,
				    screen_meta(s, row, s->name)) ||
			    slice_equal(name, screen_meta(s, row, s->parent));
		if (!known)
			query_found(s->f, "E162", "%.*s is not described",
			    SLICE_ARG(slice_first(name, 60)));
	}
}

void
screen_description(struct screen *s)
{
	size_t row, filters = 0;

	for (row = 0; row < csv_rows(s->meta); row++)
		filters += screen_is_filter(s, row);
	for (row = 0; row < csv_rows(s->meta); row++) {
		screen_describes(s, row);
		check_kind(s, row);
		check_place_like(s, row, filters);
		if (screen_meta(s, row, s->label).len == 0)
			error_found(s->f, "E125", "label", SLICE(""),
			    "must not be empty");
		if (screen_is_filter(s, row))
			check_filter(s, row);
		else if (screen_is_indicator(s, row))
			check_indicator(s, row);
		check_parent(s, row);
		check_twice(s, row, s->name, "col_name", "E136", true);
		check_twice(s, row, s->label, "label", "E126", true);
		check_twice(s, row, s->parent, "filter_grouping_column",
		    "E135", false);
	}
	check_described(s);
}
