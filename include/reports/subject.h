/*
 * One person, found by lasting id or by a user name: on the list of people,
 * among those who were on it, or as an account that is nobody's.
 */
#ifndef REPORTS_SUBJECT_H
#define REPORTS_SUBJECT_H

#include "base/arena.h"
#include "settings/routing.h"
#include "settings/settings.h"
#include "store/store.h"

enum { SUBJECT_NAMES = 32 };

/* Texts may be empty; they live in the arena, or as long as the settings. */
struct subject {
	struct slice key, username, forename, surname, sex, role, reg_group;
	struct slice year;
	/* The key, and all accounts and mailboxes that are nobody else's. */
	struct slice names[SUBJECT_NAMES];
	size_t name_count;
	struct slice text; /* 'p:KEY', 'a:ACCOUNT' */
	int64_t number;	   /* in the place of the name */
};

/* 1; 0: nobody is known by that name; -1: said. */
int subject_find(struct store *store, const struct settings *s,
    struct slice name, struct arena *a, struct subject *out);
bool subject_is(const struct subject *p, struct slice name);
/* As a case, for those who judge who may see it. */
struct routing_case subject_case(const struct subject *p);

#endif
