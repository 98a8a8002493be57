/*
 * A Windows event, element by element, to its fields.  What walks its XML,
 * from a binary event log or from text, says what it meets; in the end the
 * fields stand side by side:
 *
 *   <Event><System><EventID>4624</EventID> ...        code, provider ...
 *   <EventData><Data Name="TargetUserName">amy</Data> TargetUserName
 *   <EventData><Data>one</Data><Data>two</Data>       param1, param2
 *   <UserData><x><SubjectUserName>amy ...             SubjectUserName
 *
 * All text is borrowed from the record's scratch memory.
 */
#ifndef EVENT_FIELDS_H
#define EVENT_FIELDS_H

#include "windows.h"

enum {
	EVENT_FIELDS = 512,
	EVENT_DEPTH = 32,
	EVENT_TEXT = 4 << 20, /* bytes of text in all */
};

struct event_element {
	struct slice name, label; /* the label is its Name="" */
	bool has_children, dropped;
};

struct event_fields {
	struct slice code, provider, channel, computer, time, sid, record;
	struct windows_field list[EVENT_FIELDS];
	size_t count;
	/* Of the walk. */
	struct arena *scratch;
	struct event_element stack[EVENT_DEPTH];
	size_t depth, unnamed, spent;
	struct slice text; /* of the element in hand */
	enum { SECTION_OTHER, SECTION_SYSTEM, SECTION_DATA } section;
	bool found; /* an Event, whole */
};

void event_begin(struct event_fields *e, struct arena *scratch);
/* Each gives NULL, or why the event cannot be read. */
const char *event_start(struct event_fields *e, struct slice name);
const char *event_attribute(struct event_fields *e, struct slice name,
    struct slice value);
const char *event_text(struct event_fields *e, struct slice text);
/* The element has no value at all: unless it holds something else, it does not
 * stand there. */
void event_drop(struct event_fields *e);
/* An element with several values is one element for each. */
const char *event_again(struct event_fields *e);
const char *event_end(struct event_fields *e);
/* Adds text to text. */
const char *event_join(struct event_fields *e, struct slice *to,
    struct slice more);
/* Adds the row.  NULL, or why not. */
const char *event_row(struct parse *p, struct event_fields *e);

#endif
