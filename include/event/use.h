/*
 * Spells of use: what the web logs show of somebody's use of computers,
 * exactly.
 *
 *   spell        pages of one person that follow each other with no silence
 *                of more than five minutes from one to the next.  Of an
 *                account that is no one person's: its pages at one computer;
 *                where no account is known: those of the computer that name
 *                none.
 *   from, to     when its first and its last page were asked for
 *   active time  how many minutes of the clock have a page in them: two
 *                pages at 9.00.59 and 9.01.00 are two minutes, sixty pages
 *                at 9.00 are one
 *   pages        requests of the kind page, allowed or denied
 *   bytes        what the pages and their supporting requests brought: those
 *                that began from the first page until five minutes after the
 *                last, so that each counts in one spell at most
 *
 * Supporting requests, background traffic and challenges neither begin a
 * spell nor keep one going: an open tab that asks for something every minute
 * is no use.  A tunnel counts where it began.  Minutes are those of UTC, which
 * are the school's as well, so neither midnight nor a change of the clocks
 * makes a difference.
 *
 * Active time is not "time spent": no log shows how long anybody looked.
 */
#ifndef EVENT_USE_H
#define EVENT_USE_H

#include "base/buffer.h"
#include "base/time.h"

#define SPELL_GAP (5 * TIME_MINUTE) /* a longer silence ends a spell of use */

struct use {
	int64_t start, end; /* of the first and the last page */
	int64_t active;	    /* minutes */
	int64_t pages;
	int64_t bytes; /* NUMBER_UNKNOWN: no log says */
};

/* One request. */
struct used {
	int64_t start;
	int64_t bytes; /* or NUMBER_UNKNOWN */
	bool page;     /* else supporting */
};

/* Sorts the requests of one person and fills `out` (count long) with the
 * spells, in order of time; gives their number. */
size_t use_spells(struct used *list, size_t count, struct use *out);

/* "active 11 minutes, 23 pages, 4.1 MB". */
void use_words(struct buffer *out, const struct use *u);

#endif
