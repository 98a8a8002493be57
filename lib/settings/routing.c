/*
 * Who gets a case.
 */
#include "load.h"
#include "settings/routing.h"

enum { MOST_HOPS = 8 };

/* What holds where school.yml does not say otherwise. */
static const struct {
	const char *from, *to;
} usual[] = {
	{ "dsl", "head" },
	{ "deputy", "head" },
	{ "head-of-year", "dsl" },
	{ "technician", "head" },
	{ "governors", "head" },
	{ "head", "chair" },
	{ "chair", "head" },
};

const struct reader *
settings_reader(const struct settings *s, struct slice name)
{
	size_t i;

	for (i = 0; i < s->reader_count; i++)
		if (slice_equal(s->readers[i].name, name))
			return &s->readers[i];
	return NULL;
}

bool
routing_holds(const struct reader *r, struct slice who)
{
	size_t i;

	for (i = 0; r != NULL && i < r->people_count; i++)
		if (slice_equal_fold(r->people[i], who))
			return true;
	return false;
}

struct slice
routing_next(const struct settings *s, struct slice reader)
{
	size_t i;

	for (i = 0; i < s->route_count; i++)
		if (slice_equal(s->routes[i].from, reader))
			return s->routes[i].to;
	if (slice_starts_with(reader, SLICE("head-of-year-")))
		reader = SLICE("head-of-year");
	for (i = 0; i < sizeof usual / sizeof *usual; i++)
		if (slice_equal(slice_of(usual[i].from), reader))
			return slice_of(usual[i].to);
	return SLICE("");
}

enum queue
routing_queue(struct slice role)
{
	if (slice_has_word(SLICE("pupil class"), role))
		return QUEUE_PUPILS;
	if (slice_has_word(SLICE("staff technician governor"), role))
		return QUEUE_STAFF;
	return QUEUE_OTHER;
}

bool
routing_is_own(const struct settings *s, struct slice reader,
    const struct routing_case *c)
{
	const struct reader *r = settings_reader(s, reader);
	const struct person *p = c->person.len == 0 ? NULL :
	    settings_person_by_key(s, c->person);

	return routing_holds(r, c->account) ||
	    (p != NULL && routing_holds(r, p->username));
}

/* The case of one office: to it, or past those whose own it is. */
static bool
goes_to(const struct settings *s, struct slice office, struct slice reader,
    const struct routing_case *c)
{
	int hops;

	for (hops = 0; hops < MOST_HOPS && routing_is_own(s, office, c);
	     hops++)
		office = routing_next(s, office);
	return hops < MOST_HOPS && slice_equal(office, reader);
}

static bool
is_year_of(struct slice reader, struct slice year)
{
	return slice_take_text(&reader, SLICE("head-of-year-")) &&
	    year.len > 0 && slice_equal(reader, year);
}

bool
routing_sees(const struct settings *s, struct slice reader,
    const struct routing_case *c)
{
	enum queue q = routing_queue(c->role);
	bool about_head = routing_is_own(s, SLICE("head"), c);

	/* Nobody below the head's own judge sees a case about the head. */
	if (about_head || routing_is_own(s, reader, c))
		return about_head && !routing_is_own(s, reader, c) &&
		    goes_to(s, SLICE("head"), reader, c);
	if (goes_to(s, SLICE("head"), reader, c))
		return true;
	if (q == QUEUE_STAFF || (q == QUEUE_OTHER && c->role.len == 0))
		return false;
	if (goes_to(s, SLICE("dsl"), reader, c) ||
	    goes_to(s, SLICE("deputy"), reader, c))
		return true;
	return q == QUEUE_PUPILS && c->low_level &&
	    is_year_of(reader, c->year);
}

size_t
routing_readers(const struct settings *s, struct slice out[ROUTING_MOST])
{
	size_t n = 0, i;

	out[n++] = SLICE("dsl");
	out[n++] = SLICE("head");
	for (i = 0; i < s->reader_count && n < ROUTING_MOST; i++)
		if (slice_has_word(SLICE("deputy chair"), s->readers[i].name) ||
		    slice_starts_with(s->readers[i].name,
			SLICE("head-of-year-")))
			out[n++] = s->readers[i].name;
	return n;
}

static bool
is_reader(struct slice name)
{
	return slice_has_word(SLICE("dsl deputy head chair governors "
				    "technician authority"), name) ||
	    slice_starts_with(name, SLICE("head-of-year"));
}

void
load_routing(struct loading *l)
{
	const struct yaml *map = yaml_get(l->root, "routing"), *v;
	const struct reader *head = settings_reader(l->s, SLICE("head"));
	struct settings *s = l->s;
	size_t n = 0;

	for (v = map == NULL ? NULL : map->first; v != NULL; v = v->next)
		n++;
	s->routes = arena_alloc(l->arena, n * sizeof *s->routes);
	for (v = map == NULL ? NULL : map->first; v != NULL; v = v->next) {
		if (!is_reader(v->key) || !is_reader(v->text))
			fault_add(l->f, s->path, v->line,
			    "routing: expected a reader and who gets their "
			    "own case, found %.*s: %.*s", SLICE_ARG(v->key),
			    SLICE_ARG(v->text));
		s->routes[s->route_count].from = v->key;
		s->routes[s->route_count++].to = v->text;
	}
	if (head != NULL && head->people_count > 0 &&
	    slice_equal(routing_next(s, SLICE("head")), SLICE("chair")) &&
	    settings_reader(s, SLICE("chair")) == NULL)
		fault_warn(l->f, s->path, 0,
		    "readers.chair is not given: nobody reads a case about "
		    "the head");
}
