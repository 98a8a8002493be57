/*
 * JSON through cJSON.  struct json is cJSON's own node under another name,
 * so that nobody else has to include its header.
 */
#include <math.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/json.h"

static const cJSON *
node(const struct json *v)
{
	return (const cJSON *)(const void *)v;
}

static const struct json *
value(const cJSON *n)
{
	return (const struct json *)(const void *)n;
}

/*
 * cJSON ends a string at its first NUL, so "admin\u0000x" would read as
 * "admin".  A NUL, written out or escaped, becomes U+FFFD of equal length.
 * NULL where there is none, else a copy to be freed.
 */
static char *
without_nul(struct slice text)
{
	static const char escape[] = "\\u0000";
	const char *at = text.ptr, *end = text.ptr + text.len;
	char *copy = NULL;

	while ((at = memmem(at, (size_t)(end - at), escape, 6)) != NULL) {
		size_t slashes = 0, i = (size_t)(at - text.ptr);

		while (slashes < i && text.ptr[i - slashes - 1] == '\\')
			slashes++;
		if (slashes % 2 == 0) {
			if (copy == NULL) {
				copy = memory_alloc(text.len);
				memcpy(copy, text.ptr, text.len);
			}
			memcpy(copy + i, "\\ufffd", 6);
		}
		at += 6;
	}
	return copy;
}

struct json *
json_parse(struct slice text)
{
	const char *end = NULL;
	char *copy;
	cJSON *root;

	if (text.len == 0 || memchr(text.ptr, '\0', text.len) != NULL)
		return NULL;
	if ((copy = without_nul(text)) != NULL)
		text.ptr = copy;
	root = cJSON_ParseWithLengthOpts(text.ptr, text.len, &end, 0);
	if (root != NULL) {
		while (end < text.ptr + text.len &&
		    strchr(" \t\r\n", *end) != NULL)
			end++;
		if (end != text.ptr + text.len) {
			cJSON_Delete(root);
			root = NULL;
		}
	}
	free(copy);
	return (struct json *)(void *)root;
}

void
json_destroy(struct json *root)
{
	cJSON_Delete((cJSON *)(void *)root);
}

enum json_kind
json_kind(const struct json *v)
{
	switch (v == NULL ? cJSON_NULL : node(v)->type & 0xff) {
	case cJSON_True:
	case cJSON_False:
		return JSON_BOOL;
	case cJSON_Number:
		return JSON_NUMBER;
	case cJSON_String:
		return JSON_STRING;
	case cJSON_Array:
		return JSON_ARRAY;
	case cJSON_Object:
		return JSON_OBJECT;
	}
	return JSON_NULL;
}

const struct json *
json_get(const struct json *v, const char *path)
{
	const cJSON *child;
	const struct json *found;
	size_t len;

	if (json_kind(v) != JSON_OBJECT)
		return NULL;
	/* Most names differ in their first byte, and are asked for often. */
	for (child = node(v)->child; child != NULL; child = child->next)
		if (*child->string == *path && strcmp(child->string, path) == 0)
			return value(child);
	if (strchr(path, '.') == NULL)
		return NULL;
	for (child = node(v)->child; child != NULL; child = child->next) {
		if (*child->string != *path)
			continue;
		len = strlen(child->string);
		if (strncmp(child->string, path, len) == 0 &&
		    path[len] == '.' &&
		    (found = json_get(value(child), path + len + 1)) != NULL)
			return found;
	}
	return NULL;
}

struct slice
json_text(const struct json *v)
{
	if (json_kind(v) != JSON_STRING)
		return (struct slice){ 0 };
	return slice_of(node(v)->valuestring);
}

double
json_number(const struct json *v)
{
	return json_kind(v) == JSON_NUMBER ? node(v)->valuedouble : 0;
}

bool
json_bool(const struct json *v)
{
	return v != NULL && (node(v)->type & 0xff) == cJSON_True;
}

const struct json *
json_first(const struct json *v)
{
	enum json_kind kind = json_kind(v);

	if (kind != JSON_ARRAY && kind != JSON_OBJECT)
		return NULL;
	return value(node(v)->child);
}

const struct json *
json_next(const struct json *v)
{
	return v == NULL ? NULL : value(node(v)->next);
}

struct slice
json_key(const struct json *v)
{
	return v == NULL ? (struct slice){ 0 } : slice_of(node(v)->string);
}

static void
print_number(double n, struct buffer *out)
{
	char text[40];

	if (!isfinite(n)) {
		buffer_text(out, "null");
		return;
	}
	if (n == trunc(n) && fabs(n) < 1e17) {
		buffer_int(out, (int64_t)n);
		return;
	}
	snprintf(text, sizeof text, "%.15g", n);
	if (strtod(text, NULL) != n)
		snprintf(text, sizeof text, "%.17g", n);
	buffer_text(out, text);
}

void
json_print_scalar(const struct json *v, struct buffer *out)
{
	switch (json_kind(v)) {
	case JSON_STRING:
		buffer_add(out, json_text(v));
		break;
	case JSON_NUMBER:
		print_number(json_number(v), out);
		break;
	case JSON_BOOL:
		buffer_text(out, json_bool(v) ? "true" : "false");
		break;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
}

void
json_print(const struct json *v, struct buffer *out)
{
	enum json_kind kind = json_kind(v);
	const struct json *child;

	switch (kind) {
	case JSON_STRING:
		json_quote(out, json_text(v));
		return;
	case JSON_NULL:
		buffer_text(out, "null");
		return;
	case JSON_NUMBER:
	case JSON_BOOL:
		json_print_scalar(v, out);
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	buffer_char(out, kind == JSON_ARRAY ? '[' : '{');
	for (child = json_first(v); child != NULL; child = json_next(child)) {
		if (child != json_first(v))
			buffer_char(out, ',');
		if (kind == JSON_OBJECT) {
			json_quote(out, json_key(child));
			buffer_char(out, ':');
		}
		json_print(child, out);
	}
	buffer_char(out, kind == JSON_ARRAY ? ']' : '}');
}

/* Length of the well-formed UTF-8 sequence at the front, or 0. */
static size_t
sequence(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	unsigned char low = 0x80, high = 0xbf;
	size_t len, i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (s.len < len || p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

static void
quote_control(struct buffer *out, unsigned char c)
{
	switch (c) {
	case '\n':
		buffer_text(out, "\\n");
		break;
	case '\r':
		buffer_text(out, "\\r");
		break;
	case '\t':
		buffer_text(out, "\\t");
		break;
	default:
		buffer_printf(out, "\\u%04x", c);
	}
}

void
json_quote(struct buffer *out, struct slice text)
{
	size_t plain = 0, len;

	buffer_char(out, '"');
	while (plain < text.len) {
		unsigned char c = (unsigned char)text.ptr[plain];

		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			plain++;
			continue;
		}
		buffer_add(out, slice_first(text, plain));
		text = slice_from(text, plain);
		plain = 0;
		if ((len = sequence(text)) == 0) {
			buffer_text(out, "\xef\xbf\xbd");
			len = 1;
		} else if (c < 0x20 || c == 0x7f)
			quote_control(out, c);
		else if (c < 0x80) {
			buffer_char(out, '\\');
			buffer_char(out, (char)c);
		} else
			buffer_add(out, slice_first(text, len));
		text = slice_from(text, len);
	}
	buffer_add(out, slice_first(text, plain));
	buffer_char(out, '"');
}
