/*
 * Values of an event's fields.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine.h"

static void
print_number(struct value *v)
{
	int n = v->number == floor(v->number) && fabs(v->number) < 1e18 ?
	    snprintf(v->digits, sizeof v->digits, "%lld",
		(long long)v->number) :
	    snprintf(v->digits, sizeof v->digits, "%.17g", v->number);

	v->text = (struct slice){ v->digits, (size_t)n };
}

static void
print_time(struct value *v)
{
	struct buffer b;

	buffer_init(&b, sizeof v->digits);
	time_print(&b, v->time);
	memcpy(v->digits, b.ptr, b.len);
	v->text = (struct slice){ v->digits, b.len };
	buffer_finish(&b);
}

struct slice
value_text(struct value *v)
{
	if (v->held == IS_BOOL)
		return v->truth ? SLICE("true") : SLICE("false");
	if (v->held == IS_NUMBER && v->text.len == 0)
		print_number(v);
	if (v->held == IS_TIME && v->text.len == 0)
		print_time(v);
	return v->text;
}

bool
value_number(const struct value *v, double *number)
{
	char text[NUMBER_TEXT], *end;

	if (v->held == IS_NUMBER) {
		*number = v->number;
		return true;
	}
	if (v->held != IS_TEXT || v->text.len == 0 ||
	    v->text.len >= sizeof text)
		return false;
	memcpy(text, v->text.ptr, v->text.len);
	text[v->text.len] = '\0';
	/* Not 0x10, which strtod would take for a number too. */
	if (strspn(text, "0123456789+-.eE") != v->text.len)
		return false;
	*number = strtod(text, &end);
	return end == text + v->text.len;
}

void
value_of_json(const struct json *j, struct value *out)
{
	out->text = SLICE("");
	if (j == NULL) {
		out->held = IS_ABSENT;
		return;
	}
	switch (json_kind(j)) {
	case JSON_NULL:
		out->held = IS_NULL;
		break;
	case JSON_BOOL:
		out->held = IS_BOOL;
		out->truth = json_bool(j);
		break;
	case JSON_NUMBER:
		out->held = IS_NUMBER;
		out->number = json_number(j);
		break;
	case JSON_STRING:
		out->held = IS_TEXT;
		out->text = json_text(j);
		break;
	case JSON_ARRAY:
		out->held = IS_ARRAY;
		out->array = j;
		break;
	case JSON_OBJECT:
		out->held = IS_ABSENT;
		break;
	}
}

void
value_of_symbol(enum column c, struct slice text, struct value *out)
{
	out->held = text.len == 0 ? IS_ABSENT :
	    c == COL_PERIOD || c == COL_STANDING ? IS_WORDS :
				    IS_TEXT;
	out->text = text;
}

void
value_of_number(enum column c, int64_t n, struct value *out)
{
	out->held = n == NUMBER_UNKNOWN	    ? IS_ABSENT :
	    columns[c].kind == KIND_TIME ? IS_TIME :
					   IS_NUMBER;
	out->number = (double)n;
	out->time = n;
}
