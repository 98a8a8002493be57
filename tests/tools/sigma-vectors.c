/*
 * sigma-vectors < VECTORS: holds the reader of Sigma to vectors recorded
 * from another one, a JSON object a line: {"kind", "in", "out"} with kind
 * string, modifier, item, rule, correlation, filter or timespan.  Prints each
 * disagreement and "N of M agree".
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/json.h"
#include "detect/sigma.h"

static struct slice
printed(struct arena *a, const struct json *j)
{
	struct buffer b;
	struct slice s;

	buffer_init(&b, BUFFER_LARGEST);
	if (j != NULL)
		json_print(j, &b);
	s = arena_copy(a, buffer_slice(&b));
	buffer_finish(&b);
	return s;
}

/* A JSON value as its YAML would be. */
static struct yaml *
yaml_of(struct arena *a, const struct json *j, struct slice key)
{
	struct yaml *v = arena_alloc(a, sizeof *v), **tail = &v->first;
	enum json_kind kind = json_kind(j);
	const struct json *child;
	struct buffer b;

	v->key = key;
	v->line = 1;
	v->kind = kind == JSON_OBJECT ? YAML_MAP :
	    kind == JSON_ARRAY	     ? YAML_LIST :
					YAML_SCALAR;
	buffer_init(&b, BUFFER_LARGEST);
	json_print_scalar(j, &b);
	v->text = arena_copy(a, buffer_slice(&b));
	buffer_finish(&b);
	v->plain = kind != JSON_STRING;
	for (child = kind == JSON_OBJECT || kind == JSON_ARRAY ? json_first(j) :
								 NULL;
	     child != NULL; child = json_next(child)) {
		*tail = yaml_of(a, child, json_key(child));
		tail = &(*tail)->next;
	}
	return v;
}

/* The tree as JSON that prints like the one wanted. */
static struct slice
tree_text(struct arena *a, const struct sigma_node *n)
{
	struct buffer b;
	struct json *j;
	struct slice s;

	buffer_init(&b, BUFFER_LARGEST);
	sigma_print(&b, n);
	j = json_parse(buffer_slice(&b));
	s = printed(a, j);
	json_destroy(j);
	buffer_finish(&b);
	return s;
}

static struct slice
value_text(struct arena *a, const struct sigma_value *v)
{
	struct buffer b;
	struct json *j;
	struct slice s;

	buffer_init(&b, BUFFER_LARGEST);
	sigma_print_value(&b, v);
	j = json_parse(buffer_slice(&b));
	s = printed(a, j);
	json_destroy(j);
	buffer_finish(&b);
	return s;
}

static bool
is_error(const struct json *out)
{
	return json_kind(out) == JSON_OBJECT && json_get(out, "error") != NULL;
}

/* The nth value of an item's tree, or NULL; *negated and *link say more. */
static const struct sigma_value *
nth_value(const struct sigma_node *n, size_t i, bool *negated,
    const char **link)
{
	*negated = n->kind == SIGMA_NOT;
	if (*negated)
		n = n->first;
	*link = n->kind == SIGMA_AND ? "and" : n->kind == SIGMA_OR ? "or" : "";
	if (*link[0] == '\0')
		return i == 0 ? n->value : NULL;
	for (n = n->first; n != NULL && i > 0; n = n->next)
		i--;
	return n == NULL ? NULL : n->value;
}

static bool
values_agree(struct arena *a, const struct sigma_node *n,
    const struct json *values)
{
	const struct json *each = json_first(values);
	const struct sigma_value *v;
	const char *link;
	bool negated;
	size_t i;

	for (i = 0; (v = nth_value(n, i, &negated, &link)) != NULL; i++) {
		if (each == NULL ||
		    !slice_equal(value_text(a, v), printed(a, each)))
			return false;
		each = json_next(each);
	}
	return each == NULL;
}

static bool
item_agrees(struct arena *a, const struct json *in, const struct json *out)
{
	const struct json *key = json_first(in), *value = json_next(key);
	const struct sigma_node *n;
	const char *why, *link;
	bool negated;

	n = sigma_read_item(a, json_text(key), yaml_of(a, value, SLICE("")),
	    &why);
	if (n == NULL || is_error(out))
		return n == NULL && is_error(out);
	nth_value(n, 0, &negated, &link);
	return negated == json_bool(json_get(out, "neg")) &&
	    (*link == '\0' ||
		slice_equal(slice_of(link),
		    json_text(json_get(out, "link")))) &&
	    values_agree(a, n, json_get(out, "values"));
}

static bool
string_agrees(struct arena *a, const struct json *in, const struct json *out)
{
	struct yaml v = { YAML_SCALAR, SLICE(""), json_text(in), false, 1,
		NULL, NULL };
	const char *why;
	const struct sigma_node *n = sigma_read_item(a, SLICE("f"), &v, &why);
	struct slice ours = value_text(a, n->value);
	struct slice theirs = printed(a, out);

	/* ["str","a"] and ["a"]. */
	ours = slice_from(ours, sizeof "[\"str\"" - 1);
	slice_take_char(&ours, ',');
	slice_take_char(&theirs, '[');
	return slice_equal(ours, theirs);
}

/* The text that is read as these parts; of a regex, as it stands. */
static void
unread_parts(struct buffer *b, const struct json *part, bool raw)
{
	size_t i;

	for (part = json_next(part); part != NULL; part = json_next(part)) {
		struct slice s = json_text(part);

		if (json_kind(part) == JSON_ARRAY)
			buffer_add(b, json_text(json_first(part)));
		for (i = 0; i < s.len; i++) {
			if (!raw && strchr("\\*?", s.ptr[i]) != NULL)
				buffer_char(b, '\\');
			buffer_char(b, s.ptr[i]);
		}
	}
}

/* A value that modifiers have changed already: what it was before, with
 * these modifiers in *key. */
static struct yaml *
unread(struct arena *a, const struct json *value, bool raw,
    struct buffer *key)
{
	const struct json *kind = json_first(value), *next;
	struct yaml *v;
	struct slice name = json_text(kind), flags;
	struct buffer b;
	size_t i;

	if (json_kind(kind) == JSON_ARRAY) {
		struct yaml *list = arena_alloc(a, sizeof *list);
		struct yaml **tail = &list->first;

		list->kind = YAML_LIST;
		for (; kind != NULL; kind = json_next(kind)) {
			if ((*tail = unread(a, kind, raw, key)) == NULL) {
				list->first = NULL;
				break;
			}
			tail = &(*tail)->next;
		}
		return list;
	}
	next = json_next(kind);
	if (slice_equal(name, SLICE("expand")))
		return NULL;
	if (slice_equal(name, SLICE("str"))) {
		v = arena_alloc(a, sizeof *v);
		buffer_init(&b, BUFFER_LARGEST);
		unread_parts(&b, kind, raw);
		v->text = arena_copy(a, buffer_slice(&b));
		buffer_finish(&b);
		return v;
	}
	if (slice_equal(name, SLICE("time"))) {
		buffer_printf(key, "|%.*s", SLICE_ARG(json_text(next)));
		next = json_next(next);
	} else if (slice_equal(name, SLICE("re")) ||
	    slice_equal(name, SLICE("fieldref"))) {
		buffer_printf(key, "|%.*s", SLICE_ARG(name));
		flags = json_text(json_next(next));
		for (i = 0; i < flags.len; i++)
			buffer_printf(key, "|%c", flags.ptr[i]);
	}
	return yaml_of(a, next, SLICE(""));
}

/* Of the choices that a modifier was given, each is a value of its own. */
static bool
choice_agrees(struct arena *a, struct slice name, const struct json *value,
    const struct json *out)
{
	const struct json *each = json_next(json_first(value));
	const struct json *wanted = json_next(json_first(json_first(out)));
	struct buffer key;
	const struct sigma_node *n;
	const char *why;
	bool good = true;

	buffer_init(&key, BUFFER_LARGEST);
	for (; each != NULL && wanted != NULL && good;
	     each = json_next(each), wanted = json_next(wanted)) {
		buffer_reset(&key);
		buffer_printf(&key, "f|%.*s", SLICE_ARG(name));
		n = sigma_read_item(a, buffer_slice(&key),
		    unread(a, each, false, &key), &why);
		good = n != NULL && slice_equal(value_text(a, n->value),
					printed(a, wanted));
	}
	buffer_finish(&key);
	return good && each == NULL && wanted == NULL;
}

static bool
modifier_agrees(struct arena *a, const struct json *in,
    const struct json *out)
{
	const struct json *name = json_first(in), *value = json_next(name);
	const struct json *before = json_next(value);
	struct slice word = json_text(name);
	const struct sigma_node *n;
	const char *why;
	struct buffer key;
	struct yaml *v;
	bool first_only, list, good;

	list = json_kind(json_first(value)) == JSON_ARRAY;
	if (!list && slice_equal(json_text(json_first(value)), SLICE("expand")))
		return choice_agrees(a, word, value, out);
	first_only = slice_equal(word, SLICE("re")) ||
	    slice_equal(word, SLICE("cidr"));
	buffer_init(&key, BUFFER_LARGEST);
	buffer_text(&key, "f");
	if (first_only && json_first(before) != NULL)
		buffer_printf(&key, "|%.*s",
		    SLICE_ARG(json_text(json_first(before))));
	v = unread(a, value, slice_equal(word, SLICE("re")), &key);
	buffer_printf(&key, "|%.*s", SLICE_ARG(word));
	/* A list of choices is given as it is; that it stays is tested by
	 * the items. */
	if (v->kind == YAML_LIST && v->first == NULL) {
		buffer_finish(&key);
		return slice_equal(printed(a, value), printed(a, out));
	}
	n = sigma_read_item(a, buffer_slice(&key), v, &why);
	good = n == NULL || is_error(out) ? n == NULL && is_error(out) :
					    values_agree(a, n, out);
	buffer_finish(&key);
	return good;
}

static bool
rule_agrees(struct arena *a, const struct json *in, const struct json *out)
{
	const struct json *rule = json_first(in), *each;
	bool lenient = json_next(rule) != NULL && json_bool(json_next(rule));
	const struct sigma_document *doc = sigma_read(a,
	    yaml_of(a, rule, SLICE("")));
	const struct sigma_node *n;

	if (is_error(out))
		return doc->why != NULL;
	if ((doc->why != NULL && !lenient) || doc->tree == NULL)
		return false;
	each = json_first(json_get(out, "tree"));
	if (doc->conditions == 1)
		return slice_equal(tree_text(a, doc->tree), printed(a, each));
	for (n = doc->tree->first; n != NULL && each != NULL;
	     n = n->next, each = json_next(each))
		if (!slice_equal(tree_text(a, n), printed(a, each)))
			return false;
	return n == NULL && each == NULL;
}

static bool
list_agrees(const struct slice_list *ours, const struct json *theirs)
{
	const struct json *each;
	size_t i = 0;

	if (theirs == NULL || json_kind(theirs) != JSON_ARRAY)
		return ours->count == 0;
	for (each = json_first(theirs); each != NULL; each = json_next(each))
		if (i >= ours->count ||
		    !slice_equal(json_text(each), ours->list[i++]))
			return false;
	return i == ours->count;
}

static bool
bounds_agree(const struct sigma_correlation *c, const struct json *condition)
{
	static const char *const words[BOUND_COUNT] = { "gt", "gte", "lt",
		"lte", "eq", "neq" };
	int i;

	if (json_kind(condition) == JSON_STRING)
		return slice_equal(c->extended, json_text(condition));
	for (i = 0; i < BOUND_COUNT; i++) {
		const struct json *limit = json_get(condition, words[i]);

		if ((limit != NULL) != c->bounds[i].given ||
		    (limit != NULL &&
			json_number(limit) != c->bounds[i].limit))
			return false;
	}
	return true;
}

static bool
correlation_agrees(struct arena *a, const struct json *in,
    const struct json *out)
{
	const struct sigma_document *doc = sigma_read(a,
	    yaml_of(a, json_first(in), SLICE("")));
	const struct sigma_correlation *c = doc->correlation;

	if (is_error(out) || doc->why != NULL)
		return is_error(out) && doc->why != NULL;
	return doc->kind == SIGMA_CORRELATION &&
	    list_agrees(&c->rules, json_get(out, "rules")) &&
	    list_agrees(&c->group_by, json_get(out, "group_by")) &&
	    (double)c->timespan ==
	    json_number(json_get(out, "timespan_s")) * 1e6 &&
	    bounds_agree(c, json_get(out, "condition")) &&
	    c->generate == json_bool(json_get(out, "generate"));
}

/* A document without a filter is read as a rule, and refused as one. */
static bool
filter_agrees(struct arena *a, const struct json *in, const struct json *out)
{
	const struct sigma_document *doc = sigma_read(a,
	    yaml_of(a, json_first(in), SLICE("")));
	const struct json *rules = json_get(out, "rules");

	if (is_error(out) || doc->why != NULL)
		return is_error(out) && doc->why != NULL;
	return doc->kind == SIGMA_FILTER &&
	    (json_kind(rules) == JSON_STRING ?
		    doc->filters_any :
		    list_agrees(&doc->filters, rules));
}

static bool
timespan_agrees(struct arena *a, const struct json *in,
    const struct json *out)
{
	int64_t span;
	bool good = sigma_read_timespan(json_text(in), &span);

	(void)a;
	return is_error(out) ? !good :
			       good &&
		(double)span == json_number(out) * 1e6;
}

static const struct {
	const char *kind;
	bool (*agrees)(struct arena *a, const struct json *in,
	    const struct json *out);
} kinds[] = {
	{ "string", string_agrees },
	{ "modifier", modifier_agrees },
	{ "item", item_agrees },
	{ "rule", rule_agrees },
	{ "correlation", correlation_agrees },
	{ "filter", filter_agrees },
	{ "timespan", timespan_agrees },
};

static bool
agrees(struct slice line)
{
	struct json *v = json_parse(line);
	struct slice kind = json_text(json_get(v, "kind"));
	struct arena *a = arena_create();
	bool good = false;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_equal(kind, slice_of(kinds[i].kind)))
			good = kinds[i].agrees(a, json_get(v, "in"),
			    json_get(v, "out"));
	if (!good)
		printf("%.*s", SLICE_ARG(line));
	arena_destroy(a);
	json_destroy(v);
	return good;
}

int
main(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	long good = 0, all = 0;

	while ((len = getline(&line, &room, stdin)) > 0) {
		all++;
		good += agrees((struct slice){ line, (size_t)len });
	}
	printf("%ld of %ld agree\n", good, all);
	free(line);
	return good == all ? 0 : 1;
}
