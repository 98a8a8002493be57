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

/* 'General HTTPS', as SonicWall writes some values. */
static bool
take_single_quoted(struct slice *rest, struct slice *value)
{
	struct slice s = *rest, inner;

	if (!slice_take_char(&s, '\'') ||
	    !slice_take_until(&s, '\'', &inner) ||
	    (s.len > 0 && *s.ptr != ' '))
		return false;
	*value = inner;
	*rest = s;
	return true;
}

/* Up to a space; a value of several words (SFOS: Information Technology)
 * goes on to the next name.  What has no name after it was cut short. */
static void
take_bare(struct slice *rest, bool words, struct slice *value)
{
	size_t end = slice_find(*rest, ' '), i = end;

	while (words && i < rest->len) {
		struct slice name, s = slice_from(*rest, i + 1);

		if (take_name(&s, &name)) {
			end = i;
			break;
		}
		if (s.len > 0 && *s.ptr == ' ')
			break; /* what follows two spaces is no value */
		i += 1 + slice_find(s, ' ');
	}
	*value = slice_first(*rest, end);
	*rest = slice_from(*rest, end);
}

static bool
take_value(struct slice *rest, unsigned how, struct arena *scratch,
    struct slice *value)
{
	size_t i;

	if (take_single_quoted(rest, value))
		return true;
	if (!slice_take_char(rest, '"')) {
		take_bare(rest, (how & PAIRS_BARE_WORDS) != 0, value);
		return true;
	}
	for (i = 0; i < rest->len && rest->ptr[i] != '"'; i++)
		if (rest->ptr[i] == '\\')
			i++;
	if (i >= rest->len)
		return false;
	*value = (how & PAIRS_ESCAPES) != 0 ?
	    text_unescape(slice_first(*rest, i), scratch) :
	    text_unquote(slice_first(*rest, i), scratch);
	*rest = slice_from(*rest, i + 1);
	return rest->len == 0 || *rest->ptr == ' ';
}

bool
pairs_read(struct slice line, unsigned how, struct arena *scratch,
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
		    !take_value(&line, how, scratch,
			&out->values[out->count]))
			return false;
		out->count++;
	}
}

const char *
pairs_take(struct parse *p, const char *const *firsts, unsigned how,
    struct pairs *out)
{
	struct slice line = syslog_body(p->record, firsts);

	if (line.len == 0)
		return parse_ignored;
	if (!pairs_read(line, how, p->scratch, out))
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
