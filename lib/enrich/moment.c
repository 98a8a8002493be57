/*
 * When it was, in school time.
 */
#include "parts.h"

#define QUARTER (15 * TIME_MINUTE) /* no zone changes within one */
#define LATEST (INT64_C(1) << 61) /* tens of thousands of years */

static int64_t
quarter_of(int64_t t)
{
	return t >= 0 ? t / QUARTER : (t + 1) / QUARTER - 1;
}

static void
know_quarter(struct enrich *e, int64_t t)
{
	struct civil c;

	if (e->moment.quarter == quarter_of(t))
		return;
	c = zone_civil(e->settings->zone, t);
	e->moment.quarter = quarter_of(t);
	e->moment.day = c.day;
	e->moment.hour = c.second / 3600;
}

int32_t
day_of(struct enrich *e, int64_t t)
{
	know_quarter(e, t);
	return e->moment.day;
}

static symbol
period_of(struct enrich *e, unsigned group, int64_t start, int64_t end,
    int64_t least)
{
	struct group_memo *m = MEMO_AT(e->groups, group);
	const struct calendar *c = e->settings->calendar;
	char words[200];

	if (start < m->stretch.start || start >= m->stretch.end) {
		m->stretch = calendar_stretch(c, group, start);
		m->word = symbols_add(e->symbols, DOMAIN_TAG, m->stretch.word);
	}
	if (end <= m->stretch.end || end - start < least)
		return m->word;
	return symbols_add(e->symbols, DOMAIN_TAG,
	    calendar_period(c, group, start, end, least, words,
		sizeof words));
}

/* What no log can mean, and no sum below could hold, is not known. */
static int64_t
sane(int64_t t)
{
	return t < -LATEST || t > LATEST ? TIME_UNKNOWN : t;
}

/* A stamp that is the only one is when it began. */
static void
find_ends(const struct view *v, struct subject *s)
{
	int64_t stamp = sane(number_at(v->timestamp, s->row));
	int64_t duration = number_at(v->duration, s->row);

	s->start = sane(number_at(v->start, s->row));
	if (s->start == TIME_UNKNOWN)
		s->start = stamp;
	if (s->start == TIME_UNKNOWN)
		return;
	if (duration >= 0)
		s->end = s->start + duration / 1000;
	else
		s->end = stamp > s->start ? stamp : s->start;
}

void
fill_moment(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s)
{
	find_ends(v, s);
	if (s->start == TIME_UNKNOWN) {
		s->day = DAY_UNKNOWN;
		return;
	}
	know_quarter(e, s->start);
	s->day = e->moment.day;
	put_number(b, &v->to_start, COL_START, s->row, s->start);
	put_number(b, &v->day, COL_DAY, s->row, s->day);
	put_number(b, &v->hour, COL_HOUR, s->row, e->moment.hour);
}

void
fill_period(struct enrich *e, struct batch *b, struct view *v,
    const struct subject *s)
{
	if (s->start == TIME_UNKNOWN)
		return;
	put_symbol(b, &v->period, COL_PERIOD, s->row,
	    period_of(e, s->group, s->start, s->end,
		s->tunnel ? 10 * TIME_MINUTE : TIME_MINUTE));
}

void
find_moment(struct enrich *e, const struct batch *b, struct subject *s)
{
	struct view v = { .timestamp = batch_numbers(b, COL_TIMESTAMP),
		.start = batch_numbers(b, COL_START),
		.duration = batch_numbers(b, COL_DURATION) };

	find_ends(&v, s);
	s->day = s->start == TIME_UNKNOWN ? DAY_UNKNOWN : day_of(e, s->start);
}
