/*
 * School time.  A day is cut into stretches, each with its word; what a day
 * looks like is worked out once and kept, since logs ask a million times
 * about the same few days.
 */
#include <assert.h>
#include <stdlib.h>

#include "calendar.h"

enum {
	NIGHT_ENDS = 6 * 3600, /* seconds of the wall clock */
	EVENING_STARTS = 18 * 3600,
	NIGHT_STARTS = 22 * 3600,
	DAY_ENDS = 24 * 3600,
	KEPT_DAYS = 64,
	STRETCHES = MOST_PERIODS * 2 + 8,
	LONGEST_WALK = 40, /* days of one event that are looked at */
};

static const char *const words[] = { "night", "before-school", "registration",
	"lesson", "break", "lunch", "after-school", "evening", "weekend",
	"holiday", "inset", "" };

enum word {
	NIGHT,
	BEFORE_SCHOOL,
	REGISTRATION,
	LESSON,
	BREAK,
	LUNCH,
	AFTER_SCHOOL,
	EVENING,
	WEEKEND,
	HOLIDAY,
	INSET,
	NOT_KNOWN, /* school hours without a list of lesson periods */
	WORDS
};

struct piece {
	int64_t start, end;
	enum word word;
};

struct day_plan {
	int32_t day;
	bool known;
	size_t count;
	struct piece pieces[STRETCHES];
};

struct calendar {
	const struct zone *zone;
	const struct term *terms;
	size_t term_count;
	const struct day_range *ranges;
	size_t range_count;
	const struct day_period *periods;
	size_t period_count;
	struct day_plan *plans; /* KEPT_DAYS, by day */
};

int
period_word(struct slice name)
{
	int w;

	for (w = REGISTRATION; w <= LUNCH; w++)
		if (slice_equal(name, slice_of(words[w])))
			return w;
	return -1;
}

struct calendar *
calendar_create(const struct zone *zone, const struct calendar_facts *facts)
{
	struct calendar *c = memory_zeroed(1, sizeof *c);

	c->zone = zone;
	c->terms = facts->terms;
	c->term_count = facts->term_count;
	c->ranges = facts->ranges;
	c->range_count = facts->range_count;
	c->periods = facts->periods;
	c->period_count = facts->period_count;
	c->plans = memory_zeroed(KEPT_DAYS, sizeof *c->plans);
	return c;
}

void
calendar_destroy(struct calendar *c)
{
	if (c == NULL)
		return;
	free(c->plans);
	free(c);
}

static bool
in_range(const struct calendar *c, int32_t day, enum day_kind kind)
{
	size_t i;

	for (i = 0; i < c->range_count; i++)
		if (c->ranges[i].kind == kind && c->ranges[i].start <= day &&
		    day <= c->ranges[i].end)
			return true;
	return false;
}

enum day_kind
calendar_day(const struct calendar *c, int32_t day)
{
	if (in_range(c, day, DAY_INSET))
		return DAY_INSET;
	if (in_range(c, day, DAY_HOLIDAY))
		return DAY_HOLIDAY;
	/* Where no terms are given, every week is a school week. */
	if (c->term_count > 0 && calendar_term_of_day(c, day) == NULL)
		return DAY_HOLIDAY;
	return day_weekday(day) >= 5 ? DAY_WEEKEND : DAY_SCHOOL;
}

const struct term *
calendar_term(const struct calendar *c, struct slice name)
{
	size_t i;

	for (i = 0; i < c->term_count; i++)
		if (slice_equal(c->terms[i].name, name))
			return &c->terms[i];
	return NULL;
}

const struct term *
calendar_term_of_day(const struct calendar *c, int32_t day)
{
	size_t i;

	for (i = 0; i < c->term_count; i++)
		if (c->terms[i].start <= day && day <= c->terms[i].end)
			return &c->terms[i];
	return NULL;
}

const struct term *
calendar_term_at(const struct calendar *c, size_t index)
{
	return index < c->term_count ? &c->terms[index] : NULL;
}

/* Adds the stretch that ends at that wall clock time; one that goes on with
 * the same word is made longer. */
static void
add_until(const struct calendar *c, struct day_plan *p, int32_t second,
    enum word word)
{
	int64_t start = p->count == 0 ? zone_day_start(c->zone, p->day) :
					p->pieces[p->count - 1].end;
	int64_t end;

	if (second == DAY_ENDS)
		end = zone_day_start(c->zone, p->day + 1);
	else
		zone_utc(c->zone, (struct civil){ p->day, second }, &end);
	if (end <= start)
		return;
	if (p->count > 0 && p->pieces[p->count - 1].word == word) {
		p->pieces[p->count - 1].end = end;
		return;
	}
	assert(p->count < STRETCHES);
	p->pieces[p->count++] = (struct piece){ start, end, word };
}

static void
plan_school_hours(const struct calendar *c, struct day_plan *p, bool inset)
{
	const struct day_period *period = c->periods;
	size_t i;

	add_until(c, p, period->start, BEFORE_SCHOOL);
	for (i = 0; i < c->period_count; i++, period++) {
		add_until(c, p, period->start, inset ? INSET : BREAK);
		add_until(c, p, period->end,
		    inset ? INSET : (enum word)period->word);
	}
	add_until(c, p, EVENING_STARTS, AFTER_SCHOOL);
	add_until(c, p, NIGHT_STARTS, EVENING);
}

static const struct day_plan *
plan_of_day(const struct calendar *c, int32_t day)
{
	struct day_plan *p = &c->plans[(uint32_t)day % KEPT_DAYS];
	enum day_kind kind;

	if (p->known && p->day == day)
		return p;
	kind = calendar_day(c, day);
	p->day = day;
	p->known = true;
	p->count = 0;
	add_until(c, p, NIGHT_ENDS, NIGHT);
	if (kind == DAY_WEEKEND)
		add_until(c, p, NIGHT_STARTS, WEEKEND);
	else if (kind == DAY_HOLIDAY)
		add_until(c, p, NIGHT_STARTS, HOLIDAY);
	else if (c->period_count > 0)
		plan_school_hours(c, p, kind == DAY_INSET);
	else
		add_until(c, p, NIGHT_STARTS,
		    kind == DAY_INSET ? INSET : NOT_KNOWN);
	add_until(c, p, DAY_ENDS, NIGHT);
	return p;
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
calendar_stretch(const struct calendar *c, int64_t t)
{
	const struct piece *piece =
	    piece_at(plan_of_day(c, zone_civil(c->zone, t).day), t);

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
calendar_period(const struct calendar *c, int64_t start, int64_t end,
    int64_t least, char *out, size_t room)
{
	int32_t first = zone_civil(c->zone, start).day, day;
	int32_t last = end > start ? zone_civil(c->zone, end).day : first;
	bool seen[WORDS] = { false };
	enum word found[WORDS];
	size_t count = 0, i;

	if (last - first > LONGEST_WALK)
		last = first + LONGEST_WALK;
	for (day = first; day <= last && end - start >= least; day++) {
		const struct day_plan *p = plan_of_day(c, day);

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
		found[count++] = piece_at(plan_of_day(c, first), start)->word;
	return join(found, count, out, room);
}
