/*
 * Notes, screened: no mail address, no long number, no formula.
 */
#include <ctype.h>
#include <err.h>

#include "base/csv.h"

#include "notes.h"

enum { LARGEST_NOTES = 1 << 16, LONGEST_NUMBER = 5 };

static bool
is_code(struct slice s)
{
	size_t i;

	for (i = 1; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len == 4 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z';
}

const char *
note_fault(struct slice code, struct slice note)
{
	size_t i, digits = 0;

	if (!is_code(code))
		return "expected a code such as Q041";
	if (note.len == 0 || note.len > NOTE_LONGEST)
		return "expected a note of 1 to 500 bytes";
	if (memchr("=+-@\t\r", note.ptr[0], 6) != NULL)
		return "a note must not begin as a formula does";
	for (i = 0; i < note.len; i++) {
		if (note.ptr[i] == '@')
			return "a note must not hold a mail address (@)";
		digits = isdigit((unsigned char)note.ptr[i]) ? digits + 1 : 0;
		if (digits > LONGEST_NUMBER)
			return "a note must not hold a number of six digits "
			       "or more";
		if (iscntrl((unsigned char)note.ptr[i]))
			return "a note must be one line of text";
	}
	return NULL;
}

static int
check(const char *path, const struct csv *t, struct buffer *out)
{
	int code = csv_find(t, "query_code"), note = csv_find(t, "note");
	int result = 0;
	size_t row;

	if (code == -1 || note == -1 || csv_rows(t) > NOTES_MOST) {
		warnx("%s: expected the columns query_code,note and at most "
		      "%d rows", path, NOTES_MOST);
		return -1;
	}
	for (row = 0; row < csv_rows(t); row++) {
		const char *why = note_fault(csv_cell(t, row, code),
		    csv_cell(t, row, note));

		if (why != NULL) {
			warnx("%s:%zu: %s", path, csv_line(t, row), why);
			result = -1;
		}
		csv_add(out, true, csv_cell(t, row, code));
		csv_add(out, false, csv_cell(t, row, note));
		csv_end_row(out);
	}
	return result;
}

int
notes_read(const char *path, struct buffer *out)
{
	struct csv *t;
	int result = -1;

	csv_add(out, true, SLICE("query_code"));
	csv_add(out, false, SLICE("note"));
	csv_end_row(out);
	if (path == NULL)
		return 0;
	if ((t = csv_read_file(path, LARGEST_NOTES)) != NULL)
		result = check(path, t, out);
	csv_destroy(t);
	return result;
}
