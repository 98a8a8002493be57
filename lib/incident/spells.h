/*
 * Flags to spells of use: those of one subject and label that follow each
 * other without a longer silence.  Functions over arrays; they know no
 * store.
 */
#ifndef SPELLS_H
#define SPELLS_H

#include "event/flag.h"
#include "incident/incident.h"

/* How well a person is known, least first. */
enum grade { GRADE_NONE, GRADE_WEAK, GRADE_FAIR, GRADE_STRONG };

enum grade grade_parse(struct slice word);
const char *grade_word(enum grade g);

/* One flag, as grouping needs it.  Texts are numbers of the caller's. */
struct finding {
	uint32_t label, subject, rule;
	uint32_t log;	/* file and offset of its first event */
	int64_t offset;
	int64_t start, end;
	int64_t id;
	uint64_t events;
	uint64_t tie; /* orders flags of the same span, by what they say */
	enum severity severity;
	enum grade grade;
};

struct spell {
	size_t first, count; /* of its findings, once they are sorted */
	int64_t start, end;
	uint64_t events;
	enum severity severity; /* the highest */
	enum grade grade; /* the lowest: the weakest evidence is told */
};

/* Sorts the findings and fills `out` (count long); gives the number of
 * spells. */
size_t spells_group(struct finding *list, size_t count, struct spell *out);

/* The id of an item: stable while its first flag is the same. */
enum { ITEM_ID = 13 }; /* with its NUL */
void item_id(struct slice label, struct slice subject, int64_t start,
    char id[ITEM_ID]);

#endif
