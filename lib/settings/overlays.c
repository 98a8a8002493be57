/*
 * "rules:" of school.yml: what the school's own policy says of each rule.
 */
#include "calendar.h"
#include "load.h"

/* * stands for any text, ? for one character; case is ignored. */
static bool
fits(struct slice pattern, struct slice text)
{
	size_t star = SIZE_MAX, mark = 0, p = 0, t = 0;

	while (t < text.len) {
		if (p < pattern.len && pattern.ptr[p] == '*') {
			star = p++;
			mark = t;
		} else if (p < pattern.len &&
		    (pattern.ptr[p] == '?' ||
			slice_equal_fold((struct slice){ pattern.ptr + p, 1 },
			    (struct slice){ text.ptr + t, 1 }))) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.ptr[p] == '*')
		p++;
	return p == pattern.len;
}

static void
fold_in(struct rule_overlay *sum, const struct rule_overlay *entry)
{
	if (entry->on.len > 0)
		sum->on = entry->on;
	if (entry->clause.len > 0)
		sum->clause = entry->clause;
	if (entry->treat_as.len > 0)
		sum->treat_as = entry->treat_as;
	if (entry->route.len > 0)
		sum->route = entry->route;
	if (entry->approved_by.len > 0)
		sum->approved_by = entry->approved_by;
	if (entry->least_attribution.len > 0)
		sum->least_attribution = entry->least_attribution;
	if (entry->window_count > 0) {
		sum->window = entry->window;
		sum->window_count = entry->window_count;
	}
	if (entry->binds) {
		sum->binds = true;
		sum->bound_roles = entry->bound_roles;
		sum->bound_role_count = entry->bound_role_count;
		sum->bound_years = entry->bound_years;
	}
	if (entry->valid_from != DAY_UNKNOWN)
		sum->valid_from = entry->valid_from;
	sum->pattern = entry->pattern;
	sum->line = entry->line;
}

struct rule_overlay
settings_overlay(const struct settings *s, struct slice id, struct slice name)
{
	const struct loaded *in = (const struct loaded *)s;
	struct rule_overlay sum = { .valid_from = DAY_UNKNOWN };
	uint32_t n = index_find(&in->rule_names, name);
	struct slice label = n == MAP_NONE ? SLICE("") : in->rule_labels[n];
	size_t i;

	for (i = 0; i < s->overlay_count; i++) {
		struct slice pattern = s->overlays[i].pattern;

		if (fits(pattern, name) ||
		    (id.len > 0 && fits(pattern, id)) ||
		    (label.len > 0 && fits(pattern, label)))
			fold_in(&sum, &s->overlays[i]);
	}
	return sum;
}

static void
read_window(struct loading *l, const struct yaml *v, struct rule_overlay *o)
{
	const struct yaml *list = yaml_get(v, "window");
	size_t i;

	o->window = texts_of(l, list, &o->window_count);
	for (i = 0; i < o->window_count; i++)
		if (!names_period(o->window[i]))
			fault_add(l->f, l->s->path, list->line,
			    "rules.window: %.*s is no time of the school day, "
			    "as lesson, break, lunch, evening or weekend",
			    SLICE_ARG(o->window[i]));
}

static void
say_unbound(struct loading *l, struct slice word, int line)
{
	const char *nearest = nearest_word(word, role_words);

	fault_add(l->f, l->s->path, line,
	    "rules.binds: expected roles, and years as 7 or 7-9, found "
	    "%.*s%s%s", SLICE_ARG(word),
	    nearest == NULL ? "" : "; did you mean ",
	    nearest == NULL ? "" : nearest);
}

static void
read_binds(struct loading *l, const struct yaml *v, struct rule_overlay *o)
{
	const struct yaml *list = yaml_get(v, "binds");
	struct slice *words;
	size_t count, i;

	if (is_unset(list))
		return;
	words = texts_of(l, list, &count);
	o->binds = true;
	o->bound_roles = words;
	for (i = 0; i < count; i++) {
		if (role_number(words[i]) != -1)
			o->bound_roles[o->bound_role_count++] = words[i];
		else if (!parse_years(words[i], &o->bound_years) &&
		    !slice_equal(words[i], SLICE("everyone")))
			say_unbound(l, words[i], list->line);
		else if (slice_equal(words[i], SLICE("everyone")) &&
		    count > 1)
			fault_add(l->f, l->s->path, list->line,
			    "rules.binds: everyone leaves nobody to add");
	}
}

static void
read_overlay(struct loading *l, const struct yaml *v)
{
	struct rule_overlay *o = &l->s->overlays[l->s->overlay_count];

	*o = (struct rule_overlay){
		.pattern = yaml_text(v, "match"),
		.on = yaml_text(v, "on"),
		.clause = yaml_text(v, "clause"),
		.treat_as = yaml_text(v, "treat_as"),
		.route = yaml_text(v, "route"),
		.approved_by = yaml_text(v, "approved_by"),
		.least_attribution = yaml_text(v, "least_attribution"),
		.valid_from = DAY_UNKNOWN,
		.line = v->line,
	};
	day_parse(yaml_text(v, "valid_from"), &o->valid_from);
	read_window(l, v, o);
	read_binds(l, v, o);
	if (o->pattern.len == 0) {
		fault_add(l->f, l->s->path, v->line,
		    "rules: an entry without match");
		return;
	}
	l->s->overlay_count++;
}

/* Is it a rule that this entry touches?  Then what it comes to, by all
 * entries, must be in order. */
static bool
check_on_rule(struct loading *l, const struct rule_overlay *o,
    const struct rule_file *file, struct slice label, bool *unfounded)
{
	struct slice id = yaml_text(file->roots, "id");
	struct rule_overlay sum;

	if (!fits(o->pattern, file->name) &&
	    !(id.len > 0 && fits(o->pattern, id)) &&
	    !(label.len > 0 && fits(o->pattern, label)))
		return false;
	sum = settings_overlay(l->s, id, file->name);
	if (sum.clause.len == 0 && o->treat_as.len > 0 &&
	    !slice_equal(o->treat_as, SLICE("observation")))
		*unfounded = true;
	return true;
}

static void
check_overlay(struct loading *l, const struct rule_overlay *o)
{
	bool matched = false, unfounded = false;
	size_t i;

	for (i = 0; i < l->s->rule_count; i++)
		if (check_on_rule(l, o, &l->s->rules[i],
			l->out->rule_labels[i], &unfounded))
			matched = true;
	if (!matched)
		fault_add(l->f, l->s->path, o->line,
		    "rules: %.*s matches no rule", SLICE_ARG(o->pattern));
	if (unfounded)
		fault_add(l->f, l->s->path, o->line,
		    "rules: %.*s: treat_as %.*s needs a clause of the "
		    "school's policy", SLICE_ARG(o->pattern),
		    SLICE_ARG(o->treat_as));
}

void
load_overlays(struct loading *l)
{
	const struct yaml *list = yaml_get(l->root, "rules"), *v;
	size_t n = 0, i;

	if (list == NULL || list->kind != YAML_LIST)
		return;
	for (v = list->first; v != NULL; v = v->next)
		n++;
	l->s->overlays = arena_alloc(l->arena, n * sizeof *l->s->overlays);
	for (v = list->first; v != NULL; v = v->next)
		if (v->kind == YAML_MAP)
			read_overlay(l, v);
	for (i = 0; i < l->s->overlay_count; i++)
		check_overlay(l, &l->s->overlays[i]);
}
