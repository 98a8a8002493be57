/*
 * Small numbers.  A figure that rests on one to four people would tell
 * about them, so it is not printed; and since figures add up, others must
 * then be hidden too, or it could be worked out from a total.
 *
 * All figures that leave together are one system: give every cell once,
 * say which cells are the sum of which others, and protect.
 *
 *	d = disclosure_create(5);
 *	a = disclosure_cell(d, 12, 9, 0);
 *	b = disclosure_cell(d, 2, 1, 0);
 *	all = disclosure_cell(d, 14, 10, 1);
 *	disclosure_sum(d, all, (size_t[]){ a, b }, 2);
 *	disclosure_protect(d);
 *	disclosure_shown(d, b)      SHOWN_FEW
 *	disclosure_shown(d, a)      SHOWN_HIDDEN
 *
 * Promise: whoever knows the published figures, the sums, that no hidden
 * figure is 0, and that one hidden for the sake of another rests on as many
 * people as the threshold, cannot work out any hidden one, and is left with
 * a range at least as wide as the threshold for each that rests on few.
 *
 * Of a table that is told again, corrected, say what was told before, and
 * ask disclosure_is_safe() whether the promise holds for who has both.
 */
#ifndef DISCLOSURE_DISCLOSURE_H
#define DISCLOSURE_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct disclosure;

enum shown {
	SHOWN_PLAIN,
	SHOWN_FEW,    /* rests on fewer people than the threshold */
	SHOWN_HIDDEN, /* hidden for the sake of another */
};

struct disclosure *disclosure_create(int threshold);
void disclosure_destroy(struct disclosure *d); /* NULL is fine */

/*
 * A figure and the number of different people it rests on.  Nought stays
 * 0.  Of two cells that could be hidden the one of lower weight goes: give
 * totals more weight than parts.
 */
size_t disclosure_cell(struct disclosure *d, int64_t value, int64_t people,
    int weight);
/* That cell is the sum of those. */
void disclosure_sum(struct disclosure *d, size_t total, const size_t *parts,
    size_t count);

/*
 * What was told of that cell before.  What was hidden stays so; a figure that
 * has moved by less than the threshold is hidden, since the change tells of
 * few; one that has not moved is known, and hides no other.  grows: everybody
 * knows that it cannot fall.
 */
struct told_before {
	enum shown shown;
	int64_t value; /* where it was shown */
	bool grows;
};
void disclosure_before(struct disclosure *d, size_t cell,
    struct told_before before);

/* Decides what is shown.  The number of cells hidden for the sake of
 * others. */
size_t disclosure_protect(struct disclosure *d);

enum shown disclosure_shown(const struct disclosure *d, size_t cell);
/* The range that is proved to be left to whoever works at that cell; its
 * own value twice where it is shown. */
void disclosure_range(const struct disclosure *d, size_t cell, int64_t *low,
    int64_t *high);
/* Does the promise hold for who has what is shown now and what was told
 * before?  The attacker's problem over both; solver as in audit.h. */
bool disclosure_is_safe(const struct disclosure *d, const char *solver);

#endif
