/*
 * The messages of Cisco's firewalls, by their numbers.
 */
#ifndef ASA_H
#define ASA_H

#include "fields.h"

enum { ASA_CONNECTIONS = 4096 };

/* The end of a connection does not say who began it; its beginning does. */
struct asa_state {
	struct {
		int64_t number;
		bool outbound;
	} begun[ASA_CONNECTIONS];
};

/* Fills in what the message tells; v->code is its number.  NULL,
 * parse_ignored (of the device itself), or why not. */
const char *asa_message(struct parse *p, struct slice text, struct fields *f,
    struct visit *v);

/* Of people, where asa_message() leaves a message out; v has its time and
 * number.  Adds the row; NULL, parse_ignored, or why not. */
const char *asa_sign_in(struct parse *p, struct slice text,
    const struct visit *v);

#endif
