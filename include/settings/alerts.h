/*
 * Urgent alerts: what is urgent, who is rung and in which order, and how
 * mail leaves.  Contacts are offices, each with a telephone and perhaps an
 * address of mail; "holiday" and "out-of-hours" are those rung when the
 * school is shut, in the folder of some reader.
 */
#ifndef SETTINGS_ALERTS_H
#define SETTINGS_ALERTS_H

#include "settings/settings.h"

struct contact {
	struct slice name; /* dsl, deputy, head, chair, holiday,
			      out-of-hours; police, lado ... are printed */
	struct slice title; /* "Designated safeguarding lead" */
	struct slice phone, email;
	struct slice reader; /* whose folder; empty: it has none */
};

struct alerts {
	bool on, names;
	int minutes;	/* without an answer it is passed on */
	int severity;	/* this and worse is urgent; 3: none is */
	struct slice *labels;
	size_t label_count;
	struct contact *contacts;
	size_t contact_count;
	struct slice mail_from; /* empty: no mail leaves */
	struct slice sendmail;	/* an absolute path */
	struct slice outbox;	/* folder in which mail waits to leave */
};

bool alerts_is_urgent(const struct settings *s, struct slice label,
    int severity);
const struct contact *alerts_contact(const struct settings *s,
    struct slice name); /* or NULL */

enum { ALERT_RUNGS = 8 };
/*
 * Who is told of a case, in order: in school hours lead, deputy, head; else
 * the holiday or out-of-hours contact first; of staff the head, of the head
 * the chair.  Whom the case is about, and who may not see it, is left out.
 * Gives how many; *at_once of them are told at the same time.
 */
struct routing_case;
size_t alerts_ladder(const struct settings *s, const struct routing_case *c,
    struct slice label, int64_t now, const struct contact *out[ALERT_RUNGS],
    size_t *at_once);

/* name@host, nothing that a header or a program could misread. */
bool alerts_is_address(struct slice s);

#endif
