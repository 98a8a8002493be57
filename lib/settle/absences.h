/*
 * What absences.c finds and derive.c makes events of.
 */
#ifndef ABSENCES_H
#define ABSENCES_H

#include "base/map.h"

#include "parts.h"

/* Something that did not come by the end of a day. */
struct absence {
	const char *action; /* device-silent, log-missing, not-reported */
	struct slice what;  /* device, dataset, or the label of what was not
			       reported */
	struct slice account; /* of a person, and how well that is known */
	const char *grade;
	int32_t day;
};

struct absences {
	const struct settle *s;
	struct arena *arena;
	int32_t *days; /* school days that logs are about, in order */
	size_t day_count, day_room;
	size_t from; /* the first that tonight may have changed */
	struct absence *list;
	size_t count, room;
};

/* derive.c: makes the events of the list what the store has from that day
 * on; -1: said. */
int absences_derive(struct absences *a);

#endif
