/*
 * Where records end.  The room's own header.
 */
#ifndef FRAMING_H
#define FRAMING_H

#include "intake/intake.h"

enum framing_answer {
	FRAMED,
	FRAMING_MORE, /* needs bytes past the text */
	FRAMING_OPEN, /* a quoted cell does not end; the first line */
	FRAMING_DAMAGED, /* no record, up to where one may begin again */
};

struct framer {
	enum framing framing;
	uint32_t free;	/* of an event log's chunk: where its events end */
	bool chunk_end; /* the record ends a chunk of an event log */
};

/* Records bear their own ends: nothing is cut off. */
bool framing_is_whole(enum framing framing);

/*
 * Looks for the record that `text` begins with, at that offset in the log.
 * *end: how long it is without its line end; *next: where the next begins.
 * *looked: how far an earlier call looked, 0 at first.  whole: nothing
 * follows.
 */
enum framing_answer framing_end(struct framer *f, struct slice text,
    int64_t offset, bool whole, size_t *looked, size_t *end, size_t *next);

/* The same for each framing of its own. */
enum framing_answer framing_evtx(struct framer *f, struct slice text,
    int64_t offset, bool whole, size_t *next);
enum framing_answer framing_event_xml(struct slice text, size_t *looked,
    size_t *next);
enum framing_answer framing_journal(struct slice text, size_t *next);

#endif
