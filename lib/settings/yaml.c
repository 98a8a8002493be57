/*
 * libyaml's events put together to a tree.  What a policy does not need and
 * an attacker could use is refused: anchors and aliases (a few lines that
 * stand for millions), tags, the same key twice, trees without measure.
 */
#include <yaml.h>

#include "settings/yaml.h"

enum {
	LARGEST_TEXT = 8 << 20,
	DEEPEST = 32,
	MOST_NODES = 400000,
	MOST_KEYS = 4000, /* of one map: each is held against all others */
};

struct reading {
	struct arena *arena;
	struct yaml_fault *fault;
	yaml_parser_t parser;
	yaml_event_t event;
	size_t nodes;
};

static struct yaml *read_node(struct reading *r, int depth);

/* The first fault stands. */
static void
complain(struct reading *r, int line, const char *why)
{
	if (r->fault->why != NULL)
		return;
	r->fault->line = line;
	r->fault->why = why;
}

static int
line_of_offset(const struct reading *r, struct slice text)
{
	size_t i;
	int line = 1;

	for (i = 0; i < text.len && i < r->parser.problem_offset; i++)
		line += text.ptr[i] == '\n';
	return line;
}

static int
event_line(const struct reading *r)
{
	return (int)r->event.start_mark.line + 1;
}

/* The next event; false when the text is not YAML. */
static bool
advance(struct reading *r)
{
	const yaml_parser_t *p = &r->parser;

	yaml_event_delete(&r->event);
	if (yaml_parser_parse(&r->parser, &r->event) == 1)
		return true;
	memset(&r->event, 0, sizeof r->event);
	complain(r, (int)p->problem_mark.line + 1,
	    arena_printf(r->arena, "not YAML: %s%s%s",
		p->problem == NULL ? "cannot be read" : p->problem,
		p->context == NULL ? "" : ", ",
		p->context == NULL ? "" : p->context));
	return false;
}

static const char *
what_is_refused(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return "aliases (*name) are not used here";
	case YAML_SCALAR_EVENT:
		if (e->data.scalar.anchor != NULL)
			return "anchors (&name) are not used here";
		return e->data.scalar.tag == NULL ?
		    NULL :
		    "tags (!name) are not used here";
	case YAML_SEQUENCE_START_EVENT:
		if (e->data.sequence_start.anchor != NULL)
			return "anchors (&name) are not used here";
		return e->data.sequence_start.tag == NULL ?
		    NULL :
		    "tags (!name) are not used here";
	case YAML_MAPPING_START_EVENT:
		if (e->data.mapping_start.anchor != NULL)
			return "anchors (&name) are not used here";
		return e->data.mapping_start.tag == NULL ?
		    NULL :
		    "tags (!name) are not used here";
	default:
		return NULL;
	}
}

static struct slice
scalar_text(struct reading *r)
{
	return arena_copy(r->arena,
	    (struct slice){ (const char *)r->event.data.scalar.value,
		r->event.data.scalar.length });
}

static bool
has_key(const struct yaml *map, struct slice key)
{
	const struct yaml *v;

	for (v = map->first; v != NULL; v = v->next)
		if (slice_equal(v->key, key))
			return true;
	return false;
}

/* Takes the key that the event in hand is, and moves to its value. */
static bool
read_key(struct reading *r, const struct yaml *map, size_t count,
    struct slice *key)
{
	int line = event_line(r);
	const char *why = what_is_refused(&r->event);

	if (why == NULL && r->event.type != YAML_SCALAR_EVENT)
		why = "a key is not a plain word";
	if (why == NULL && count >= MOST_KEYS)
		why = "too many keys in one map";
	if (why == NULL) {
		*key = scalar_text(r);
		if (has_key(map, *key))
			why = arena_printf(r->arena,
			    "key %.*s stands here twice", SLICE_ARG(*key));
	}
	if (why != NULL) {
		complain(r, line, why);
		return false;
	}
	return advance(r);
}

static struct yaml *
read_children(struct reading *r, struct yaml *parent, int depth)
{
	bool map = parent->kind == YAML_MAP;
	yaml_event_type_t end = map ? YAML_MAPPING_END_EVENT :
				      YAML_SEQUENCE_END_EVENT;
	struct yaml **tail = &parent->first, *child;
	struct slice key = { "", 0 };
	size_t count;

	for (count = 0;; count++) {
		if (!advance(r))
			return NULL;
		if (r->event.type == end)
			return parent;
		if (map && !read_key(r, parent, count, &key))
			return NULL;
		if ((child = read_node(r, depth + 1)) == NULL)
			return NULL;
		child->key = key;
		*tail = child;
		tail = &child->next;
	}
}

/* The node that the event in hand begins. */
static struct yaml *
read_node(struct reading *r, int depth)
{
	struct yaml *v;
	const char *why = what_is_refused(&r->event);

	if (why == NULL && depth > DEEPEST)
		why = "nested too deeply";
	if (why == NULL && ++r->nodes > MOST_NODES)
		why = "too large";
	if (why != NULL) {
		complain(r, event_line(r), why);
		return NULL;
	}
	v = arena_alloc(r->arena, sizeof *v);
	v->line = event_line(r);
	v->key = v->text = SLICE("");
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		v->text = scalar_text(r);
		v->plain = r->event.data.scalar.style ==
		    YAML_PLAIN_SCALAR_STYLE;
		return v;
	case YAML_SEQUENCE_START_EVENT:
		v->kind = YAML_LIST;
		return read_children(r, v, depth);
	case YAML_MAPPING_START_EVENT:
		v->kind = YAML_MAP;
		return read_children(r, v, depth);
	default:
		complain(r, v->line, "not YAML: something is missing");
		return NULL;
	}
}

/* "---" with nothing behind it. */
static bool
is_blank(const struct yaml *v)
{
	return v->kind == YAML_SCALAR && v->plain && v->text.len == 0;
}

static struct yaml *
read_documents(struct reading *r)
{
	struct yaml *roots = NULL, **tail = &roots, *v;

	for (;;) {
		if (!advance(r))
			return NULL;
		switch (r->event.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			continue;
		case YAML_DOCUMENT_START_EVENT:
			break;
		default:
			return roots;
		}
		if (!advance(r) || (v = read_node(r, 0)) == NULL)
			return NULL;
		if (is_blank(v))
			continue;
		*tail = v;
		tail = &v->next;
	}
}

struct yaml *
yaml_read(struct arena *a, struct slice text, struct yaml_fault *fault)
{
	struct reading r = { .arena = a, .fault = fault };
	struct yaml *roots;

	*fault = (struct yaml_fault){ 0 };
	if (text.len > LARGEST_TEXT) {
		complain(&r, 1, "too large");
		return NULL;
	}
	if (yaml_parser_initialize(&r.parser) != 1) {
		complain(&r, 1, "out of memory");
		return NULL;
	}
	yaml_parser_set_input_string(&r.parser,
	    (const unsigned char *)(text.ptr == NULL ? "" : text.ptr),
	    text.len);
	roots = read_documents(&r);
	if (roots == NULL && r.parser.error == YAML_READER_ERROR)
		fault->line = line_of_offset(&r, text);
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return fault->why == NULL ? roots : NULL;
}

const struct yaml *
yaml_get(const struct yaml *map, const char *key)
{
	const struct yaml *v;
	struct slice wanted = slice_of(key);

	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (v = map->first; v != NULL; v = v->next)
		if (slice_equal(v->key, wanted))
			return v;
	return NULL;
}

struct slice
yaml_text(const struct yaml *map, const char *key)
{
	const struct yaml *v = yaml_get(map, key);

	return v == NULL || v->kind != YAML_SCALAR ? SLICE("") : v->text;
}
