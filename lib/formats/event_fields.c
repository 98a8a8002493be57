/*
 * A Windows event, element by element, to its fields.
 */
#include "event_fields.h"

void
event_begin(struct event_fields *e, struct arena *scratch)
{
	e->code = e->provider = e->channel = e->computer = e->time = e->sid =
	    e->record = e->text = SLICE("");
	e->count = e->depth = e->unnamed = e->spent = 0;
	e->section = SECTION_OTHER;
	e->found = false;
	e->scratch = scratch;
}

static struct event_element *
top(struct event_fields *e)
{
	return &e->stack[e->depth - 1];
}

static bool
is_named(struct slice name, const char *wanted)
{
	return slice_equal(name, slice_of(wanted));
}

const char *
event_start(struct event_fields *e, struct slice name)
{
	if (e->depth == EVENT_DEPTH)
		return "elements too deep in each other";
	if (e->depth == 0 && (e->found || !is_named(name, "Event")))
		return "no Event, or more than one";
	if (e->depth > 0)
		top(e)->has_children = true;
	e->stack[e->depth++] = (struct event_element){ .name = name };
	e->text = SLICE("");
	if (e->depth != 2)
		return NULL;
	if (is_named(name, "System"))
		e->section = SECTION_SYSTEM;
	else if (is_named(name, "EventData") || is_named(name, "UserData"))
		e->section = SECTION_DATA;
	else
		e->section = SECTION_OTHER;
	return NULL;
}

static const char *
add_field(struct event_fields *e, struct slice name, struct slice text)
{
	if (e->count == EVENT_FIELDS)
		return "too many fields";
	e->list[e->count++] = (struct windows_field){ name, text };
	return NULL;
}

const char *
event_attribute(struct event_fields *e, struct slice name, struct slice value)
{
	struct slice element;

	if (e->depth == 0)
		return "an attribute without its element";
	element = top(e)->name;
	if (e->section == SECTION_DATA && is_named(name, "Name"))
		top(e)->label = value;
	if (e->section != SECTION_SYSTEM || e->depth != 3)
		return NULL;
	if (is_named(element, "Provider") && is_named(name, "Name"))
		e->provider = value;
	else if (is_named(element, "TimeCreated") &&
	    is_named(name, "SystemTime"))
		e->time = value;
	else if (is_named(element, "Security") && is_named(name, "UserID"))
		e->sid = value;
	return NULL;
}

const char *
event_join(struct event_fields *e, struct slice *to, struct slice more)
{
	char *joined;

	e->spent += to->len + more.len;
	if (e->spent > EVENT_TEXT)
		return "too much text in one event";
	if (to->len == 0)
		*to = more;
	else if (more.len > 0) {
		joined = arena_alloc(e->scratch, to->len + more.len);
		memcpy(joined, to->ptr, to->len);
		memcpy(joined + to->len, more.ptr, more.len);
		*to = (struct slice){ joined, to->len + more.len };
	}
	return NULL;
}

const char *
event_text(struct event_fields *e, struct slice text)
{
	return event_join(e, &e->text, text);
}

void
event_drop(struct event_fields *e)
{
	if (e->depth > 0)
		top(e)->dropped = true;
}

static const char *
end_system(struct event_fields *e, struct slice name)
{
	static const char *const kept[] = { "Level", "Task", "Keywords",
		"EventRecordID", NULL };
	const char *const *k;

	if (is_named(name, "EventID"))
		e->code = slice_trim(e->text);
	else if (is_named(name, "Channel"))
		e->channel = slice_trim(e->text);
	else if (is_named(name, "Computer"))
		e->computer = slice_trim(e->text);
	else if (is_named(name, "EventRecordID"))
		e->record = slice_trim(e->text);
	for (k = kept; *k != NULL; k++)
		if (is_named(name, *k) && e->text.len > 0)
			return add_field(e, name, e->text);
	return NULL;
}

static const char *
end_data(struct event_fields *e, const struct event_element *element)
{
	struct slice name = element->name;

	if (element->has_children ||
	    (element->dropped && e->text.len == 0))
		return NULL;
	if (element->label.len > 0)
		name = element->label;
	else if (is_named(name, "Data"))
		name = slice_of(arena_printf(e->scratch, "param%lu",
		    (unsigned long)++e->unnamed));
	return add_field(e, name, e->text);
}

const char *
event_end(struct event_fields *e)
{
	const char *why = NULL;
	const struct event_element *element;

	if (e->depth == 0)
		return "an end without its element";
	element = top(e);
	if (e->section == SECTION_SYSTEM && e->depth == 3)
		why = end_system(e, element->name);
	else if (e->section == SECTION_DATA && e->depth > 2)
		why = end_data(e, element);
	e->text = SLICE("");
	if (--e->depth == 0)
		e->found = true;
	return why;
}

const char *
event_again(struct event_fields *e)
{
	struct event_element element;
	const char *why;

	if (e->depth < 2)
		return "values without an element";
	element = *top(e);
	if ((why = event_end(e)) != NULL ||
	    (why = event_start(e, element.name)) != NULL)
		return why;
	top(e)->label = element.label;
	return NULL;
}

/* Who wrote it, where that is told: machines' own accounts have names. */
static struct slice
known_user(struct slice sid)
{
	static const char *const known[][2] = {
		{ "S-1-5-18", "system" },
		{ "S-1-5-19", "local service" },
		{ "S-1-5-20", "network service" },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (is_named(sid, known[i][0]))
			return slice_of(known[i][1]);
	return SLICE("");
}

const char *
event_row(struct parse *p, struct event_fields *e)
{
	struct windows_event event = { .source = "offset" };
	const char *why;

	if (!e->found)
		return "cut short: no whole Event";
	if (e->time.len < 20 || e->time.ptr[e->time.len - 1] != 'Z' ||
	    !time_parse(e->time, &event.time))
		return "no time with its zone";
	if (e->sid.len > 0 &&
	    (why = add_field(e, SLICE("UserID"), e->sid)) != NULL)
		return why;
	event.code = e->code;
	event.provider = e->provider;
	event.channel = e->channel;
	event.computer = e->computer;
	event.record = e->record;
	event.user = known_user(e->sid);
	event.fields = e->list;
	event.field_count = e->count;
	return windows_row(p, &event);
}
