/*
 * Conditions:
 *
 *   or       := and ("or" and)*
 *   and      := not ("and" not)*
 *   not      := "not" not | primary
 *   primary  := ("1"|"any"|"all") "of" pattern | identifier | "(" or ")"
 *
 * A selector that finds nothing is dropped, with the "not" before it.
 */
#include "parse.h"

enum { DEEPEST = 64 };

struct parser {
	struct reading *r;
	const struct detections *d;
	struct slice rest;
	int line;
	int depth;
};

static struct sigma_node *parse_or(struct parser *p);

static bool
is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '*';
}

static void
skip_space(struct parser *p)
{
	while (p->rest.len > 0 && strchr(" \t\r\n", p->rest.ptr[0]) != NULL &&
	    p->rest.ptr[0] != '\0')
		p->rest = slice_from(p->rest, 1);
}

/* The word that stands next, not eaten; empty where none does. */
static struct slice
peek(struct parser *p)
{
	size_t i;

	skip_space(p);
	for (i = 0; i < p->rest.len && is_word_char(p->rest.ptr[i]); i++)
		;
	return slice_first(p->rest, i);
}

static bool
take(struct parser *p, const char *word)
{
	struct slice next = peek(p);

	if (!slice_equal(next, slice_of(word)))
		return false;
	p->rest = slice_from(p->rest, next.len);
	return true;
}

struct sigma_node *
node_copy(struct arena *a, const struct sigma_node *n)
{
	struct sigma_node *copy = arena_alloc(a, sizeof *copy);
	struct sigma_node **tail = &copy->first;
	const struct sigma_node *child;

	*copy = *n;
	copy->first = copy->next = NULL;
	for (child = n->first; child != NULL; child = child->next) {
		*tail = node_copy(a, child);
		tail = &(*tail)->next;
	}
	return copy;
}

/* "*" in the pattern stands for any run of characters: at a mismatch the
 * last one takes one more. */
static bool
fits(struct slice pattern, struct slice name)
{
	size_t i = 0, k = 0, star = SIZE_MAX, mark = 0;

	while (k < name.len) {
		if (i < pattern.len && pattern.ptr[i] == '*') {
			star = i++;
			mark = k;
		} else if (i < pattern.len && pattern.ptr[i] == name.ptr[k]) {
			i++;
			k++;
		} else if (star != SIZE_MAX) {
			i = star + 1;
			k = ++mark;
		} else
			return false;
	}
	while (i < pattern.len && pattern.ptr[i] == '*')
		i++;
	return i == pattern.len;
}

static bool
is_hidden(struct slice name)
{
	return name.len > 0 && name.ptr[0] == '_';
}

/* A group of what the selector finds; NULL where it finds nothing. */
static struct sigma_node *
select_nodes(struct parser *p, enum sigma_kind kind, struct slice pattern)
{
	struct sigma_node *group = node_create(p->r->arena, kind, p->line);
	struct sigma_node **tail = &group->first;
	bool them = slice_equal(pattern, SLICE("them"));
	size_t i;

	for (i = 0; i < p->d->count; i++) {
		struct slice name = p->d->names[i];

		if (is_hidden(name) && (them || !is_hidden(pattern)))
			continue;
		if (!them && !fits(pattern, name))
			continue;
		*tail = node_copy(p->r->arena, p->d->nodes[i]);
		tail = &(*tail)->next;
	}
	if (group->first == NULL) {
		doubt(p->r, p->line, "nothing fits \"of %.*s\": it is left "
		    "out of the condition", SLICE_ARG(pattern));
		return NULL;
	}
	return group->first->next == NULL ? group->first : group;
}

/* "1 of x": true when it is a selector, whatever it finds. */
static bool
parse_selector(struct parser *p, struct sigma_node **out)
{
	struct slice before = p->rest, pattern;
	bool all = take(p, "all");

	if ((all || take(p, "1") || take(p, "any")) && take(p, "of")) {
		pattern = peek(p);
		if (pattern.len > 0) {
			p->rest = slice_from(p->rest, pattern.len);
			*out = select_nodes(p, all ? SIGMA_AND : SIGMA_OR,
			    pattern);
			return true;
		}
	}
	p->rest = before;
	return false;
}

static struct sigma_node *
parse_name(struct parser *p)
{
	struct slice name = peek(p);
	size_t i;

	if (name.len == 0 && p->rest.len == 0)
		return refuse(p->r, p->line, "the condition ends too early");
	if (name.len == 0)
		return refuse(p->r, p->line,
		    "\"%.1s\" is not expected in a condition", p->rest.ptr);
	p->rest = slice_from(p->rest, name.len);
	for (i = 0; i < p->d->count; i++)
		if (slice_equal(p->d->names[i], name))
			return node_copy(p->r->arena, p->d->nodes[i]);
	return refuse(p->r, p->line, "the condition names %.*s, which is not "
	    "defined", SLICE_ARG(name));
}

static struct sigma_node *
parse_primary(struct parser *p)
{
	struct sigma_node *n;

	skip_space(p);
	if (p->rest.len > 0 && p->rest.ptr[0] == '(') {
		p->rest = slice_from(p->rest, 1);
		n = parse_or(p);
		skip_space(p);
		if (p->r->why == NULL && !slice_take_char(&p->rest, ')'))
			return refuse(p->r, p->line, "a bracket is not closed");
		return n;
	}
	if (parse_selector(p, &n))
		return n;
	return parse_name(p);
}

static struct sigma_node *
parse_not(struct parser *p)
{
	struct sigma_node *n, *inner;

	if (!take(p, "not"))
		return parse_primary(p);
	if (++p->depth > DEEPEST)
		return refuse(p->r, p->line, "nested too deeply");
	inner = parse_not(p);
	p->depth--;
	if (inner == NULL)
		return NULL;
	n = node_create(p->r->arena, SIGMA_NOT, p->line);
	n->first = inner;
	return n;
}

/* One or more of `part` joined by the word; those dropped are left out. */
static struct sigma_node *
parse_chain(struct parser *p, enum sigma_kind kind, const char *word,
    struct sigma_node *(*part)(struct parser *p))
{
	struct sigma_node *group = node_create(p->r->arena, kind, p->line);
	struct sigma_node **tail = &group->first, *n;

	do {
		n = part(p);
		if (p->r->why != NULL)
			return NULL;
		if (n != NULL) {
			*tail = n;
			tail = &n->next;
		}
	} while (take(p, word));
	if (group->first == NULL)
		return NULL;
	return group->first->next == NULL ? group->first : group;
}

static struct sigma_node *
parse_and(struct parser *p)
{
	return parse_chain(p, SIGMA_AND, "and", parse_not);
}

static struct sigma_node *
parse_or(struct parser *p)
{
	struct sigma_node *n;

	if (++p->depth > DEEPEST)
		return refuse(p->r, p->line, "nested too deeply");
	n = parse_chain(p, SIGMA_OR, "or", parse_and);
	p->depth--;
	return n;
}

struct sigma_node *
condition_read(struct reading *r, struct slice text, int line,
    const struct detections *d)
{
	struct parser p = { r, d, text, line, 0 };
	struct sigma_node *n;

	if (slice_find(text, '|') < text.len)
		return refuse(r, line, "\"|\" in a condition is of the past: "
		    "write a correlation");
	n = parse_or(&p);
	skip_space(&p);
	if (r->why == NULL && p.rest.len > 0)
		return refuse(r, line,
		    "\"%.*s\" is not expected in a condition",
		    (int)(p.rest.len < 20 ? p.rest.len : 20), p.rest.ptr);
	return r->why == NULL ? n : NULL;
}
