/*
 * What rules say of other rules: correlations name those that they count,
 * filters those that they narrow.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "rules.h"

static bool
is_judged(enum correlation_type t)
{
	return t == CORRELATE_EVENT_COUNT || t == CORRELATE_VALUE_COUNT ||
	    t == CORRELATE_TEMPORAL || t == CORRELATE_TEMPORAL_ORDERED;
}

static void
leave_out(struct rule *r)
{
	r->info.on = false;
	r->count_of = 0;
}

static void
link_one(struct detect *d, struct rule *r, struct faults *f)
{
	const struct sigma_correlation *c = r->doc->correlation;
	size_t i;
	int found;

	r->counts = arena_alloc(d->arena,
	    (c->rules.count + 1) * sizeof *r->counts);
	if (!is_judged(c->type) || c->extended.len > 0) {
		fault_warn(f, r->path, r->doc->line, "correlations of this "
		    "kind are not judged yet; the rule is left out");
		leave_out(r);
		return;
	}
	for (i = 0; i < c->rules.count; i++) {
		found = detect_find(d, c->rules.list[i]);
		if (found == -1 || d->rules[found].info.correlation) {
			fault_add(f, r->path, r->doc->line,
			    "there is no rule %.*s for this to count",
			    SLICE_ARG(c->rules.list[i]));
			leave_out(r);
			return;
		}
		r->counts[r->count_of++] = (uint32_t)found;
	}
	if (!r->info.on)
		return;
	for (i = 0; i < r->count_of; i++)
		d->rules[r->counts[i]].counted = true;
}

/* A rule that correlations read is silent, and on when one of them is. */
static void
silence_counted(struct detect *d)
{
	bool *named = memory_zeroed(d->count + 1, sizeof *named);
	bool *loud = memory_zeroed(d->count + 1, sizeof *loud);
	size_t i, k;

	for (i = 0; i < d->count; i++) {
		const struct rule *r = &d->rules[i];

		for (k = 0; k < r->count_of; k++) {
			named[r->counts[k]] = true;
			loud[r->counts[k]] = loud[r->counts[k]] ||
			    r->doc->correlation->generate;
		}
	}
	for (i = 0; i < d->count; i++) {
		struct rule *r = &d->rules[i];

		if (!named[i])
			continue;
		r->info.reported = loud[i];
		r->info.on = r->info.on && (r->counted || loud[i]);
	}
	free(named);
	free(loud);
}

static void
add_field(struct detect *d, struct slice name, size_t *count)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (slice_equal(d->fields[i], name))
			return;
	d->fields[(*count)++] = name;
}

/* Every field that a correlation groups by or counts, once. */
static void
gather_fields(struct detect *d)
{
	const struct sigma_alias *a;
	size_t room = 1, count = 0, i, k;

	for (i = 0; i < d->count; i++) {
		const struct sigma_correlation *c = d->rules[i].doc->correlation;

		if (c == NULL)
			continue;
		room += c->group_by.count + c->fields.count;
		for (a = c->aliases; a != NULL; a = a->next)
			room++;
	}
	d->fields = arena_alloc(d->arena, room * sizeof *d->fields);
	for (i = 0; i < d->count; i++) {
		const struct sigma_correlation *c = d->rules[i].doc->correlation;

		if (c == NULL || !d->rules[i].info.on)
			continue;
		for (k = 0; k < c->group_by.count; k++)
			add_field(d, c->group_by.list[k], &count);
		for (k = 0; k < c->fields.count; k++)
			add_field(d, c->fields.list[k], &count);
		for (a = c->aliases; a != NULL; a = a->next)
			add_field(d, a->field, &count);
	}
	d->fields[count] = (struct slice){ NULL, 0 };
}

void
rules_link(struct detect *d, struct faults *f)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->rules[i].info.correlation)
			link_one(d, &d->rules[i], f);
	silence_counted(d);
	gather_fields(d);
}

static bool
attribute_fits(struct slice filter, struct slice rule)
{
	return filter.len == 0 || slice_equal_fold(filter, rule);
}

static bool
filter_names(const struct sigma_document *filter, const struct rule *r)
{
	size_t i;

	for (i = 0; i < filter->filters.count; i++)
		if (slice_equal(filter->filters.list[i], r->info.id) ||
		    slice_equal(filter->filters.list[i], r->info.name) ||
		    slice_equal(filter->filters.list[i], r->doc->name))
			return true;
	return filter->filters_any;
}

/* The rule, and what the filter says, both. */
void
filter_apply(struct detect *d, const struct sigma_document *filter,
    struct slice path, struct faults *f)
{
	struct compiling c = {
		.program = &d->program,
		.settings = d->settings,
		.faults = f,
		.path = path,
		.ecs = slice_equal(filter->taxonomy, SLICE("ecs")),
	};
	size_t i;

	for (i = 0; i < d->count; i++) {
		struct rule *r = &d->rules[i];
		struct term *both, *more;

		if (r->term == NULL || !filter_names(filter, r) ||
		    !attribute_fits(filter->category, r->doc->category) ||
		    !attribute_fits(filter->product, r->doc->product) ||
		    !attribute_fits(filter->service, r->doc->service))
			continue;
		if ((more = compile(&c, filter->tree)) == NULL)
			return;
		both = arena_alloc(d->program.arena, sizeof *both);
		both->kind = TERM_AND;
		both->first = arena_alloc(d->program.arena, sizeof *both);
		*both->first = *r->term;
		both->first->next = more;
		r->term = both;
		rule_note_columns(d, more, r);
	}
}
