/*
 * Which rules some logs can feed at all, which expressions are unsafe, and
 * which have been found to be.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "regex.h"
#include "rules.h"

static bool
rule_fits(const struct detect *d, size_t rule, const struct route *route,
    int depth)
{
	const struct rule *r = &d->rules[rule];
	size_t i;

	if (!r->info.correlation)
		return route_fits(route, r->doc->category, r->doc->product,
		    r->doc->service);
	/* A correlation of correlations: no deeper than people write them. */
	for (i = 0; i < r->count_of && depth > 0; i++)
		if (rule_fits(d, r->counts[i], route, depth - 1))
			return true;
	return false;
}

bool
detect_reads(const struct detect *d, size_t rule, const struct batch *b,
    uint32_t row)
{
	struct route route = route_of_row(b, row);

	return rule_fits(d, rule, &route, 4);
}

static bool
rule_uses(const struct detect *d, size_t rule, enum column c, int depth)
{
	const struct rule *r = &d->rules[rule];
	size_t i;

	if (!r->info.correlation)
		return r->uses[c];
	for (i = 0; i < r->count_of && depth > 0; i++)
		if (rule_uses(d, r->counts[i], c, depth - 1))
			return true;
	return false;
}

bool
detect_uses(const struct detect *d, size_t rule, enum column c)
{
	return rule_uses(d, rule, c, 4);
}

void
detect_lost(const struct detect *d, lost_fn *fn, void *ctx)
{
	const struct program *p = &d->program;
	uint64_t *texts = memory_zeroed(d->count + 1, sizeof *texts);
	size_t i;

	for (i = 0; i < p->regex_count; i++)
		texts[p->places[i].rule] += regex_lost(p->regexes[i]);
	for (i = 0; i < d->count; i++)
		if (texts[i] > 0)
			fn(d, i, texts[i], ctx);
	free(texts);
}

void
detect_doubt(const struct detect *d, struct faults *f)
{
	const struct program *p = &d->program;
	size_t i;

	for (i = 0; i < p->regex_count; i++)
		if (regex_can_run_away(p->regexes[i], p->places[i].pattern))
			fault_warn(f, p->places[i].path, p->places[i].line,
			    "regular expression %.*s: can run away; on such "
			    "a text it will not match",
			    SLICE_ARG(p->places[i].pattern));
}
