/*
 * What mail servers' lines have in common, on the way to mails in hand.
 */
#ifndef MAIL_LINE_H
#define MAIL_LINE_H

#include "postfix_line.h"

struct mail_line {
	int64_t time;
	const char *source; /* beadle.time_source */
	struct slice host, id;
};

/* A mailbox in lower case, without its brackets, as a symbol. */
symbol mail_mailbox(struct parse *p, struct slice text);
/* Is it an address, or empty as a bounce's sender is? */
bool mail_is_address(struct slice s);
/* Moves the mail's last time and place. */
void mail_touch(struct parse *p, const struct mail_line *l,
    struct mail *mail, const char *what);
void mail_set_id(struct mail *mail, struct slice id);
void mail_set_subject(struct mail *mail, struct slice subject);
/* What became of one recipient: sent, deferred, bounced, discarded. */
void mail_deliver(struct parse *p, const struct mail_line *l,
    struct mails *mails, struct mail *mail, struct slice to,
    const char *status, struct slice code, struct slice relay, int64_t delay);
/* A new row of something that no other line adds to: a refusal. */
uint32_t mail_refusal(struct parse *p, const struct mail_line *l);
/* user.name and user.domain of a row. */
void mail_set_account(struct parse *p, uint32_t row, struct slice raw);
/* email.from.address, or email.to.address and its domain. */
void mail_set_from(struct parse *p, uint32_t row, struct slice text);
void mail_set_to(struct parse *p, uint32_t row, struct slice text);

#endif
