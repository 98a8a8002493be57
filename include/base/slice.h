/*
 * A slice is a borrowed view of some bytes: where they begin and how many
 * there are.  It owns nothing and is not NUL-terminated.  What you are
 * handed lives until you return; copy what you keep.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *ptr;
	size_t len;
};

#define SLICE(literal) ((struct slice){ (literal), sizeof(literal) - 1 })
#define SLICE_ARG(s) (int)(s).len, (s).ptr /* for "%.*s" */

static inline struct slice
slice_of(const char *text)
{
	return (struct slice){ text, text == NULL ? 0 : strlen(text) };
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The value of a hexadecimal digit, in either case; -1: it is none. */
static inline int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Copies its bytes to `to`, which has room for them. */
static inline void
slice_put(char *to, struct slice s)
{
	if (s.len > 0)
		memcpy(to, s.ptr, s.len);
}

bool slice_equal_fold(struct slice a, struct slice b); /* ASCII case */
int slice_compare(struct slice a, struct slice b);
bool slice_starts_with(struct slice s, struct slice prefix);
bool slice_ends_with(struct slice s, struct slice suffix);
bool slice_contains(struct slice s, struct slice part);
/* Index of the first (last) such byte, or s.len where there is none. */
size_t slice_find(struct slice s, char wanted);
size_t slice_find_last(struct slice s, char wanted);
/* Where the text first stands in s, or s.len. */
size_t slice_find_text(struct slice s, struct slice text);
struct slice slice_trim(struct slice s); /* spaces and tabs, CR at the end */
/* s from byte `from` on, and the first `len` bytes of s; both clamp. */
struct slice slice_from(struct slice s, size_t from);
struct slice slice_first(struct slice s, size_t len);

/*
 * The take functions eat from the front of *rest.  On success they return
 * true and move *rest past what they took.  On failure they return false
 * and leave *rest alone, so that calls chain with &&.
 */
bool slice_take_char(struct slice *rest, char wanted);
bool slice_take_text(struct slice *rest, struct slice wanted);
/* Skips spaces, then takes the longest non-empty run without a space. */
bool slice_take_word(struct slice *rest, struct slice *word);
/* Takes what stands before `stop`, and eats `stop` too; it must be there. */
bool slice_take_until(struct slice *rest, char stop, struct slice *before);
/* Eats all before the text, and the text too; it must be there. */
bool slice_take_past(struct slice *rest, struct slice text);
/* A decimal number, perhaps with a minus; false when it does not fit. */
bool slice_take_int(struct slice *rest, int64_t *value);
/* Exactly `digits` decimal digits. */
bool slice_take_digits(struct slice *rest, int digits, int *value);
/* Two decimal digits, or one: a day or an hour as many write it. */
bool slice_take_one_or_two(struct slice *rest, int *value);
/* The next line without its end; false when *rest is empty. */
bool slice_take_line(struct slice *rest, struct slice *line);

/* Is that one of the words, between which are spaces? */
bool slice_has_word(struct slice words, struct slice wanted);

/* The whole slice is one decimal number. */
bool slice_to_int(struct slice s, int64_t *value);

/* The length of a character at s[at] that turns the letters after it round
 * (bidirectional embeddings, overrides and isolates of Unicode), or 0: names
 * and hosts may hold them to be read as something else. */
size_t slice_turns_at(struct slice s, size_t at);

#endif
