/*
 * A Windows event as XML, whatever carried it.
 */
#ifndef EVENT_XML_H
#define EVENT_XML_H

#include "event_fields.h"

/* Adds the row of that one <Event>...</Event>; NULL, or why not. */
const char *event_xml_read(struct parse *p, struct slice text);

#endif
