/*
 * The labels of rules as people read them: a printed name, a group that
 * charts and tables show together, and which of the four Cs of online
 * safety (content, contact, conduct, commerce) it belongs to.
 */
#ifndef REPORTS_LABELS_H
#define REPORTS_LABELS_H

#include "base/slice.h"

enum risk {
	RISK_CONTENT,
	RISK_CONTACT,
	RISK_CONDUCT,
	RISK_COMMERCE,
	RISK_SECURITY, /* of accounts, computers and data: none of the Cs */
	RISK_COUNT,
};

/* Which logs tell of it. */
enum channel_of_kind {
	CHANNEL_WEB,
	CHANNEL_MAIL,
	CHANNEL_COMPUTER,
	CHANNEL_COUNT,
};

enum group {
	GROUP_UNSUITABLE,
	GROUP_CONTACT,
	GROUP_GAMES,
	GROUP_ROUND_FILTER,
	GROUP_OTHER_CONDUCT,
	GROUP_MONEY,
	GROUP_ACCOUNTS,
	GROUP_COMPUTERS,
	GROUP_DATA,
	GROUP_COUNT,
};

struct kind_group {
	const char *title;
	enum risk risk;
};

struct kind {
	const char *label;   /* gaming-in-lesson */
	const char *printed; /* Games in lessons */
	enum group group;
	enum channel_of_kind channel;
	/* What an account did, after "The account ": a drafted sentence. */
	const char *sentence;
};

extern const struct kind kinds[]; /* by group; the last is of any other */
extern const size_t kind_count;
extern const struct kind_group kind_groups[GROUP_COUNT];

size_t kind_of_label(struct slice label); /* index; the last: not known */
const char *risk_title(enum risk r);

#endif
