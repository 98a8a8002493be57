/*
 * The modifiers of a detection item, applied from left to right as in
 * "CommandLine|windash|contains|all".  Each row of the table changes one
 * value; "all" and "neq" change how the item's values hang together.
 */
#include "parse.h"

enum { MOST_VALUES = 50000 }; /* made by the modifiers of one document */

/* One application: a modifier at work on one value. */
struct step {
	struct reading *r;
	const struct item *item;
	struct slice name;
	int before; /* modifiers applied already */
	int option; /* of its row */
};

typedef struct sigma_value *change_fn(const struct step *s,
    struct sigma_value *v);

static struct sigma_value *
wrong_kind(const struct step *s)
{
	return refuse(s->r, s->item->line,
	    "modifier %.*s does not fit such a value", SLICE_ARG(s->name));
}

enum { AT_START = 1, AT_END = 2 };

static void
add_any(const struct step *s, struct sigma_value *v)
{
	struct sigma_part **tail = &v->parts;

	if ((s->option & AT_START) != 0 &&
	    (v->parts == NULL || v->parts->kind != PART_ANY)) {
		struct sigma_part *p = part_create(s->r->arena, PART_ANY,
		    SLICE(""));

		p->next = v->parts;
		v->parts = p;
	}
	if ((s->option & AT_END) == 0)
		return;
	while (*tail != NULL && (*tail)->next != NULL)
		tail = &(*tail)->next;
	if (*tail != NULL && (*tail)->kind == PART_ANY)
		return;
	if (*tail != NULL)
		tail = &(*tail)->next;
	*tail = part_create(s->r->arena, PART_ANY, SLICE(""));
}

/* A regex is searched for anywhere; ".*" says so where others look. */
static void
add_any_regex(const struct step *s, struct sigma_value *v)
{
	struct slice t = v->text;
	bool front = (s->option & AT_START) != 0 && t.len > 0 &&
	    !slice_starts_with(t, SLICE(".*")) && t.ptr[0] != '^';
	bool back = (s->option & AT_END) != 0 && t.len > 0 &&
	    !slice_ends_with(t, SLICE(".*")) && t.ptr[t.len - 1] != '$';

	v->text = slice_of(arena_printf(s->r->arena, "%s%.*s%s",
	    front ? ".*" : "", SLICE_ARG(t), back ? ".*" : ""));
}

static struct sigma_value *
change_wildcard(const struct step *s, struct sigma_value *v)
{
	switch (v->kind) {
	case VALUE_TEXT:
		add_any(s, v);
		return v;
	case VALUE_REGEX:
		add_any_regex(s, v);
		return v;
	case VALUE_FIELD:
		v->starts = v->starts || (s->option & AT_END) != 0;
		v->ends = v->ends || (s->option & AT_START) != 0;
		return v;
	default:
		return wrong_kind(s);
	}
}

static struct sigma_value *
change_regex(const struct step *s, struct sigma_value *v)
{
	if (s->before > 0)
		return refuse(s->r, s->item->line,
		    "re must be the first modifier");
	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	v->kind = VALUE_REGEX;
	return v;
}

static struct sigma_value *
change_flag(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_REGEX)
		return wrong_kind(s);
	v->fold = v->fold || s->option == 'i';
	v->lines = v->lines || s->option == 'm';
	v->dot_all = v->dot_all || s->option == 's';
	return v;
}

static struct sigma_value *
change_cased(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	v->cased = true;
	return v;
}

/* The bytes of a text: a mark of UTF-16 is a character elsewhere, and two
 * bytes here. */
static struct slice
bytes_of(struct arena *a, const struct sigma_part *p)
{
	char *text;

	if (p == NULL || p->next == NULL)
		return parts_text(p);
	text = arena_alloc(a, p->next->text.len + 2);
	memcpy(text, "\xff\xfe", 2);
	memcpy(text + 2, p->next->text.ptr, p->next->text.len);
	return (struct slice){ text, p->next->text.len + 2 };
}

static struct sigma_value *
change_base64(const struct step *s, struct sigma_value *v)
{
	struct arena *a = s->r->arena;
	struct slice text;

	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	if (!parts_plain(v->parts))
		return refuse(s->r, s->item->line,
		    "a text with wildcards cannot be written in base64");
	text = bytes_of(a, v->parts);
	if (s->option == 'o')
		return encode_base64_offsets(a, text, v->cased);
	v->parts = part_create(a, PART_TEXT, encode_base64(a, text));
	return v;
}

static struct sigma_value *
change_wide(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	v->parts = encode_wide(s->r->arena, v->parts, s->option == 'b',
	    s->option == 'm');
	if (v->parts == NULL)
		return refuse(s->r, s->item->line,
		    "%.*s is for ASCII text only", SLICE_ARG(s->name));
	return v;
}

static struct sigma_value *
change_windash(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	if ((v = encode_windash(s->r->arena, v)) == NULL)
		return refuse(s->r, s->item->line,
		    "too many dashes for windash");
	return v;
}

static struct sigma_value *
change_network(const struct step *s, struct sigma_value *v)
{
	if (s->before > 0)
		return refuse(s->r, s->item->line,
		    "cidr must be the first modifier");
	if (v->kind != VALUE_TEXT)
		return wrong_kind(s);
	v->kind = VALUE_NETWORK;
	return v;
}

static struct sigma_value *
change_field(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_TEXT || !parts_plain(v->parts))
		return wrong_kind(s);
	v->kind = VALUE_FIELD;
	v->text = parts_text(v->parts);
	return v;
}

static struct sigma_value *
change_exists(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_BOOL || s->before > 0)
		return wrong_kind(s);
	v->kind = VALUE_EXISTS;
	return v;
}

static struct sigma_value *
change_expand(const struct step *s, struct sigma_value *v)
{
	if (v->kind == VALUE_TEXT)
		parts_expand(s->r->arena, v);
	else if (v->kind != VALUE_REGEX)
		return wrong_kind(s);
	return v;
}

static struct sigma_value *
change_compare(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_NUMBER && v->kind != VALUE_TIME)
		return wrong_kind(s);
	v->kind = VALUE_COMPARE;
	v->compare = (enum sigma_compare)s->option;
	return v;
}

static struct sigma_value *
change_time(const struct step *s, struct sigma_value *v)
{
	if (v->kind != VALUE_NUMBER)
		return wrong_kind(s);
	v->kind = VALUE_TIME;
	v->time_part = (enum sigma_time_part)s->option;
	return v;
}

static const struct {
	const char *name;
	change_fn *change;
	int option;
} table[] = {
	{ "contains", change_wildcard, AT_START | AT_END },
	{ "startswith", change_wildcard, AT_END },
	{ "endswith", change_wildcard, AT_START },
	{ "re", change_regex, 0 },
	{ "i", change_flag, 'i' },
	{ "ignorecase", change_flag, 'i' },
	{ "m", change_flag, 'm' },
	{ "multiline", change_flag, 'm' },
	{ "s", change_flag, 's' },
	{ "dotall", change_flag, 's' },
	{ "cased", change_cased, 0 },
	{ "base64", change_base64, 0 },
	{ "base64offset", change_base64, 'o' },
	{ "wide", change_wide, 0 },
	{ "utf16le", change_wide, 0 },
	{ "utf16be", change_wide, 'b' },
	{ "utf16", change_wide, 'm' },
	{ "windash", change_windash, 0 },
	{ "cidr", change_network, 0 },
	{ "fieldref", change_field, 0 },
	{ "exists", change_exists, 0 },
	{ "expand", change_expand, 0 },
	{ "lt", change_compare, COMPARE_LT },
	{ "lte", change_compare, COMPARE_LTE },
	{ "gt", change_compare, COMPARE_GT },
	{ "gte", change_compare, COMPARE_GTE },
	{ "minute", change_time, TIME_PART_MINUTE },
	{ "hour", change_time, TIME_PART_HOUR },
	{ "day", change_time, TIME_PART_DAY },
	{ "week", change_time, TIME_PART_WEEK },
	{ "month", change_time, TIME_PART_MONTH },
	{ "year", change_time, TIME_PART_YEAR },
};

/* A chain such as windash|windash makes of one value more than fit. */
static bool
is_too_many(const struct step *s, const struct sigma_value *v)
{
	const struct sigma_value *child;

	if (v->kind == VALUE_CHOICE)
		for (child = v->first; child != NULL; child = child->next)
			s->r->made++;
	return s->r->made > MOST_VALUES;
}

/* The value changed, with what follows it in its list kept. */
static struct sigma_value *
change_value(const struct step *s, change_fn *change, struct sigma_value *v)
{
	struct sigma_value *next = v->next, **link;

	if (v->kind != VALUE_CHOICE) {
		v->next = NULL;
		if ((v = change(s, v)) == NULL)
			return NULL;
		if (is_too_many(s, v))
			return refuse(s->r, s->item->line,
			    "the modifiers make too many values");
		v->next = next;
		return v;
	}
	for (link = &v->first; *link != NULL; link = &(*link)->next)
		if ((*link = change_value(s, change, *link)) == NULL)
			return NULL;
	return v;
}

static bool
apply_one(struct reading *r, struct item *item, struct slice name, int before)
{
	struct step s = { r, item, name, before, 0 };
	struct sigma_value **link;
	size_t i, count = sizeof table / sizeof *table;

	if (slice_equal(name, SLICE("all"))) {
		item->all = true;
		return true;
	}
	if (slice_equal(name, SLICE("neq"))) {
		item->negated = true;
		return true;
	}
	for (i = 0; i < count; i++)
		if (slice_equal(name, slice_of(table[i].name)))
			break;
	if (i == count)
		return refuse(r, item->line, "unknown modifier %.*s",
			   SLICE_ARG(name)) != NULL;
	s.option = table[i].option;
	for (link = &item->values; *link != NULL; link = &(*link)->next)
		if ((*link = change_value(&s, table[i].change, *link)) == NULL)
			return false;
	return true;
}

static struct sigma_value *
value_read(struct reading *r, const struct yaml *v)
{
	struct sigma_value *out = arena_alloc(r->arena, sizeof *out);

	if (v->kind != YAML_SCALAR)
		return refuse(r, v->line, "expected a value, found a %s",
		    v->kind == YAML_MAP ? "map" : "list");
	switch (scalar_read(v, &out->number, &out->truth)) {
	case SCALAR_TEXT:
		out->kind = VALUE_TEXT;
		out->parts = parts_read(r->arena, v->text);
		break;
	case SCALAR_NUMBER:
		out->kind = VALUE_NUMBER;
		break;
	case SCALAR_BOOL:
		out->kind = VALUE_BOOL;
		break;
	case SCALAR_NULL:
		out->kind = VALUE_NULL;
		break;
	}
	out->text = v->text;
	return out;
}

/* A scalar, or each of a list; an empty list is null. */
static bool
values_read(struct reading *r, struct item *item, const struct yaml *value)
{
	struct sigma_value **tail = &item->values;
	const struct yaml *v;

	if (value->kind != YAML_LIST)
		return (*tail = value_read(r, value)) != NULL;
	for (v = value->first; v != NULL; v = v->next) {
		if ((*tail = value_read(r, v)) == NULL)
			return false;
		tail = &(*tail)->next;
	}
	if (item->values == NULL) {
		item->values = arena_alloc(r->arena, sizeof **tail);
		item->values->kind = VALUE_NULL;
	}
	return true;
}

bool
modifiers_apply(struct reading *r, struct item *item, struct slice modifiers,
    const struct yaml *value)
{
	int before = 0;

	if (!values_read(r, item, value))
		return false;
	while (modifiers.len > 0) {
		struct slice rest = slice_from(modifiers, 1);
		size_t n = slice_find(rest, '|');

		if (!apply_one(r, item, slice_first(rest, n), before++))
			return false;
		modifiers = slice_from(rest, n);
	}
	return true;
}
