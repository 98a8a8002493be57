/*
 * The tables of a package, each row by itself: what DfE's own screener
 * holds a data file to, as far as it applies to ours, and what is ours.
 */
#include "base/csv.h"

#include "basis.h"
#include "incoming.h"
#include "notes.h"

enum { MOST_ROWS = 1000, PLACES = 13, LARGEST_FIGURE = 999999 };

static const char *const place_columns[PLACES] = { "time_period",
	"time_identifier", "geographic_level", "country_code", "country_name",
	"region_code", "region_name", "old_la_code", "new_la_code", "la_name",
	"school_urn", "school_laestab", "school_name" };

static const char *const infringement_columns[] = { "user_group", "channel",
	"infringement_category", "incident_count", "user_count", NULL };
/* A table of schema 1.0 has it not. */
static const char optional_column[] = BASIS_TITLE;
static const char *const coverage_columns[] = { "log_source", "days_expected",
	"days_received", "lines_received", "lines_rejected", NULL };

static struct csv *
open_table(struct incoming *in, enum package_file file, struct findings *f)
{
	const char *why = NULL;
	struct csv *t;
	size_t line = 0;

	f->file = package_names[file];
	f->line = 0;
	if (!in->has[file])
		return NULL;
	t = csv_read(buffer_slice(&in->files[file]), &why, &line);
	f->line = line;
	if (t == NULL)
		error_found(f, "D001", NULL, SLICE(""),
		    "this is not a CSV table: %s", why);
	f->line = 0;
	if (t != NULL && csv_rows(t) > MOST_ROWS) {
		error_found(f, "D004", NULL, SLICE(""),
		    "%zu rows; a return has %d", csv_rows(t), CUBE_ROWS);
		csv_destroy(t);
		t = NULL;
	}
	return t;
}

static bool
is_expected(struct slice name, const char *const *own)
{
	size_t i;

	for (i = 0; i < PLACES; i++)
		if (slice_equal(name, slice_of(place_columns[i])))
			return true;
	for (; *own != NULL; own++)
		if (slice_equal(name, slice_of(*own)))
			return true;
	return false;
}

/* An allow-list: another column could hold anything. */
static bool
check_columns(const struct csv *t, const char *const *own, struct findings *f)
{
	size_t before = f->errors, i;

	f->line = 1;
	for (i = 0; i < csv_columns(t); i++)
		if (!is_expected(csv_header(t, i), own) &&
		    (own != infringement_columns ||
			!slice_equal(csv_header(t, i),
			    slice_of(optional_column))))
			error_found(f, "D003", "header", csv_header(t, i),
			    "is no column of this table; take it out");
	for (i = 0; i < PLACES; i++)
		if (csv_find(t, place_columns[i]) == -1)
			error_found(f, "D002", "header",
			    slice_of(place_columns[i]), "is not there");
	for (; *own != NULL; own++)
		if (csv_find(t, *own) == -1)
			error_found(f, "D002", "header", slice_of(*own),
			    "is not there");
	return f->errors == before;
}

static bool
is_digits(struct slice s, size_t len)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len == len;
}

static bool
is_gss(struct slice s)
{
	return s.len == 9 && s.ptr[0] == 'E' &&
	    is_digits(slice_from(s, 1), 8);
}

static void
check_place_cell(const char *column, struct slice v, struct findings *f)
{
	struct slice name = slice_of(column);

	if (v.len == 0)
		error_found(f, "D008", column, v, "must not be empty");
	else if (v.len > 120)
		error_found(f, "D010", column, v, "is longer than 120 bytes");
	else if (memchr("=+-@", v.ptr[0], 4) != NULL)
		error_found(f, "D016", column, v,
		    "begins as a formula does; write it as text");
	else if (slice_equal(name, SLICE("geographic_level")) &&
	    !slice_equal(v, SLICE("School")))
		error_found(f, "D007", column, v, "must be School");
	else if (slice_equal(name, SLICE("country_code")) &&
	    !slice_equal(v, SLICE("E92000001")))
		error_found(f, "G001", column, v, "must be E92000001");
	else if (slice_equal(name, SLICE("country_name")) &&
	    !slice_equal(v, SLICE("England")))
		error_found(f, "G001", column, v, "must be England");
	else if (slice_equal(name, SLICE("school_urn")) && !is_digits(v, 6))
		error_found(f, "G002", column, v, "must be six digits");
	else if (slice_equal(name, SLICE("school_laestab")) &&
	    !is_digits(v, 7))
		error_found(f, "G003", column, v, "must be seven digits");
	else if (slice_equal(name, SLICE("old_la_code")) && !is_digits(v, 3))
		error_found(f, "G004", column, v, "must be three digits");
	else if ((slice_equal(name, SLICE("new_la_code")) ||
		     slice_equal(name, SLICE("region_code"))) && !is_gss(v))
		error_found(f, "G005", column, v,
		    "must be E and eight digits");
}

/* All rows are of one school and term: the first tells which. */
static void
check_place(const struct csv *t, size_t row, struct findings *f)
{
	struct term_code term;
	struct slice v;
	size_t i;

	for (i = 0; i < PLACES; i++) {
		int column = csv_find(t, place_columns[i]);

		v = csv_cell(t, row, column);
		if (row > 0 && slice_equal(v, csv_cell(t, 0, column)))
			continue;
		if (row > 0)
			error_found(f, "D015", place_columns[i], v,
			    "differs from the row before; a return is of one "
			    "school and term");
		else
			check_place_cell(place_columns[i], v, f);
	}
	if (row == 0 && !term_code_read(csv_cell(t, 0, csv_find(t,
			"time_period")), csv_cell(t, 0, csv_find(t,
			"time_identifier")), &term))
		error_found(f, "D005", "time_period", csv_cell(t, 0,
		    csv_find(t, "time_period")), "with this time_identifier "
		    "is no term; use six digits such as 202627, and Autumn "
		    "term, Spring term or Summer term");
}

static bool
is_null_word(struct slice v)
{
	static const char *const nulls[] = { "NULL", "Null", "null", "NA",
		"na", "N/A", "n/a", "-", ".", "..", NULL };
	size_t i;

	for (i = 0; nulls[i] != NULL; i++)
		if (slice_equal(v, slice_of(nulls[i])))
			return true;
	return false;
}

/* A number, or a symbol in *sign; false: said. */
static bool
read_figure(struct slice v, const char *column, int64_t *n, char *sign,
    struct findings *f)
{
	*n = 0;
	*sign = 0;
	if (v.len == 1 && memchr("czx", v.ptr[0], 3) != NULL) {
		*sign = v.ptr[0];
		return true;
	}
	if (slice_to_int(v, n) && *n >= 0 && *n <= LARGEST_FIGURE &&
	    v.ptr[0] != '-')
		return true;
	if (v.len == 0)
		error_found(f, "D008", column, v,
		    "is blank; write 0, or z, x or c");
	else if (v.len == 1 && memchr("~:*", v.ptr[0], 3) != NULL)
		error_found(f, "D012", column, v, "is an obsolete symbol; "
		    "use c (confidential), z (cannot be) or x (not logged)");
	else if (is_null_word(v))
		error_found(f, "D013", column, v,
		    "says nothing; use x (not logged) or z (cannot be)");
	else if (slice_equal(v, SLICE("low")) || slice_equal(v, SLICE("k")) ||
	    slice_equal(v, SLICE("u")))
		error_found(f, "D012", column, v, "is not used in this "
		    "return; figures are not rounded, use c, z or x");
	else if (memchr("=+@", v.ptr[0], 3) != NULL)
		error_found(f, "D016", column, v,
		    "begins as a formula does; write a number");
	else
		error_found(f, "D009", column, v,
		    "is no whole number of 0 to %d", LARGEST_FIGURE);
	return false;
}

static void
check_figures(struct incoming *in, const struct csv *t, size_t row,
    size_t cell, struct findings *f)
{
	struct cube_cell *at = &in->cube.cells[cell];
	char sign, other;
	bool good;

	good = read_figure(csv_cell(t, row, csv_find(t, "incident_count")),
	    "incident_count", &at->items, &sign, f);
	good &= read_figure(csv_cell(t, row, csv_find(t, "user_count")),
	    "user_count", &at->people, &other, f);
	at->sign = sign;
	if (!good)
		return;
	if (sign != other)
		error_found(f, "D018", "user_count", csv_cell(t, row,
		    csv_find(t, "user_count")), "stands beside another "
		    "symbol; hide both figures of a row or none");
	else if (sign == 0 && (at->people > at->items ||
				(at->items > 0 && at->people == 0)))
		error_found(f, "D017", "user_count", csv_cell(t, row,
		    csv_find(t, "user_count")),
		    "does not go with incident_count %lld",
		    (long long)at->items);
}

/* One policy for each category, in all its rows. */
static void
check_basis(struct incoming *in, const struct csv *t, size_t row,
    int category, struct findings *f)
{
	int column = csv_find(t, optional_column);
	struct slice v = csv_cell(t, row, column);
	char sign = slice_equal(v, SLICE("Common")) ? 'C' :
	    slice_equal(v, SLICE("Local"))	    ? 'L' :
	    slice_equal(v, SLICE("Total"))	    ? 'T' :
						      '\0';

	if (column == -1)
		return;
	if (sign == '\0' || (sign == 'T') != (category == 0))
		error_found(f, "D021", optional_column, v,
		    "must be Common or Local, and Total in rows of all "
		    "categories");
	else if (in->basis[category] != '\0' && in->basis[category] != sign)
		error_found(f, "D021", optional_column, v,
		    "differs from another row of this category");
	else
		in->basis[category] = sign;
}

static void
check_row(struct incoming *in, const struct csv *t, size_t row,
    struct findings *f)
{
	struct slice category = csv_cell(t, row,
	    csv_find(t, "infringement_category"));
	int cell = cube_find(t, row);

	f->line = csv_line(t, row);
	check_place(t, row, f);
	if (cell == -1) {
		error_found(f, "D010", "infringement_category", category,
		    "with this user_group and channel is no row of this "
		    "return; names are written as in the template");
	} else if (in->seen[cell]) {
		error_found(f, "D011", "infringement_category", category,
		    "is there twice for this group and channel");
	} else {
		in->seen[cell] = true;
		check_figures(in, t, row, (size_t)cell, f);
		check_basis(in, t, row, cube_category((size_t)cell), f);
	}
}

static void
take_place(struct incoming *in, const struct csv *t, struct findings *f)
{
	const struct {
		const char *column;
		struct slice *to;
		bool must_agree;
	} wanted[] = { { "school_urn", &in->urn, true },
		{ "school_laestab", &in->laestab, false },
		{ "old_la_code", &in->old_la_code, false },
		{ "time_period", &in->period, true },
		{ "time_identifier", &in->identifier, true } };
	size_t i;

	if (csv_rows(t) == 0)
		return;
	f->line = csv_line(t, 0);
	for (i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct slice v = csv_cell(t, 0, csv_find(t, wanted[i].column));

		if (wanted[i].must_agree && !in->by_hand &&
		    in->has[FILE_DESCRIPTOR] && !slice_equal(v, *wanted[i].to))
			error_found(f, "P009", wanted[i].column, v,
			    "differs from datapackage.json");
		*wanted[i].to = arena_copy(f->arena, v);
	}
	term_code_read(in->period, in->identifier, &in->term);
}

static void
check_infringements(struct incoming *in, struct findings *f)
{
	struct csv *t = open_table(in, FILE_INFRINGEMENTS, f);
	struct buffer name;
	size_t row;

	if (t == NULL)
		return;
	if (!check_columns(t, infringement_columns, f)) {
		csv_destroy(t);
		return;
	}
	for (row = 0; row < csv_rows(t); row++)
		check_row(in, t, row, f);
	take_place(in, t, f);
	csv_destroy(t);
	f->line = 0;
	buffer_init(&name, 256);
	for (row = 0; row < CUBE_ROWS; row++) {
		buffer_reset(&name);
		cube_say_row(&name, row);
		if (!in->seen[row])
			error_found(f, "D014", "row", buffer_slice(&name),
			    "is missing; each combination has a row");
	}
	buffer_finish(&name);
}

/* Nine and a half tenths of the days, or a note is asked for. */
static void
check_coverage(struct incoming *in, struct findings *f)
{
	struct csv *t = open_table(in, FILE_COVERAGE, f);
	int64_t expected, received;
	size_t row;

	if (t == NULL || !check_columns(t, coverage_columns, f)) {
		csv_destroy(t);
		return;
	}
	for (row = 0; row < csv_rows(t); row++) {
		struct slice source = csv_cell(t, row,
		    csv_find(t, "log_source"));
		struct slice e = csv_cell(t, row,
		    csv_find(t, "days_expected"));
		struct slice r = csv_cell(t, row,
		    csv_find(t, "days_received"));

		f->line = csv_line(t, row);
		check_place(t, row, f);
		if (!slice_to_int(e, &expected) || expected < 0 ||
		    expected > 400 || !slice_to_int(r, &received) ||
		    received < 0 || received > expected) {
			error_found(f, "D009", "days_received", r, "expected "
			    "a number of days, no more than days_expected");
		} else if (received * 100 < expected * 95) {
			in->partial = true;
			query_found(f, "Q041", "%s logs of %lld of %lld "
			    "school days; say why in notes.csv",
			    slice_equal(source, SLICE("Web"))	     ? "web" :
				slice_equal(source, SLICE("Email"))  ? "mail" :
				slice_equal(source, SLICE("Endpoint")) ?
				"endpoint" : "all",
			    (long long)received, (long long)expected);
		}
	}
	csv_destroy(t);
}

static void
check_notes(struct incoming *in, struct findings *f)
{
	struct csv *t = open_table(in, FILE_NOTES, f);
	const char *why;
	size_t row;

	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		f->line = csv_line(t, row);
		why = note_fault(csv_cell(t, row, csv_find(t, "query_code")),
		    csv_cell(t, row, csv_find(t, "note")));
		if (why != NULL)
			error_found(f, "D019", NULL, SLICE(""), "%s", why);
	}
	csv_destroy(t);
}

void
incoming_check_tables(struct incoming *in, struct findings *f)
{
	check_infringements(in, f);
	check_coverage(in, f);
	check_notes(in, f);
	f->line = 0;
}
