/*
 * Correlation documents: which rules, within what span of time, grouped by
 * what, how often.
 */
#include "base/time.h"

#include "parse.h"

enum { MOST_NAMES = 64 };

static const char *const types[] = {
	[CORRELATE_EVENT_COUNT] = "event_count",
	[CORRELATE_VALUE_COUNT] = "value_count",
	[CORRELATE_TEMPORAL] = "temporal",
	[CORRELATE_TEMPORAL_ORDERED] = "temporal_ordered",
	[CORRELATE_VALUE_SUM] = "value_sum",
	[CORRELATE_VALUE_AVG] = "value_avg",
	[CORRELATE_VALUE_PERCENTILE] = "value_percentile",
	[CORRELATE_VALUE_MEDIAN] = "value_median",
};

static const char *const bounds[] = {
	[BOUND_GT] = "gt",
	[BOUND_GTE] = "gte",
	[BOUND_LT] = "lt",
	[BOUND_LTE] = "lte",
	[BOUND_EQ] = "eq",
	[BOUND_NEQ] = "neq",
};

static int
find_word(struct slice s, const char *const words[], size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (slice_equal(s, slice_of(words[i])))
			return (int)i;
	return -1;
}

static bool
is_temporal(enum correlation_type t)
{
	return t == CORRELATE_TEMPORAL || t == CORRELATE_TEMPORAL_ORDERED;
}

bool
sigma_read_timespan(struct slice s, int64_t *span)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 },
		{ 'w', 604800 }, { 'M', 2629746 }, { 'y', 31556952 } };
	int64_t n;
	size_t i;

	if (!slice_take_int(&s, &n) || s.len != 1 || n <= 0 || n > 1000000)
		return false;
	for (i = 0; i < sizeof units / sizeof *units; i++)
		if (s.ptr[0] == units[i].unit) {
			*span = n * units[i].seconds * TIME_SECOND;
			return true;
		}
	return false;
}

/* {gte: 5}, {gte: 3, field: host.name}. */
static bool
bounds_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c)
{
	const struct yaml *child;
	double number;
	bool truth;
	int found = 0;

	for (child = v->first; child != NULL; child = child->next) {
		int kind = find_word(child->key, bounds, BOUND_COUNT);

		if (slice_equal(child->key, SLICE("field"))) {
			if (!list_read(r, child, &c->fields))
				return false;
			continue;
		}
		if (slice_equal(child->key, SLICE("percentile"))) {
			if (scalar_read(child, &c->percentile, &truth) !=
			    SCALAR_NUMBER)
				return refuse(r, child->line,
					   "the percentile must be a number") !=
				    NULL;
			continue;
		}
		if (kind == -1 || child->kind != YAML_SCALAR ||
		    scalar_read(child, &number, &truth) != SCALAR_NUMBER)
			return refuse(r, child->line,
				   "a correlation's condition is one of gt gte "
				   "lt lte eq neq and a number") != NULL;
		c->bounds[kind].given = true;
		c->bounds[kind].limit = number;
		found++;
	}
	if (found == 0)
		return refuse(r, v->line,
			   "the correlation's condition has no number") != NULL;
	return true;
}

static bool
needs_field(enum correlation_type t)
{
	return t != CORRELATE_EVENT_COUNT && !is_temporal(t);
}

static bool
is_word(struct slice s, const char *word)
{
	return slice_equal(s, slice_of(word));
}

/* The rules that an extended condition names, in order, each once. */
static bool
names_read(struct reading *r, const struct yaml *v, struct slice_list *names)
{
	struct slice rest = v->text, word;
	size_t i, k;

	names->list = arena_alloc(r->arena, MOST_NAMES * sizeof *names->list);
	names->count = 0;
	while (rest.len > 0) {
		for (i = 0; i < rest.len && rest.ptr[i] != '\0' &&
		     strchr(" ()\t\r\n", rest.ptr[i]) == NULL;
		     i++)
			;
		word = slice_first(rest, i);
		rest = slice_from(rest, i + 1);
		for (k = 0; k < names->count; k++)
			if (slice_equal(names->list[k], word))
				break;
		if (word.len == 0 || k < names->count || is_word(word, "and") ||
		    is_word(word, "or") || is_word(word, "not"))
			continue;
		if (names->count == MOST_NAMES)
			return refuse(r, v->line, "too many rules") != NULL;
		names->list[names->count++] = word;
	}
	return true;
}

static bool
names_agree(struct reading *r, const struct yaml *v,
    const struct slice_list *names, const struct slice_list *rules)
{
	size_t i, k;

	for (i = 0; i < rules->count; i++) {
		for (k = 0; k < names->count; k++)
			if (slice_equal(names->list[k], rules->list[i]))
				break;
		if (k == names->count)
			return refuse(r, v->line,
				   "the condition does not name the rule %.*s",
				   SLICE_ARG(rules->list[i])) != NULL;
	}
	return true;
}

/* "a and not (b or c)": held to the grammar of conditions, with rules in
 * place of search identifiers. */
static bool
extended_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c)
{
	struct sigma_node *nodes[MOST_NAMES];
	struct slice_list names;
	struct detections d;
	size_t i;

	c->extended = v->text;
	if (!names_read(r, v, &names) ||
	    !names_agree(r, v, &names, &c->rules))
		return false;
	if (c->rules.count > 0 && c->rules.count != names.count)
		return refuse(r, v->line, "the condition names a rule that is "
		    "not under rules") != NULL;
	for (i = 0; i < names.count; i++)
		nodes[i] = node_create(r->arena, SIGMA_FIELD, (int)i);
	d = (struct detections){ names.list, nodes, names.count };
	c->tree = condition_read(r, v->text, v->line, &d);
	c->named = names;
	return r->why == NULL;
}

static bool
condition_part_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c, int line)
{
	if (v == NULL) {
		if (!is_temporal(c->type))
			return refuse(r, line,
				   "the correlation needs a condition") !=
			    NULL;
		c->bounds[BOUND_GTE].given = true;
		c->bounds[BOUND_GTE].limit = (double)c->rules.count;
		return true;
	}
	if (v->kind == YAML_SCALAR && is_temporal(c->type))
		return extended_read(r, v, c);
	if (v->kind != YAML_MAP)
		return refuse(r, v->line, "the correlation's condition must be "
		    "a map, such as gte: 5") != NULL;
	if (!bounds_read(r, v, c))
		return false;
	if (needs_field(c->type) && c->fields.count == 0)
		return refuse(r, v->line, "%s needs a field in its condition",
			   types[c->type]) != NULL;
	return true;
}

static bool
aliases_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c)
{
	struct sigma_alias **tail = &c->aliases;
	const struct yaml *alias, *rule;

	if (v == NULL)
		return true;
	if (v->kind != YAML_MAP)
		return refuse(r, v->line, "aliases must be a map") != NULL;
	for (alias = v->first; alias != NULL; alias = alias->next) {
		if (alias->kind != YAML_MAP)
			return refuse(r, alias->line,
				   "an alias names a field for each rule") !=
			    NULL;
		for (rule = alias->first; rule != NULL; rule = rule->next) {
			*tail = arena_alloc(r->arena, sizeof **tail);
			(*tail)->alias = alias->key;
			(*tail)->rule = rule->key;
			(*tail)->field = rule->text;
			tail = &(*tail)->next;
		}
	}
	return true;
}

static bool
generate_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c)
{
	double number;

	if (v == NULL)
		return true;
	if (v->kind != YAML_SCALAR ||
	    scalar_read(v, &number, &c->generate) != SCALAR_BOOL)
		return refuse(r, v->line, "generate is true or false") != NULL;
	return true;
}

static bool
type_read(struct reading *r, const struct yaml *v,
    struct sigma_correlation *c)
{
	struct slice word = yaml_text(v, "type");
	int type = find_word(word, types, sizeof types / sizeof *types);

	if (type == -1)
		return refuse(r, v->line, "%.*s is no type of correlation",
			   SLICE_ARG(word)) != NULL;
	c->type = (enum correlation_type)type;
	return true;
}

struct sigma_correlation *
correlation_read(struct reading *r, const struct yaml *v)
{
	struct sigma_correlation *c = arena_alloc(r->arena, sizeof *c);
	const struct yaml *condition;

	c->extended = SLICE("");
	if (v->kind != YAML_MAP)
		return refuse(r, v->line, "a correlation must be a map");
	condition = yaml_get(v, "condition");
	if (!type_read(r, v, c) ||
	    !list_read(r, yaml_get(v, "rules"), &c->rules) ||
	    !list_read(r, yaml_get(v, "group-by"), &c->group_by))
		return NULL;
	if (c->rules.count == 0 &&
	    !(is_temporal(c->type) && condition != NULL &&
		condition->kind == YAML_SCALAR))
		return refuse(r, v->line, "the correlation names no rules");
	if (!sigma_read_timespan(yaml_text(v, "timespan"), &c->timespan))
		return refuse(r, v->line,
		    "the correlation needs a timespan, such as 10m");
	if (!condition_part_read(r, condition, c, v->line) ||
	    !aliases_read(r, yaml_get(v, "aliases"), c) ||
	    !generate_read(r, yaml_get(v, "generate"), c))
		return NULL;
	return c;
}
