/*
 * Search identifiers: a map is an AND of its items, a list of maps an OR of
 * these, a list of plain values an OR of keywords.
 */
#include <stdarg.h>

#include "parse.h"

static const char *print_text(struct reading *r, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static const char *
print_text(struct reading *r, const char *fmt, va_list ap)
{
	char text[256];

	vsnprintf(text, sizeof text, fmt, ap);
	return arena_text(r->arena, slice_of(text));
}

void *
refuse(struct reading *r, int line, const char *fmt, ...)
{
	va_list ap;

	if (r->why != NULL)
		return NULL;
	va_start(ap, fmt);
	r->why = print_text(r, fmt, ap);
	va_end(ap);
	r->why_line = line;
	return NULL;
}

void
doubt(struct reading *r, int line, const char *fmt, ...)
{
	va_list ap;

	if (r->doubt != NULL)
		return;
	va_start(ap, fmt);
	r->doubt = print_text(r, fmt, ap);
	va_end(ap);
	r->doubt_line = line;
}

struct sigma_node *
node_create(struct arena *a, enum sigma_kind kind, int line)
{
	struct sigma_node *n = arena_alloc(a, sizeof *n);

	n->kind = kind;
	n->field = SLICE("");
	n->line = line;
	return n;
}

/* A group of one is that one. */
static struct sigma_node *
simplify(struct sigma_node *group)
{
	return group->first != NULL && group->first->next == NULL ?
	    group->first :
	    group;
}

static struct sigma_node *
item_node(struct reading *r, const struct item *item)
{
	struct sigma_node *group = node_create(r->arena,
	    item->all ? SIGMA_AND : SIGMA_OR, item->line);
	struct sigma_node **tail = &group->first, *result;
	struct sigma_value *v, *next;

	for (v = item->values; v != NULL; v = next) {
		next = v->next;
		*tail = node_create(r->arena,
		    item->field.len == 0 ? SIGMA_KEYWORD : SIGMA_FIELD,
		    item->line);
		(*tail)->field = item->field;
		(*tail)->value = v;
		v->next = NULL;
		tail = &(*tail)->next;
	}
	result = simplify(group);
	if (!item->negated)
		return result;
	group = node_create(r->arena, SIGMA_NOT, item->line);
	group->first = result;
	return group;
}

static struct sigma_node *
item_read(struct reading *r, struct slice key, const struct yaml *value)
{
	struct item item = { .line = value->line };
	size_t n = slice_find(key, '|');

	item.field = slice_first(key, n);
	if (!modifiers_apply(r, &item, slice_from(key, n), value))
		return NULL;
	return item_node(r, &item);
}

struct sigma_node *
sigma_read_item(struct arena *a, struct slice key, const struct yaml *value,
    const char **why)
{
	struct reading r = { .arena = a };
	struct sigma_node *n = item_read(&r, key, value);

	*why = r.why;
	return n;
}

static bool
all_scalars(const struct yaml *list)
{
	const struct yaml *v;

	for (v = list->first; v != NULL; v = v->next)
		if (v->kind != YAML_SCALAR)
			return false;
	return true;
}

struct sigma_node *
detection_read(struct reading *r, const struct yaml *v)
{
	struct sigma_node *group, **tail;
	const struct yaml *child;

	if (v->kind == YAML_SCALAR ||
	    (v->kind == YAML_LIST && v->first != NULL && all_scalars(v)))
		return item_read(r, SLICE(""), v);
	group = node_create(r->arena,
	    v->kind == YAML_MAP ? SIGMA_AND : SIGMA_OR, v->line);
	tail = &group->first;
	for (child = v->first; child != NULL; child = child->next) {
		*tail = v->kind == YAML_MAP ?
		    item_read(r, child->key, child) :
		    detection_read(r, child);
		if (*tail == NULL)
			return NULL;
		tail = &(*tail)->next;
	}
	if (group->first == NULL)
		return refuse(r, v->line, "nothing to look for here");
	return simplify(group);
}

static bool
is_skipped(struct slice key, const char *const skip[])
{
	size_t i;

	for (i = 0; skip[i] != NULL; i++)
		if (slice_equal(key, slice_of(skip[i])))
			return true;
	return false;
}

bool
detections_read(struct reading *r, const struct yaml *map,
    const char *const skip[], struct detections *d)
{
	const struct yaml *v;
	size_t room = 0;

	for (v = map->first; v != NULL; v = v->next)
		room++;
	d->names = arena_alloc(r->arena, (room + 1) * sizeof *d->names);
	d->nodes = arena_alloc(r->arena, (room + 1) * sizeof *d->nodes);
	d->count = 0;
	for (v = map->first; v != NULL; v = v->next) {
		if (is_skipped(v->key, skip))
			continue;
		d->names[d->count] = v->key;
		d->nodes[d->count] = detection_read(r, v);
		if (d->nodes[d->count++] == NULL)
			return false;
	}
	if (d->count == 0)
		return refuse(r, map->line, "no selection") != NULL;
	return true;
}
