/*
 * Most patterns are a plain text at the start, at the end or anywhere; only
 * the rest walk through their parts.
 */
#include <stdlib.h>

#include "fold.h"
#include "parse.h"
#include "pattern.h"

struct slice
slice_lower(struct arena *a, struct slice s)
{
	char *out = arena_alloc(a, s.len + 1);
	size_t i;

	for (i = 0; i < s.len; i++)
		out[i] = fold_ascii(s.ptr[i]);
	return (struct slice){ out, s.len };
}

/* `wanted` is in lower case already. */
static bool
equal_at(const char *text, struct slice wanted, bool cased)
{
	size_t i;

	if (cased)
		return memcmp(text, wanted.ptr, wanted.len) == 0;
	for (i = 0; i < wanted.len; i++)
		if (fold_ascii(text[i]) != wanted.ptr[i])
			return false;
	return true;
}

static bool
found_in(struct slice text, struct slice wanted, bool cased)
{
	size_t i, last;

	if (wanted.len == 0)
		return true;
	if (text.len < wanted.len)
		return false;
	if (cased)
		return slice_contains(text, wanted);
	last = text.len - wanted.len;
	for (i = 0; i <= last; i++)
		if (fold_ascii(text.ptr[i]) == wanted.ptr[0] &&
		    equal_at(text.ptr + i, wanted, false))
			return true;
	return false;
}

/* Bytes of the character that begins at i. */
static size_t
character(struct slice s, size_t i)
{
	size_t n = 1;

	if ((unsigned char)s.ptr[i] < 0xc0)
		return 1;
	while (i + n < s.len && ((unsigned char)s.ptr[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Walks the parts; at a mismatch the last "*" takes one more byte. */
static bool
glob_matches(const struct sigma_part *p, struct slice s, bool cased)
{
	const struct sigma_part *star = NULL;
	size_t i = 0, star_at = 0;

	for (;;) {
		if (p == NULL && i == s.len)
			return true;
		if (p != NULL && p->kind == PART_ANY) {
			star = p = p->next;
			star_at = i;
			if (p == NULL)
				return true;
			continue;
		}
		if (p != NULL && p->kind == PART_ONE && i < s.len) {
			i += character(s, i);
			p = p->next;
			continue;
		}
		if (p != NULL && p->kind == PART_TEXT &&
		    s.len - i >= p->text.len &&
		    equal_at(s.ptr + i, p->text, cased)) {
			i += p->text.len;
			p = p->next;
			continue;
		}
		if (star == NULL || star_at >= s.len)
			return false;
		p = star;
		i = ++star_at;
	}
}

static struct slice
folded(struct arena *a, struct slice s)
{
	char *out = arena_alloc(a, s.len + 1);

	fold_text(out, s);
	return (struct slice){ out, s.len };
}

static const struct sigma_part *
lower_parts(struct arena *a, const struct sigma_part *p, bool cased,
    bool anywhere)
{
	struct sigma_part *first = NULL, **tail = &first;

	if (anywhere) {
		*tail = part_create(a, PART_ANY, SLICE(""));
		tail = &(*tail)->next;
	}
	for (; p != NULL; p = p->next) {
		*tail = part_create(a, p->kind,
		    cased ? p->text : folded(a, p->text));
		tail = &(*tail)->next;
	}
	if (anywhere)
		*tail = part_create(a, PART_ANY, SLICE(""));
	return first;
}

struct pattern
pattern_compile(struct arena *a, const struct sigma_part *p, bool cased,
    bool anywhere)
{
	struct pattern out = { .cased = cased, .text = SLICE("") };
	const struct sigma_part *parts = lower_parts(a, p, cased, anywhere);
	const struct sigma_part *at = parts;
	bool front = false, back = false;

	for (; p != NULL; p = p->next)
		out.wide = out.wide || (!cased && fold_is_wide(p->text));
	while (at != NULL && at->kind == PART_ANY) {
		front = true;
		at = at->next;
	}
	if (at == NULL) {
		out.kind = front ? PATTERN_ALL : PATTERN_EQUAL;
		return out;
	}
	if (at->kind == PART_TEXT) {
		out.text = at->text;
		for (at = at->next; at != NULL && at->kind == PART_ANY;
		     at = at->next)
			back = true;
	}
	if (at == NULL) {
		out.kind = front && back ? PATTERN_CONTAINS :
		    front		 ? PATTERN_SUFFIX :
		    back		 ? PATTERN_PREFIX :
					   PATTERN_EQUAL;
		return out;
	}
	out.kind = PATTERN_GLOB;
	out.parts = parts;
	return out;
}

static bool
matches(const struct pattern *p, struct slice text)
{
	size_t len = p->text.len;

	switch (p->kind) {
	case PATTERN_EQUAL:
		return text.len == len &&
		    (len == 0 || equal_at(text.ptr, p->text, p->cased));
	case PATTERN_PREFIX:
		return text.len >= len && equal_at(text.ptr, p->text, p->cased);
	case PATTERN_SUFFIX:
		return text.len >= len &&
		    equal_at(text.ptr + (text.len - len), p->text, p->cased);
	case PATTERN_CONTAINS:
		return found_in(text, p->text, p->cased);
	case PATTERN_GLOB:
		return glob_matches(p->parts, text, p->cased);
	case PATTERN_ALL:
		return true;
	}
	return false;
}

/* The value is folded as the pattern was, then all counts. */
static bool
matches_wide(const struct pattern *p, struct slice text)
{
	struct pattern plain = *p;
	char *copy;
	bool result;

	if (!fold_is_wide(text))
		return false;
	copy = memory_alloc(text.len);
	fold_text(copy, text);
	plain.cased = true;
	result = matches(&plain, (struct slice){ copy, text.len });
	free(copy);
	return result;
}

bool
pattern_matches(const struct pattern *p, struct slice text)
{
	return p->wide ? matches_wide(p, text) : matches(p, text);
}
