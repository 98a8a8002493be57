/*
 * Correlations over stored flags.
 *
 * What tonight touched is looked at with the longest timespan to both
 * sides, and further where a run that is known already reaches out of that,
 * and once more before that for the windows that end in it.  A window that
 * is judged as it closes opens where the one before it ended: there, what is
 * touched reaches as far as flags follow each other.  So a run is always seen
 * whole, and the same flags come out however the logs were cut into nights.
 * Only what differs is written.
 *
 * A term that is loaded at once is walked day by day, to keep the flags of
 * one day in memory and not those of a term.
 */
#include <stdlib.h>

#include "base/map.h"

#include "hits.h"

static const char hull_of[] =
    "SELECT min(start), max(end)"
    "  FROM flag"
    " WHERE correlation = 1 AND end >= :since AND start <= :until";

static const char flags_near[] =
    "SELECT min(start), max(start)"
    "  FROM flag"
    " WHERE correlation = 0 AND start >= :since AND start <= :until";

static const char known_runs[] =
    "SELECT f.id, rule.text, f.start, f.end, f.events, f.account, f.person,"
    "       attribution.text, f.treatment,"
    "       (SELECT total(part) FROM flag_part WHERE flag = f.id)"
    "  FROM flag AS f"
    "  JOIN symbol AS rule ON rule.id = f.rule"
    "  JOIN symbol AS attribution ON attribution.id = f.attribution"
    " WHERE f.correlation = 1 AND f.end >= :since AND f.start <= :until";

static const char *const grades[] = { "none", "weak", "fair", "strong" };

struct runs {
	const struct settle *s;
	struct hits hits;
	int64_t since, until; /* runs that overlap this are looked for */
	struct map *known;    /* what each known run says */
	int64_t *known_ids;   /* by number in `known`; 0 once found again */
	size_t known_room;
};

/* All that tells one run from another, as text. */
struct likeness {
	struct slice rule, grade;
	int64_t start, end, events, account, person, treatment, parts;
};

static void
describe(struct buffer *out, const struct likeness *l)
{
	buffer_reset(out);
	buffer_add(out, l->rule);
	buffer_char(out, ' ');
	buffer_add(out, l->grade);
	buffer_printf(out, " %lld %lld %lld %lld %lld %lld %lld",
	    (long long)l->start, (long long)l->end, (long long)l->events,
	    (long long)l->account, (long long)l->person,
	    (long long)l->treatment, (long long)l->parts);
}

static int
read_known(struct runs *r)
{
	struct statement *q = statement_create(r->s->store, known_runs);
	struct buffer text;
	int more = -1;

	if (q == NULL)
		return -1;
	buffer_init(&text, BUFFER_LARGEST);
	statement_bind_int(q, ":since", r->since);
	statement_bind_int(q, ":until", r->until);
	while ((more = statement_step(q)) == 1) {
		struct likeness l = { statement_text(q, 1),
			statement_text(q, 7), statement_int(q, 2),
			statement_int(q, 3), statement_int(q, 4),
			statement_int(q, 5), statement_int(q, 6),
			statement_int(q, 8), statement_int(q, 9) };
		size_t n;

		describe(&text, &l);
		n = map_add(r->known, buffer_slice(&text));
		GROW(r->known_ids, n, r->known_room);
		r->known_ids[n] = statement_int(q, 0);
	}
	buffer_finish(&text);
	statement_destroy(q);
	return more;
}

/* What the hits of a run have in common. */
struct common {
	int64_t account, person; /* 0 where they differ */
	int attribution;	 /* the weakest */
};

static struct common
common_of(const struct runs *r, const struct run *run)
{
	const struct base_flag *f = &r->hits.flags[run->ids[0]];
	struct common c = { f->account, f->person, f->attribution };
	uint64_t i;

	for (i = 1; i < run->events; i++) {
		f = &r->hits.flags[run->ids[i]];
		if (f->account != c.account)
			c.account = 0;
		if (f->person != c.person)
			c.person = 0;
		if (f->attribution < c.attribution)
			c.attribution = f->attribution;
	}
	return c;
}

static int
keep_run(struct runs *r, const struct run *run,
    const struct rule_facts *facts)
{
	uint64_t *parts = memory_zeroed(run->events + 1, sizeof *parts);
	uint64_t i;
	int64_t flag;

	for (i = 0; i < run->events; i++)
		parts[i] = (uint64_t)r->hits.flags[run->ids[i]].id;
	flag = store_flag_run(r->s->store, facts, run->start, run->end,
	    run->events, parts, run->events, r->s->symbols);
	free(parts);
	return flag == -1 ? -1 : 0;
}

static int64_t
sum_of_parts(const struct runs *r, const struct run *run)
{
	int64_t sum = 0;
	uint64_t i;

	for (i = 0; i < run->events; i++)
		sum += r->hits.flags[run->ids[i]].id;
	return sum;
}

static int
found_run(const struct run *run, void *ctx)
{
	struct runs *r = ctx;
	struct common c = common_of(r, run);
	struct rule_facts facts = facts_of_rule(r->s, run->rule, run->start);
	struct likeness l = { facts.name, slice_of(grades[c.attribution]),
		run->start, run->end, (int64_t)run->events, c.account,
		c.person, facts.treatment, sum_of_parts(r, run) };
	struct buffer text;
	uint32_t n;

	/* One that lies outside is not seen whole, and did not change. */
	if (run->end < r->since || run->start > r->until)
		return 0;
	buffer_init(&text, BUFFER_LARGEST);
	describe(&text, &l);
	n = map_find(r->known, buffer_slice(&text));
	buffer_finish(&text);
	if (n != MAP_NONE && r->known_ids[n] != 0) {
		r->known_ids[n] = 0;
		return 0;
	}
	return keep_run(r, run, &facts);
}

static int
drop_lost(struct runs *r)
{
	uint32_t i;

	for (i = 0; i < map_count(r->known); i++)
		if (r->known_ids[i] != 0 &&
		    flag_drop(r->s->store, r->known_ids[i]) == -1)
			return -1;
	return 0;
}

/* How far back and on the runs reach that overlap what is looked at. */
static int
hull(const struct runs *r, int64_t *since, int64_t *until)
{
	struct statement *q = statement_create(r->s->store, hull_of);
	int more = -1;

	*since = r->since;
	*until = r->until;
	if (q == NULL)
		return -1;
	statement_bind_int(q, ":since", r->since);
	statement_bind_int(q, ":until", r->until);
	while ((more = statement_step(q)) == 1) {
		if (statement_is_null(q, 0))
			continue;
		if (statement_int(q, 0) < *since)
			*since = statement_int(q, 0);
		if (statement_int(q, 1) > *until)
			*until = statement_int(q, 1);
	}
	statement_destroy(q);
	return more;
}

/* Widens to where no flag lies within that timespan before or behind. */
static int
widen(struct runs *r, int64_t span)
{
	struct statement *q = statement_create(r->s->store, flags_near);
	bool grown = q != NULL && span > 0;
	int more = q == NULL ? -1 : 0;

	while (grown && more != -1) {
		grown = false;
		statement_bind_int(q, ":since", r->since - span);
		statement_bind_int(q, ":until", r->until + span);
		while ((more = statement_step(q)) == 1) {
			if (statement_is_null(q, 0))
				continue;
			if (statement_int(q, 0) < r->since) {
				r->since = statement_int(q, 0);
				grown = true;
			}
			if (statement_int(q, 1) > r->until) {
				r->until = statement_int(q, 1);
				grown = true;
			}
		}
	}
	statement_destroy(q);
	return more;
}

static int
settle_span(const struct settle *s, int64_t since, int64_t until)
{
	int64_t longest = detect_longest(s->detect), from, to;
	struct runs r = { .s = s,
		.since = since - longest,
		.until = until + longest,
		.known = map_create() };
	int result = -1;

	hits_init(&r.hits, s);
	if (widen(&r, detect_longest_closed(s->detect)) == 0 &&
	    hull(&r, &from, &to) == 0 && read_known(&r) == 0 &&
	    hits_read(&r.hits, from - longest, to) == 0)
		result = detect_correlate(s->detect, r.hits.list,
		    r.hits.count, found_run, &r);
	if (result == 0)
		result = drop_lost(&r);
	hits_finish(&r.hits);
	map_destroy(r.known);
	free(r.known_ids);
	return result;
}

int
runs_settle(const struct settle *s, const struct span *span)
{
	int64_t since, end;

	for (since = span->since; since < span->until; since = end) {
		end = since + 24 * TIME_HOUR;
		if (end > span->until)
			end = span->until;
		if (settle_span(s, since, end) == -1)
			return -1;
	}
	return 0;
}
