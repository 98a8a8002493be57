/*
 * least_attribution of a rule: what is known less well than the rule asks
 * for stays with the device, and nobody is named.
 */
#include "parts.h"

static const char unname[] =
    "UPDATE flag"
    "   SET account = 0, person = 0"
    " WHERE start >= :since AND start < :until AND correlation = :correlation"
    "   AND rule IN (SELECT id FROM symbol WHERE text = :rule)"
    "   AND (account <> 0 OR person <> 0)"
    "   AND attribution NOT IN (SELECT id FROM symbol WHERE text IN"
    "         ('strong', iif(:least < 3, 'fair', 'strong'),"
    "          iif(:least < 2, 'weak', 'strong')))"
    "   AND " FLAG_NOT_DECIDED;

int
least_settle(const struct settle *s, const struct span *span,
    bool correlations)
{
	struct statement *q = NULL;
	size_t i, count = detect_rule_count(s->detect);
	int result = 0;

	for (i = 0; result == 0 && i < count; i++) {
		const struct rule_info *r = detect_rule(s->detect, i);

		if (r->least == 0 || r->correlation != correlations)
			continue;
		if (q == NULL &&
		    (q = statement_create(s->store, unname)) == NULL)
			return -1;
		statement_bind_int(q, ":since", span->since);
		statement_bind_int(q, ":until", span->until);
		statement_bind_int(q, ":correlation", correlations);
		statement_bind_text(q, ":rule", r->name);
		statement_bind_int(q, ":least", r->least);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}
