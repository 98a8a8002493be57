/*
 * What each kind of item makes of each kind of value, at the edges: each
 * case is judged as a JSON object, as a row by walking the rule, and as a row
 * by the quick way.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "detect/detect.h"

#include "../tap.h"

struct edge {
	const char *item; /* below "s:" */
	const char *event;
	bool holds;
};

static const struct edge edges[] = {
	/* Numbers and texts are equal as texts or as numbers. */
	{ "a: 4624", "{\"a\":4624}", true },
	{ "a: 4624", "{\"a\":\"4624\"}", true },
	{ "a: '4624'", "{\"a\":4624}", true },
	{ "a: 4624", "{\"a\":4624.0}", true },
	{ "a: 4624", "{\"a\":\"4624 \"}", false },
	{ "a: 4624", "{\"a\":46240}", false },
	{ "a: [4624, 4625]", "{\"a\":\"4625\"}", true },
	{ "a: 1.5", "{\"a\":\"1.50\"}", true },
	{ "a: '0.1'", "{\"a\":0.1}", true },
	{ "a: '0.30000000000000004'", "{\"a\":0.30000000000000004}", true },
	{ "a: -1", "{\"a\":\"-1\"}", true },
	{ "a: 10", "{\"a\":\"ten\"}", false },
	{ "a: 16", "{\"a\":\"0x10\"}", false },
	{ "a: '0x10'", "{\"a\":\"0X10\"}", true },
	{ "a: '1'", "{\"a\":true}", false },
	{ "a|startswith: 46", "{\"a\":4624}", false }, /* refused */
	{ "a|startswith: '46'", "{\"a\":4624}", true },
	{ "a|contains: '62'", "{\"a\":[1,4624]}", true },
	{ "a: 9007199254740993", "{\"a\":9007199254740993}", true },
	{ "a: '-9214364837600034816'", "{\"a\":-9214364837600034816}", true },
	/* Truth values. */
	{ "a: true", "{\"a\":true}", true },
	{ "a: true", "{\"a\":\"True\"}", true },
	{ "a: 'true'", "{\"a\":true}", true },
	{ "a: false", "{\"a\":false}", true },
	{ "a: false", "{}", false },
	{ "a: true", "{\"a\":1}", false },
	{ "a: true", "{\"a\":[false,true]}", true },
	/* Nothing, and nothing at all. */
	{ "a: null", "{}", true },
	{ "a: null", "{\"a\":null}", true },
	{ "a: null", "{\"a\":\"\"}", false },
	{ "a: null", "{\"a\":0}", false },
	{ "a: []", "{}", true },
	{ "a: ''", "{\"a\":\"\"}", true },
	{ "a: ''", "{}", false },
	{ "a: ''", "{\"a\":null}", false },
	{ "a: ''", "{\"a\":\" \"}", false },
	{ "a: ['', x]", "{\"a\":\"\"}", true },
	{ "a: '*'", "{\"a\":\"\"}", true },
	{ "a: '*'", "{\"a\":null}", false },
	{ "a: '*'", "{}", false },
	{ "a: '?*'", "{\"a\":\"\"}", false },
	{ "a: '?*'", "{\"a\":7}", true },
	{ "a|contains: ''", "{\"a\":\"x\"}", true },
	{ "a|contains: ''", "{}", false },
	{ "a|exists: true", "{\"a\":\"\"}", true },
	{ "a|exists: true", "{\"a\":null}", true },
	{ "a|exists: true", "{\"a\":{}}", true },
	{ "a|exists: true", "{\"a\":[]}", true },
	{ "a|exists: true", "{\"A\":1}", false },
	{ "a|exists: false", "{\"a\":null}", false },
	{ "a|exists: false", "{\"a\":{\"b\":1}}", false },
	{ "a|exists: false", "{\"b\":1}", true },
	{ "a: null", "{\"a\":{\"b\":1}}", false },
	/* The case of values never counts, that of names does. */
	{ "a: WhoAmI", "{\"a\":\"wHOaMi\"}", true },
	{ "a: WhoAmI", "{\"A\":\"whoami\"}", false },
	{ "a|cased: WhoAmI", "{\"a\":\"WhoAmI\"}", true },
	{ "a|cased: WhoAmI", "{\"a\":\"whoami\"}", false },
	{ "a|contains|cased: oA", "{\"a\":\"WhoAmI\"}", true },
	{ "a|cased|contains: oa", "{\"a\":\"WhoAmI\"}", false },
	{ "a|endswith|cased: [MI, mI]", "{\"a\":\"WhoAmI\"}", true },
	{ "a|cased: 'Who*'", "{\"a\":\"who\"}", false },
	/* Wildcards and backslashes. */
	{ "a: 'c:\\w\\*'", "{\"a\":\"C:\\\\w*\"}", true },
	{ "a: 'c:\\w\\*'", "{\"a\":\"C:\\\\w\\\\x\"}", false },
	{ "a: 'c:\\w\\\\*'", "{\"a\":\"C:\\\\w\\\\x\"}", true },
	{ "a: 'c:\\w\\\\*'", "{\"a\":\"C:\\\\w\"}", false },
	{ "a: 'c:\\w\\\\\\*'", "{\"a\":\"C:\\\\w\\\\*\"}", true },
	{ "a: 'c:\\\\w'", "{\"a\":\"c:\\\\w\"}", true },
	{ "a: 'c:\\\\\\\\w'", "{\"a\":\"c:\\\\\\\\w\"}", true },
	{ "a|endswith: '\\'", "{\"a\":\"c:\\\\\"}", true },
	{ "a|endswith: '\\cmd.exe'", "{\"a\":\"C:\\\\x\\\\CMD.EXE\"}", true },
	{ "a|endswith: '\\cmd.exe'", "{\"a\":\"cmd.exe\"}", false },
	{ "a: 'x\\?'", "{\"a\":\"x?\"}", true },
	{ "a: 'x\\?'", "{\"a\":\"xy\"}", false },
	{ "a: 'x?z'", "{\"a\":\"x\\nz\"}", true },
	{ "a: 'x?z'", "{\"a\":\"xz\"}", false },
	{ "a: 'x*z'", "{\"a\":\"x\\r\\n\\tz\"}", true },
	{ "a|contains: 'b?d*f'", "{\"a\":\"abcdeefg\"}", true },
	{ "a|startswith: '*b'", "{\"a\":\"ab\"}", true },
	{ "a|contains: '*'", "{\"a\":\"\"}", true },
	{ "a: '*a*a*a*b'", "{\"a\":\"aaaaaaaaaab\"}", true },
	{ "a: '*a*a*a*b'", "{\"a\":\"aaaaaaaaaac\"}", false },
	{ "a: \"x\\ty\"", "{\"a\":\"x\\ty\"}", true },
	{ "a: 'x '", "{\"a\":\"x\"}", false },
	/* Lists on either side. */
	{ "a: [x, y]", "{\"a\":[\"z\",\"Y\"]}", true },
	{ "a|contains|all: [x, y]", "{\"a\":\"-y-x-\"}", true },
	{ "a|contains|all: [x, y]", "{\"a\":\"-x-\"}", false },
	{ "a|contains|all: [x, y]", "{\"a\":[\"ax\",\"ay\"]}", true },
	{ "a|all: [x*, '*y']", "{\"a\":\"xy\"}", true },
	{ "a|re|all: ['^x', 'y$']", "{\"a\":\"x-y\"}", true },
	{ "a: x", "{\"a\":[[\"w\"],[\"x\"]]}", true },
	{ "a: x", "{\"a\":[]}", false },
	{ "a: 1", "{\"a\":[\"0\",1]}", true },
	{ "a: x", "{\"a\":[{\"a\":\"x\"}]}", false },
	/* neq turns the whole item round. */
	{ "a|neq: x", "{\"a\":\"y\"}", true },
	{ "a|neq: x", "{\"a\":\"X\"}", false },
	{ "a|neq: [x, y]", "{\"a\":\"y\"}", false },
	{ "a|neq: x", "{}", true },
	{ "a|neq: x", "{\"a\":[\"x\",\"y\"]}", false },
	{ "a|contains|neq: x", "{\"a\":\"axe\"}", false },
	{ "a|neq: 4624", "{\"a\":\"4624\"}", false },
	{ "a|neq: null", "{\"a\":1}", true },
	{ "a|neq: null", "{}", false },
	{ "a|fieldref|neq: b", "{\"a\":\"x\",\"b\":\"y\"}", true },
	{ "a|fieldref|neq: b", "{\"a\":\"x\",\"b\":\"X\"}", false },
	{ "a|re|neq: '^x'", "{\"a\":\"xy\"}", false },
	{ "a|cidr|neq: 192.0.2.0/24", "{\"a\":\"198.51.100.1\"}", true },
	{ "a|contains|all|neq: [x, y]", "{\"a\":\"x\"}", true },
	{ "a|contains|all|neq: [x, y]", "{\"a\":\"xy\"}", false },
	/* Numbers compared. */
	{ "a|gt: 9", "{\"a\":\"10\"}", true },
	{ "a|gt: 9", "{\"a\":10}", true },
	{ "a|gt: 9", "{\"a\":9}", false },
	{ "a|gte: 9", "{\"a\":9.0}", true },
	{ "a|lt: 9", "{\"a\":-9}", true },
	{ "a|lt: 9", "{}", false },
	{ "a|lt: 9", "{\"a\":null}", false },
	{ "a|lt: 9", "{\"a\":\"\"}", false },
	{ "a|lte: 9", "{\"a\":\"nine\"}", false },
	{ "a|lt: 9", "{\"a\":true}", false },
	{ "a|gte: 2.5", "{\"a\":\"2.5\"}", true },
	{ "a|gt: 5", "{\"a\":[1,6]}", true },
	{ "a|gt: 5", "{\"a\":\" 6\"}", false },
	{ "a|gt: 5", "{\"a\":\"1e1\"}", true },
	/* Networks. */
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"192.0.2.255\"}", true },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"192.0.3.0\"}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"192.0.2\"}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"192.0.2.1:80\"}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"-\"}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":\"\"}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":3221225985}", false },
	{ "a|cidr: 192.0.2.0/24", "{\"a\":[\"x\",\"192.0.2.9\"]}", true },
	{ "a|cidr: 192.0.2.1/32", "{\"a\":\"192.0.2.1\"}", true },
	{ "a|cidr: 0.0.0.0/0", "{\"a\":\"203.0.113.1\"}", true },
	{ "a|cidr: '::1/128'", "{\"a\":\"0:0:0:0:0:0:0:1\"}", true },
	{ "a|cidr: '2001:db8::/32'", "{\"a\":\"2001:DB8::7\"}", true },
	{ "a|cidr: 'fe80::/10'", "{\"a\":\"fe80::1%eth0\"}", true },
	{ "a|cidr: '2001:db8::/32'", "{\"a\":\"192.0.2.1\"}", false },
	{ "a|cidr: [192.0.2.0/24, '2001:db8::/32']",
	    "{\"a\":\"2001:db8::\"}", true },
	/* Regular expressions. */
	{ "a|re: 'b.d'", "{\"a\":\"abcde\"}", true },
	{ "a|re: 'B.D'", "{\"a\":\"abcde\"}", false },
	{ "a|re|i: 'B.D'", "{\"a\":\"abcde\"}", true },
	{ "a|re: '(?i)B.D'", "{\"a\":\"abcde\"}", true },
	{ "a|re: '^b'", "{\"a\":\"a\\nb\"}", false },
	{ "a|re|m: '^b'", "{\"a\":\"a\\nb\"}", true },
	{ "a|re: 'a.b'", "{\"a\":\"a\\nb\"}", false },
	{ "a|re|s: 'a.b'", "{\"a\":\"a\\nb\"}", true },
	{ "a|re|i|m|s: '^B.C$'", "{\"a\":\"a\\nb\\nc\\nd\"}", true },
	{ "a|re: '^46\\d+$'", "{\"a\":4624}", true },
	{ "a|re: '^$'", "{\"a\":\"\"}", true },
	{ "a|re: '.*'", "{}", false },
	{ "a|re: '^\\\\\\\\x'", "{\"a\":\"\\\\\\\\x\"}", true },
	{ "a|re: 'a\\*'", "{\"a\":\"a*\"}", true },
	{ "a|re: '^true$'", "{\"a\":true}", true },
	{ "a|re: ['^x', '^y']", "{\"a\":\"yes\"}", true },
	{ "a|re: '\\w'", "{\"a\":\"é\"}", false },
	{ "a|re: '^.$'", "{\"a\":\"é\"}", true },
	/* The quick way passes texts over by what every match must hold. */
	{ "a|re: 'abcd?efg'", "{\"a\":\"abcefg\"}", true },
	{ "a|re: 'abcd{0}efg'", "{\"a\":\"abcefg\"}", true },
	{ "a|re: 'abcd{0,2}?efg'", "{\"a\":\"abcefg\"}", true },
	{ "a|re: 'abcd{2}efg'", "{\"a\":\"abcddefg\"}", true },
	{ "a|re: 'abcd+efg'", "{\"a\":\"abcdddefg\"}", true },
	{ "a|re: 'abcd*+efg'", "{\"a\":\"abcefg\"}", true },
	{ "a|re: '(abcdef)?ghi'", "{\"a\":\"ghi\"}", true },
	{ "a|re: '(?:abcdef|ghi)*jk'", "{\"a\":\"jk\"}", true },
	{ "a|re: '(abcd|efgh)+'", "{\"a\":\"xefghx\"}", true },
	{ "a|re: '(abcd|.)efg'", "{\"a\":\"xefg\"}", true },
	{ "a|re: 'abcd|xyz'", "{\"a\":\"xyz\"}", true },
	{ "a|re: 'abcd|'", "{\"a\":\"no\"}", true },
	{ "a|re: '[]abc]def'", "{\"a\":\"]def\"}", true },
	{ "a|re: '[[:alpha:]]bcd'", "{\"a\":\"xbcd\"}", true },
	{ "a|re: '[^]\\]x]bcd'", "{\"a\":\"ybcd\"}", true },
	{ "a|re: 'a\\x62cdef'", "{\"a\":\"abcdef\"}", true },
	{ "a|re: '\\Qa.c?\\E'", "{\"a\":\"a.c?\"}", true },
	{ "a|re: 'abc\\.def\\/g'", "{\"a\":\"abc.def/g\"}", true },
	{ "a|re: 'ab{cd'", "{\"a\":\"ab{cd\"}", true },
	{ "a|re: '(?x)abc def'", "{\"a\":\"abcdef\"}", true },
	{ "a|re: '(?=abcd)abc'", "{\"a\":\"abcd\"}", true },
	{ "a|re: '(?!abcd)xyz'", "{\"a\":\"xyz\"}", true },
	{ "a|re: '(?<n>abcd)\\k<n>'", "{\"a\":\"abcdabcd\"}", true },
	{ "a|re: 'abc(?i)DEF'", "{\"a\":\"abcdef\"}", true },
	{ "a|re: 'ABCDEF'", "{\"a\":\"abcdef\"}", false },
	{ "a|re|i: 'disks'", "{\"a\":\"diſ\xe2\x84\xaas\"}", true },
	{ "a|re: '(?i)masked'", "{\"a\":\"MAſKED\"}", true },
	{ "a|re|i: 'Übermut'", "{\"a\":\"ÜBERMUT\"}", true },
	{ "a|re: '((((abcd))))x?'", "{\"a\":\"abcd\"}", true },
	{ "a|re: 'abcdé?f'", "{\"a\":\"abcdf\"}", true },
	{ "'|re': 'wxyz|zyxw'", "{\"b\":[\"-zyxw-\"]}", true },
	/* Other fields. */
	{ "a|fieldref: b", "{\"a\":\"x\",\"b\":\"X\"}", true },
	{ "a|fieldref: b", "{\"a\":\"x\"}", false },
	{ "a|fieldref: b", "{\"b\":\"x\"}", false },
	{ "a|fieldref: b", "{}", false },
	{ "a|fieldref: b", "{\"a\":5,\"b\":\"5\"}", true },
	{ "a|fieldref: b", "{\"a\":5,\"b\":5.0}", true },
	{ "a|fieldref: b", "{\"a\":\"5\",\"b\":\"5.0\"}", false },
	{ "a|fieldref: b", "{\"a\":\"x\",\"b\":null}", false },
	{ "a|fieldref: b", "{\"a\":\"\",\"b\":\"\"}", true },
	{ "a|fieldref: b", "{\"a\":\"x\",\"b\":[\"w\",\"x\"]}", true },
	{ "a|fieldref: b", "{\"a\":\"x*\",\"b\":\"xy\"}", false },
	{ "a|fieldref|startswith: b", "{\"a\":\"xyz\",\"b\":\"XY\"}", true },
	{ "a|fieldref|endswith: b", "{\"a\":\"xyz\",\"b\":\"yz\"}", true },
	{ "a|fieldref|contains: b", "{\"a\":\"xyz\",\"b\":\"y\"}", true },
	{ "a|fieldref|startswith: b", "{\"a\":\"xy\",\"b\":\"xyz\"}", false },
	{ "a|fieldref: [b, c]", "{\"a\":1,\"b\":2,\"c\":1}", true },
	/* Parts of a time, as it is written. */
	{ "a|hour: 3", "{\"a\":\"2026-01-02T03:04:05Z\"}", true },
	{ "a|hour: 23", "{\"a\":\"2026-01-02T23:04:05+01:00\"}", true },
	{ "a|hour: 3", "{\"a\":\"2026-01-02 03:04:05.123\"}", true },
	{ "a|minute: 4", "{\"a\":\"2026-01-02 03:04:05\"}", true },
	{ "a|day: 2", "{\"a\":\"2026-01-02\"}", true },
	{ "a|month: 1", "{\"a\":\"2026-01-02T03:04:05Z\"}", true },
	{ "a|year: 2026", "{\"a\":\"2026-01-02T03:04:05Z\"}", true },
	{ "a|week: 1", "{\"a\":\"2026-01-02T03:04:05Z\"}", true },
	{ "a|week: 53", "{\"a\":\"2021-01-03T03:04:05Z\"}", true },
	{ "a|hour|gte: 22", "{\"a\":\"2026-01-02T22:00:00Z\"}", true },
	{ "a|hour|lt: 6", "{\"a\":\"2026-01-02T06:00:00Z\"}", false },
	{ "a|hour|lt: 6", "{\"a\":\"soon\"}", false },
	{ "a|hour|lt: 6", "{}", false },
	{ "a|hour|neq: 3", "{\"a\":\"2026-01-02T03:04:05Z\"}", false },
	/* Texts written otherwise. */
	{ "a|windash|contains: ' -e '", "{\"a\":\"x /E y\"}", true },
	{ "a|windash|contains: ' -e '", "{\"a\":\"x \xe2\x80\x93"
	    "e y\"}", true },
	{ "a|windash|contains: ' -e '", "{\"a\":\"x \xe2\x80\x95"
	    "e y\"}", true },
	{ "a|windash: 'a-b'", "{\"a\":\"a/b\"}", false },
	{ "a|windash|contains|all: ['-x', '/y']", "{\"a\":\"-y /x\"}", true },
	{ "a|base64: 'foo'", "{\"a\":\"Zm9v\"}", true },
	{ "a|base64|cased: 'foo'", "{\"a\":\"zm9v\"}", false },
	{ "a|base64offset|contains: 'http'", "{\"a\":\"xxaHR0cx\"}", true },
	{ "a|base64offset|contains: 'foobar'", "{\"a\":\"IGZvb2Jhcg==\"}",
	    true },
	{ "a|wide|base64offset|contains: 'abc'", "{\"a\":\"YQBiAGMA\"}", true },
	{ "a|utf16le|base64: 'abc'", "{\"a\":\"YQBiAGMA\"}", true },
	{ "a|utf16be|base64: 'abc'", "{\"a\":\"AGEAYgBj\"}", true },
	{ "a|cased|base64offset|contains: 'http'", "{\"a\":\"AhR0C\"}",
	    false },
	{ "a|utf16|base64: 'abc'", "{\"a\":\"//5hAGIAYwA=\"}", true },
	/* Keywords, in any value of the event. */
	{ "- evil", "{\"b\":\"so EVIL a word\"}", true },
	{ "- evil", "{\"evil\":\"no\"}", false },
	{ "- evil", "{\"b\":{\"c\":[\"x\",{\"d\":\"evil\"}]}}", true },
	{ "- 4624", "{\"b\":4624}", true },
	{ "- 'e?il*x'", "{\"b\":\"the evil taxi\"}", true },
	{ "- [a]", "{\"b\":\"a\"}", true },
	{ "'|all': [good, evil]", "{\"b\":\"good\",\"c\":\"evil\"}", true },
	{ "'|all': [good, evil]", "{\"b\":\"good\"}", false },
	{ "'|re': 'e.il$'", "{\"b\":\"the evil\"}", true },
	{ "'|contains': evil", "{\"b\":\"xevilx\"}", true },
	{ "'|cased': EVIL", "{\"b\":\"evil\"}", false },
	{ "- {a: x}", "{\"a\":\"x\"}", true },
	{ "- {a: x}\n    - word", "{\"b\":\"a word\"}", true },
	/* Paths through objects, keys with dots, arrays. */
	{ "a.b: x", "{\"a\":{\"b\":\"x\"}}", true },
	{ "a.b: x", "{\"a.b\":\"x\"}", true },
	{ "a.b.c: x", "{\"a.b\":{\"c\":\"x\"}}", true },
	{ "a.b: x", "{\"a\":{\"B\":\"x\"}}", false },
	{ "a.b: x", "{\"a\":[{\"b\":\"w\"},{\"b\":\"x\"}]}", true },
	{ "a.b|contains|all: [x, y]",
	    "{\"a\":[{\"b\":\"ax\"},{\"b\":\"ay\"}]}", true },
	{ "a.b: x", "{\"a\":[{\"c\":\"x\"}]}", false },
	{ "a.b: null", "{\"a\":[{\"c\":\"x\"}]}", true },
	{ "a.b|exists: true", "{\"a\":[{\"b\":null}]}", true },
	{ "a.b|exists: false", "{\"a\":[{\"b\":null}]}", false },
	{ "a.b.c: x", "{\"a\":[{\"b\":[{\"c\":[\"x\"]}]}]}", true },
	{ "d|fieldref: a.b", "{\"d\":\"x\",\"a\":[{\"b\":\"x\"}]}", true },
	{ "a.b|fieldref: d", "{\"d\":\"x\",\"a\":[{\"b\":\"x\"}]}", true },
	{ "a.b|gt: 3", "{\"a\":[{\"b\":1},{\"b\":4}]}", true },
};
enum { EDGES = sizeof edges / sizeof *edges };

static char folder[] = "/tmp/beadle-values-XXXXXX";

static void
path_of(char *out, size_t room, int number)
{
	snprintf(out, room, "%s/e%d.yml", folder, number);
}

static void
put_rules(void)
{
	char path[128];
	FILE *out;
	int i;

	for (i = 0; i < EDGES; i++) {
		path_of(path, sizeof path, i);
		if ((out = fopen(path, "w")) == NULL)
			exit(1);
		fprintf(out, "title: t\nlogsource: {category: proxy}\n"
		    "detection:\n  s:\n    %s\n  condition: s\n",
		    edges[i].item);
		fclose(out);
	}
}

static void
drop_rules(void)
{
	char path[128];
	int i;

	for (i = 0; i < EDGES; i++) {
		path_of(path, sizeof path, i);
		unlink(path);
	}
	rmdir(folder);
}

struct wanted {
	int rule; /* of detect */
	bool found;
};

static void
found(size_t rule, void *ctx)
{
	struct wanted *w = ctx;

	w->found = w->found || w->rule == (int)rule;
}

static bool
object_holds(struct detect *d, int number)
{
	struct wanted w = { 0 };
	struct json *event = json_parse(slice_of(edges[number].event));
	char name[16];

	snprintf(name, sizeof name, "e%d", number);
	w.rule = detect_find(d, slice_of(name));
	if (event == NULL)
		printf("# %s is no JSON\n", edges[number].event);
	if (w.rule != -1 && event != NULL)
		detect_object(d, event, SLICE("proxy"), SLICE(""), SLICE(""),
		    found, &w);
	json_destroy(event);
	return w.found;
}

static bool
row_holds(const struct batch *b, int number)
{
	char name[16];

	snprintf(name, sizeof name, "e%d", number);
	return slice_has_word(batch_text(b, (uint32_t)number, COL_FLAGS),
	    slice_of(name));
}

static void
is_judged(int number, const char *how, bool holds)
{
	char name[256];
	snprintf(name, sizeof name, "%s: %s %s %s", how, edges[number].item,
	    edges[number].holds ? "holds of" : "does not hold of",
	    edges[number].event);
	ok(holds == edges[number].holds, name);
}

static void
test_edges(void)
{
	struct faults faults;
	struct symbols *symbols = symbols_create();
	struct batch *b = batch_create(symbols);
	struct settings *s;
	struct detect *d;
	uint32_t row;
	int i;

	faults_init(&faults);
	s = settings_of_rules(folder, &faults);
	d = detect_create(s, symbols, &faults);
	is_int((int64_t)faults.errors, 1, "one item is refused");
	for (i = 0; i < EDGES; i++) {
		row = batch_add(b);
		batch_set_text(b, row, COL_DATASET, SLICE("squid.access"));
		batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
		batch_set_text(b, row, COL_NATIVE, slice_of(edges[i].event));
		is_judged(i, "object", object_holds(d, i));
	}
	detect_batch_plainly(d, b, true);
	for (i = 0; i < EDGES; i++)
		is_judged(i, "plain", row_holds(b, i));
	detect_batch(d, b, true);
	for (i = 0; i < EDGES; i++)
		is_judged(i, "quick", row_holds(b, i));
	if (faults.errors != 1)
		faults_print(&faults, stdout);
	batch_destroy(b);
	detect_destroy(d);
	settings_destroy(s);
	symbols_destroy(symbols);
	faults_finish(&faults);
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	put_rules();
	test_edges();
	drop_rules();
	return done_testing();
}
