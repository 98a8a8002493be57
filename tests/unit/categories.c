/*
 * Categories: the longest suffix, the first list, and lists in pieces.
 */
#include <stdio.h>

#include "../../lib/settings/categories.h"

#include "../tap.h"

static void
is_slice(struct slice got, const char *wanted, const char *name)
{
	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static void
feed(struct categories *c, const char *category, bool urls, const char *text,
    size_t piece)
{
	struct category_feed f;
	struct slice rest = slice_of(text);

	category_feed_init(&f, c, slice_of(category), urls);
	while (rest.len > 0) {
		category_feed(&f, slice_first(rest, piece));
		rest = slice_from(rest, piece);
	}
	category_feed_finish(&f);
}

static void
hosts(struct categories *c)
{
	is_slice(categories_of_host(c, SLICE("example.org")), "news",
	    "a host itself");
	is_slice(categories_of_host(c, SLICE("a.b.example.org")), "news",
	    "hosts below it");
	is_slice(categories_of_host(c, SLICE("x.games.example.org")), "games",
	    "the longest suffix wins");
	is_slice(categories_of_host(c, SLICE("badexample.org")), "",
	    "half a label is no suffix");
	is_slice(categories_of_host(c, SLICE("org")), "",
	    "a shorter name is not known");
	is_slice(categories_of_host(c, SLICE("twice.example")), "news",
	    "the list that is given first wins");
	is_slice(categories_of_host(c, SLICE("dotted.example")), "games",
	    "a dot in front is cut off");
	is_slice(categories_of_host(c, SLICE("last.example")), "games",
	    "the last line needs no end");
	is_slice(categories_of_host(c, SLICE("192.0.2.7")), "games",
	    "an address itself");
	is_slice(categories_of_host(c, SLICE("9.192.0.2.7")), "games",
	    "what only looks like one is a host");
	is_slice(categories_of_host(c, SLICE("198.51.100.7")), "",
	    "an address has no suffixes");
	is_slice(categories_of_host(c, SLICE("")), "", "nothing is nothing");
	is_slice(categories_of_host(c, SLICE("own.example")), "social",
	    "a list's name of a category is made ours");
}

static void
urls(struct categories *c)
{
	ok(categories_has_urls(c, SLICE("www.mixed.example")),
	    "a host with pages of its own is known");
	ok(!categories_has_urls(c, SLICE("example.org")), "others are not");
	is_slice(categories_of_url(c, SLICE("www.mixed.example"),
		     SLICE("/play/now/index.html")),
	    "games", "a page below a listed one");
	is_slice(categories_of_url(c, SLICE("mixed.example"),
		     SLICE("/PLAY")),
	    "games", "the listed one itself, in whatever case");
	is_slice(categories_of_url(c, SLICE("mixed.example"),
		     SLICE("/player")),
	    "", "half a name is not enough");
	is_slice(categories_of_url(c, SLICE("mixed.example"), SLICE("")), "",
	    "nor is no path at all");
	is_slice(categories_of_host(c, SLICE("whole.example")), "games",
	    "a url without a path is a host");
}

int
main(void)
{
	struct categories *c = categories_create();
	char host[40];
	size_t piece, i, known = 0;

	categories_rename(c, SLICE("social_networks"), SLICE("social"));
	feed(c, "news", false, "example.org\n# a comment\n\ntwice.example\n",
	    1000);
	feed(c, "games", false,
	    "GAMES.example.org\r\n.dotted.example\ntwice.example\n"
	    "  192.0.2.7  \nlast.example",
	    7);
	feed(c, "social_networks", false, "own.example\n", 1);
	feed(c, "games", true,
	    "mixed.example/Play/\nwhole.example/\n/nohost\n", 5);
	hosts(c);
	urls(c);
	is_int((int64_t)categories_count(c), 8, "hosts are counted once");
	for (i = 0; i < 100000; i++) {
		snprintf(host, sizeof host, "h%zu.example\n", i);
		feed(c, "many", false, host, 100);
	}
	for (i = 0; i < 200000; i++) {
		snprintf(host, sizeof host, "h%zu.example", i);
		known += categories_of_host(c, slice_of(host)).len > 0;
	}
	is_int((int64_t)known, 100000, "many hosts, and no others, are known");
	for (piece = 1; piece < 40; piece++)
		feed(c, "long", false,
		    "this-is-a-long-line-without-an-end.example", piece);
	is_slice(categories_of_host(c,
		     SLICE("this-is-a-long-line-without-an-end.example")),
	    "long", "a line in many pieces is one line");
	categories_destroy(c);
	return done_testing();
}
