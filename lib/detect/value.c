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
	bool whole = v->number == floor(v->number);
	int digits = 15, n;

	if (whole && fabs(v->number) < 0x1p63)
		n = snprintf(v->digits, sizeof v->digits, "%lld",
		    (long long)v->number);
	else if (whole && fabs(v->number) < 1e20)
		n = snprintf(v->digits, sizeof v->digits, "%.0f", v->number);
	else
		do /* 0.1, and not 0.10000000000000001 */
			n = snprintf(v->digits, sizeof v->digits, "%.*g",
			    digits, v->number);
		while (strtod(v->digits, NULL) != v->number && ++digits <= 17);
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
		out->held = IS_OBJECT;
		break;
	}
}

struct walk {
	bool (*fn)(struct value *each, void *ctx);
	void *ctx;
};

static bool
walk_value(const struct walk *w, const struct json *j)
{
	struct value each;
	const struct json *child;

	value_of_json(j, &each);
	if (each.held != IS_ARRAY)
		return w->fn(&each, w->ctx);
	for (child = json_first(j); child != NULL; child = json_next(child))
		if (walk_value(w, child))
			return true;
	return false;
}

/* A key may have dots itself. */
static bool
walk_path(const struct walk *w, const struct json *j, struct slice path)
{
	const struct json *child;
	bool object = json_kind(j) == JSON_OBJECT;

	if (!object && json_kind(j) != JSON_ARRAY)
		return false;
	for (child = json_first(j); child != NULL; child = json_next(child)) {
		struct slice key = object ? json_key(child) : SLICE("");

		if (!object ? walk_path(w, child, path) :
		    slice_equal(key, path) ? walk_value(w, child) :
		    slice_starts_with(path, key) &&
				path.ptr[key.len] == '.' ?
				walk_path(w, child,
				    slice_from(path, key.len + 1)) :
				false)
			return true;
	}
	return false;
}

bool
value_each(const struct value *v, bool (*fn)(struct value *each, void *ctx),
    void *ctx)
{
	struct walk w = { fn, ctx };

	return v->held == IS_PATH ? walk_path(&w, v->array, v->path) :
				    walk_value(&w, v->array);
}

static bool
is_there(struct value *each, void *ctx)
{
	(void)each;
	(void)ctx;
	return true;
}

void
value_of_path(const struct json *object, struct slice path,
    struct value *out)
{
	out->held = IS_PATH;
	out->array = object;
	out->path = path;
	if (!value_each(out, is_there, NULL))
		out->held = IS_ABSENT;
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
