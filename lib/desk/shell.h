/*
 * The words of the shell, one a function: 0, -1 said, 1 wrong operands.
 */
#ifndef SHELL_H
#define SHELL_H

#include "desk/shell.h"

typedef int shell_fn(const struct shell *s, struct store *store);

shell_fn shell_list, shell_show, shell_decide, shell_merge, shell_split;
shell_fn shell_parents, shell_copies, shell_bans, shell_tune, shell_answer;
shell_fn shell_add;
shell_fn shell_ack, shell_alerts, shell_drill;
shell_fn shell_sign_off;

/* The item that is the operand of that number, if who asks may see it: 0:
 * there is none (said), -1: said. */
int64_t shell_item(const struct shell *s, struct store *store, int operand);
/* Sets what who asks may see. */
struct incident_filter;
void shell_eyes(const struct shell *s, struct incident_filter *f);

/* Is who asks that office, or one who holds it? */
bool shell_is_office(const struct shell *s, const char *office);

/* parents.c: one page about one child; -1: said. */
int desk_parents(const struct shell *s, struct store *store, int64_t item);

#endif
