/*
 * What a document says of itself: title, id, level, dates and the rest,
 * held to the specification.
 */
#include "base/time.h"

#include "parse.h"

enum { LONGEST_TITLE = 256 };

static bool
is_null(const struct yaml *v)
{
	double number;
	bool truth;

	return v == NULL ||
	    (v->kind == YAML_SCALAR &&
		scalar_read(v, &number, &truth) == SCALAR_NULL);
}

/* The text under that key, empty where there is none; false: not a text. */
static bool
text_read(struct reading *r, const struct yaml *root, const char *key,
    struct slice *out)
{
	const struct yaml *v = yaml_get(root, key);

	*out = SLICE("");
	if (is_null(v))
		return true;
	if (!scalar_is_text(v))
		return refuse(r, v->line, "%s must be a text", key) != NULL;
	*out = v->text;
	return true;
}

static bool
is_uuid(struct slice s)
{
	size_t i, digits = 0;

	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
		    (c >= 'A' && c <= 'F'))
			digits++;
		else if (c != '-')
			return false;
	}
	return digits == 32;
}

static bool
is_one_of(struct slice s, const char *const words[])
{
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (slice_equal(s, slice_of(words[i])))
			return true;
	return false;
}

/* 2026-09-01, or 2026/9/1 as older rules have it. */
static bool
is_date(struct slice s)
{
	struct slice rest = s;
	int64_t part[3];
	char text[32];
	int32_t day;
	int i, n;

	if (s.len == 0 || *s.ptr < '1' || *s.ptr > '3')
		return false;
	if (slice_find(s, '/') == s.len)
		return day_parse(s, &day);
	for (i = 0; i < 3; i++)
		if (!slice_take_int(&rest, &part[i]) || part[i] <= 0 ||
		    part[i] > 9999 || (i < 2 && !slice_take_char(&rest, '/')))
			return false;
	n = snprintf(text, sizeof text, "%04d-%02d-%02d", (int)part[0],
	    (int)part[1], (int)part[2]);
	return rest.len == 0 && day_parse((struct slice){ text, (size_t)n },
				    &day);
}

static bool
date_check(struct reading *r, const struct yaml *root, const char *key)
{
	const struct yaml *v = yaml_get(root, key);

	if (is_null(v) || (v->kind == YAML_SCALAR && is_date(v->text)))
		return true;
	return refuse(r, v->line, "%s must be a day as 2026-09-01", key) !=
	    NULL;
}

static bool
list_check(struct reading *r, const struct yaml *root, const char *key)
{
	const struct yaml *v = yaml_get(root, key);

	if (is_null(v) || v->kind == YAML_LIST)
		return true;
	return refuse(r, v->line, "%s must be a list", key) != NULL;
}

static bool
related_check(struct reading *r, const struct yaml *root)
{
	static const char *const types[] = { "derived", "obsolete", "merged",
		"renamed", "similar", "obsoletes", "correlation", NULL };
	const struct yaml *list = yaml_get(root, "related"), *v;

	if (!list_check(r, root, "related"))
		return false;
	for (v = list == NULL ? NULL : list->first; v != NULL; v = v->next) {
		if (v->kind != YAML_MAP || !is_uuid(yaml_text(v, "id")))
			return refuse(r, v->line,
				   "related needs the id (UUID) of a rule") !=
			    NULL;
		if (!is_one_of(yaml_text(v, "type"), types))
			return refuse(r, v->line,
				   "related needs a type, such as derived") !=
			    NULL;
	}
	return true;
}

bool
list_read(struct reading *r, const struct yaml *v, struct slice_list *out)
{
	const struct yaml *child;
	size_t n = 0;

	out->count = 0;
	if (v == NULL)
		return true;
	if (v->kind == YAML_MAP)
		return refuse(r, v->line, "%.*s must be a text or a list",
			   SLICE_ARG(v->key)) != NULL;
	for (child = v->first; child != NULL; child = child->next)
		n++;
	out->list = arena_alloc(r->arena, (n + 1) * sizeof *out->list);
	if (v->kind == YAML_SCALAR)
		out->list[out->count++] = v->text;
	for (child = v->first; child != NULL; child = child->next) {
		if (child->kind != YAML_SCALAR)
			return refuse(r, child->line,
				   "expected a text in this list") != NULL;
		out->list[out->count++] = child->text;
	}
	return true;
}

static bool
words_check(struct reading *r, const struct sigma_document *doc)
{
	static const char *const levels[] = { "informational", "low", "medium",
		"high", "critical", NULL };
	static const char *const statuses[] = { "stable", "test",
		"experimental", "deprecated", "unsupported", NULL };

	if (doc->level.len > 0 && !is_one_of(doc->level, levels))
		return refuse(r, doc->line, "%.*s is not a level",
			   SLICE_ARG(doc->level)) != NULL;
	if (doc->status.len > 0 && !is_one_of(doc->status, statuses))
		return refuse(r, doc->line, "%.*s is not a status",
			   SLICE_ARG(doc->status)) != NULL;
	if (doc->id.len > 0 && !is_uuid(doc->id))
		return refuse(r, doc->line, "the id must be a UUID") != NULL;
	if (doc->title.len == 0)
		return refuse(r, doc->line, "a rule needs a title") != NULL;
	if (doc->title.len > LONGEST_TITLE)
		return refuse(r, doc->line,
			   "the title is longer than 256 characters") != NULL;
	return true;
}

static bool
given_empty(const struct yaml *root, const char *key)
{
	const struct yaml *v = yaml_get(root, key);

	return v != NULL && v->kind == YAML_SCALAR && !v->plain &&
	    v->text.len == 0;
}

bool
meta_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc)
{
	struct slice unused;

	return text_read(r, root, "title", &doc->title) &&
	    text_read(r, root, "id", &doc->id) &&
	    text_read(r, root, "name", &doc->name) &&
	    text_read(r, root, "status", &doc->status) &&
	    text_read(r, root, "level", &doc->level) &&
	    text_read(r, root, "author", &doc->author) &&
	    text_read(r, root, "taxonomy", &doc->taxonomy) &&
	    text_read(r, root, "description", &unused) &&
	    text_read(r, root, "license", &unused) &&
	    (!given_empty(root, "name") ||
		refuse(r, root->line, "the name is empty") != NULL) &&
	    (!given_empty(root, "taxonomy") ||
		refuse(r, root->line, "the taxonomy is empty") != NULL) &&
	    words_check(r, doc) && date_check(r, root, "date") &&
	    date_check(r, root, "modified") &&
	    list_check(r, root, "references") &&
	    list_check(r, root, "falsepositives") &&
	    list_check(r, root, "fields") && list_check(r, root, "tags") &&
	    list_check(r, root, "scope") && related_check(r, root);
}
