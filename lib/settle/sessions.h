/*
 * Log-on sessions: who sat at which computer, from when until when.  These
 * are functions over arrays; they know no store.
 *
 * A log-on is closed by the log-off of the same log-on id (of the same
 * account, where the log has no ids).  One that nothing closes ends at the
 * last event of its computer, and never past the next log-on there, the
 * next boot, or twelve hours.  So a pupil who left without logging off is
 * not charged with what the next one does.
 */
#ifndef SESSIONS_H
#define SESSIONS_H

#include "base/time.h"

#define SESSION_OPEN (12 * TIME_HOUR)	/* the longest without a log-off */
#define SESSION_CLOSED (24 * TIME_HOUR) /* the longest at all */

/* In the order in which marks of the same moment count. */
enum mark_kind { MARK_BOOT, MARK_OFF, MARK_ON };

struct mark {
	int64_t time;
	uint32_t host, account; /* the caller's numbers; accounts are of
				   people, account 0 for a boot */
	uint64_t logon;		/* hash of the log-on id, 0 unknown */
	enum mark_kind kind;
};

struct session {
	uint32_t host, account;
	int64_t start, end; /* the end is outside */
	bool closed;	    /* by a log-off */
};

/* A time in which the same people sat at one computer: one account, or
 * several.  Nobody was there between them. */
struct presence {
	uint32_t host;
	uint32_t account; /* 0 where there are several */
	int64_t start, end;
	bool several;
	bool closed; /* all of its sessions have their log-off */
};

/* The last event of that computer in [from, to), or TIME_UNKNOWN. */
typedef int64_t seen_fn(uint32_t host, int64_t from, int64_t to, void *ctx);

/* Sorts the marks and fills `out` (count long) with the sessions, by
 * computer and start; gives their number. */
size_t sessions_join(struct mark *marks, size_t count, seen_fn *seen,
    void *ctx, struct session *out);
/* Cuts sessions, as joined, into presence; `out` has room for twice
 * their number.  Neighbours alike are made one. */
size_t sessions_presence(const struct session *list, size_t count,
    struct presence *out);

#endif
