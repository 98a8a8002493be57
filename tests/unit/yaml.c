/*
 * YAML trees: lines, quotes, many documents, and what is refused.
 */
#include <stdio.h>

#include "base/buffer.h"
#include "settings/yaml.h"

#include "../tap.h"

static void
is_slice(struct slice got, const char *wanted, const char *name)
{
	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static void
reads(struct arena *a)
{
	struct yaml_fault fault;
	const struct yaml *v, *list;
	struct yaml *roots = yaml_read(a,
	    SLICE("# first\n"
		  "name: Quillbrook # a comment\n"
		  "\"urn\": '0999'\n"
		  "logs:\n"
		  "  - a.log\n"
		  "  - 7\n"
		  "people: {file: p.csv}\n"
		  "none:\n"
		  "---\n"
		  "---\n"
		  "second: |\n"
		  "  two\n"
		  "  lines\n"),
	    &fault);

	ok(roots != NULL, "good YAML is read");
	if (roots == NULL) {
		printf("# %d: %s\n", fault.line, fault.why);
		return;
	}
	is_slice(yaml_text(roots, "name"), "Quillbrook", "a plain scalar");
	v = yaml_get(roots, "urn");
	is_slice(v->text, "0999", "a quoted scalar keeps its zero");
	ok(!v->plain, "and is known as quoted");
	is_int(v->line, 3, "its line is known");
	list = yaml_get(roots, "logs");
	is_int(list->kind, YAML_LIST, "a list is a list");
	is_slice(list->first->text, "a.log", "with its first entry");
	is_slice(list->first->next->text, "7", "and its second");
	is_int(list->first->next->line, 6, "which knows its line");
	ok(list->first->next->next == NULL, "and no third");
	is_slice(yaml_text(yaml_get(roots, "people"), "file"), "p.csv",
	    "a map in a map");
	is_slice(yaml_text(roots, "people"), "", "a map has no text");
	ok(yaml_get(roots, "none") != NULL, "a key without a value is there");
	ok(yaml_get(roots, "nam") == NULL, "half a key is not");
	ok(roots->next != NULL, "a second document is read");
	is_slice(yaml_text(roots->next, "second"), "two\nlines\n",
	    "past an empty one, with its block of text");
	ok(roots->next->next == NULL, "there is no third document");
	ok(yaml_read(a, SLICE("# nothing\n"), &fault) == NULL &&
		fault.line == 0,
	    "no document is no fault");
}

static void
refuses_one(struct arena *a, const char *text, int line, const char *why)
{
	struct yaml_fault fault;

	ok(yaml_read(a, slice_of(text), &fault) == NULL, why);
	if (!ok(fault.why != NULL && strstr(fault.why, why) != NULL,
		"  says why"))
		printf("# got %s\n", fault.why);
	is_int(fault.line, line, "  and on which line");
}

static void
refuses(struct arena *a)
{
	struct buffer deep;
	int i;

	refuses_one(a, "a: 1\nb: *x\n", 2, "aliases");
	refuses_one(a, "a: &x 1\n", 1, "anchors");
	refuses_one(a, "a: &x [1]\n", 1, "anchors");
	refuses_one(a, "a:\n  b: !!str 1\n", 2, "tags");
	refuses_one(a, "a: 1\nb: 2\na: 3\n", 3, "key a stands here twice");
	refuses_one(a, "a: [1\nb: 2\n", 2, "not YAML");
	refuses_one(a, "a: 1\nb: \xff\n", 2, "not YAML");
	refuses_one(a, "? [a]\n: 1\n", 1, "a key is not a plain word");
	buffer_init(&deep, 1000);
	for (i = 0; i < 100; i++)
		buffer_char(&deep, '[');
	refuses_one(a, deep.ptr, 1, "nested too deeply");
	buffer_finish(&deep);
}

int
main(void)
{
	struct arena *a = arena_create();

	reads(a);
	refuses(a);
	arena_destroy(a);
	return done_testing();
}
