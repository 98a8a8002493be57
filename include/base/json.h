/*
 * JSON values, read whole.  The front door of cJSON: nobody else includes
 * it, so that a faster reader can take its place.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buffer.h"
#include "base/slice.h"

struct json; /* any value; owned by its root */

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json *json_parse(struct slice text); /* NULL: not JSON, or too deep */
void json_destroy(struct json *root);	    /* NULL is fine */

enum json_kind json_kind(const struct json *v);
/* "winlog.event_data.Image" walks objects; a key with dots in it is tried
 * whole at each step.  NULL where it is not. */
const struct json *json_get(const struct json *v, const char *path);
struct slice json_text(const struct json *v); /* of a string, else empty */
double json_number(const struct json *v);     /* of a number, else 0 */
bool json_bool(const struct json *v);
/* Children of an array or object in order; NULL at the end. */
const struct json *json_first(const struct json *v);
const struct json *json_next(const struct json *v);
struct slice json_key(const struct json *v); /* of a member of an object */
/* Any scalar as text: a string itself, a number as written ("4624"), true,
 * false; empty for null, arrays, objects. */
void json_print_scalar(const struct json *v, struct buffer *out);
/* Compact JSON of any value. */
void json_print(const struct json *v, struct buffer *out);
/* "text", quoted and escaped, control characters as \u00xx. */
void json_quote(struct buffer *out, struct slice text);

#endif
