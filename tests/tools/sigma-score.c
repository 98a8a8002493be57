/*
 * sigma-score FOLDER < EVENTS: scores the engine on labelled events.
 *
 * Each line of EVENTS is {"rule":ID,"ls":[category,product,service],
 * "event":{...},"match":BOOL,"all":[ID...]}.  Says for each whether the
 * rule matched as labelled, and whether the list of all rules that match
 * is the one given; prints each disagreement and "N of M agree".
 *
 * Rules of keywords for all of Windows are left out: they read every text
 * of every event, so the labels leave them out as well.
 */
#include <err.h>
#include <ftw.h>
#include <stdlib.h>

#include "base/arena.h"
#include "detect/detect.h"

enum { MOST_FILES = 50000 };

static struct settings settings; /* only its rules */
static struct arena *arena;
static size_t room;

static bool
is_windows_keywords(const struct yaml *rule)
{
	const struct yaml *source = yaml_get(rule, "logsource");
	const struct yaml *v = yaml_get(rule, "detection");

	if (yaml_text(source, "category").len > 0 ||
	    yaml_text(source, "service").len > 0 ||
	    !slice_equal(yaml_text(source, "product"), SLICE("windows")))
		return false;
	for (v = v->first; v != NULL; v = v->next)
		if (v->kind == YAML_LIST && v->first != NULL &&
		    v->first->kind == YAML_SCALAR &&
		    !slice_equal(v->key, SLICE("condition")))
			return true;
	return false;
}

static int
add_file(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	struct buffer text;
	struct yaml_fault fault;
	struct yaml *roots;
	struct slice name = slice_of(path + ftw->base);

	(void)st;
	if (kind != FTW_F || !slice_ends_with(name, SLICE(".yml")) ||
	    settings.rule_count == MOST_FILES)
		return 0;
	buffer_init(&text, BUFFER_LARGEST);
	if (buffer_read_file(&text, path) == -1)
		err(1, "%s", path);
	roots = yaml_read(arena, buffer_slice(&text), &fault);
	buffer_finish(&text);
	if (roots == NULL || yaml_get(roots, "detection") == NULL ||
	    is_windows_keywords(roots))
		return 0;
	GROW(settings.rules, settings.rule_count, room);
	settings.rules[settings.rule_count++] = (struct rule_file){
		.path = slice_of(arena_text(arena, slice_of(path))),
		/* Public rules repeat their names in other folders. */
		.name = slice_of(arena_text(arena, slice_of(path))),
		.roots = roots,
	};
	return 0;
}

struct answer {
	const struct detect *d;
	bool *held;
};

static void
found(size_t rule, void *ctx)
{
	struct answer *a = ctx;

	a->held[rule] = true;
}

static bool
list_agrees(const struct answer *a, const struct json *all)
{
	const struct json *each;
	size_t i, wanted = 0, have = 0;
	int rule;

	for (i = 0; i < detect_rule_count(a->d); i++)
		have += a->held[i];
	for (each = json_first(all); each != NULL; each = json_next(each)) {
		wanted++;
		rule = detect_find(a->d, json_text(each));
		if (rule == -1 || !a->held[rule])
			return false;
	}
	return wanted == have;
}

static void
say(const struct answer *a, long line, const struct json *v)
{
	size_t i;

	printf("%ld: rule %.*s, match %s\n", line,
	    SLICE_ARG(json_text(json_get(v, "rule"))),
	    json_bool(json_get(v, "match")) ? "true" : "false");
	for (i = 0; i < detect_rule_count(a->d); i++)
		if (a->held[i])
			printf("  held: %.*s\n",
			    SLICE_ARG(detect_rule(a->d, i)->id));
}

static bool
score(struct detect *d, struct answer *a, long line, const struct json *v)
{
	const struct json *ls = json_first(json_get(v, "ls"));
	struct slice part[3];
	int i, rule = detect_find(d, json_text(json_get(v, "rule")));
	bool good;

	for (i = 0; i < 3; i++, ls = json_next(ls))
		part[i] = json_text(ls);
	memset(a->held, 0, detect_rule_count(d) * sizeof *a->held);
	detect_object(d, json_get(v, "event"), part[0], part[1], part[2],
	    found, a);
	good = rule != -1 &&
	    a->held[rule] == json_bool(json_get(v, "match")) &&
	    (json_get(v, "all") == NULL ||
		list_agrees(a, json_get(v, "all")));
	if (!good)
		say(a, line, v);
	return good;
}

int
main(int argc, char **argv)
{
	struct symbols *symbols = symbols_create();
	struct faults faults;
	struct detect *d;
	struct answer a;
	char *line = NULL;
	size_t line_room = 0;
	ssize_t len;
	long good = 0, all = 0;

	if (argc != 2)
		errx(2, "usage: sigma-score FOLDER < EVENTS");
	arena = arena_create();
	faults_init(&faults);
	if (nftw(argv[1], add_file, 16, FTW_PHYS) == -1)
		err(1, "%s", argv[1]);
	d = detect_create(&settings, symbols, &faults);
	faults_print(&faults, stderr);
	a.d = d;
	a.held = memory_zeroed(detect_rule_count(d) + 1, sizeof *a.held);
	while ((len = getline(&line, &line_room, stdin)) > 0) {
		struct json *v = json_parse(
		    (struct slice){ line, (size_t)len });

		all++;
		good += v != NULL && score(d, &a, all, v);
		json_destroy(v);
	}
	printf("%zu rules\n%ld of %ld agree\n", detect_rule_count(d), good,
	    all);
	free(line);
	free(a.held);
	free(settings.rules);
	detect_destroy(d);
	faults_finish(&faults);
	symbols_destroy(symbols);
	arena_destroy(arena);
	return good == all ? 0 : 1;
}
