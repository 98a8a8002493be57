/*
 * Rule files to rules: documents read and compiled, our own key `beadle:`,
 * and what the school's settings lay over them.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "parse.h"
#include "rules.h"

static bool
is_one_of(struct slice s, const char *const words[])
{
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (slice_equal(s, slice_of(words[i])))
			return true;
	return false;
}

/* How well an account must be known; false where it is no such word. */
static bool
least_parse(struct slice s, int *least)
{
	static const char *const words[] = { "weak", "fair", "strong" };
	int i;

	for (i = 0; i < 3; i++)
		if (slice_equal(s, slice_of(words[i]))) {
			*least = i + 1;
			return true;
		}
	return false;
}

/* beadle: {label, tier, treat_as, binds, least_attribution, route, on}. */
static void
read_own_key(struct rule *r, struct faults *f)
{
	static const char *const keys[] = { "label", "tier", "treat_as",
		"binds", "least_attribution", "route", "on", NULL };
	const struct yaml *own = yaml_get(r->doc->yaml, "beadle"), *v,
			  *least;

	for (v = own == NULL ? NULL : own->first; v != NULL; v = v->next)
		if (!is_one_of(v->key, keys))
			fault_warn(f, r->path, v->line,
			    "beadle: has no key %.*s", SLICE_ARG(v->key));
	r->info.label = yaml_text(own, "label");
	r->info.tier = yaml_text(own, "tier");
	r->info.route = yaml_text(own, "route");
	r->info.on = !slice_equal(yaml_text(own, "on"), SLICE("false"));
	v = yaml_get(own, "treat_as");
	r->info.treatment = TREAT_OBSERVATION;
	least = yaml_get(own, "least_attribution");
	if (least != NULL && !least_parse(least->text, &r->info.least))
		fault_add(f, r->path, least->line, "least_attribution: %.*s "
		    "is none of strong, fair and weak",
		    SLICE_ARG(least->text));
	if (v != NULL && !treatment_parse(v->text, &r->info.treatment))
		fault_add(f, r->path, v->line, "%.*s is no way to treat a "
		    "flag: observation, possible-breach, welfare or advisory",
		    SLICE_ARG(v->text));
}

/* Without a clause of the school's policy a rule is an observation. */
static void
lay_over(struct detect *d, struct rule *r, struct rule_overlay o,
    struct faults *f)
{
	r->info.clause = SLICE("");
	r->info.valid_from = DAY_UNKNOWN;
	r->since = TIME_UNKNOWN;
	if (o.on.len > 0)
		r->info.on = slice_equal(o.on, SLICE("true"));
	if (o.route.len > 0)
		r->info.route = o.route;
	if (o.least_attribution.len > 0)
		least_parse(o.least_attribution, &r->info.least);
	if (o.treat_as.len > 0 &&
	    !treatment_parse(o.treat_as, &r->info.treatment))
		fault_add(f, d->settings->path, o.line,
		    "%.*s is no way to treat a flag: observation, "
		    "possible-breach, welfare or advisory",
		    SLICE_ARG(o.treat_as));
	r->info.clause = o.clause;
	if (o.clause.len == 0)
		r->info.treatment = TREAT_OBSERVATION;
	r->info.valid_from = o.valid_from;
	if (o.valid_from != DAY_UNKNOWN)
		r->since = d->settings->zone == NULL ?
		    o.valid_from * 24 * TIME_HOUR :
		    zone_day_start(d->settings->zone, o.valid_from);
}

/* A file's only document bears the file's name; of several, those with a
 * name of their own keep it, and the first without has the file's. */
static struct slice
name_of(struct detect *d, const struct rule_file *file,
    const struct sigma_document *doc, bool several, int *unnamed)
{
	if (several && doc->name.len > 0)
		return doc->name;
	if ((*unnamed)++ == 0)
		return file->name;
	return slice_of(arena_printf(d->arena, "%.*s-%d",
	    SLICE_ARG(file->name), *unnamed));
}

static void
add_name(struct detect *d, struct slice name, uint32_t index)
{
	if (name.len == 0 || map_add(d->names, name) < d->index_count)
		return;
	GROW(d->indexes, d->index_count, d->index_room);
	d->indexes[d->index_count++] = index;
}

/* Categories that one Sysmon event number shares. */
static struct term *
guard_of(struct detect *d, const struct sigma_document *doc)
{
	static const struct {
		const char *category, *first, *second;
	} rows[] = { { "registry_add", "CreateKey", NULL },
		{ "registry_delete", "DeleteKey", "DeleteValue" } };
	struct term *either, *t;
	struct arena *a = d->program.arena;
	size_t i, k;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!slice_equal_fold(doc->category,
			slice_of(rows[i].category)))
			continue;
		either = arena_alloc(a, sizeof *either);
		either->kind = TERM_OR;
		for (k = 0; k < 2; k++) {
			const char *word = k == 0 ? rows[i].first :
						    rows[i].second;

			if (word == NULL)
				continue;
			t = arena_alloc(a, sizeof *t);
			t->kind = TERM_TEST;
			t->field = fields_add(&d->program.fields,
			    SLICE("EventType"));
			t->test = arena_alloc(a, sizeof *t->test);
			t->test->pattern.text = slice_lower(a, slice_of(word));
			t->next = either->first;
			either->first = t;
		}
		return either;
	}
	return NULL;
}

void
rule_note_columns(const struct detect *d, const struct term *t,
    struct rule *r)
{
	const struct field *f;

	if (t->kind == TERM_TEST) {
		f = &d->program.fields.list[t->field];
		if (f->source == SOURCE_COLUMN)
			r->uses[f->column] = true;
		r->uses_url = r->uses_url || f->source == SOURCE_URL;
	}
	for (t = t->first; t != NULL; t = t->next)
		rule_note_columns(d, t, r);
}

static void
compile_rule(struct detect *d, struct rule *r, const struct rule_file *file,
    struct rule_overlay o, struct faults *f)
{
	struct compiling c = {
		.program = &d->program,
		.settings = d->settings,
		.faults = f,
		.path = r->path,
		.rule = d->count,
		.shipped = file->shipped,
		.ecs = slice_equal(r->doc->taxonomy, SLICE("ecs")),
	};

	r->term = compile(&c, rule_narrow(d, r, file, &o));
	if (r->term == NULL)
		return;
	rule_check_binds(d, r, file, &o, f);
	r->guard = guard_of(d, r->doc);
	rule_note_columns(d, r->term, r);
}

static void
add_rule(struct detect *d, size_t file_index, const struct sigma_document *doc,
    struct slice name, struct faults *f)
{
	const struct rule_file *file = &d->settings->rules[file_index];
	struct rule_overlay o;
	struct rule *r;

	if (map_find(d->names, name) != MAP_NONE) {
		fault_add(f, file->path, doc->line,
		    "another rule is named %.*s too", SLICE_ARG(name));
		return;
	}
	GROW(d->rules, d->count, d->room);
	r = &d->rules[d->count];
	memset(r, 0, sizeof *r);
	r->doc = doc;
	r->path = file->path;
	r->file = file_index;
	r->info.name = name;
	r->info.id = doc->id.len > 0 ? doc->id : name;
	r->info.title = doc->title;
	r->info.author = doc->author;
	r->info.level = doc->level;
	r->info.severity = severity_of_level(doc->level);
	r->info.correlation = doc->kind == SIGMA_CORRELATION;
	r->info.reported = true;
	read_own_key(r, f);
	o = rule_overlay_of(d, r->info.id, r->info.name);
	lay_over(d, r, o, f);
	if (doc->kind == SIGMA_RULE)
		compile_rule(d, r, file, o, f);
	if (doc->kind == SIGMA_RULE && r->term == NULL)
		return;
	add_name(d, name, (uint32_t)d->count);
	add_name(d, doc->id, (uint32_t)d->count);
	d->count++;
}

static void
load_file(struct detect *d, size_t index, const struct sigma_document *docs,
    struct faults *f)
{
	const struct rule_file *file = &d->settings->rules[index];
	const struct sigma_document *doc;
	int unnamed = 0;

	for (doc = docs; doc != NULL; doc = doc->next) {
		if (doc->why != NULL) {
			fault_add(f, file->path, doc->why_line, "%s",
			    doc->why);
			continue;
		}
		if (doc->doubt != NULL)
			fault_warn(f, file->path, doc->doubt_line, "%s",
			    doc->doubt);
		if (doc->kind != SIGMA_FILTER)
			add_rule(d, index, doc,
			    name_of(d, file, doc, docs->next != NULL,
				&unnamed),
			    f);
	}
}

/* Filters come last, whatever file they lie in. */
void
rules_load(struct detect *d, struct faults *f)
{
	size_t count = d->settings->rule_count, i;
	struct sigma_document **docs = arena_alloc(d->arena,
	    (count + 1) * sizeof *docs);
	const struct sigma_document *doc;

	for (i = 0; i < count; i++) {
		docs[i] = sigma_read(d->arena, d->settings->rules[i].roots);
		load_file(d, i, docs[i], f);
	}
	for (i = 0; i < count; i++)
		for (doc = docs[i]; doc != NULL; doc = doc->next)
			if (doc->why == NULL && doc->kind == SIGMA_FILTER)
				filter_apply(d, doc,
				    d->settings->rules[i].path, f);
}
