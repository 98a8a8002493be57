/*
 * A flag: a rule that matched, with its evidence.  The words here are what
 * detect gives, store keeps and incident groups.
 */
#ifndef EVENT_FLAG_H
#define EVENT_FLAG_H

#include "base/slice.h"
#include "base/time.h"

enum treatment {
	TREAT_OBSERVATION, /* counted, never named */
	TREAT_POSSIBLE_BREACH,
	TREAT_WELFARE,
	TREAT_ADVISORY,
};

enum severity { SEVERITY_ADVISORY, SEVERITY_CAUTION, SEVERITY_DANGER };

/* "danger", "caution", "advisory". */
const char *severity_word(enum severity s);
/* Sigma's critical and high, medium, the rest. */
enum severity severity_of_level(struct slice level);
bool treatment_parse(struct slice s, enum treatment *t);

struct flag {
	struct slice rule;   /* id of the rule */
	struct slice label;  /* gaming-in-lesson ... */
	enum severity severity;
	enum treatment treatment;
	int64_t start, end;  /* of the evidence, UTC */
	uint64_t events;     /* how many events it rests on */
	struct slice account, person, device, room; /* as the events say */
	struct slice attribution; /* strong, fair, weak, none */
	struct slice role, year;
	struct slice log;    /* log.file.path of the first event */
	int64_t offset;	     /* log.offset of the first event */
	struct slice fields; /* the fields shown, a JSON object */
};

#endif
