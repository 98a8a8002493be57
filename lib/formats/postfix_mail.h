/*
 * Mails in hand: what several lines with one queue id have said so far.
 *
 * A mail whose beginning and end (`removed`) both lie in this file becomes
 * one event for each recipient: the last delivery line gives time, offset
 * and status.  Any other becomes fragments, one for each recipient seen, or
 * one without recipient, which settle joins with those of other files:
 *
 *   beadle.kind    fragment
 *   host.name      the mail server, and
 *   email.local_id the queue id (instance/id where the instance is not
 *                  "postfix"): what fragments are joined by
 *   event.action   status of the recipient; without recipient what the last
 *                  line was: client, pickup, message-id, queued, expired,
 *                  notification, removed
 *   event.reason   opened or removed: which end of the mail was seen (had
 *                  both been, it would be no fragment)
 *
 * All else is as in the event: email.from.address, email.size, source.ip,
 * user.name, email.message_id, email.subject where known; event.code is the
 * delivery status code, event.start the stamp less the mail's delay.
 */
#ifndef POSTFIX_MAIL_H
#define POSTFIX_MAIL_H

#include "formats/format.h"
#include "syslog.h"

enum {
	LONGEST_QUEUE_ID = 64,
	LONGEST_MESSAGE_ID = 250,
	LONGEST_SUBJECT = 250,
	OPEN_MAILS = 1 << 16,
	RECIPIENTS_HELD = 4096,
	BUCKETS = 1024,
	RECENT = 256, /* ids that were here lately */
};

struct recipient {
	struct recipient *next; /* the one seen before it */
	symbol to, domain, status, code, relay, source;
	uint32_t number; /* that the server gave, and one more; or 0 */
	int64_t time, delay, offset;
};

struct mail {
	struct mail *chain;	   /* in its bucket */
	struct mail *before, *after; /* in order of first line */
	struct recipient *recipients; /* the latest first */
	uint32_t recipient_count;
	int64_t expected; /* recipients, where only their count tells the end */
	char key[2 * LONGEST_QUEUE_ID + 2]; /* host, space, queue id */
	uint8_t host_len, key_len;
	bool opened;	/* its first line was seen */
	bool removed;	/* its last line was seen */
	bool has_from;
	bool relayed;	/* handed to a filter that gives it back */
	symbol host, from, address, account, account_domain, source;
	int64_t size, time, offset; /* the last two of its last line */
	const char *last;	    /* what the last line was */
	uint8_t id_len, subject_len;
	char message_id[LONGEST_MESSAGE_ID], subject[LONGEST_SUBJECT];
};

struct mails {
	struct mail *buckets[BUCKETS];
	struct mail *first, *latest;
	struct mail *free;
	struct recipient *free_recipients;
	uint32_t count;
	uint64_t recent[RECENT]; /* hashes of keys */
	uint32_t ended;
};

/* Is a mail of that id in hand, or was it lately? */
bool mail_was_here(struct mails *m, struct slice host, struct slice queue_id);
/* The mail of that id, or NULL. */
struct mail *mail_find(struct mails *m, struct slice host,
    struct slice queue_id);
/* That, or a new one of which nothing is known. */
struct mail *mail_get(struct parse *p, struct mails *m, struct slice host,
    struct slice queue_id);
/* A new one; an older mail of that short id is given as it stands. */
struct mail *mail_begin(struct parse *p, struct mails *m, struct slice host,
    struct slice queue_id);
/* The recipient of that mail, known or new. */
struct recipient *mail_recipient(struct parse *p, struct mails *m,
    struct mail *mail, symbol to);
/* Gives the mail's rows, as events or fragments, and forgets it. */
void mail_end(struct parse *p, struct mails *m, struct mail *mail);
/* Forgets it. */
void mail_drop(struct mails *m, struct mail *mail);
/* Gives all. */
void mail_end_all(struct parse *p, struct mails *m);

#endif
