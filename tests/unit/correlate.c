/*
 * Correlations on worked cases: exact windows, equal stamps, any order of
 * arrival, midnight, groups, and what a run is.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "detect/detect.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-correlate-XXXXXX";

#define RULE(name)                                                  \
	"title: " name "\nname: " name "\nlogsource: {category: proxy}\n" \
	"detection: {s: {url.path: " name "}, condition: s}\n"
#define CORRELATION(type, rules, span, condition)                    \
	"title: c\ncorrelation:\n  type: " type "\n  rules: " rules  \
	"\n  group-by: [user.name]\n  timespan: " span               \
	"\n  condition: " condition "\n"

/* A hit of the tests: when, who, what, and the rule's name. */
struct shot {
	double second;
	const char *who, *what, *rule;
};

static struct slice
field(const struct hit *h, struct slice name)
{
	const struct shot *s = h->row;

	if (slice_equal(name, SLICE("user.name")))
		return slice_of(s->who);
	if (slice_equal(name, SLICE("host.name")) ||
	    slice_equal(name, SLICE("http.response.bytes")))
		return slice_of(s->what);
	return SLICE("");
}

static struct buffer runs;

static int64_t zero; /* the second 0 of the case at hand */

static int
note(const struct run *r, void *ctx)
{
	const struct detect *d = ctx;
	struct slice name = detect_rule(d, r->rule)->name;
	uint64_t i;

	buffer_printf(&runs, "%s%.*s %g-%g:", runs.len > 0 ? "; " : "",
	    SLICE_ARG(name), (double)(r->start - zero) / 1e6,
	    (double)(r->end - zero) / 1e6);
	for (i = 0; i < r->events; i++)
		buffer_printf(&runs, "%s%llu", i == 0 ? "" : ",",
		    (unsigned long long)r->ids[i]);
	return 0;
}

static void
write_rules(const char *rules)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof path, "%s/c.yml", folder);
	if ((out = fopen(path, "w")) == NULL)
		exit(1);
	fputs(rules, out);
	fclose(out);
}

/* Judges the shots in the order given, or from the last to the first. */
static const char *
correlate(const char *rules, const struct shot *shots, size_t count,
    bool backwards)
{
	struct faults faults;
	struct settings *s;
	struct symbols *symbols = symbols_create();
	struct detect *d;
	struct hit hits[64];
	static char text[1024];
	size_t i;

	write_rules(rules);
	faults_init(&faults);
	s = settings_of_rules(folder, &faults);
	d = detect_create(s, symbols, &faults);
	for (i = 0; i < count; i++) {
		const struct shot *shot =
		    &shots[backwards ? count - 1 - i : i];
		const char *rule = shot->rule == NULL ? "hit" : shot->rule;
		int64_t t = zero + (int64_t)(shot->second * 1e6);

		hits[i] = (struct hit){ (uint32_t)detect_find(d,
					    slice_of(rule)),
			t, t, (uint64_t)(shot - shots) + 1, field, shot };
	}
	buffer_init(&runs, BUFFER_LARGEST);
	detect_correlate(d, hits, count, note, d);
	snprintf(text, sizeof text, "%.*s", SLICE_ARG(buffer_slice(&runs)));
	buffer_finish(&runs);
	if (faults.errors > 0) {
		faults_print(&faults, stdout);
		snprintf(text, sizeof text, "faults");
	}
	detect_destroy(d);
	settings_destroy(s);
	symbols_destroy(symbols);
	faults_finish(&faults);
	return text;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS(rules, shots, wanted, name)                                   \
	do {                                                             \
		is_text(correlate(rules, shots, COUNT(shots), false),    \
		    wanted, name);                                       \
		is_text(correlate(rules, shots, COUNT(shots), true),     \
		    wanted, name ", whatever the order");                \
	} while (0)

static const char three[] = CORRELATION("event_count", "[hit]", "10m",
    "{gte: 3}") "---\n" RULE("hit");

static void
test_event_count(void)
{
	static const struct shot exact[] = { { 0, "a", "", NULL },
		{ 300, "a", "", NULL }, { 600, "a", "", NULL } };
	static const struct shot late[] = { { 0, "a", "", NULL },
		{ 300, "a", "", NULL }, { 600.000001, "a", "", NULL } };
	static const struct shot equal[] = { { 5, "a", "", NULL },
		{ 5, "a", "", NULL }, { 5, "a", "", NULL } };
	static const struct shot people[] = { { 0, "a", "", NULL },
		{ 1, "b", "", NULL }, { 2, "a", "", NULL },
		{ 3, "b", "", NULL }, { 4, "b", "", NULL } };
	static const struct shot nobody[] = { { 0, "", "", NULL },
		{ 1, "", "", NULL }, { 2, "", "", NULL } };

	IS(three, exact, "c 0-600:1,2,3", "both ends of the window count");
	IS(three, late, "", "a microsecond more does not");
	IS(three, equal, "c 5-5:1,2,3", "equal stamps count each");
	IS(three, people, "c 1-4:2,4,5", "each group by itself");
	IS(three, nobody, "c 0-2:1,2,3", "a missing field is a group");
}

static void
test_runs(void)
{
	static const struct shot run[] = { { 0, "a", "", NULL },
		{ 200, "a", "", NULL }, { 400, "a", "", NULL },
		{ 650, "a", "", NULL }, { 800, "a", "", NULL },
		{ 1390, "a", "", NULL }, { 1395, "a", "", NULL },
		{ 9000, "a", "", NULL } };
	static const struct shot apart[] = { { 0, "a", "", NULL },
		{ 1, "a", "", NULL }, { 2, "a", "", NULL },
		{ 700, "a", "", NULL }, { 701, "a", "", NULL },
		{ 702, "a", "", NULL } };

	IS(three, run, "c 0-1395:1,2,3,4,5,6,7",
	    "windows that share a hit are one run");
	IS(three, apart, "c 0-2:1,2,3; c 700-702:4,5,6",
	    "windows that share none are two");
	zero = INT64_C(1760482800) * 1000000 + INT64_C(3500) * 1000000;
	IS(three, run, "c 0-1395:1,2,3,4,5,6,7", "midnight is no border");
	zero = 0;
}

static void
test_bounds(void)
{
	static const struct shot four[] = { { 0, "a", "", NULL },
		{ 10, "a", "", NULL }, { 60, "a", "", NULL },
		{ 100, "a", "", NULL } };
	static const char few[] = CORRELATION("event_count", "[hit]", "1m",
	    "{lt: 3}") "---\n" RULE("hit");
	static const char exactly[] = CORRELATION("event_count", "[hit]", "1m",
	    "{eq: 3}") "---\n" RULE("hit");
	static const char other[] = CORRELATION("event_count", "[hit]", "1m",
	    "{neq: 3}") "---\n" RULE("hit");
	static const char more[] = CORRELATION("event_count", "[hit]", "1m",
	    "{gt: 3}") "---\n" RULE("hit");
	static const char between[] = CORRELATION("event_count", "[hit]", "1m",
	    "{gte: 1, lte: 2}") "---\n" RULE("hit");

	IS(few, four, "c 100-100:4", "lt is judged as a window closes");
	IS(exactly, four, "c 0-60:1,2,3", "so is eq");
	IS(other, four, "c 100-100:4", "so is neq");
	IS(more, four, "", "gt is more than");
	IS(between, four, "c 100-100:4", "two bounds hold both");
}

static void
test_values(void)
{
	static const struct shot hosts[] = { { 0, "a", "h1", NULL },
		{ 10, "a", "h2", NULL }, { 20, "a", "h1", NULL },
		{ 30, "a", "", NULL }, { 40, "a", "h3", NULL } };
	static const struct shot same[] = { { 0, "a", "h1", NULL },
		{ 10, "a", "h1", NULL }, { 20, "a", "h1", NULL } };
	static const struct shot moved[] = { { 0, "a", "h1", NULL },
		{ 400, "a", "h2", NULL }, { 800, "a", "h3", NULL } };
	static const char distinct[] = CORRELATION("value_count", "[hit]",
	    "10m", "{gte: 3, field: host.name}") "---\n" RULE("hit");
	static const struct shot bytes[] = { { 0, "a", "10", NULL },
		{ 10, "a", "20", NULL }, { 20, "a", "60", NULL },
		{ 30, "a", "none", NULL } };
	static const char sum[] = CORRELATION("value_sum", "[hit]", "10m",
	    "{gte: 90, field: http.response.bytes}") "---\n" RULE("hit");
	static const char mean[] = CORRELATION("value_avg", "[hit]", "10m",
	    "{gte: 30, field: http.response.bytes}") "---\n" RULE("hit");
	static const char median[] = CORRELATION("value_median", "[hit]",
	    "10m", "{eq: 20, field: http.response.bytes}") "---\n" RULE("hit");
	static const char most[] = CORRELATION("value_percentile", "[hit]",
	    "10m", "{gt: 50, field: http.response.bytes, percentile: 90}")
	    "---\n" RULE("hit");

	IS(distinct, hosts, "c 0-40:1,2,3,4,5", "distinct values are counted");
	IS(distinct, same, "", "the same value is one");
	IS(distinct, moved, "", "in the window, not over all");
	IS(sum, bytes, "c 0-30:1,2,3,4", "a sum leaves out what is no number");
	IS(mean, bytes, "c 0-30:1,2,3,4", "a mean");
	IS(median, bytes, "c 0-30:1,2,3,4", "a median");
	IS(most, bytes, "c 0-30:1,2,3,4", "a percentile");
}

static void
test_temporal(void)
{
	static const struct shot shots[] = { { 0, "a", "", "two" },
		{ 50, "a", "", "one" }, { 90, "a", "", "two" },
		{ 200, "b", "", "one" } };
	static const struct shot turned[] = { { 0, "a", "", "two" },
		{ 50, "a", "", "one" } };
	static const char both[] = CORRELATION("temporal", "[one, two]", "1m",
	    "{gte: 2}") "---\n" RULE("one") "---\n" RULE("two");
	static const char order[] = CORRELATION("temporal_ordered",
	    "[one, two]", "1m", "{gte: 2}") "---\n" RULE("one") "---\n"
	    RULE("two");
	static const char without[] = CORRELATION("temporal", "[one, two]",
	    "1m", "one and not two") "---\n" RULE("one") "---\n" RULE("two");

	IS(both, shots, "c 0-90:1,2,3", "all rules within the span");
	IS(order, shots, "c 50-90:2,3", "in their order");
	IS(order, turned, "", "not the other way round");
	IS(without, shots, "c 200-200:4", "one without the other");
}

static void
test_chain(void)
{
	static const struct shot shots[] = { { 0, "a", "", "hit" },
		{ 10, "a", "", "hit" }, { 20, "a", "", "hit" },
		{ 30, "a", "", "two" }, { 40, "b", "", "two" } };
	static const char chain[] =
	    "title: c\ncorrelation:\n  type: temporal_ordered\n"
	    "  rules: [many, two]\n  group-by: [user.name]\n  timespan: 1h\n"
	    "---\n"
	    "title: many\nname: many\ncorrelation:\n  type: event_count\n"
	    "  rules: [hit]\n  group-by: [user.name]\n  timespan: 1m\n"
	    "  condition: {gte: 3}\n---\n" RULE("hit") "---\n" RULE("two");
	static const char ring[] =
	    "title: c\ncorrelation: {type: temporal, rules: [d, c], "
	    "timespan: 1h}\n---\ntitle: d\nname: d\n"
	    "correlation: {type: temporal, rules: [c], timespan: 1h, "
	    "generate: true}\n---\n" RULE("hit");

	IS(chain, shots, "c 20-30:1,2,3,4",
	    "a correlation of a correlation; the inner one is silent");
	is_text(correlate(ring, shots, 0, false), "faults",
	    "a ring is a fault");
}

int
main(void)
{
	char path[256];

	if (mkdtemp(folder) == NULL)
		return 1;
	test_event_count();
	test_runs();
	test_bounds();
	test_values();
	test_temporal();
	test_chain();
	snprintf(path, sizeof path, "%s/c.yml", folder);
	unlink(path);
	rmdir(folder);
	return done_testing();
}
