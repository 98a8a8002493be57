/*
 * CSV: columns by name, rows by line, and what must be refused or guarded.
 */
#include "base/csv.h"

#include "../tap.h"

static void
is_slice(struct slice got, const char *wanted, const char *name)
{
	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static void
reads(void)
{
	const char *why;
	size_t line;
	struct csv *t = csv_read(
	    SLICE("\xef\xbb\xbfUsername, Reg Group ,left\r\n"
		  "amy,7A,\r\n"
		  "\r\n"
		  "bob,\"7\nB, \"\"x\"\"\",2026-10-01\r\n"
		  "  \n"
		  "\n"
		  "cat\n"
		  "dan,,\" quoted \",extra"),
	    &why, &line);

	ok(t != NULL, "a table with a byte order mark is read");
	if (t == NULL)
		return;
	is_int((int64_t)csv_rows(t), 4, "blank lines are no rows");
	is_int((int64_t)csv_columns(t), 3, "columns are those of the header");
	is_int(csv_find(t, "username"), 0, "names ignore case");
	is_int(csv_find(t, "reggroup"), 1, "names ignore spaces");
	is_int(csv_find(t, "reg"), -1, "a part of a name is not it");
	is_slice(csv_header(t, 2), "left", "the header can be read");
	is_slice(csv_cell(t, 1, 1), "7\nB, \"x\"", "quoted cells are opened");
	is_slice(csv_cell(t, 2, 1), "", "a short row has empty cells");
	is_slice(csv_cell(t, 0, -1), "", "a column that is not there is empty");
	is_slice(csv_cell(t, 3, 2), "quoted", "cells are trimmed");
	is_int((int64_t)csv_line(t, 0), 2, "a row knows its line");
	is_int((int64_t)csv_line(t, 1), 4, "a blank line is counted");
	is_int((int64_t)csv_line(t, 2), 8, "a line end in a cell is counted");
	is_int((int64_t)csv_line(t, 3), 9, "the last line needs no end");
	csv_destroy(t);
}

static void
reads_others(void)
{
	const char *why;
	size_t line;
	struct csv *t = csv_read(SLICE("a;b\n\"1;2\";3,4\n"), &why, &line);

	is_slice(csv_cell(t, 0, 0), "1;2", "semicolons part cells");
	is_slice(csv_cell(t, 0, 1), "3,4", "and commas do not");
	csv_destroy(t);
	t = csv_read(SLICE("a\tb\n1\t2\n"), &why, &line);
	is_slice(csv_cell(t, 0, 1), "2", "tabs do");
	csv_destroy(t);
	t = csv_read(SLICE("\"a;b\",c\n1;2,3\n"), &why, &line);
	is_slice(csv_cell(t, 0, 0), "1;2", "a comma in the header decides");
	csv_destroy(t);
}

static void
refuses(void)
{
	const char *why;
	size_t line;

	ok(csv_read(SLICE(""), &why, &line) == NULL, "nothing is no table");
	is_text(why, "no header line", "and says so");
	ok(csv_read(SLICE("a,b\n1,2\n\n3,\"4\n5,6\n"), &why, &line) == NULL,
	    "a quote that does not end is refused");
	is_text(why, "a quoted cell does not end", "with the reason");
	is_int((int64_t)line, 4, "and the line where its row began");
	ok(csv_read(SLICE("a,b\n1,x\"y\n"), &why, &line) == NULL,
	    "a quote inside a cell is refused");
	is_int((int64_t)line, 2, "with its line");
	csv_destroy(NULL);
}

static void
writes_one(const char *cell, const char *wanted, const char *name)
{
	struct buffer out;

	buffer_init(&out, 1000);
	csv_add(&out, true, slice_of(cell));
	is_slice(buffer_slice(&out), wanted, name);
	buffer_finish(&out);
}

static void
writes(void)
{
	struct buffer out;

	writes_one("plain", "plain", "plain text stays");
	writes_one("a,b", "\"a,b\"", "a comma is quoted");
	writes_one("say \"x\"", "\"say \"\"x\"\"\"", "quotes are doubled");
	writes_one("a\nb", "\"a\nb\"", "a line end is quoted");
	writes_one(" a", "\" a\"", "a space in front is quoted");
	writes_one("=1+1", "'=1+1", "a formula is guarded");
	writes_one("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"",
	    "a formula with quotes is guarded inside them");
	writes_one("@SUM(A1)", "'@SUM(A1)", "so is an @");
	writes_one("\tx", "'\tx", "so is a tab");
	writes_one("-12", "-12", "a number is no formula");
	writes_one("+3.50", "+3.50", "nor is one with a fraction");
	writes_one("-1+cmd", "'-1+cmd", "but what goes on behind it is");
	writes_one("-", "'-", "a sign alone is no number");
	buffer_init(&out, 1000);
	csv_add(&out, true, SLICE("a"));
	csv_add(&out, false, SLICE(""));
	csv_add(&out, false, SLICE("c"));
	csv_end_row(&out);
	is_slice(buffer_slice(&out), "a,,c\r\n", "a row has commas and CR LF");
	buffer_finish(&out);
}

int
main(void)
{
	reads();
	reads_others();
	refuses();
	writes();
	return done_testing();
}
