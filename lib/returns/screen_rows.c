/*
 * The screen: when, filters, indicators, and rows that are there twice.
 */
#include <stdlib.h>

#include "screen.h"

/* Identifiers of one group can stand in one file.  ("Week 7", "January" and
 * the like are told by their beginning.) */
static const struct {
	const char *words;
	int group;
	bool six; /* two years: 202627 */
	bool start; /* a number follows */
} identifiers[] = {
	{ "Academic year Q", 11, true, true },
	{ "Academic year", 1, true, false },
	{ "Calendar year Q", 12, false, true },
	{ "Calendar year", 2, false, false },
	{ "Financial year Q", 13, true, true },
	{ "Financial year", 3, true, false },
	{ "Tax year Q", 14, true, true },
	{ "Tax year", 4, true, false },
	{ "Reporting year", 5, false, false },
	{ "Autumn and spring term", 6, true, false },
	{ "Autumn term", 7, true, false },
	{ "Spring term", 7, true, false },
	{ "Summer term", 7, true, false },
	{ "Part 1 (April to September)", 8, true, false },
	{ "Part 2 (October to March)", 8, true, false },
	{ "Week ", 9, false, true },
	{ "January", 10, false, false },
	{ "February", 10, false, false },
	{ "March", 10, false, false },
	{ "April", 10, false, false },
	{ "May", 10, false, false },
	{ "June", 10, false, false },
	{ "July", 10, false, false },
	{ "August", 10, false, false },
	{ "September", 10, false, false },
	{ "October", 10, false, false },
	{ "November", 10, false, false },
	{ "December", 10, false, false },
};
enum { IDENTIFIERS = sizeof identifiers / sizeof *identifiers };

/* Which, or -1. */
static int
find_identifier(struct slice words)
{
	int64_t n;
	int i;

	for (i = 0; i < IDENTIFIERS; i++) {
		struct slice rest = words;

		if (!slice_take_text(&rest, slice_of(identifiers[i].words)))
			continue;
		if (identifiers[i].start ?
			slice_to_int(rest, &n) && n >= 1 && n <= 53 :
			rest.len == 0)
			return i;
	}
	return -1;
}

static void
check_period(struct screen *s, size_t row)
{
	struct slice v = csv_cell(s->data, row, s->period), rest = v;
	int kind = find_identifier(csv_cell(s->data, row, s->identifier));
	int year, next = 0;

	if (!slice_take_digits(&rest, 4, &year) ||
	    (rest.len > 0 && !slice_take_digits(&rest, 2, &next)) ||
	    rest.len > 0) {
		error_found(s->f, "E173", "time_period", v,
		    "must be four digits, or six for two years");
		return;
	}
	if (kind != -1 && identifiers[kind].six != (v.len == 6))
		error_found(s->f, "E174", "time_period", v,
		    "has not the length that its time_identifier wants");
	if (v.len == 6 && (year + 1) % 100 != next)
		error_found(s->f, "E175", "time_period", v,
		    "names two years, of which one must follow the other");
}

void
screen_time(struct screen *s)
{
	struct screen_values v;
	size_t i;
	int kind, group = -1;

	screen_values(s->data, s->identifier, &v);
	for (i = 0; i < v.count; i++) {
		screen_data(s, v.rows[i]);
		kind = find_identifier(v.values[i]);
		if (kind == -1)
			error_found(s->f, "E171", "time_identifier",
			    v.values[i], "is no name of a time");
		if (i > 0 && (kind == -1 || identifiers[kind].group != group))
			error_found(s->f, "E172", "time_identifier",
			    v.values[i],
			    "cannot stand with the others in one file");
		group = kind == -1 ? -1 : identifiers[kind].group;
	}
	screen_values_free(&v);
	screen_values(s->data, s->period, &v);
	for (i = 0; i < v.count; i++) {
		screen_data(s, v.rows[i]);
		check_period(s, v.rows[i]);
	}
	screen_values_free(&v);
}

static bool
is_total(struct slice v)
{
	return slice_equal_fold(v, SLICE("total")) ||
	    slice_equal_fold(v, SLICE("all"));
}

static bool
is_described(const struct screen *s, struct slice name)
{
	size_t row;

	for (row = 0; row < csv_rows(s->meta); row++)
		if (slice_equal(name, screen_meta(s, row, s->name)) ||
		    slice_equal(name, screen_meta(s, row, s->parent)))
			return true;
	return false;
}

/* Values of columns that say where, and of filters. */
static void
check_values(struct screen *s, int column, const char *title, bool filter)
{
	struct screen_values v;
	size_t i;

	screen_values(s->data, column, &v);
	for (i = 0; i < v.count; i++) {
		struct slice value = v.values[i];

		screen_data(s, v.rows[i]);
		if (filter && value.len == 0)
			error_found(s->f, "E152", title, value,
			    "must not be empty; use Total for all");
		if (!filter && is_total(value))
			error_found(s->f, "E154", title, value,
			    "says where; it has no total");
		if (filter && value.len != slice_trim(value).len)
			error_found(s->f, "E155", title, value,
			    "begins or ends with a space");
	}
	screen_data(s, SIZE_MAX);
	if (filter && v.count == 1)
		error_found(s->f, "E151", title, v.values[0],
		    "is the only value; such a filter says nothing");
	screen_values_free(&v);
}

void
screen_filters(struct screen *s)
{
	struct arena *a = s->f->arena;
	size_t i, row;

	for (row = 0; row < csv_rows(s->meta); row++) {
		struct slice name = screen_meta(s, row, s->name);
		int column = screen_find(s->data, name);

		if (screen_is_filter(s, row) && column != -1)
			check_values(s, column, arena_text(a, name), true);
	}
	for (i = 0; i < csv_columns(s->data); i++) {
		struct slice name = csv_header(s->data, i);

		if (screen_is_place(name) && !is_described(s, name))
			check_values(s, (int)i, arena_text(a, name), false);
	}
}

/* -12.5, 1e-05 */
static bool
is_number(struct slice v)
{
	char text[64], *end;

	if (v.len == 0 || v.len >= sizeof text ||
	    memchr("+-.0123456789", *v.ptr, 13) == NULL)
		return false;
	memcpy(text, v.ptr, v.len);
	text[v.len] = '\0';
	strtod(text, &end);
	return *end == '\0';
}

static void
check_indicator(struct screen *s, int column, const char *title)
{
	static const char *const symbols[] = { "z", "x", "c", "low", NULL };
	struct screen_values v;
	size_t i, j;

	screen_values(s->data, column, &v);
	for (i = 0; i < v.count; i++) {
		bool good = is_number(slice_trim(v.values[i]));

		for (j = 0; symbols[j] != NULL; j++)
			good |= slice_equal(v.values[i], slice_of(symbols[j]));
		screen_data(s, v.rows[i]);
		if (v.values[i].len == 0)
			error_found(s->f, "E182", title, v.values[i],
			    "is blank; write 0, or z, x or c");
		else if (!good)
			error_found(s->f, "E181", title, v.values[i],
			    "is neither a number nor z, x, c or low");
	}
	screen_values_free(&v);
}

void
screen_indicators(struct screen *s)
{
	struct arena *a = s->f->arena;
	size_t row;

	for (row = 0; row < csv_rows(s->meta); row++) {
		struct slice name = screen_meta(s, row, s->name);
		int column = screen_find(s->data, name);

		if (screen_is_indicator(s, row) && column != -1)
			check_indicator(s, column, arena_text(a, name));
	}
}
