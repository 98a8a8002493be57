/*
 * One JSON object a line.
 */
#include "objects.h"

#include "syslog.h"

const char *
objects_read(struct parse *p, struct json **out)
{
	static const char *const firsts[] = { "{", NULL };
	struct slice line = syslog_body(slice_trim(p->record), firsts);

	*out = NULL;
	if (line.len == 0)
		return parse_ignored;
	*out = json_parse(line);
	return json_kind(*out) == JSON_OBJECT ? NULL :
						"not a JSON object: cut short?";
}

const char *
objects_parse(struct parse *p,
    const char *(*take)(struct parse *p, const struct json *root))
{
	struct json *root;
	const char *why = objects_read(p, &root);

	if (why == NULL)
		why = take(p, root);
	json_destroy(root);
	return why;
}

struct slice
objects_get(struct parse *p, const struct json *root, const char *path)
{
	const struct json *found = json_get(root, path);
	struct buffer text;
	struct slice s;

	if (found != NULL && json_kind(found) == JSON_ARRAY)
		found = json_first(found);
	if (found == NULL)
		return SLICE("");
	if (json_kind(found) == JSON_STRING &&
	    json_text(found).len <= UINT16_MAX)
		return arena_copy(p->scratch, json_text(found));
	buffer_init(&text, UINT16_MAX);
	json_print_scalar(found, &text);
	s = arena_copy(p->scratch, buffer_slice(&text));
	buffer_finish(&text);
	return s;
}

void
objects_fields(struct parse *p, const struct json *root,
    const struct field_name *names, struct fields *out)
{
	for (; names->name != NULL; names++)
		fields_put(out, names->field,
		    objects_get(p, root, names->name));
}

bool
objects_have(struct slice line, const char *const *texts)
{
	static const char *const firsts[] = { "{", NULL };

	line = syslog_body(line, firsts);
	if (!slice_starts_with(line, SLICE("{")))
		return false;
	for (; *texts != NULL; texts++)
		if (!slice_contains(line, slice_of(*texts)))
			return false;
	return true;
}
