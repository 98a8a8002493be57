/*
 * Lines of key=value, as firewalls write them.
 */
#include "pairs.h"

#include "syslog.h"
#include "text.h"

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

static bool
take_name(struct slice *rest, struct slice *name)
{
	size_t i;

	for (i = 0; i < rest->len && is_name_char(rest->ptr[i]); i++)
		;
	if (i == 0 || i >= rest->len || rest->ptr[i] != '=')
		return false;
	*name = slice_first(*rest, i);
	*rest = slice_from(*rest, i + 1);
	return true;
}

static bool
take_value(struct slice *rest, bool escapes, struct arena *scratch,
    struct slice *value)
{
	size_t i;

	if (!slice_take_char(rest, '"')) {
		*value = slice_first(*rest, slice_find(*rest, ' '));
		*rest = slice_from(*rest, value->len);
		return true;
	}
	for (i = 0; i < rest->len && rest->ptr[i] != '"'; i++)
		if (rest->ptr[i] == '\\')
			i++;
	if (i >= rest->len)
		return false;
	*value = escapes ? text_unescape(slice_first(*rest, i), scratch) :
			   text_unquote(slice_first(*rest, i), scratch);
	*rest = slice_from(*rest, i + 1);
	return rest->len == 0 || *rest->ptr == ' ';
}

bool
pairs_read(struct slice line, bool escapes, struct arena *scratch,
    struct pairs *out)
{
	out->count = 0;
	for (;;) {
		while (slice_take_char(&line, ' '))
			;
		if (line.len == 0)
			return out->count > 0;
		if (out->count == MOST_PAIRS ||
		    !take_name(&line, &out->names[out->count]) ||
		    !take_value(&line, escapes, scratch,
			&out->values[out->count]))
			return false;
		out->count++;
	}
}

const char *
pairs_take(struct parse *p, const char *const *firsts, struct pairs *out)
{
	struct slice line = syslog_body(p->record, firsts);

	if (line.len == 0)
		return parse_ignored;
	if (memchr(line.ptr, '\0', line.len) != NULL)
		return "a NUL byte";
	if (!pairs_read(line, false, p->scratch, out))
		return "not key=value to its end: cut short?";
	return NULL;
}

void
pairs_fields(const struct pairs *kv, const struct field_name *names,
    struct fields *out)
{
	for (; names->name != NULL; names++)
		fields_put(out, names->field, pairs_get(kv, names->name));
}

struct slice
pairs_get(const struct pairs *p, const char *name)
{
	struct slice wanted = slice_of(name), value;
	size_t i;

	for (i = 0; i < p->count; i++)
		if (slice_equal(p->names[i], wanted)) {
			value = p->values[i];
			return text_is_blank(value) ||
				slice_equal(value, SLICE("N/A")) ?
			    SLICE("") :
			    value;
		}
	return SLICE("");
}
