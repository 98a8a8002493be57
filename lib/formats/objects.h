/*
 * One JSON object a line, as cloud services export them.
 */
#ifndef OBJECTS_H
#define OBJECTS_H

#include "base/json.h"

#include "fields.h"

/* The record as an object, perhaps behind a head of syslog; the caller
 * destroys it.  NULL, parse_ignored, or why not. */
const char *objects_read(struct parse *p, struct json **out);
/* A format's parse() whose record is an object: what take() says of it. */
const char *objects_parse(struct parse *p,
    const char *(*take)(struct parse *p, const struct json *root));
/* Any scalar at the path, as text; the first of an array. */
struct slice objects_get(struct parse *p, const struct json *root,
    const char *path);
/* The values of a product's paths: "a.b" walks objects. */
void objects_fields(struct parse *p, const struct json *root,
    const struct field_name *names, struct fields *out);
/* For recognising: the line is an object that has all these texts. */
bool objects_have(struct slice line, const char *const *texts);

#endif
