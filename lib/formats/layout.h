/*
 * A layout says how the fields of a line follow each other: literal text and
 * fields, each of certain characters.  Reading a line tries all ways in which
 * the layout can fit it.  One way: the line is understood.  More: nobody can
 * say which words belong to whom, and it is rejected.
 *
 * So free text may stand between anchors without being escaped, and a name
 * with a space never shifts what follows.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "base/slice.h"

enum { LAYOUT_STEPS = 96 };

enum layout_kind {
	LAYOUT_LITERAL,
	LAYOUT_DIGITS,
	LAYOUT_NUMBER, /* digits, "-" and "." */
	LAYOUT_LETTERS, /* A-Z, "_" and digits: results, protocols */
	LAYOUT_ADDRESS, /* what an address, or a name of a computer, has */
	LAYOUT_WORD,	/* no space */
	LAYOUT_TEXT,	/* anything */
	LAYOUT_OPTIONAL_TEXT, /* anything, or nothing */
	LAYOUT_QUOTED,	/* anything, where quotes have a backslash before */
	LAYOUT_SHELL,	/* a word, or such text in quotes */
	LAYOUT_TIME,	/* by a pattern of strftime */
};

struct layout_step {
	enum layout_kind kind;
	int use; /* what it is, to those who read it; 0: nothing */
	struct slice literal; /* or the pattern of a time */
	size_t width; /* padded with spaces to so many */
	bool left;    /* the spaces stand after it */
};

struct layout {
	size_t count;
	struct layout_step steps[LAYOUT_STEPS];
};

enum layout_result { LAYOUT_FITS, LAYOUT_DOES_NOT_FIT, LAYOUT_AMBIGUOUS };

/* found[i] is what steps[i] holds, padding taken off. */
enum layout_result layout_read(const struct layout *l, struct slice line,
    struct slice found[LAYOUT_STEPS]);

/* What a time of that pattern says; -1 where it does not. */
struct layout_time {
	int year, month, day;
	int64_t micro;	/* of the day, or -1 */
	int64_t offset; /* seconds east, or INT64_MIN */
	int64_t epoch;	/* of %s, or -1 */
	char half;	/* 'A', 'P', or 0 */
};

/* Takes a time off the front of *rest.  Beside strftime's own, %f is a part of
 * a second, and %-d, %-m, %-H and %-I may have one digit. */
bool layout_take_time(struct slice pattern, struct slice *rest,
    struct layout_time *t);
/* Does it have only conversions that are known, and give a time of a day? */
bool layout_time_is_known(struct slice pattern);

#endif
