/*
 * What a plain scalar of YAML 1.1 is, as the reference parser's YAML reader
 * has it: null, a truth value, a number, or text.
 */
#include <math.h>
#include <stdlib.h>

#include "parse.h"

enum { LONGEST_NUMBER = 64 };

static bool
is_one_of(struct slice s, const char *const words[])
{
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (slice_equal(s, slice_of(words[i])))
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of s in that base, "_" left out; false when one is none. */
static bool
read_base(struct slice s, int base, double *number)
{
	double sum = 0;
	size_t i;

	if (s.len == 0)
		return false;
	for (i = 0; i < s.len; i++) {
		int digit = hex_digit(s.ptr[i]);

		if (s.ptr[i] == '_')
			continue;
		if (digit == -1 || digit >= base)
			return false;
		sum = sum * base + digit;
	}
	*number = sum;
	return true;
}

/* "1.5", "1e3" only with a dot, as YAML 1.1 has it. */
static bool
read_float(struct slice s, double *number)
{
	char text[LONGEST_NUMBER + 1], *end;
	bool dot = false;
	size_t i, len = 0;

	for (i = 0; i < s.len && len < LONGEST_NUMBER; i++) {
		char c = s.ptr[i];

		if (c == '_')
			continue;
		if (!is_digit(c) && strchr(".eE+-", c) == NULL)
			return false;
		dot = dot || c == '.';
		text[len++] = c;
	}
	text[len] = '\0';
	if (!dot || s.len > LONGEST_NUMBER || len < 2)
		return false;
	*number = strtod(text, &end);
	return *end == '\0' && isfinite(*number);
}

static bool
read_number(struct slice s, double *number)
{
	bool minus = s.len > 0 && s.ptr[0] == '-';
	bool good;

	if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		s = slice_from(s, 1);
	if (s.len == 0 || s.len > LONGEST_NUMBER)
		return false;
	if (slice_starts_with(s, SLICE("0x")))
		good = read_base(slice_from(s, 2), 16, number);
	else if (slice_starts_with(s, SLICE("0b")))
		good = read_base(slice_from(s, 2), 2, number);
	else if (s.ptr[0] == '0' && s.len > 1 && slice_find(s, '.') == s.len)
		good = read_base(s, 8, number);
	else if (is_digit(s.ptr[0]) && slice_find(s, '.') == s.len)
		good = read_base(s, 10, number);
	else
		good = read_float(s, number);
	if (good && minus)
		*number = -*number;
	return good;
}

enum scalar_kind
scalar_read(const struct yaml *v, double *number, bool *truth)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL",
		NULL };
	static const char *const trues[] = { "true", "True", "TRUE", "yes",
		"Yes", "YES", "on", "On", "ON", NULL };
	static const char *const falses[] = { "false", "False", "FALSE", "no",
		"No", "NO", "off", "Off", "OFF", NULL };

	if (!v->plain)
		return SCALAR_TEXT;
	if (is_one_of(v->text, nulls))
		return SCALAR_NULL;
	*truth = is_one_of(v->text, trues);
	if (*truth || is_one_of(v->text, falses))
		return SCALAR_BOOL;
	return read_number(v->text, number) ? SCALAR_NUMBER : SCALAR_TEXT;
}

bool
scalar_is_text(const struct yaml *v)
{
	double number;
	bool truth;

	return v != NULL && v->kind == YAML_SCALAR &&
	    scalar_read(v, &number, &truth) == SCALAR_TEXT;
}
