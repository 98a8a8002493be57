/*
 * The rule engine: Sigma rules as the school's policy has them, judged over
 * batches of events; then correlations over flags.
 *
 * In the stream an event may lack late fields (who it was).  Judged on the
 * rest, a rule is true, false, or open; open ones are candidates, judged
 * again when settle has filled the fields in.
 */
#ifndef DETECT_DETECT_H
#define DETECT_DETECT_H

#include <stdio.h>

#include "base/json.h"
#include "event/batch.h"
#include "event/flag.h"
#include "settings/settings.h"

struct detect;

/*
 * What is known of a rule, for flags, reports and the manual.
 *
 * A file with one document gives its rule the file's name.  Of several
 * documents one with a `name:` keeps that name, and the first without has
 * the file's: a correlation and the rules that it counts lie in one file.
 */
struct rule_info {
	struct slice id;     /* UUID, or the name where it has none */
	struct slice name;   /* unique in the policy */
	struct slice title, author, level, label, tier, route, clause;
	enum severity severity;
	enum treatment treatment;
	int32_t valid_from; /* day, or DAY_UNKNOWN */
	int least; /* attribution that it takes to name somebody: 0 any,
		      1 weak, 2 fair, 3 strong */
	bool on;
	bool correlation;
	bool reported; /* its matches are flags for people; false: only
			  counted by a correlation */
};

/* Compiles the rules of the settings; faults go to *f, a faulty rule is
 * left out. */
struct detect *detect_create(const struct settings *s,
    struct symbols *symbols, struct faults *f);
void detect_destroy(struct detect *d); /* NULL is fine */

size_t detect_rule_count(const struct detect *d);
const struct rule_info *detect_rule(const struct detect *d, size_t index);
/* Index of the rule of that id or name, or -1. */
int detect_find(const struct detect *d, struct slice id);
/* The row is of the log source that the rule (or one of those that it
 * counts) is written for. */
bool detect_reads(const struct detect *d, size_t rule, const struct batch *b,
    uint32_t row);
/* The rule (or one of those that it counts) reads that column. */
bool detect_uses(const struct detect *d, size_t rule, enum column c);
/* What compiles but is unsafe: a warning for each regular expression that
 * some text makes run away.  Takes a second for thousands of rules. */
void detect_doubt(const struct detect *d, struct faults *f);
/*
 * Calls fn for each rule with a regular expression that gave up on texts
 * which it was held against, so that it did not match: how many different
 * ones, so far.
 */
typedef void lost_fn(const struct detect *d, size_t rule, uint64_t texts,
    void *ctx);
void detect_lost(const struct detect *d, lost_fn *fn, void *ctx);

/*
 * Judges each event row: sets beadle.flags (names of the rules that hold)
 * and beadle.candidates (of those open).  With `whole`, late fields count
 * as they stand and nothing stays open.
 */
void detect_batch(struct detect *d, struct batch *b, bool whole);
/* The same by walking every rule: what tests hold detect_batch to. */
void detect_batch_plainly(struct detect *d, struct batch *b, bool whole);

/* Drops the rows that no rule holds of. */
void detect_keep_flagged(struct batch *b);
/*
 * Says of each row which items of a rule hold: a line each, indented as the
 * rule's condition nests.  A rule of another log source says so.  -1 when the
 * stream failed.
 */
int detect_explain(struct detect *d, const struct batch *b, bool whole,
    size_t rule, FILE *out);

/*
 * Judges a JSON object (fields by name, dots walk into objects) by the
 * rules of its log source, as if every field were known; nothing is mapped.
 * Calls found for each that holds.
 */
void detect_object(struct detect *d, const struct json *object,
    struct slice category, struct slice product, struct slice service,
    void (*found)(size_t rule, void *ctx), void *ctx);

/* A stored flag of a base rule, as a correlation needs it. */
struct hit {
	uint32_t rule; /* index */
	int64_t time;
	int64_t end;
	uint64_t id; /* of the store's, given back */
	/* Fields that correlations group by or count, by name. */
	struct slice (*field)(const struct hit *h, struct slice name);
	const void *row;
};

/* One maximal run of a correlation. */
struct run {
	uint32_t rule; /* index of the correlation */
	int64_t start, end;
	uint64_t events;      /* hits that it rests on */
	const uint64_t *ids;  /* of these hits, in order of time */
};

typedef int run_fn(const struct run *r, void *ctx);

/* The longest timespan of any correlation, in microseconds, and of those
 * that are judged as a window closes: 0 if there are none. */
int64_t detect_longest(const struct detect *d);
int64_t detect_longest_closed(const struct detect *d);
/* Which fields correlations read: names, ending with an empty slice. */
const struct slice *detect_fields(const struct detect *d);
/*
 * Hits in any order; one run for each maximal run and group, rule by rule.
 * A window holds a hit and all within the timespan before it, both ends
 * counted; windows that satisfy gt or gte and share a hit are one run.
 * Conditions with lt, lte, eq, neq or "not" are judged once for each window,
 * which opens at the first hit that no window holds.  -1 as soon as found
 * gives it.
 */
int detect_correlate(struct detect *d, const struct hit *hits, size_t count,
    run_fn *found, void *ctx);

#endif
