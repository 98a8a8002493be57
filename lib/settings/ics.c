/*
 * iCalendar files: terms, holidays and INSET days as whole-day events,
 * clubs, lets and boarding evenings as timed ones.  The front door of
 * libical.
 *
 *   BEGIN:VEVENT
 *   DTSTART;VALUE=DATE:20261026
 *   DTEND;VALUE=DATE:20261031
 *   SUMMARY:Half term
 *
 * The end of a whole-day event is outside, but some programs write the last
 * day, or leave it out: an end that is not later than the start is one day.
 */
#include <libical/ical.h>

#include "school_time.h"

enum { MOST_INSTANCES = 1000, MOST_YEARS = 5 };

struct source {
	struct reading *r;
	const struct yaml *v;
	struct slice kind; /* or empty: each event says it */
	struct binding binds;
	size_t used;
};

static int32_t
day_of(struct icaltimetype t)
{
	return day_from_date(t.year, t.month, t.day);
}

/* Both as the clock on the wall of the school shows them: a time in UTC is
 * turned, one with a zone of its own is taken for the school's. */
static struct civil
civil_of(const struct source *s, struct icaltimetype t)
{
	struct civil c = { day_of(t),
		t.is_date ? 0 : t.hour * 3600 + t.minute * 60 + t.second };

	if (!icaltime_is_utc(t))
		return c;
	return zone_civil(s->r->l->s->zone,
	    c.day * 24 * TIME_HOUR + c.second * TIME_SECOND);
}

/* Calendars of schools name their days in such words. */
static struct slice
kind_of_summary(struct slice summary)
{
	static const struct {
		const char *word, *kind;
	} known[] = {
		{ "inset", "inset" },
		{ "training day", "inset" },
		{ "non-pupil", "inset" },
		{ "exam leave", "leave" },
		{ "study leave", "leave" },
		{ "half term", "holiday" },
		{ "half-term", "holiday" },
		{ "holiday", "holiday" },
		{ "bank", "holiday" },
		{ "closed", "closure" },
		{ "closure", "closure" },
		{ "snow", "closure" },
		{ "boarding", "boarding" },
		{ "club", "club" },
		{ "letting", "let" },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (slice_contains(summary, slice_of(known[i].word)))
			return slice_of(known[i].kind);
	return SLICE("");
}

/* "Autumn term 2026" is named autumn-term-2026. */
static struct slice
name_of(struct arena *a, struct slice summary)
{
	char *out = arena_alloc(a, summary.len + 1);
	size_t i, n = 0;

	for (i = 0; i < summary.len; i++) {
		char c = summary.ptr[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	return (struct slice){ out, n > 0 && out[n - 1] == '-' ? n - 1 : n };
}

static bool
add_timed(struct source *s, struct slice kind, struct civil start,
    struct civil end)
{
	struct day_period p = { .word = period_word(kind),
		.start = start.second,
		.end = end.day > start.day ? 24 * 3600 : end.second,
		.weekdays = 0x7f,
		.binds = s->binds,
		.from = start.day,
		.to = start.day };

	if (p.word == -1 || p.end <= p.start)
		return false;
	add_period(s->r, p);
	return true;
}

static void
add_instance(struct source *s, struct slice kind, struct slice summary,
    struct icaltimetype from, struct icaltimetype to)
{
	struct civil start = civil_of(s, from), end = civil_of(s, to);
	struct dated d = { .name = name_of(s->r->l->arena, summary),
		.start = start.day,
		.end = end.day,
		.until = -1,
		.binds = s->binds };

	if (from.is_date && d.end > d.start)
		d.end--;
	if (d.end < d.start)
		d.end = d.start;
	if (from.is_date ? add_dated(s->r, kind, &d) :
			   add_timed(s, kind, start, end))
		s->used++;
}

static bool
is_excluded(icalcomponent *event, struct icaltimetype t)
{
	icalproperty *p;

	for (p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
	     p != NULL; p = icalcomponent_get_next_property(event,
			    ICAL_EXDATE_PROPERTY))
		if (day_of(icalproperty_get_exdate(p)) == day_of(t))
			return true;
	return false;
}

/* A rule of recurrence is opened out by the clock on the wall. */
static void
open_out(struct source *s, icalcomponent *event, struct slice kind,
    struct slice summary, struct icaltimetype start, struct icaltimetype end)
{
	struct icaldurationtype length = icaltime_subtract(end, start);
	icalproperty *p = icalcomponent_get_first_property(event,
	    ICAL_RRULE_PROPERTY);
	icalrecur_iterator *it =
	    icalrecur_iterator_new(icalproperty_get_rrule(p), start);
	struct icaltimetype next;
	int count = 0;

	if (it == NULL)
		return;
	for (next = icalrecur_iterator_next(it);
	     !icaltime_is_null_time(next) && count < MOST_INSTANCES &&
	     next.year <= start.year + MOST_YEARS;
	     next = icalrecur_iterator_next(it), count++)
		if (!is_excluded(event, next))
			add_instance(s, kind, summary, next,
			    icaltime_add(next, length));
	icalrecur_iterator_free(it);
}

static void
add_event(struct source *s, icalcomponent *event)
{
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	struct icaltimetype end = icalcomponent_get_dtend(event);
	const char *text = icalcomponent_get_summary(event);
	struct slice summary = lower_case(s->r->l->arena,
	    slice_of(text == NULL ? "" : text));
	struct slice kind = s->kind.len > 0 ? s->kind :
					      kind_of_summary(summary);

	if (kind.len == 0 || icaltime_is_null_time(start) ||
	    icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
		return;
	if (icaltime_is_null_time(end))
		end = start;
	if (icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) !=
	    NULL)
		open_out(s, event, kind, summary, start, end);
	else
		add_instance(s, kind, summary, start, end);
}

static void
add_events(struct source *s, icalcomponent *root)
{
	icalcomponent *c;

	for (c = icalcomponent_get_first_component(root,
		 ICAL_VEVENT_COMPONENT);
	     c != NULL; c = icalcomponent_get_next_component(root,
			    ICAL_VEVENT_COMPONENT))
		add_event(s, c);
	for (c = icalcomponent_get_first_component(root,
		 ICAL_VCALENDAR_COMPONENT);
	     c != NULL; c = icalcomponent_get_next_component(root,
			    ICAL_VCALENDAR_COMPONENT))
		add_events(s, c);
}

static void
read_one(struct reading *r, const struct yaml *v)
{
	struct source s = { .r = r, .v = v, .kind = yaml_text(v, "kind") };
	struct slice file = yaml_text(v, "file");
	struct buffer text;
	icalcomponent *root;

	if (file.len == 0) {
		fault_add(r->l->f, r->l->s->path, v->line,
		    "calendars: an entry without file");
		return;
	}
	r->path = r->l->s->path;
	read_binding(r, yaml_text(v, "years"), yaml_text(v, "role"),
	    SLICE(""), v->line, &s.binds);
	r->path = resolve_path(r->l, file);
	if (!read_whole(r->l, r->path, v->line, &text))
		return;
	root = icalparser_parse_string(
	    arena_text(r->l->arena, buffer_slice(&text)));
	buffer_finish(&text);
	if (root != NULL)
		add_events(&s, root);
	if (root == NULL || icalcomponent_isa(root) == ICAL_NO_COMPONENT)
		fault_add(r->l->f, r->path, 0, "is no iCalendar file");
	else if (s.used == 0)
		fault_warn(r->l->f, r->path, 0,
		    "no event of it says anything about school time");
	if (root != NULL)
		icalcomponent_free(root);
}

void
read_calendars(struct reading *r)
{
	const struct yaml *list = yaml_get(r->l->root, "calendars"), *v;

	if (list == NULL || list->kind != YAML_LIST)
		return;
	for (v = list->first; v != NULL; v = v->next)
		if (v->kind == YAML_MAP)
			read_one(r, v);
	icalmemory_free_ring();
}
