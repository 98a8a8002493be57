/* JSON in and out. */
#include "../tap.h"

#include "base/json.h"

static struct buffer out;

static const char *
scalar(const struct json *root, const char *path)
{
	buffer_reset(&out);
	buffer_text(&out, "");
	json_print_scalar(json_get(root, path), &out);
	return out.ptr;
}

static void
test_walk(void)
{
	static const char text[] =
	    "{\"winlog\":{\"event_data\":{\"Image\":\"C:\\\\tor.exe\"},"
	    "\"event_id\":4624},\"host.name\":\"lab-1\",\"a\":{\"b.c\":1.5},"
	    "\"a.b\":{\"d\":true},\"none\":null,\"big\":9007199254740992}";
	struct json *root = json_parse(SLICE(text));

	ok(root != NULL, "an object is read");
	is_text(scalar(root, "winlog.event_data.Image"), "C:\\tor.exe",
	    "a path walks objects");
	is_text(scalar(root, "winlog.event_id"), "4624",
	    "a whole number is printed as written");
	is_text(scalar(root, "host.name"), "lab-1", "a key with a dot");
	is_text(scalar(root, "a.b.c"), "1.5", "a dot below an object");
	is_text(scalar(root, "a.b.d"), "true", "a dot above another");
	is_text(scalar(root, "none"), "", "null is empty");
	is_text(scalar(root, "big"), "9007199254740992", "a large number");
	ok(json_get(root, "winlog.absent") == NULL, "what is not there");
	json_destroy(root);
}

static void
test_refused(void)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
		{ "", "nothing" },
		{ "{\"a\":1", "an object cut short" },
		{ "{\"a\":1} x", "words after the end" },
		{ "{a:1}", "a bare key" },
		{ "\"abc", "a string cut short" },
	};
	static char deep[4000];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(json_parse(slice_of(cases[i].text)) == NULL,
		    cases[i].name);
	memset(deep, '[', sizeof deep);
	ok(json_parse((struct slice){ deep, sizeof deep }) == NULL,
	    "too deep");
	ok(json_parse((struct slice){ "{\"a\":\"\0\"}", 9 }) == NULL,
	    "a NUL byte");
}

static void
test_print(void)
{
	static const char text[] = "{\"a\":[1,\"x\\ty\",null,true],\"b\":{}}";
	struct json *root = json_parse(SLICE(text));

	buffer_reset(&out);
	json_print(root, &out);
	is_text(out.ptr, text, "what is printed is what was read");
	json_destroy(root);

	buffer_reset(&out);
	json_quote(&out, SLICE("a\"b\\c\n\x01\x7f\xc3\xa9\xff"));
	is_text(out.ptr,
	    "\"a\\\"b\\\\c\\n\\u0001\\u007f\xc3\xa9\xef\xbf\xbd\"",
	    "quoting escapes, and replaces what is not UTF-8");

	root = json_parse(
	    SLICE("{\"u\":\"admin\\u0000x\",\"v\":\"\\\\u0000\"}"));
	is_text(scalar(root, "u"), "admin\xef\xbf\xbdx",
	    "an escaped NUL does not cut a name short");
	is_text(scalar(root, "v"), "\\u0000", "an escaped backslash stays");
	json_destroy(root);
}

int
main(void)
{
	buffer_init(&out, 1 << 20);
	test_walk();
	test_refused();
	test_print();
	buffer_finish(&out);
	return done_testing();
}
