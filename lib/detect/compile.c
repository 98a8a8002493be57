/*
 * Trees to terms: fields found, patterns and regular expressions made
 * ready, lists put in for %name%.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/url.h"

#include "engine.h"
#include "parse.h"

enum { MOST_EXPANDED = 100000 };

void
program_init(struct program *p)
{
	memset(p, 0, sizeof *p);
	p->arena = arena_create();
	p->missing = map_create();
	fields_init(&p->fields);
}

void
program_finish(struct program *p)
{
	size_t i;

	for (i = 0; i < p->regex_count; i++)
		regex_destroy(p->regexes[i]);
	for (i = 0; i < p->map_count; i++)
		map_destroy(p->maps[i]);
	map_destroy(p->missing);
	free(p->regexes);
	free(p->places);
	free(p->maps);
	fields_finish(&p->fields);
	arena_destroy(p->arena);
}

static struct term *
term_create(struct compiling *c, enum term_kind kind)
{
	struct term *t = arena_alloc(c->program->arena, sizeof *t);

	t->kind = kind;
	return t;
}

static void *
fail(struct compiling *c, const struct sigma_node *n, const char *what,
    struct slice text, const char *why)
{
	fault_add(c->faults, c->path, n->line, "%s %.*s: %s", what,
	    SLICE_ARG(text), why);
	c->failed = true;
	return NULL;
}

/* A term that asks one question of n's field. */
static struct term *
test_create(struct compiling *c, const struct sigma_node *n,
    enum test_kind kind)
{
	struct term *t = term_create(c,
	    n->kind == SIGMA_KEYWORD ? TERM_KEYWORD : TERM_TEST);

	t->test = arena_alloc(c->program->arena, sizeof *t->test);
	t->test->kind = kind;
	if (n->kind == SIGMA_FIELD)
		t->field = fields_add(&c->program->fields, n->field);
	return t;
}

static struct term *
text_term(struct compiling *c, const struct sigma_node *n,
    const struct sigma_part *parts, bool cased)
{
	struct term *t = test_create(c, n, TEST_TEXT);

	t->test->pattern = pattern_compile(c->program->arena, parts, cased,
	    n->kind == SIGMA_KEYWORD);
	return t;
}

static const struct sigma_part *
first_list(const struct sigma_part *p)
{
	while (p != NULL && p->kind != PART_LIST)
		p = p->next;
	return p;
}

/* The words of %name%; an empty list where a shipped rule lacks one. */
static bool
words_of(struct compiling *c, const struct sigma_node *n, struct slice name,
    struct word_list *out)
{
	const struct word_list *list = c->settings->list_count == 0 ?
	    NULL :
	    settings_list(c->settings, name);

	memset(out, 0, sizeof *out);
	if (list != NULL) {
		*out = *list;
		return true;
	}
	if (!c->shipped)
		return fail(c, n, "list", name, "the school has no such list, "
		    "so the rule is left out") != NULL;
	if (map_find(c->program->missing, name) == MAP_NONE)
		fault_warn(c->faults, c->path, n->line, "list %.*s is not "
		    "given: rules read it as empty", SLICE_ARG(name));
	map_add(c->program->missing, name);
	return true;
}

/* The parts with the word put in for the first list. */
static struct sigma_part *
substitute(struct arena *a, const struct sigma_part *p, struct slice word)
{
	struct sigma_part *first = NULL, **tail = &first;
	bool done = false;

	for (; p != NULL; p = p->next) {
		if (p->kind == PART_LIST && !done) {
			*tail = parts_read(a, word);
			done = true;
		} else
			*tail = part_create(a, p->kind, p->text);
		while (*tail != NULL)
			tail = &(*tail)->next;
	}
	return first;
}

/* Neighbouring texts as one: patterns look at whole runs. */
static const struct sigma_part *
join_texts(struct arena *a, struct sigma_part *p)
{
	struct sigma_part *at;

	for (at = p; at != NULL && at->next != NULL;) {
		if (at->kind != PART_TEXT || at->next->kind != PART_TEXT) {
			at = at->next;
			continue;
		}
		at->text = slice_of(arena_printf(a, "%.*s%.*s",
		    SLICE_ARG(at->text), SLICE_ARG(at->next->text)));
		at->next = at->next->next;
	}
	return p;
}

static bool
is_plain_word(struct slice word)
{
	return slice_find(word, '*') == word.len &&
	    slice_find(word, '?') == word.len &&
	    slice_find(word, '\\') == word.len && word.len <= 256;
}

/* The plain words of a list, to be looked up at once. */
static struct term *
words_term(struct compiling *c, const struct sigma_node *n,
    const struct word_list *list)
{
	struct program *p = c->program;
	struct term *t = test_create(c, n, TEST_WORDS);
	size_t i;

	GROW(p->maps, p->map_count, p->map_room);
	t->test->words = p->maps[p->map_count++] = map_create();
	for (i = 0; i < list->count; i++)
		if (is_plain_word(list->words[i]))
			map_add(t->test->words,
			    slice_lower(p->arena, list->words[i]));
	return t;
}

static bool
expand_parts(struct compiling *c, const struct sigma_node *n,
    const struct sigma_part *parts, struct term ***tail, int *left)
{
	const struct sigma_part *at = first_list(parts);
	struct arena *a = c->program->arena;
	struct word_list list;
	size_t i;
	bool whole = at == parts && at != NULL && at->next == NULL &&
	    n->kind == SIGMA_FIELD && !n->value->cased;

	if (at == NULL) {
		if (--*left < 0)
			return fail(c, n, "field", n->field,
			    "its lists stand for too many values") != NULL;
		**tail = text_term(c, n,
		    join_texts(a, substitute(a, parts, SLICE(""))),
		    n->value->cased);
		*tail = &(**tail)->next;
		return true;
	}
	if (!words_of(c, n, at->text, &list))
		return false;
	if (whole && list.count > 0) {
		**tail = words_term(c, n, &list);
		*tail = &(**tail)->next;
	}
	for (i = 0; i < list.count; i++)
		if (!(whole && is_plain_word(list.words[i])) &&
		    !expand_parts(c, n, substitute(a, parts, list.words[i]),
			tail, left))
			return false;
	return true;
}

static struct term *
list_term(struct compiling *c, const struct sigma_node *n)
{
	struct term *group = term_create(c, TERM_OR), **tail = &group->first;
	int left = MOST_EXPANDED;

	if (!expand_parts(c, n, n->value->parts, &tail, &left))
		return NULL;
	if (group->first == NULL)
		group->kind = TERM_FALSE;
	return group;
}

static struct term *
regex_term(struct compiling *c, const struct sigma_node *n)
{
	const struct sigma_value *v = n->value;
	struct program *p = c->program;
	struct term *t;
	char why[160];
	struct regex *r = regex_create(v->text, v->fold, v->lines, v->dot_all,
	    why, sizeof why);

	if (r == NULL)
		return fail(c, n, "regular expression", v->text, why);
	if (p->regex_count == p->regex_room) {
		p->regex_room = p->regex_room * 2 + 16;
		p->regexes = memory_resize(p->regexes, p->regex_room,
		    sizeof *p->regexes);
		p->places = memory_resize(p->places, p->regex_room,
		    sizeof *p->places);
	}
	p->places[p->regex_count] = (struct regex_place){ c->path, v->text,
		n->line, c->rule };
	p->regexes[p->regex_count++] = r;
	t = test_create(c, n, TEST_REGEX);
	t->test->regex = r;
	t->test->pattern.text = v->text;
	t->test->pattern.cased = !v->fold;
	return t;
}

static struct term *
network_term(struct compiling *c, const struct sigma_node *n)
{
	struct term *t = test_create(c, n, TEST_NETWORK);

	if (!network_parse(n->value->text, t->test->network, &t->test->bits))
		return fail(c, n, "cidr", n->value->text,
		    "is not a network such as 192.0.2.0/24");
	return t;
}

static struct term *value_term(struct compiling *c, const struct sigma_node *n);

static struct term *
choice_term(struct compiling *c, const struct sigma_node *n)
{
	struct term *group = term_create(c, TERM_OR), **tail = &group->first;
	struct sigma_node each = *n;

	for (each.value = n->value->first; each.value != NULL;
	     each.value = each.value->next) {
		if ((*tail = value_term(c, &each)) == NULL)
			return NULL;
		tail = &(*tail)->next;
	}
	return group;
}

static struct term *
other_field_term(struct compiling *c, const struct sigma_node *n)
{
	struct term *t = test_create(c, n, TEST_FIELD);

	t->test->starts = n->value->starts;
	t->test->ends = n->value->ends;
	t->test->other = fields_add(&c->program->fields, n->value->text);
	/* Neither end free: the whole must be equal. */
	if (!t->test->starts && !t->test->ends)
		t->test->truth = true;
	return t;
}

static struct term *
number_term(struct compiling *c, const struct sigma_node *n,
    enum test_kind kind)
{
	struct term *t = test_create(c, n, kind);

	t->test->number = n->value->number;
	t->test->compare = n->value->compare;
	t->test->time_part = n->value->time_part;
	return t;
}

/* A number among keywords is looked for as its text. */
static struct term *
keyword_number(struct compiling *c, const struct sigma_node *n)
{
	return text_term(c, n,
	    part_create(c->program->arena, PART_TEXT, n->value->text), false);
}

static struct term *
value_term(struct compiling *c, const struct sigma_node *n)
{
	const struct sigma_value *v = n->value;
	struct term *t;

	switch (v->kind) {
	case VALUE_TEXT:
		return first_list(v->parts) != NULL ?
		    list_term(c, n) :
		    text_term(c, n, v->parts, v->cased);
	case VALUE_NUMBER:
		return n->kind == SIGMA_KEYWORD ?
		    keyword_number(c, n) :
		    number_term(c, n, TEST_NUMBER);
	case VALUE_COMPARE:
		return number_term(c, n, TEST_COMPARE);
	case VALUE_TIME:
		return number_term(c, n, TEST_TIME);
	case VALUE_NULL:
		return test_create(c, n, TEST_NULL);
	case VALUE_BOOL:
	case VALUE_EXISTS:
		t = test_create(c, n,
		    v->kind == VALUE_BOOL ? TEST_BOOL : TEST_EXISTS);
		t->test->truth = v->truth;
		return t;
	case VALUE_REGEX:
		return regex_term(c, n);
	case VALUE_NETWORK:
		return network_term(c, n);
	case VALUE_FIELD:
		return other_field_term(c, n);
	case VALUE_CHOICE:
		return choice_term(c, n);
	}
	return NULL;
}

struct term *
compile(struct compiling *c, const struct sigma_node *n)
{
	static const enum term_kind kinds[] = {
		[SIGMA_AND] = TERM_AND,
		[SIGMA_OR] = TERM_OR,
		[SIGMA_NOT] = TERM_NOT,
	};
	struct term *t, **tail;
	const struct sigma_node *child;

	if (n->kind == SIGMA_FIELD && c->ecs && !field_is_known(n->field))
		return fail(c, n, "field", n->field,
		    "no event has a field of that name");
	if (n->kind == SIGMA_FIELD || n->kind == SIGMA_KEYWORD)
		return value_term(c, n);
	t = term_create(c, kinds[n->kind]);
	tail = &t->first;
	for (child = n->first; child != NULL; child = child->next) {
		if ((*tail = compile(c, child)) == NULL)
			return NULL;
		tail = &(*tail)->next;
	}
	return t;
}
