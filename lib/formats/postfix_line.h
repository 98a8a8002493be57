/*
 * One line of Postfix's, taken apart; and the few things that recur in them.
 */
#ifndef POSTFIX_LINE_H
#define POSTFIX_LINE_H

#include "formats/format.h"
#include "postfix_mail.h"
#include "syslog.h"

enum { LONGEST_MAILBOX = 320 };

struct postfix_line {
	struct syslog_line log;
	char host_text[64], id_text[LONGEST_QUEUE_ID];
	struct slice host; /* in lower case, without its domain */
	struct slice daemon, id, text;
	bool queued; /* it has a queue id */
};

/* Is the syslog tag one of Postfix's? */
bool postfix_is_tag(struct slice tag);
/* Takes out->log apart; false where no queue id stands in front. */
bool postfix_split(struct postfix_line *l);
bool postfix_is_id(struct slice s);
/* Sets l->id: that, in front of it the instance where it has a name. */
void postfix_set_id(struct postfix_line *l, struct slice id);

/* "NAME[IP]": the address; empty for "unknown[unknown]". */
struct slice postfix_address(struct slice text);
/*
 * "<a@b>": what stands in the brackets, in lower case, in the unquoted form
 * that Postfix wrote before 3.5.
 */
bool postfix_take_mailbox(struct slice *rest, char out[LONGEST_MAILBOX],
    struct slice *mailbox);
struct slice postfix_domain(struct slice mailbox);
/* What stands after `name` up to a comma or space. */
bool postfix_value(struct slice text, struct slice name,
    struct slice *value);
/* A SASL user as symbols of account and domain. */
void postfix_account(struct parse *p, struct slice raw, symbol *user,
    symbol *domain);

/* postfix_refusal.c.  What follows "reject: " and the like: a row of its own;
 * what cleanup refuses is no longer in hand. */
const char *postfix_refusal(struct parse *p, struct mails *mails,
    const struct postfix_line *l, struct slice action);
/* What follows "warning: ": a log-on that failed, or parse_ignored. */
const char *postfix_warning(struct parse *p, const struct postfix_line *l);

#endif
