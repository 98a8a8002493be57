/*
 * Windows events as XML, one after another or in an <Events>:
 *
 *   <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
 *     <System><Provider Name='Microsoft-Windows-Security-Auditing' .../>
 *     <EventID>4624</EventID> ... </System>
 *     <EventData><Data Name='TargetUserName'>amy</Data> ... </EventData>
 *   </Event>
 *
 * as `wevtutil qe /f:xml`, Event Viewer and collectors write it.  A record is
 * what ends with </Event>; expat reads it.
 */
#include <expat.h>

#include "event_xml.h"

enum { LONGEST_TEXT = 1 << 20 };

struct reading {
	XML_Parser xml;
	struct event_fields fields;
	struct buffer text; /* since the last tag */
	const char *why;
};

struct state {
	struct reading reading;
};

static struct slice
copy(struct reading *r, const char *text)
{
	return arena_copy(r->fields.scratch, slice_of(text));
}

/* "evt:Data": prefixes say nothing here. */
static struct slice
local_name(struct reading *r, const char *name)
{
	struct slice s = copy(r, name);

	return slice_from(s, slice_find(s, ':') < s.len ?
		slice_find(s, ':') + 1 : 0);
}

static void
fail(struct reading *r, const char *why)
{
	if (why == NULL || r->why != NULL)
		return;
	r->why = why;
	XML_StopParser(r->xml, XML_FALSE);
}

static void
flush(struct reading *r)
{
	if (buffer_overflowed(&r->text))
		fail(r, "too much text in one event");
	else if (r->text.len > 0)
		fail(r, event_text(&r->fields, arena_copy(r->fields.scratch,
		    buffer_slice(&r->text))));
	buffer_reset(&r->text);
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = ctx;

	buffer_reset(&r->text); /* white space between elements */
	fail(r, event_start(&r->fields, local_name(r, name)));
	for (; *attributes != NULL && r->why == NULL; attributes += 2)
		fail(r, event_attribute(&r->fields,
		    local_name(r, attributes[0]), copy(r, attributes[1])));
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct reading *r = ctx;

	(void)name;
	flush(r);
	if (r->why == NULL)
		fail(r, event_end(&r->fields));
}

static void XMLCALL
on_text(void *ctx, const XML_Char *text, int len)
{
	struct reading *r = ctx;

	buffer_add(&r->text, (struct slice){ text, (size_t)len });
}

/* A document type could define entities that grow without end. */
static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	fail(ctx, "a document type in an event");
}

static const char *
read_event(struct parse *p, struct reading *r, struct slice text)
{
	enum XML_Status status;

	r->xml = XML_ParserCreate("UTF-8");
	if (r->xml == NULL)
		return "no memory for XML";
	r->why = NULL;
	buffer_init(&r->text, LONGEST_TEXT);
	event_begin(&r->fields, p->scratch);
	XML_SetUserData(r->xml, r);
	XML_SetElementHandler(r->xml, on_start, on_end);
	XML_SetCharacterDataHandler(r->xml, on_text);
	XML_SetStartDoctypeDeclHandler(r->xml, on_doctype);
	status = XML_Parse(r->xml, text.ptr, (int)text.len, 1);
	XML_ParserFree(r->xml);
	buffer_finish(&r->text);
	if (r->why != NULL)
		return r->why;
	return status == XML_STATUS_OK ? event_row(p, &r->fields) :
					 "not XML";
}

const char *
event_xml_read(struct parse *p, struct slice text)
{
	return read_event(p, arena_alloc(p->scratch, sizeof(struct reading)),
	    text);
}

/* Where "<Event" begins that is not "<Events" or "<EventData". */
static size_t
find_event(struct slice s)
{
	static const char tag[] = "<Event";
	const char *at = s.ptr, *end = s.ptr + s.len;

	while (at < end &&
	       (at = memmem(at, (size_t)(end - at), tag, sizeof tag - 1)) !=
		   NULL) {
		at += sizeof tag - 1;
		if (at < end &&
		    (*at == '>' || *at == ' ' || *at == '\r' || *at == '\n' ||
			*at == '\t'))
			return (size_t)(at - s.ptr) - (sizeof tag - 1);
	}
	return s.len;
}

static bool
is_white(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (memchr(" \t\r\n", s.ptr[i], 4) == NULL)
			return false;
	return true;
}

/* What may stand before an event, and after the last: a byte order mark, the
 * declaration, <Events>, </Events>. */
static bool
is_frame(struct slice s)
{
	struct slice tag;

	slice_take_text(&s, SLICE("\xef\xbb\xbf"));
	while (!is_white(s)) {
		s = slice_from(s, slice_find(s, '<'));
		if (!slice_take_until(&s, '>', &tag) ||
		    !(slice_starts_with(tag, SLICE("<?xml")) ||
			slice_starts_with(tag, SLICE("<Events")) ||
			slice_equal(tag, SLICE("</Events"))))
			return false;
	}
	return true;
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	size_t at = find_event(p->record);

	if (at == p->record.len)
		return is_frame(p->record) ? parse_ignored : "no Event";
	if (!is_frame(slice_first(p->record, at)))
		return "text between events";
	return read_event(p, &state->reading, slice_from(p->record, at));
}

static int
recognise(struct slice head)
{
	size_t at = find_event(head);
	struct slice rest = slice_from(head, at);

	return at < head.len && is_frame(slice_first(head, at)) &&
		slice_contains(slice_first(rest, 4096), SLICE("<System>")) ?
	    95 :
	    0;
}

const struct format format_event_xml = {
	.name = "event_xml",
	.dataset = "windows.other",
	.title = "Windows events as XML",
	.channel = "endpoint",
	.versions = "wevtutil qe /f:xml, Event Viewer's export, collectors",
	.lacks = "the account that wrote an event, only its SID",
	.framing = FRAMING_EVENT_XML,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
