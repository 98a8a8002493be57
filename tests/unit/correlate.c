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

/* ---- worked cases: each reckoned by hand ---- */

static const char rules_of_cases[] = "---\n" RULE("hit") "---\n" RULE("one")
    "---\n" RULE("two") "---\n" RULE("three");

#define BYTES ", field: http.response.bytes"
#define HOSTS ", field: host.name"

static const struct {
	const char *name, *type, *rules, *span, *condition;
	const char *shots; /* second who what rule; ... */
	const char *wanted;
} cases[] = {
	{ "count: the window is as wide as it says", "event_count", "[hit]",
	    "1m", "{gte: 2}", "0 a; 60 a; 120.000001 a", "c 0-60:1,2" },
	{ "count: a gap of exactly the span joins", "event_count", "[hit]",
	    "1m", "{gte: 2}", "0 a; 60 a; 120 a", "c 0-120:1,2,3" },
	{ "count: one is enough where one is asked for", "event_count",
	    "[hit]", "1m", "{gte: 1}", "0 a; 61 a", "c 0-0:1; c 61-61:2" },
	{ "count: hits of several rules count together", "event_count",
	    "[one, two]", "1m", "{gte: 3}", "0 a - one; 1 a - two; 2 a - one",
	    "c 0-2:1,2,3" },
	{ "count: a range of two bounds, each kept", "event_count", "[hit]",
	    "1m", "{gt: 1, lt: 4}",
	    "0 a; 1 a; 100 a; 101 a; 102 a; 103 a; 300 a", "c 0-1:1,2" },
	{ "count: eq counts what the window held at its end", "event_count",
	    "[hit]", "1m", "{eq: 2}", "0 a; 60 a; 61 a; 121.5 a",
	    "c 0-60:1,2" },
	{ "count: equal stamps at the window's far end", "event_count",
	    "[hit]", "1m", "{gte: 4}", "0 a; 0 a; 60 a; 60 a; 60 a",
	    "c 0-60:1,2,3,4,5" },
	{ "values: the edge holds the third", "value_count", "[hit]", "1m",
	    "{gte: 3" HOSTS "}", "0 a h1; 30 a h2; 60 a h3",
	    "c 0-60:1,2,3" },
	{ "values: past the edge it does not", "value_count", "[hit]", "1m",
	    "{gte: 3" HOSTS "}", "0 a h1; 30 a h2; 60.000001 a h3", "" },
	{ "values: letters' case tells hosts apart", "value_count", "[hit]",
	    "1m", "{gte: 2" HOSTS "}", "0 a h1; 1 a H1", "c 0-1:1,2" },
	{ "values: none of them is no value", "value_count", "[hit]", "1m",
	    "{gte: 1" HOSTS "}", "0 a; 1 a", "" },
	{ "values: fewer than two of them, judged at the end", "value_count",
	    "[hit]", "1m", "{lt: 2" HOSTS "}",
	    "0 a h1; 1 a h1; 90 a h1; 91 a h2", "c 0-1:1,2" },
	{ "values: each group has its own", "value_count", "[hit]", "1m",
	    "{gte: 2" HOSTS "}", "0 a h1; 1 b h2; 2 a h1; 3 b h3",
	    "c 1-3:2,4" },
	{ "sum: reached exactly", "value_sum", "[hit]", "1m",
	    "{gte: 100" BYTES "}", "0 a 40; 60 a 60", "c 0-60:1,2" },
	{ "sum: what left the window is not in it", "value_sum", "[hit]",
	    "1m", "{gte: 100" BYTES "}", "0 a 90; 61 a 60; 62 a 39", "" },
	{ "sum: below nought too", "value_sum", "[hit]", "1m",
	    "{lt: 0" BYTES "}", "0 a 10; 1 a -15", "c 0-1:1,2" },
	{ "sum: tenths come out even", "value_sum", "[hit]", "1m",
	    "{gte: 0.6" BYTES "}", "0 a 0.1; 1 a 0.2; 2 a 0.3",
	    "c 0-2:1,2,3" },
	{ "sum: of nothing is not nought", "value_sum", "[hit]", "1m",
	    "{lte: 0" BYTES "}", "0 a none; 1 a", "" },
	{ "mean: of the window, not of all", "value_avg", "[hit]", "1m",
	    "{gte: 50" BYTES "}", "0 a 10; 61 a 40; 62 a 60",
	    "c 61-62:2,3" },
	{ "mean: of one instant whole, whichever came first", "value_avg",
	    "[hit]", "1m", "{gte: 80" BYTES "}", "5 a 90; 5 a 10", "" },
	{ "mean: equal to the bound", "value_avg", "[hit]", "1m",
	    "{eq: 20" BYTES "}", "0 a 10; 1 a 20; 2 a 30", "c 0-2:1,2,3" },
	{ "median: of an even number lies between", "value_median", "[hit]",
	    "1m", "{gte: 15" BYTES "}", "0 a 10; 1 a 20", "c 0-1:1,2" },
	{ "median: one far out does not move it", "value_median", "[hit]",
	    "1m", "{lt: 4" BYTES "}", "0 a 1; 1 a 3; 2 a 9000",
	    "c 0-2:1,2,3" },
	{ "percentile: the hundredth is the greatest", "value_percentile",
	    "[hit]", "1m", "{gte: 30, percentile: 100" BYTES "}",
	    "0 a 10; 1 a 30; 2 a 20", "c 0-2:1,2,3" },
	{ "percentile: the noughth the least", "value_percentile", "[hit]",
	    "1m", "{eq: 10, percentile: 0" BYTES "}", "0 a 20; 1 a 10; 2 a 30",
	    "c 0-2:1,2,3" },
	{ "percentile: three quarters of five are the fourth",
	    "value_percentile", "[hit]", "1m",
	    "{eq: 40, percentile: 75" BYTES "}",
	    "0 a 10; 1 a 20; 2 a 30; 3 a 40; 4 a 50", "c 0-4:1,2,3,4,5" },
	{ "together: all three, in any order", "temporal",
	    "[one, two, three]", "1m", NULL,
	    "0 a - three; 30 a - one; 60 a - two", "c 0-60:1,2,3" },
	{ "together: past the edge not all", "temporal", "[one, two]", "1m",
	    NULL, "0 a - one; 60.000001 a - two", "" },
	{ "together: one twice is not two", "temporal", "[one, two]", "1m",
	    NULL, "0 a - one; 1 a - one", "" },
	{ "together: of different people it is neither", "temporal",
	    "[one, two]", "1m", NULL, "0 a - one; 1 b - two", "" },
	{ "together: two of three where two are asked for", "temporal",
	    "[one, two, three]", "1m", "{gte: 2}",
	    "0 a - three; 30 a - one", "c 0-30:1,2" },
	{ "together: at the same instant", "temporal", "[one, two]", "1m",
	    NULL, "7 a - two; 7 a - one", "c 7-7:2,1" },
	{ "together: one or another", "temporal", "[one, two, three]", "1m",
	    "one and (two or three)", "0 a - one; 1 a - three", "c 0-1:1,2" },
	{ "together: the third before spoils it", "temporal",
	    "[one, two, three]", "1m", "one and two and not three",
	    "0 a - three; 1 a - one; 2 a - two", "" },
	{ "together: and so does the third behind", "temporal",
	    "[one, two, three]", "1m", "one and two and not three",
	    "0 a - one; 1 a - two; 60 a - three", "" },
	{ "together: but not one of another window", "temporal",
	    "[one, two, three]", "1m", "one and two and not three",
	    "0 a - one; 1 a - two; 61 a - three", "c 0-1:1,2" },
	{ "in order: the order of the list", "temporal_ordered",
	    "[two, one]", "1m", NULL, "0 a - two; 60 a - one",
	    "c 0-60:1,2" },
	{ "in order: the first again, and behind it the second",
	    "temporal_ordered", "[one, two]", "1m", NULL,
	    "0 a - two; 10 a - one; 20 a - two", "c 0-20:1,2,3" },
	{ "in order: at the same instant the list's order holds",
	    "temporal_ordered", "[two, one]", "1m", NULL,
	    "7 a - one; 7 a - two", "c 7-7:2,1" },
	{ "in order: three with others between", "temporal_ordered",
	    "[one, two, three]", "1m", NULL,
	    "0 a - one; 1 a - three; 2 a - two; 3 a - one; 4 a - three",
	    "c 0-4:1,2,3,4,5" },
	{ "in order: the first has left the window", "temporal_ordered",
	    "[one, two, three]", "1m", NULL,
	    "0 a - one; 50 a - two; 61 a - three", "" },
	{ "a day's span", "event_count", "[hit]", "1d", "{gte: 2}",
	    "0 a; 86400 a; 172801 a", "c 0-86400:1,2" },
};

/* "0 a h1 one; 5 b": the shots of a case. */
static size_t
read_shots(const char *text, struct shot *shots, char *room)
{
	size_t n = 0;
	char *at = room, *end, *words[4];
	int k;

	for (memcpy(room, text, strlen(text) + 1); at != NULL; at = end) {
		if ((end = strchr(at, ';')) != NULL)
			*end++ = '\0';
		for (k = 0; k < 4; k++) {
			at += strspn(at, " ");
			words[k] = at;
			at += strcspn(at, " ");
			if (*at != '\0')
				*at++ = '\0';
		}
		shots[n++] = (struct shot){ strtod(words[0], NULL), words[1],
			strcmp(words[2], "-") == 0 ? "" : words[2],
			words[3][0] == '\0' ? NULL : words[3] };
	}
	return n;
}

static void
test_cases(void)
{
	/* The second 0 of a case: at noon, and just before midnight. */
	static const int64_t zeros[] = { INT64_C(1791806400),
		INT64_C(1791849599) };
	struct shot shots[16];
	char rules[1024], room[256], name[160];
	size_t i, z, count;
	int back;

	for (i = 0; i < COUNT(cases); i++) {
		snprintf(rules, sizeof rules,
		    "title: c\ncorrelation:\n  type: %s\n  rules: %s\n"
		    "  group-by: [user.name]\n  timespan: %s\n%s%s\n%s",
		    cases[i].type, cases[i].rules, cases[i].span,
		    cases[i].condition == NULL ? "" : "  condition: ",
		    cases[i].condition == NULL ? "" : cases[i].condition,
		    rules_of_cases);
		count = read_shots(cases[i].shots, shots, room);
		for (z = 0; z < 2; z++)
			for (back = 0; back < 2; back++) {
				zero = zeros[z] * 1000000;
				snprintf(name, sizeof name, "%s%s%s",
				    cases[i].name,
				    z == 0 ? "" : ", over midnight",
				    back == 0 ? "" : ", come in backwards");
				is_text(correlate(rules, shots, count,
				    back == 1), cases[i].wanted, name);
			}
	}
	zero = 0;
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
	test_cases();
	snprintf(path, sizeof path, "%s/c.yml", folder);
	unlink(path);
	rmdir(folder);
	return done_testing();
}
