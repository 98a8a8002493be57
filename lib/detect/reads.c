/*
 * Which rules some logs can feed at all.
 */
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
