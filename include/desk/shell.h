/*
 * What beadle incident does: single items, alerts, entries by hand,
 * evidence, samples.  Each is a word with operands.
 */
#ifndef DESK_SHELL_H
#define DESK_SHELL_H

#include "desk/desk.h"
#include "store/store.h"

struct shell {
	const struct desk *desk; /* its settings may be NULL for some */
	const char *word;	 /* set by shell_run */
	struct slice who, why, label, status;
	char *const *operands; /* after the word; ends with NULL */
	size_t count;
	bool csv;
	int64_t since, until; /* TIME_UNKNOWN: no bound */
	FILE *out;
};

/* list, show, confirm, alerts, drill ... */
bool shell_knows(const char *word);
/* EXIT_OK, EXIT_COULD_NOT (said) or EXIT_USAGE. */
int shell_run(struct shell *s, const char *word);

#endif
