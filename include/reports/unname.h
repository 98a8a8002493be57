/*
 * Other people's names taken out of a text that is about one person: "seen
 * by Ms Otherperson" becomes "seen by a member of staff".
 *
 * Known are the names, accounts and mailboxes of the school's lists, now and
 * in the past.  Whoever is on no list (a parent, a police officer) is found
 * by a title before the name or by a mailbox, and not otherwise: a person
 * has to read what is to be handed on.
 */
#ifndef REPORTS_UNNAME_H
#define REPORTS_UNNAME_H

#include "base/arena.h"
#include "settings/settings.h"
#include "store/store.h"

struct unname;

/* All but those names (accounts, mailboxes, keys) of the one whom the text
 * is about, and what they are called.  NULL: said. */
struct unname *unname_create(struct store *store, const struct settings *s,
    const struct slice *own, size_t own_count, struct slice role);
void unname_destroy(struct unname *u); /* NULL is fine */

/* Lives in the arena. */
const char *unname_text(const struct unname *u, struct slice text,
    struct arena *a);

#endif
