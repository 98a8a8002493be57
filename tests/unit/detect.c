/*
 * The rule engine: what is open stays open, rules say nothing before their
 * day, faults name their line, and the quick way judges as the plain one.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "detect/detect.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-detect-XXXXXX";

static void
put_file(const char *name, const char *text)
{
	char path[512];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if ((out = fopen(path, "w")) == NULL)
		exit(1);
	fputs(text, out);
	fclose(out);
}

static void
drop_file(const char *name)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	unlink(path);
}

struct bench {
	struct faults faults;
	struct settings *settings;
	struct symbols *symbols;
	struct detect *detect;
	struct batch *batch;
};

static void
open_bench(struct bench *b)
{
	faults_init(&b->faults);
	b->settings = settings_of_rules(folder, &b->faults);
	b->symbols = symbols_create();
	b->detect = detect_create(b->settings, b->symbols, &b->faults);
	b->batch = batch_create(b->symbols);
}

static void
close_bench(struct bench *b)
{
	batch_destroy(b->batch);
	detect_destroy(b->detect);
	symbols_destroy(b->symbols);
	settings_destroy(b->settings);
	faults_finish(&b->faults);
}

static uint32_t
web_row(struct batch *b, const char *account, const char *role)
{
	uint32_t row = batch_add(b);

	batch_set_text(b, row, COL_DATASET, SLICE("squid.access"));
	batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
	batch_set_text(b, row, COL_ACCOUNT, slice_of(account));
	batch_set_text(b, row, COL_ROLE, slice_of(role));
	batch_set_number(b, row, COL_START, 1);
	return row;
}

static const char *
text_of(const struct batch *b, uint32_t row, enum column c)
{
	static char out[256];
	struct slice s = batch_text(b, row, c);

	snprintf(out, sizeof out, "%.*s", SLICE_ARG(s));
	return out;
}

static const char games[] =
    "title: games\n"
    "taxonomy: ecs\n"
    "logsource: {category: proxy}\n"
    "detection:\n"
    "  site: {beadle.category: games}\n"
    "  who: {beadle.role: pupil}\n"
    "  condition: site and who\n";
static const char others[] =
    "title: no staff\n"
    "taxonomy: ecs\n"
    "logsource: {category: proxy}\n"
    "detection:\n"
    "  site: {beadle.category: games}\n"
    "  staff: {beadle.role: staff}\n"
    "  condition: site and not staff\n";

static void
test_open(void)
{
	struct bench t;
	uint32_t nobody, pupil, staff, other;

	put_file("games.yml", games);
	put_file("others.yml", others);
	open_bench(&t);
	is_int((int64_t)t.faults.errors, 0, "good rules have no faults");
	nobody = web_row(t.batch, "", "");
	pupil = web_row(t.batch, "24amarsh", "pupil");
	staff = web_row(t.batch, "jhollis", "staff");
	other = web_row(t.batch, "", "");
	batch_set_text(t.batch, nobody, COL_CATEGORY, SLICE("games"));
	batch_set_text(t.batch, pupil, COL_CATEGORY, SLICE("Games"));
	batch_set_text(t.batch, staff, COL_CATEGORY, SLICE("games"));
	batch_set_text(t.batch, other, COL_CATEGORY, SLICE("news"));
	detect_batch(t.detect, t.batch, false);
	is_text(text_of(t.batch, nobody, COL_FLAGS), "",
	    "without an account nothing holds yet");
	is_text(text_of(t.batch, nobody, COL_CANDIDATES), "games others",
	    "what hangs on who it was is open");
	is_text(text_of(t.batch, pupil, COL_FLAGS), "games others",
	    "with one it is judged at once");
	is_text(text_of(t.batch, staff, COL_FLAGS), "", "not a pupil");
	is_text(text_of(t.batch, staff, COL_CANDIDATES), "", "that is final");
	is_text(text_of(t.batch, other, COL_CANDIDATES), "",
	    "false on the rest is final");
	detect_batch(t.detect, t.batch, true);
	is_text(text_of(t.batch, nobody, COL_FLAGS), "others",
	    "judged whole, what is unknown is absent");
	is_text(text_of(t.batch, nobody, COL_CANDIDATES), "",
	    "and nothing stays open");
	close_bench(&t);
	drop_file("games.yml");
	drop_file("others.yml");
}

static void
test_case(void)
{
	static const char rule[] =
	    "title: t\nlogsource: {category: proxy}\ndetection:\n"
	    "  a: {url.path: 'ÀŁÑΩЖӀԜ?z'}\n  condition: a\n";
	static const char *const mixed[] = {
		"àłñωжӏԝéZ",
		"ÀŁñΩЖӀԜxZ",
		"àłñωжӏԝZ",
		"alnwxxwéz",
	};
	struct bench t;
	uint32_t row;

	put_file("case.yml", rule);
	open_bench(&t);
	for (row = 0; row < 4; row++) {
		web_row(t.batch, "24amarsh", "pupil");
		batch_set_text(t.batch, row, COL_PATH, slice_of(mixed[row]));
	}
	detect_batch(t.detect, t.batch, true);
	is_text(text_of(t.batch, 0, COL_FLAGS), "case",
	    "case is folded beyond ASCII");
	is_text(text_of(t.batch, 1, COL_FLAGS), "case", "in every mixture");
	is_text(text_of(t.batch, 2, COL_FLAGS), "", "? is one character");
	is_text(text_of(t.batch, 3, COL_FLAGS), "", "accents count");
	close_bench(&t);
	drop_file("case.yml");
}

/* Public rules name one channel's service in two ways. */
static void
test_service(void)
{
	struct bench t;
	uint32_t row;

	put_file("bus.yml", "title: t\nlogsource: {product: windows, "
	    "service: microsoft-servicebus-client}\n"
	    "detection: {s: {EventID: 40300}, condition: s}\n");
	put_file("short.yml", "title: t\nlogsource: {product: windows, "
	    "service: servicebus-client}\n"
	    "detection: {s: {EventID: 40300}, condition: s}\n");
	put_file("other.yml", "title: t\nlogsource: {product: windows, "
	    "service: microsoft-security}\n"
	    "detection: {s: {EventID: 40300}, condition: s}\n");
	open_bench(&t);
	row = batch_add(t.batch);
	batch_set_text(t.batch, row, COL_WIN_CHANNEL,
	    SLICE("Microsoft-ServiceBus-Client/Operational"));
	batch_set_text(t.batch, row, COL_CODE, SLICE("40300"));
	batch_set_text(t.batch, row, COL_NATIVE, SLICE("{\"EventID\":40300}"));
	detect_batch(t.detect, t.batch, true);
	is_text(text_of(t.batch, row, COL_FLAGS), "bus short",
	    "both names of a service are its own");
	close_bench(&t);
	drop_file("bus.yml");
	drop_file("short.yml");
	drop_file("other.yml");
}

static void
test_state_rows(void)
{
	struct bench t;
	uint32_t row;

	put_file("games.yml", games);
	open_bench(&t);
	row = web_row(t.batch, "24amarsh", "pupil");
	batch_set_text(t.batch, row, COL_CATEGORY, SLICE("games"));
	batch_set_text(t.batch, row, COL_EVENT_KIND, SLICE("state"));
	batch_set_text(t.batch, row, COL_FLAGS, SLICE("stale"));
	detect_batch(t.detect, t.batch, true);
	is_text(text_of(t.batch, row, COL_FLAGS), "",
	    "state rows are not judged, and old flags go");
	close_bench(&t);
	drop_file("games.yml");
}

/* The fault's line and text, of the only file there is, and how many of its
 * rules are left. */
static void
has_fault(const char *rule, size_t left, int line, const char *part,
    const char *name)
{
	struct bench t;
	bool found = false;
	size_t i;

	put_file("faulty.yml", rule);
	open_bench(&t);
	for (i = 0; i < t.faults.count; i++) {
		const struct fault *f = &t.faults.list[i];

		found = found ||
		    (f->line == line &&
			slice_contains(f->text, slice_of(part)));
	}
	ok(found && detect_rule_count(t.detect) == left, name);
	if (!found)
		faults_print(&t.faults, stdout);
	close_bench(&t);
	drop_file("faulty.yml");
}

static void
faulty(const char *rule, int line, const char *part, const char *name)
{
	has_fault(rule, 0, line, part, name);
}

#define HEAD                               \
	"title: t\n"                       \
	"taxonomy: ecs\n"                  \
	"logsource: {category: proxy}\n"   \
	"detection:\n"

static void
test_faults(void)
{
	faulty(HEAD "  s:\n    user.name|sounds: x\n  condition: s\n", 6,
	    "unknown modifier sounds", "an unknown modifier has its line");
	faulty(HEAD "  s:\n    user.nick: x\n  condition: s\n", 6,
	    "no event has a field", "so has an unknown field");
	faulty(HEAD "  s:\n    url.path|re: '(['\n  condition: s\n", 6,
	    "regular expression", "so has a bad regular expression");
	faulty(HEAD "  s:\n    source.ip|cidr: home\n  condition: s\n", 6,
	    "is not a network", "so has a bad network");
	faulty(HEAD "  s:\n    url.path: x\n  condition: s and t\n", 7,
	    "names t", "so has a condition that names nothing");
	faulty(HEAD "  s:\n    url.path: x\n  condition: (s\n", 7,
	    "bracket", "so has an open bracket");
	faulty(HEAD "  s:\n    user.name|expand: '%pets%'\n  condition: s\n",
	    6, "pets", "so has a list that is not there");
	faulty("title: t\nid: none\nlogsource: {category: proxy}\n"
	       "detection: {s: {a: b}, condition: s}\n",
	    1, "UUID", "an id must be a UUID");
	faulty("title: t\ncorrelation:\n  type: event_count\n  rules: [r]\n"
	       "  timespan: soon\n  condition: {gte: 2}\n",
	    3, "timespan", "a timespan must be one");
	has_fault(HEAD "  s:\n    url.path: x\n"
		       "  condition: s and not 1 of f*\n",
	    1, 7, "nothing fits", "a selector that finds nothing is doubted");
	has_fault("title: t\nlogsource: {category: proxy}\n"
		  "filter: {rules: any, s: {url.path: x}, condition: s}\n",
	    0, 1, "without \"not\"", "so is a filter without not");
}

/* ---- the quick way and the plain one ---- */

static uint32_t seed = 12345;

static uint32_t
chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static const char *const categories[] = { "games", "news", "proxy", "" };
static const char *const kinds[] = { "page", "supporting", "" };
static const char *const roles[] = { "pupil", "staff", "" };
static const char *const accounts[] = { "24amarsh", "jhollis", "", "" };
static const char *const periods[] = { "lesson", "break lesson", "night",
	"" };
static const char *const hosts[] = { "a.example", "b.a.example",
	"203.0.113.7", "" };
static const char *const natives[] = { "", "{}", "no JSON",
	"{\"Image\":\"c:\\\\a.exe\",\"Answer\":42}",
	"{\"Image\":\"D:\\\\b.exe\",\"Tags\":[\"red\",\"Green\"]}",
	"{\"Image\":\"c:\\\\Ägypten.EXE\"}", "{\"Image\":\"Процесс\"}",
	"{\"Answer\":\"42\",\"Tags\":\"re\",\"Image\":null}" };
static const char *const paths[] = { "/", "/browse.php", "/x/y.html", "" };

#define PICK(list) list[chance(sizeof list / sizeof *list)]

static void
random_rows(struct batch *b, uint32_t count)
{
	uint32_t i, row;

	for (i = 0; i < count; i++) {
		row = web_row(b, PICK(accounts), PICK(roles));
		batch_set_text(b, row, COL_CATEGORY,
		    slice_of(PICK(categories)));
		batch_set_text(b, row, COL_KIND, slice_of(PICK(kinds)));
		batch_set_text(b, row, COL_PERIOD, slice_of(PICK(periods)));
		batch_set_text(b, row, COL_DOMAIN_NAME, slice_of(PICK(hosts)));
		batch_set_text(b, row, COL_PATH, slice_of(PICK(paths)));
		batch_set_text(b, row, COL_NATIVE, slice_of(PICK(natives)));
		if (chance(2) == 0)
			batch_set_number(b, row, COL_STATUS,
			    200 + 100 * chance(4));
		if (chance(5) == 0)
			batch_set_text(b, row, COL_DATASET,
			    SLICE("postfix.mail"));
		if (chance(9) == 0)
			batch_set_text(b, row, COL_EVENT_KIND, SLICE("state"));
	}
}

static const char *
random_item(void)
{
	static const char *const items[] = {
		"beadle.category: games",
		"beadle.category: [games, proxy]",
		"beadle.category: null",
		"beadle.kind: page",
		"beadle.role: pupil",
		"beadle.role|exists: true",
		"beadle.role|neq: staff",
		"user.name|exists: false",
		"user.name|startswith: '24'",
		"beadle.period: lesson",
		"beadle.period|re: '^(break|night)$'",
		"url.domain|endswith: .example",
		"url.domain|cidr: 203.0.113.0/24",
		"url.path|contains: browse",
		"c-uri|contains: a.example/",
		"http.response.status_code|gte: 400",
		"http.response.status_code: 200",
		"url.domain|fieldref: url.path",
		"Image|endswith: \\a.exe",
		"Image: ['C:\\A.EXE', 'D:\\b.exe']",
		"Image|re: 'exe$'",
		"Answer: 42",
		"Tags|contains: re",
		"Image|fieldref|contains: Tags",
		"Tags|fieldref|endswith: Answer",
		"Answer|lt: 50",
		"Answer|neq: [41, 42]",
		"Tags|contains|all: [r, e]",
		"Tags|re|i: '^R'",
		"url.domain|cidr: '::/0'",
		"Tags: [red, blue]",
		"Image|startswith|cased: 'C:'",
		"Image|contains: 'ÄGYPTEN'",
		"Image: ['c:\\\\ägypten.exe', 'ПРОЦЕСС']",
		"Image|endswith: 'процЕСС'",
		"'|all': [browse, php]",
		"'|startswith': pup",
	};

	return PICK(items);
}

static void
random_rule(int number)
{
	static const char *const conditions[] = { "a and b", "a or b",
		"a and not b", "not a", "not (a and b) or c", "1 of *",
		"all of them", "a and (b or not c)" };
	char text[1024], name[32];

	snprintf(text, sizeof text,
	    "title: r\nlogsource: {category: proxy}\ndetection:\n"
	    "  a: {%s}\n  b: {%s}\n  c: {%s}\n  condition: %s\n",
	    random_item(), random_item(), random_item(), PICK(conditions));
	snprintf(name, sizeof name, "r%d.yml", number);
	put_file(name, text);
}

static bool
same_text(const struct batch *a, const struct batch *b, enum column c)
{
	uint32_t row;

	for (row = 0; row < batch_rows(a); row++)
		if (!slice_equal(batch_text(a, row, c), batch_text(b, row, c)))
			return false;
	return true;
}

static void
test_quick_and_plain(void)
{
	enum { RULES = 150, ROWS = 3000 };
	struct bench t;
	struct batch *other;
	uint32_t before;
	uint64_t flagged = 0, row;
	char name[32];
	int i;

	for (i = 0; i < RULES; i++)
		random_rule(i);
	open_bench(&t);
	is_int((int64_t)detect_rule_count(t.detect), RULES,
	    "every random rule is one");
	other = batch_create(t.symbols);
	before = seed;
	random_rows(t.batch, ROWS);
	seed = before;
	random_rows(other, ROWS);
	for (i = 0; i < 2; i++) {
		detect_batch(t.detect, t.batch, i == 1);
		detect_batch_plainly(t.detect, other, i == 1);
		ok(same_text(t.batch, other, COL_FLAGS),
		    "the quick way flags as the plain one does");
		ok(same_text(t.batch, other, COL_CANDIDATES),
		    "and leaves the same open");
	}
	for (row = 0; row < ROWS; row++)
		flagged += batch_text(other, (uint32_t)row, COL_FLAGS).len > 0;
	ok(flagged > ROWS / 2, "there was something to flag");
	batch_destroy(other);
	close_bench(&t);
	for (i = 0; i < RULES; i++) {
		snprintf(name, sizeof name, "r%d.yml", i);
		drop_file(name);
	}
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	test_open();
	test_case();
	test_service();
	test_state_rows();
	test_faults();
	test_quick_and_plain();
	rmdir(folder);
	return done_testing();
}
