/*
 * What the school's settings lay over a rule: at which times of the day it
 * counts, and whom it binds.
 */
#include "base/arena.h"

#include "parse.h"
#include "rules.h"

enum { YEARS = 15 };

struct rule_overlay
rule_overlay_of(const struct detect *d, struct slice id, struct slice name)
{
	return d->settings->overlay_count > 0 ?
	    settings_overlay(d->settings, id, name) :
	    (struct rule_overlay){ .valid_from = DAY_UNKNOWN };
}

static struct sigma_node *
node(struct arena *a, enum sigma_kind kind, struct sigma_node *first, int line)
{
	struct sigma_node *n = node_create(a, kind, line);

	n->first = first;
	return n;
}

/* "field is that word", in front of the others. */
static struct sigma_node *
item(struct arena *a, const char *field, struct slice word, int line,
    struct sigma_node *next)
{
	struct sigma_node *n = node(a, SIGMA_FIELD, NULL, line);

	n->field = slice_of(field);
	n->next = next;
	n->value = arena_alloc(a, sizeof *n->value);
	*n->value = (struct sigma_value){ .kind = VALUE_TEXT,
		.text = word,
		.parts = part_create(a, PART_TEXT, word) };
	return n;
}

static struct sigma_node *
in_window(struct arena *a, const struct rule_overlay *o)
{
	struct sigma_node *items = NULL;
	size_t i;

	for (i = 0; i < o->window_count; i++)
		items = item(a, "beadle.period", o->window[i], o->line, items);
	return node(a, SIGMA_OR, items, o->line);
}

/* Pupils of those years, and the accounts of their classes. */
static struct sigma_node *
of_years(struct arena *a, const struct rule_overlay *o)
{
	struct sigma_node *years = NULL, *roles = NULL;
	int year;

	for (year = 0; year < YEARS; year++)
		if ((o->bound_years >> year & 1) != 0)
			years = item(a, "beadle.year",
			    slice_of(arena_printf(a, "%d", year)), o->line,
			    years);
	roles = item(a, "beadle.role", SLICE("pupil"), o->line, roles);
	roles = item(a, "beadle.role", SLICE("class"), o->line, roles);
	roles = node(a, SIGMA_OR, roles, o->line);
	roles->next = node(a, SIGMA_OR, years, o->line);
	return node(a, SIGMA_AND, roles, o->line);
}

static struct sigma_node *
of_bound(struct arena *a, const struct rule_overlay *o)
{
	struct sigma_node *items = o->bound_years == 0 ? NULL : of_years(a, o);
	size_t i;

	for (i = 0; i < o->bound_role_count; i++)
		items = item(a, "beadle.role", o->bound_roles[i], o->line,
		    items);
	return node(a, SIGMA_OR, items, o->line);
}

static bool
narrows_whom(const struct rule_overlay *o)
{
	return o->bound_role_count > 0 || o->bound_years != 0;
}

/* What is said of a rule by its own name and of its file: the later entry
 * wins, and where it says nothing the other one does. */
static struct rule_overlay
fold(struct rule_overlay own, struct rule_overlay of_file)
{
	struct rule_overlay *late = own.line > of_file.line ? &own : &of_file;
	const struct rule_overlay *early = late == &own ? &of_file : &own;

	if (late->window_count == 0) {
		late->window = early->window;
		late->window_count = early->window_count;
	}
	if (!late->binds) {
		late->bound_roles = early->bound_roles;
		late->bound_role_count = early->bound_role_count;
		late->bound_years = early->bound_years;
	}
	return *late;
}

const struct sigma_node *
rule_narrow(struct detect *d, const struct rule *r,
    const struct rule_file *file, struct rule_overlay *o)
{
	struct arena *a = d->program.arena;
	struct sigma_node *tree, *part;

	if (!slice_equal(r->info.name, file->name))
		*o = fold(*o, rule_overlay_of(d, SLICE(""), file->name));
	if (o->window_count == 0 && !narrows_whom(o))
		return r->doc->tree;
	tree = arena_alloc(a, sizeof *tree);
	*tree = *r->doc->tree;
	tree->next = NULL;
	if (narrows_whom(o)) {
		part = of_bound(a, o);
		part->next = tree;
		tree = part;
	}
	if (o->window_count > 0) {
		part = in_window(a, o);
		part->next = tree;
		tree = part;
	}
	return node(a, SIGMA_AND, tree, o->line);
}

/* Of an event of which nothing is known but that column. */
static bool
may_hold(const struct detect *d, const struct rule *r, enum column c,
    struct slice text)
{
	static const bool absent[COLUMN_COUNT];
	struct value_view v;
	enum verdict verdict;

	value_view_init(&v, &d->program.fields, absent);
	value_view_set(&v, c, text, NUMBER_UNKNOWN);
	verdict = judge(r->term, &v.view);
	view_finish(&v.view);
	return verdict != VERDICT_FALSE;
}

static bool
may_bind(const struct detect *d, const struct rule *r,
    const struct rule_overlay *o)
{
	char digits[12];
	size_t i;
	int year;

	for (i = 0; i < o->bound_role_count; i++)
		if (may_hold(d, r, COL_ROLE, o->bound_roles[i]))
			return true;
	if (o->bound_years == 0 || !may_hold(d, r, COL_ROLE, SLICE("pupil")))
		return false;
	for (year = 0; year < YEARS; year++) {
		snprintf(digits, sizeof digits, "%d", year);
		if ((o->bound_years >> year & 1) != 0 &&
		    may_hold(d, r, COL_YEAR, slice_of(digits)))
			return true;
	}
	return false;
}

/* An entry for many rules may well name whom one of them cannot bind. */
void
rule_check_binds(const struct detect *d, const struct rule *r,
    const struct rule_file *file, const struct rule_overlay *o,
    struct faults *f)
{
	if (!narrows_whom(o) || may_bind(d, r, o))
		return;
	if (slice_equal_fold(o->pattern, r->info.name) ||
	    slice_equal_fold(o->pattern, r->info.id) ||
	    slice_equal_fold(o->pattern, file->name))
		fault_add(f, d->settings->path, o->line,
		    "rules.binds: the rule %.*s is for none of these",
		    SLICE_ARG(file->name));
}
