/*
 * Lines read by a layout.
 */
#include "layout.h"

#include "span.h"

/* Lines with many quotes and spaces have many ways; a hostile one would
 * have too many to try. */
enum { MOST_TRIES = 20000 };

struct reading {
	const struct layout *layout;
	struct slice line;
	struct slice now[LAYOUT_STEPS];
	struct slice *found;
	int ways, tries;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alphanumeric(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
may_hold(enum layout_kind kind, char c)
{
	switch (kind) {
	case LAYOUT_DIGITS:
		return is_digit(c);
	case LAYOUT_NUMBER:
		return is_digit(c) || c == '-' || c == '.';
	case LAYOUT_LETTERS:
		return (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
	case LAYOUT_ADDRESS:
		return is_alphanumeric(c) ||
		    memchr(".:-_%[]", c, 7) != NULL;
	case LAYOUT_WORD:
		return c != ' ';
	default:
		return true;
	}
}

/* How far text may reach whose quotes have a backslash before them. */
static size_t
quoted_length(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len && s.ptr[i] != '"'; i++)
		if (s.ptr[i] == '\\')
			i++;
	return i < s.len ? i : s.len;
}

static size_t
longest(enum layout_kind kind, struct slice s)
{
	size_t i;

	switch (kind) {
	case LAYOUT_WORD:
		return span_until(s, ' ', ' ');
	case LAYOUT_TEXT:
	case LAYOUT_OPTIONAL_TEXT:
		return s.len;
	case LAYOUT_QUOTED:
		return quoted_length(s);
	default:
		for (i = 0; i < s.len; i++)
			if (!may_hold(kind, s.ptr[i]))
				break;
		return i;
	}
}

static void try_from(struct reading *r, size_t step, size_t at);

/* That step is so long; spaces that pad it come off. */
static void
try_length(struct reading *r, size_t step, size_t at, size_t len)
{
	const struct layout_step *s = &r->layout->steps[step];
	struct slice text = slice_first(slice_from(r->line, at), len);

	while (s->width > 0 && text.len > 1 && text.ptr[text.len - 1] == ' ')
		text.len--;
	r->now[step] = text;
	try_from(r, step + 1, at + len);
}

/* A word, or text in quotes. */
static void
try_shell(struct reading *r, size_t step, size_t at)
{
	struct slice rest = slice_from(r->line, at);
	size_t len;

	if (rest.len == 0 || *rest.ptr != '"') {
		if ((len = longest(LAYOUT_WORD, rest)) > 0)
			try_length(r, step, at, len);
		return;
	}
	len = quoted_length(slice_from(rest, 1));
	if (len + 1 >= rest.len)
		return;
	r->now[step] = (struct slice){ rest.ptr + 1, len };
	try_from(r, step + 1, at + len + 2);
}

static void
try_time(struct reading *r, size_t step, size_t at)
{
	struct slice rest = slice_from(r->line, at);
	struct layout_time t;
	size_t before = rest.len;

	if (layout_take_time(r->layout->steps[step].literal, &rest, &t))
		try_length(r, step, at, before - rest.len);
}

/* All lengths after which the next literal stands. */
static void
try_lengths(struct reading *r, size_t step, size_t at)
{
	const struct layout_step *s = &r->layout->steps[step], *next = s + 1;
	struct slice rest = slice_from(r->line, at);
	size_t most = longest(s->kind, rest), len;
	size_t least = s->kind == LAYOUT_OPTIONAL_TEXT ? 0 : 1;
	bool ends = step + 1 == r->layout->count;

	/* Padding after it. */
	if (s->left)
		while (most < s->width && most < rest.len &&
		    rest.ptr[most] == ' ')
			most++;
	if (most < least)
		return;
	if (ends || next->kind != LAYOUT_LITERAL ||
	    !may_hold(s->kind, *next->literal.ptr)) {
		try_length(r, step, at, most);
		return;
	}
	for (len = least; len <= most && r->ways < 2; len++) {
		const char *found = at + len >= r->line.len ?
		    NULL :
		    memchr(r->line.ptr + at + len, *next->literal.ptr,
			r->line.len - at - len);

		if (found == NULL)
			break;
		len = (size_t)(found - r->line.ptr) - at;
		if (len <= most)
			try_length(r, step, at, len);
	}
}

static void
finish_way(struct reading *r, size_t at)
{
	if (at != r->line.len)
		return;
	if (r->ways++ == 0)
		memcpy(r->found, r->now,
		    r->layout->count * sizeof *r->found);
}

static void
try_from(struct reading *r, size_t step, size_t at)
{
	const struct layout_step *s = &r->layout->steps[step];
	struct slice rest = slice_from(r->line, at);
	size_t pad;

	if (r->tries++ > MOST_TRIES)
		r->ways = 2;
	if (r->ways > 1)
		return;
	if (step == r->layout->count) {
		finish_way(r, at);
		return;
	}
	if (s->kind == LAYOUT_LITERAL) {
		if (slice_starts_with(rest, s->literal))
			try_from(r, step + 1, at + s->literal.len);
		return;
	}
	for (pad = 0; !s->left && pad + 1 < s->width && pad < rest.len &&
	     rest.ptr[pad] == ' ';)
		pad++;
	if (s->kind == LAYOUT_SHELL)
		try_shell(r, step, at + pad);
	else if (s->kind == LAYOUT_TIME)
		try_time(r, step, at + pad);
	else
		try_lengths(r, step, at + pad);
}

enum layout_result
layout_read(const struct layout *l, struct slice line,
    struct slice found[LAYOUT_STEPS])
{
	struct reading r = { .layout = l, .line = line, .found = found };

	try_from(&r, 0, 0);
	return r.ways == 1 ? LAYOUT_FITS :
	    r.ways == 0	   ? LAYOUT_DOES_NOT_FIT :
			     LAYOUT_AMBIGUOUS;
}
