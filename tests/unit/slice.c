/*
 * Borrowed text: comparing, searching and taking from the front; UTF-8.
 */
#include "base/slice.h"
#include "base/utf8.h"

#include "../tap.h"

static void
is_slice(struct slice got, const char *wanted, const char *name)
{
	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static void
test_compare(void)
{
	struct slice none = { NULL, 0 };

	ok(slice_equal(none, SLICE("")), "nothing equals empty");
	ok(slice_equal_fold(SLICE("AbC[z"), SLICE("aBc[Z")), "case is folded");
	ok(!slice_equal_fold(SLICE("@"), SLICE("`")), "... of letters only");
	ok(slice_compare(SLICE("a"), SLICE("ab")) < 0, "a before ab");
	ok(slice_compare(SLICE("b"), SLICE("ab")) > 0, "b after ab");
	ok(slice_compare(SLICE("\xff"), SLICE("a")) > 0, "bytes have no sign");
	ok(slice_compare(none, SLICE("")) == 0, "nothing is empty");
	ok(slice_starts_with(SLICE("abc"), SLICE("ab")) &&
		!slice_starts_with(SLICE("a"), SLICE("ab")),
	    "starts with");
	ok(slice_ends_with(SLICE("abc"), SLICE("bc")) &&
		!slice_ends_with(SLICE("c"), SLICE("bc")),
	    "ends with");
	ok(slice_contains(SLICE("abc"), SLICE("b")) &&
		slice_contains(none, SLICE("")) &&
		!slice_contains(none, SLICE("b")),
	    "contains");
}

static void
test_parts(void)
{
	struct slice text = SLICE("a=b=c");

	is_int((int64_t)slice_find(text, '='), 1, "the first");
	is_int((int64_t)slice_find_last(text, '='), 3, "the last");
	is_int((int64_t)slice_find(text, 'x'), 5, "none: its length");
	is_int((int64_t)slice_find_text(text, SLICE("=c")), 3, "a text");
	is_int((int64_t)slice_find_text(text, SLICE("c=")), 5,
	    "no such text: its length");
	is_int((int64_t)slice_find_text((struct slice){ NULL, 0 },
		   SLICE("x")), 0, "no text in nothing");
	is_int((int64_t)slice_find_last((struct slice){ NULL, 0 }, 'x'), 0,
	    "none in nothing");
	is_slice(slice_trim(SLICE(" \t a b \r")), "a b", "trimmed");
	is_slice(slice_trim(SLICE("  ")), "", "trimmed to nothing");
	is_slice(slice_from(text, 2), "b=c", "from");
	is_slice(slice_from(text, 9), "", "from beyond its end");
	is_slice(slice_first(text, 3), "a=b", "first");
	is_slice(slice_first(text, 9), "a=b=c", "first of more than there is");
}

static void
test_take(void)
{
	struct slice rest = SLICE("  GET /x?y z"), part;

	ok(!slice_take_char(&rest, 'G'), "another char is not taken");
	ok(slice_take_word(&rest, &part), "a word after spaces");
	is_slice(part, "GET", "... is it");
	ok(slice_take_char(&rest, ' '), "a char");
	ok(slice_take_until(&rest, '?', &part), "until");
	is_slice(part, "/x", "... what stood before");
	ok(!slice_take_until(&rest, '?', &part), "not without its stop");
	is_slice(rest, "y z", "... which leaves all");
	part = SLICE("user=amy ruser=ben");
	ok(slice_take_past(&part, SLICE(" ruser=")), "past a text");
	is_slice(part, "ben", "what follows it");
	ok(!slice_take_past(&part, SLICE("benx")),
	    "not past what is not there");
	is_slice(part, "ben", "... and nothing is taken");
	ok(slice_take_past(&part, SLICE("n")) && part.len == 0,
	    "past a text at the end");
	ok(slice_take_text(&rest, SLICE("y ")) &&
		!slice_take_text(&rest, SLICE("zz")),
	    "a text");
	is_slice(rest, "z", "the rest");
	rest = SLICE("   ");
	ok(!slice_take_word(&rest, &part) && rest.len == 3, "no word");
	rest = SLICE("a\r\n\nb\rc");
	ok(slice_take_line(&rest, &part), "a line");
	is_slice(part, "a", "... without \\r\\n");
	ok(slice_take_line(&rest, &part) && part.len == 0, "an empty line");
	ok(slice_take_line(&rest, &part), "the last line");
	is_slice(part, "b\rc", "... whole");
	ok(!slice_take_line(&rest, &part), "no more lines");
}

static void
test_numbers(void)
{
	static const struct {
		const char *text;
		bool good;
		int64_t value;
	} cases[] = {
		{ "0", true, 0 },
		{ "-12", true, -12 },
		{ "007", true, 7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "9223372036854775808", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+1", false, 0 },
		{ " 1", false, 0 },
		{ "1x", false, 0 },
	};
	struct slice rest = SLICE("12x");
	int64_t value = 0;
	int digits = 0;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(slice_to_int(slice_of(cases[i].text), &value) ==
			    cases[i].good &&
			(!cases[i].good || value == cases[i].value),
		    cases[i].text);
	ok(slice_take_int(&rest, &value) && value == 12 && rest.len == 1,
	    "a number is taken from the front");
	rest = SLICE("2026-");
	ok(slice_take_digits(&rest, 4, &digits) && digits == 2026,
	    "four digits");
	ok(!slice_take_digits(&rest, 1, &digits) && rest.len == 1,
	    "... and no more");
	rest = SLICE("1231x");
	ok(slice_take_one_or_two(&rest, &digits) && digits == 12 &&
		slice_take_one_or_two(&rest, &digits) && digits == 31 &&
		!slice_take_one_or_two(&rest, &digits) && rest.len == 1,
	    "two digits where there are");
	rest = SLICE("7/");
	ok(slice_take_one_or_two(&rest, &digits) && digits == 7 &&
		rest.len == 1,
	    "... or one");
}

static void
test_words(void)
{
	struct slice words = SLICE("  pupil staff");

	ok(slice_has_word(words, SLICE("pupil")) &&
		slice_has_word(words, SLICE("staff")),
	    "the first word and the last are there");
	ok(!slice_has_word(words, SLICE("pup")) &&
		!slice_has_word(words, SLICE("staff technician")),
	    "a part of a word is none");
	ok(!slice_has_word(words, SLICE("")), "nor is nothing");
}

static void
test_turns(void)
{
	struct slice text = SLICE("a\xe2\x80\xae" "b\xe2\x81\xa9"
				  "\xe2\x80\x99\xe2\x80");
	size_t i, turns = 0;

	for (i = 0; i < text.len; i++)
		turns += slice_turns_at(text, i);
	is_int((int64_t)turns, 6, "two characters turn others round");
	is_int((int64_t)slice_turns_at(text, 1), 3, "an override is one");
	is_int((int64_t)slice_turns_at(text, 8), 0, "an apostrophe is none");
	is_int((int64_t)slice_turns_at(text, 11), 0, "nor is half a one");
}

static void
test_utf8(void)
{
	static const struct {
		const char *text, *what;
		size_t length;
	} cases[] = {
		{ "a", "a letter", 1 },
		{ "\xc3\xa9", "an accent", 2 },
		{ "\xe2\x82\xac", "a sign", 3 },
		{ "\xf0\x9f\x98\x80", "a face", 4 },
		{ "\xf4\x8f\xbf\xbf", "the last of all", 4 },
		{ "\x80", "the end of one", 0 },
		{ "\xe2\x82", "one cut short", 0 },
		{ "\xc1\x81", "two bytes for a letter", 0 },
		{ "\xe0\x81\x81", "three bytes for a letter", 0 },
		{ "\xf0\x82\x82\xac", "four bytes for a sign", 0 },
		{ "\xed\xa0\xbd", "half of a pair", 0 },
		{ "\xf4\x90\x80\x80", "one beyond the last", 0 },
		{ "\xf8\x88\x80\x80\x80", "five bytes", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		is_int((int64_t)utf8_length(slice_of(cases[i].text), 0),
		    (int64_t)cases[i].length, cases[i].what);
}

int
main(void)
{
	test_utf8();
	test_turns();
	test_compare();
	test_parts();
	test_take();
	test_numbers();
	test_words();
	return done_testing();
}
