/*
 * An expression is read as far as it is plain: runs of characters that every
 * match has, and groups, each alternative of which has one.  Look-around,
 * references, names and all that is rare make us know nothing.
 */
#include "fold.h"
#include "needles.h"

enum { SHORTEST = 3, LONGEST = 64, DEEPEST = 16 };

struct reader {
	struct arena *arena;
	struct slice rest;
	bool fold, failed;
	int depth;
};

/* The characters in a row so far, and the best that was found before. */
struct run {
	char text[LONGEST];
	size_t len;
	struct needles best;
};

static struct needles read_choices(struct reader *r);

static char
peek(const struct reader *r)
{
	return r->rest.len > 0 ? r->rest.ptr[0] : '\0';
}

static void
skip(struct reader *r, size_t n)
{
	r->rest = slice_from(r->rest, n);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
keep_better(struct run *run, const struct needles *n)
{
	if (n->count > 0 && n->shortest >= SHORTEST &&
	    n->shortest > run->best.shortest)
		run->best = *n;
}

static void
end_run(struct reader *r, struct run *run)
{
	struct needles n = { .count = 1, .shortest = run->len };

	if (run->len >= SHORTEST && run->len > run->best.shortest) {
		n.list[0] = arena_copy(r->arena,
		    (struct slice){ run->text, run->len });
		keep_better(run, &n);
	}
	run->len = 0;
}

/* "?", "*", "+", "{2,3}" and what follows it; how often at least, or -1 where
 * there is none. */
static int
read_repeat(struct reader *r)
{
	char c = peek(r);
	int least = c == '+' ? 1 : 0;

	if (c == '{' && r->rest.len > 1 && is_digit(r->rest.ptr[1])) {
		least = r->rest.ptr[1] != '0';
		skip(r, slice_find(r->rest, '}') + 1);
	} else if (c == '{' && r->rest.len > 1 && r->rest.ptr[1] == ',')
		r->failed = true;
	else if (c == '?' || c == '*' || c == '+')
		skip(r, 1);
	else
		return -1;
	if (peek(r) == '?' || peek(r) == '+')
		skip(r, 1);
	return least;
}

/* Behind the "[". */
static void
skip_class(struct reader *r)
{
	if (peek(r) == '^')
		skip(r, 1);
	if (peek(r) == ']')
		skip(r, 1);
	while (r->rest.len > 0 && peek(r) != ']') {
		if (slice_starts_with(r->rest, SLICE("[:")))
			skip(r, slice_find(r->rest, ']'));
		skip(r, peek(r) == '\\' ? 2 : 1);
	}
	r->failed = r->failed || r->rest.len == 0;
	skip(r, 1);
}

/* A letter whose other case lies beyond ASCII is no letter of ours. */
static void
add_character(struct reader *r, struct run *run, char c)
{
	int least;
	char lower = fold_ascii(c);
	bool plain = (unsigned char)c < 0x80 &&
	    !(r->fold && (lower == 'k' || lower == 's'));

	least = read_repeat(r);
	if (least == 0 || !plain) {
		end_run(r, run);
		return;
	}
	if (run->len == LONGEST)
		end_run(r, run);
	run->text[run->len++] = lower;
	if (least > 0)
		end_run(r, run);
}

static void
read_escape(struct reader *r, struct run *run)
{
	char c = peek(r);

	if (c == '\0') {
		r->failed = true;
		return;
	}
	skip(r, 1);
	if (!is_letter(c) && !is_digit(c)) {
		add_character(r, run, c);
		return;
	}
	r->failed = r->failed || strchr("dDsSwWbBAzZntrfvhHRae", c) == NULL;
	end_run(r, run);
	read_repeat(r);
}

/* Behind the "(": "?:" and flags are known, flags alone are no group. */
static bool
read_flags(struct reader *r)
{
	if (peek(r) == '*')
		r->failed = true;
	if (peek(r) != '?')
		return true;
	skip(r, 1);
	while (strchr("ims-", peek(r)) != NULL && r->rest.len > 0)
		skip(r, 1);
	if (peek(r) == ')') {
		skip(r, 1);
		return false;
	}
	r->failed = r->failed || peek(r) != ':';
	skip(r, 1);
	return true;
}

static void
read_group(struct reader *r, struct run *run)
{
	struct needles inner;

	end_run(r, run);
	if (!read_flags(r) || r->failed)
		return;
	if (++r->depth > DEEPEST)
		r->failed = true;
	inner = r->failed ? (struct needles){ .count = 0 } : read_choices(r);
	r->depth--;
	r->failed = r->failed || peek(r) != ')';
	skip(r, 1);
	if (read_repeat(r) != 0)
		keep_better(run, &inner);
}

static struct needles
read_sequence(struct reader *r)
{
	struct run run = { .len = 0 };
	char c;

	while (!r->failed && r->rest.len > 0 && peek(r) != '|' &&
	    peek(r) != ')') {
		c = peek(r);
		skip(r, 1);
		if (c == '(')
			read_group(r, &run);
		else if (c == '\\')
			read_escape(r, &run);
		else if (c == '[') {
			end_run(r, &run);
			skip_class(r);
			read_repeat(r);
		} else if (c == '.' || c == '^' || c == '$') {
			end_run(r, &run);
			read_repeat(r);
		} else
			add_character(r, &run, c);
	}
	end_run(r, &run);
	return run.best;
}

/* One needle set for all alternatives, or none where one has none. */
static struct needles
read_choices(struct reader *r)
{
	struct needles all = { .shortest = LONGEST + 1 }, one;
	bool known = true;

	for (;;) {
		one = read_sequence(r);
		known = known && one.count > 0 &&
		    all.count + one.count <= MOST_NEEDLES;
		if (known) {
			memcpy(all.list + all.count, one.list,
			    one.count * sizeof *one.list);
			all.count += one.count;
			if (one.shortest < all.shortest)
				all.shortest = one.shortest;
		}
		if (peek(r) != '|')
			break;
		skip(r, 1);
	}
	return known ? all : (struct needles){ .count = 0 };
}

/* Flags within may switch the case off for what stands before them, too. */
static bool
folds(struct slice pattern)
{
	size_t i;

	for (; (i = slice_find_text(pattern, SLICE("(?"))) < pattern.len;
	     pattern = slice_from(pattern, i + 2)) {
		struct slice rest = slice_from(pattern, i + 2);

		while (rest.len > 0 &&
		    (is_letter(rest.ptr[0]) || rest.ptr[0] == '-')) {
			if (rest.ptr[0] == 'i')
				return true;
			rest = slice_from(rest, 1);
		}
	}
	return false;
}

struct needles
needles_of(struct arena *a, struct slice pattern, bool fold)
{
	struct reader r = { .arena = a, .rest = pattern,
		.fold = fold || folds(pattern) };
	struct needles n = read_choices(&r);

	if (r.failed || r.rest.len > 0)
		n.count = 0;
	return n;
}
