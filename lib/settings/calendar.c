/*
 * School time: which day is what, for whom, and the stretches of the day
 * that an event lies in.  What a day looks like is worked out once (plan.c)
 * and kept, since logs ask a million times about the same few days.
 */
#include <stdlib.h>

#include "calendar.h"

enum { LONGEST_WALK = 40 /* days of one event that are looked at */ };

static const char *const words[WORDS] = { "night", "before-school",
	"registration", "lesson", "study", "break", "lunch", "working", "off",
	"club", "let", "boarding", "after-school", "evening", "weekend",
	"holiday", "inset", "exam-leave", "" };

const char *const role_words[] = { "pupil", "staff", "technician", "governor",
	"visitor", "class", "generic", "kiosk", "admin", NULL };

int
period_word(struct slice name)
{
	int w;

	for (w = REGISTRATION; w <= BOARDING; w++)
		if (slice_equal(name, slice_of(words[w])))
			return w;
	return -1;
}

bool
names_period(struct slice name)
{
	int w;

	for (w = 0; w < WORDS; w++)
		if (name.len > 0 && slice_equal(name, slice_of(words[w])))
			return true;
	return false;
}

int
role_number(struct slice role)
{
	size_t i;

	for (i = 0; role_words[i] != NULL; i++)
		if (slice_equal(role, slice_of(role_words[i])))
			return (int)i;
	return -1;
}

bool
binding_equal(const struct binding *a, const struct binding *b)
{
	return a->years == b->years && a->roles == b->roles &&
	    slice_equal(a->pattern, b->pattern);
}

static bool
binds_all(const struct binding *b)
{
	return b->years == 0 && b->roles == 0 && b->pattern.len == 0;
}

int
period_closeness(const struct day_period *p)
{
	return (p->binds.roles != 0 ? 1 : 0) + (p->binds.years != 0 ? 2 : 0) +
	    (p->binds.pattern.len > 0 ? 4 : 0) +
	    (p->from != DAY_UNBOUND || p->to != DAY_UNBOUND ? 8 : 0);
}

/* The place of a binding; MOST_BINDINGS where it has none. */
static size_t
place_of(const struct calendar *c, const struct binding *b)
{
	size_t i;

	for (i = 0; i < c->binding_count; i++)
		if (binding_equal(&c->bindings[i], b))
			return i;
	return MOST_BINDINGS;
}

static void
learn_binding(struct calendar *c, const struct binding *b)
{
	if (!binds_all(b) && place_of(c, b) == MOST_BINDINGS &&
	    c->binding_count < MOST_BINDINGS)
		c->bindings[c->binding_count++] = *b;
}

struct calendar *
calendar_create(const struct zone *zone, const struct calendar_facts *facts)
{
	struct calendar *c = memory_zeroed(1, sizeof *c);
	size_t i;

	c->zone = zone;
	c->facts = *facts;
	for (i = 0; i < facts->period_count; i++) {
		learn_binding(c, &facts->periods[i].binds);
		c->has_weeks |= facts->periods[i].weeks != 0;
	}
	for (i = 0; i < facts->range_count; i++)
		learn_binding(c, &facts->ranges[i].binds);
	c->groups = memory_zeroed(1, sizeof *c->groups);
	c->groups->count = 1;
	c->plans = memory_zeroed(KEPT_PLANS, sizeof *c->plans);
	return c;
}

bool
calendar_has_day(const struct calendar *c)
{
	return c->facts.period_count > 0;
}

void
calendar_destroy(struct calendar *c)
{
	if (c == NULL)
		return;
	free(c->groups);
	free(c->plans);
	free(c);
}

static bool
holds(const struct binding *b, int role, int year, struct slice pattern)
{
	if (b->roles != 0 && (role == -1 || (b->roles >> role & 1) == 0))
		return false;
	if (b->years != 0 && (b->years >> (year & 31) & 1) == 0)
		return false;
	return b->pattern.len == 0 || slice_equal(b->pattern, pattern);
}

unsigned
calendar_group(const struct calendar *c, struct slice role, int year,
    struct slice pattern)
{
	struct groups *g = c->groups;
	int number = role_number(role);
	uint64_t found = 0;
	unsigned n;
	size_t i;

	for (i = 0; i < c->binding_count; i++)
		if (holds(&c->bindings[i], number, year, pattern))
			found |= UINT64_C(1) << i;
	for (n = 0; n < g->count; n++)
		if (g->holds[n] == found)
			return n;
	if (n == MOST_GROUPS)
		return 0;
	g->holds[g->count++] = found;
	return n;
}

bool
calendar_is_by_group(const struct calendar *c)
{
	return c->binding_count > 0;
}

bool
calendar_names_year(const struct calendar *c, int year)
{
	size_t i;

	for (i = 0; i < c->facts.period_count; i++)
		if ((c->facts.periods[i].binds.years >> (year & 31) & 1) != 0)
			return true;
	return false;
}

bool
calendar_binds(const struct calendar *c, unsigned group,
    const struct binding *b)
{
	size_t place;

	if (binds_all(b))
		return true;
	place = place_of(c, b);
	return place < MOST_BINDINGS &&
	    (c->groups->holds[group] >> place & 1) != 0;
}

const struct day_range *
calendar_range_of(const struct calendar *c, int32_t day, unsigned group,
    enum range_kind kind)
{
	size_t i;

	for (i = 0; i < c->facts.range_count; i++) {
		const struct day_range *r = &c->facts.ranges[i];

		if (r->kind == kind && r->start <= day && day <= r->end &&
		    calendar_binds(c, group, &r->binds))
			return r;
	}
	return NULL;
}

enum day_kind
calendar_day_of(const struct calendar *c, int32_t day, unsigned group)
{
	if (calendar_range_of(c, day, group, RANGE_INSET) != NULL)
		return DAY_INSET;
	if (calendar_range_of(c, day, group, RANGE_HOLIDAY) != NULL)
		return DAY_HOLIDAY;
	/* Where no terms are given, every week is a school week. */
	if (c->facts.term_count > 0 && calendar_term_of_day(c, day) == NULL)
		return DAY_HOLIDAY;
	return day_weekday(day) >= 5 ? DAY_WEEKEND : DAY_SCHOOL;
}

enum day_kind
calendar_day(const struct calendar *c, int32_t day)
{
	return calendar_day_of(c, day, 0);
}

const struct term *
calendar_term(const struct calendar *c, struct slice name)
{
	size_t i;

	for (i = 0; i < c->facts.term_count; i++)
		if (slice_equal(c->facts.terms[i].name, name))
			return &c->facts.terms[i];
	return NULL;
}

const struct term *
calendar_term_of_day(const struct calendar *c, int32_t day)
{
	const struct term *t = c->facts.terms;
	size_t i;

	for (i = 0; i < c->facts.term_count; i++)
		if (t[i].start <= day && day <= t[i].end)
			return &t[i];
	return NULL;
}

const struct term *
calendar_term_at(const struct calendar *c, size_t index)
{
	return index < c->facts.term_count ? &c->facts.terms[index] : NULL;
}

static const struct piece *
piece_at(const struct day_plan *p, int64_t t)
{
	size_t i;

	for (i = 0; i + 1 < p->count && p->pieces[i].end <= t; i++)
		;
	return &p->pieces[i];
}

struct stretch
calendar_stretch(const struct calendar *c, unsigned group, int64_t t)
{
	const struct piece *piece = piece_at(
	    plan_of_day(c, zone_civil(c->zone, t).day, group), t);

	return (struct stretch){ piece->start, piece->end,
		slice_of(words[piece->word]) };
}

static bool
overlaps(const struct piece *piece, int64_t start, int64_t end, int64_t least)
{
	int64_t from = piece->start > start ? piece->start : start;
	int64_t to = piece->end < end ? piece->end : end;

	return to - from >= least;
}

static struct slice
join(const enum word found[], size_t count, char *out, size_t room)
{
	struct slice text = { out, 0 }, word;
	size_t i;

	for (i = 0; i < count; i++) {
		word = slice_of(words[found[i]]);
		if (text.len + 1 + word.len > room)
			break;
		if (i > 0)
			out[text.len++] = ' ';
		memcpy(out + text.len, word.ptr, word.len);
		text.len += word.len;
	}
	return text;
}

struct slice
calendar_period(const struct calendar *c, unsigned group, int64_t start,
    int64_t end, int64_t least, char *out, size_t room)
{
	int32_t first = zone_civil(c->zone, start).day, day;
	int32_t last = end > start ? zone_civil(c->zone, end).day : first;
	bool seen[WORDS] = { false };
	enum word found[WORDS];
	size_t count = 0, i;

	if (last - first > LONGEST_WALK)
		last = first + LONGEST_WALK;
	for (day = first; day <= last && end - start >= least; day++) {
		const struct day_plan *p = plan_of_day(c, day, group);

		for (i = 0; i < p->count; i++) {
			if (p->pieces[i].word == NOT_KNOWN ||
			    seen[p->pieces[i].word] ||
			    !overlaps(&p->pieces[i], start, end, least))
				continue;
			seen[p->pieces[i].word] = true;
			found[count++] = p->pieces[i].word;
		}
	}
	if (count == 0)
		found[count++] =
		    piece_at(plan_of_day(c, first, group), start)->word;
	return join(found, count, out, room);
}
