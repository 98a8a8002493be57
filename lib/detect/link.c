/*
 * What rules say of other rules: correlations name those that they count,
 * filters those that they narrow.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "rules.h"

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
	const struct slice_list *names = c->tree != NULL ? &c->named :
							   &c->rules;
	size_t i;
	int found;

	r->counts = arena_alloc(d->arena,
	    (names->count + 1) * sizeof *r->counts);
	for (i = 0; i < names->count; i++) {
		found = detect_find(d, names->list[i]);
		if (found == -1) {
			fault_add(f, r->path, r->doc->line,
			    "there is no rule %.*s for this to count",
			    SLICE_ARG(names->list[i]));
			leave_out(r);
			return;
		}
		r->counts[r->count_of++] = (uint32_t)found;
	}
}

enum { LONGEST_CHAIN = 8 };

/* Adds the correlations that r reads, then r itself. */
static bool
add_to_chain(struct detect *d, uint32_t index, int depth)
{
	struct rule *r = &d->rules[index];
	size_t i;

	if (depth > LONGEST_CHAIN)
		return false;
	for (i = 0; i < d->chain_count; i++)
		if (d->chain[i] == index)
			return true;
	for (i = 0; i < r->count_of; i++) {
		struct rule *below = &d->rules[r->counts[i]];

		below->counted = true;
		if (below->info.correlation &&
		    !add_to_chain(d, r->counts[i], depth + 1))
			return false;
	}
	d->chain[d->chain_count++] = index;
	return true;
}

/* Does that correlation read the other one, by whatever way? */
static bool
reads(const struct detect *d, uint32_t index, uint32_t other, int depth)
{
	const struct rule *r = &d->rules[index];
	size_t i;

	for (i = 0; i < r->count_of; i++)
		if (r->counts[i] == other ||
		    (depth < LONGEST_CHAIN &&
			reads(d, r->counts[i], other, depth + 1)))
			return true;
	return false;
}

/* Those that are on and not read by others pull in what they read; in a ring
 * each is read by another, and none would ever be. */
static void
make_chain(struct detect *d, const bool *named, const bool *loud,
    struct faults *f)
{
	size_t i;

	d->chain = arena_alloc(d->arena, (d->count + 1) * sizeof *d->chain);
	for (i = 0; i < d->count; i++) {
		struct rule *r = &d->rules[i];

		if (!r->info.correlation || !r->info.on || r->count_of == 0)
			continue;
		if (named[i] && !loud[i] ?
			reads(d, (uint32_t)i, (uint32_t)i, 0) :
			!add_to_chain(d, (uint32_t)i, 0))
			fault_add(f, r->path, r->doc->line,
			    "correlations that read each other in a ring, or "
			    "too many in a row");
	}
}

/* A rule that correlations read is silent, and on when one of them is. */
static void
silence_counted(struct detect *d, struct faults *f)
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
	make_chain(d, named, loud, f);
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
		const struct sigma_correlation *c =
		    d->rules[i].doc->correlation;

		if (c == NULL)
			continue;
		room += c->group_by.count + c->fields.count;
		for (a = c->aliases; a != NULL; a = a->next)
			room++;
	}
	d->fields = arena_alloc(d->arena, room * sizeof *d->fields);
	for (i = 0; i < d->count; i++) {
		const struct sigma_correlation *c =
		    d->rules[i].doc->correlation;

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
	silence_counted(d, f);
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
		c.rule = i;
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
