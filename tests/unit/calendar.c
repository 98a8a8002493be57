/*
 * School time: both clock changes, requests that span a boundary, and days
 * that are no school days.
 */
#include <stdio.h>

#include "../../lib/settings/calendar.h"

#include "../tap.h"

static int64_t
utc(const char *text)
{
	int64_t t = 0;

	if (!time_parse(slice_of(text), &t))
		ok(false, text);
	return t;
}

static int32_t
day(const char *text)
{
	int32_t d = 0;

	if (!day_parse(slice_of(text), &d))
		ok(false, text);
	return d;
}

static void
is_period(const struct calendar *c, const char *start, int64_t seconds,
    int64_t least_minutes, const char *wanted, const char *name)
{
	char out[200];
	int64_t t = utc(start);
	struct slice got = calendar_period(c, 0, t, t + seconds * TIME_SECOND,
	    least_minutes * TIME_MINUTE, out, sizeof out);

	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static int32_t
clock_time(int hour, int minute)
{
	return hour * 3600 + minute * 60;
}

static struct day_period
row(const char *word, int32_t start, int32_t end)
{
	return (struct day_period){ .start = start,
		.end = end,
		.word = period_word(slice_of(word)),
		.from = DAY_UNBOUND,
		.to = DAY_UNBOUND };
}

static void
moments(const struct calendar *c)
{
	is_period(c, "2026-10-16T08:00:00Z", 0, 1, "lesson",
	    "summer time: 09:00 is a lesson");
	is_period(c, "2026-10-16T07:59:59Z", 0, 1, "registration",
	    "and a second before it is not");
	is_period(c, "2026-10-26T09:00:00Z", 0, 1, "lesson",
	    "winter time: 09:00 is a lesson");
	is_period(c, "2026-10-26T08:00:00Z", 0, 1, "before-school",
	    "and the same UTC as in summer is not");
	is_period(c, "2026-03-30T08:00:00Z", 0, 1, "lesson",
	    "after the spring change too");
	is_period(c, "2026-10-16T10:05:00Z", 0, 1, "break",
	    "minutes that nothing names are break");
	is_period(c, "2026-10-16T11:30:00Z", 0, 1, "lunch", "lunch");
	is_period(c, "2026-10-16T14:10:00Z", 0, 1, "after-school",
	    "the end of the last lesson is after school");
	is_period(c, "2026-10-16T17:00:00Z", 0, 1, "evening", "evening");
	is_period(c, "2026-10-16T21:00:00Z", 0, 1, "night", "night");
	is_period(c, "2026-10-25T00:30:00Z", 0, 1, "night",
	    "the repeated hour, the first time");
	is_period(c, "2026-10-25T01:30:00Z", 0, 1, "night",
	    "and the second time");
	is_period(c, "2026-10-24T12:00:00Z", 0, 1, "weekend", "a Saturday");
	is_period(c, "2026-11-03T12:00:00Z", 0, 1, "holiday", "half-term");
	is_period(c, "2026-08-01T12:00:00Z", 0, 1, "holiday",
	    "outside any term");
	is_period(c, "2026-10-30T10:30:00Z", 0, 1, "inset",
	    "school hours of an INSET day");
	is_period(c, "2026-10-30T07:00:00Z", 0, 1, "before-school",
	    "and before them");
}

static void
spans(const struct calendar *c)
{
	is_period(c, "2026-10-16T09:59:30Z", 45, 1, "lesson",
	    "a short request lies where it began");
	is_period(c, "2026-10-16T09:58:00Z", 240, 1, "lesson break",
	    "two minutes on either side");
	is_period(c, "2026-10-16T09:59:30Z", 200, 1, "break",
	    "half a minute is not enough");
	is_period(c, "2026-10-16T08:59:30Z", 60, 1, "lesson",
	    "two lessons that touch are one stretch");
	is_period(c, "2026-10-16T10:10:00Z", 25 * 60, 10, "break lesson",
	    "a tunnel needs ten minutes of each");
	is_period(c, "2026-10-16T10:05:00Z", 20 * 60, 10, "break",
	    "five of them do not count");
	is_period(c, "2026-10-15T20:50:00Z", 12 * 3600, 10,
	    "evening night before-school registration lesson",
	    "over midnight, in the order of the days");
	is_period(c, "2026-10-16T08:00:00Z", 400 * 86400, 10,
	    "lesson break lunch after-school evening night weekend "
	    "before-school registration inset holiday",
	    "a request without end is cut");
}

static void
days(const struct calendar *c)
{
	struct stretch s = calendar_stretch(c, 0, utc("2026-10-16T08:30:00Z"));

	is_int(s.start, utc("2026-10-16T08:00:00Z"), "a stretch begins");
	is_int(s.end, utc("2026-10-16T10:00:00Z"), "and ends");
	s = calendar_stretch(c, 0, utc("2026-10-24T23:30:00Z"));
	is_int(s.end - s.start, 7 * TIME_HOUR,
	    "the night of the change has an hour more");
	is_int(calendar_day(c, day("2026-10-16")), DAY_SCHOOL, "a Friday");
	is_int(calendar_day(c, day("2026-10-30")), DAY_INSET, "INSET");
	is_int(calendar_day(c, day("2026-10-31")), DAY_WEEKEND, "weekend");
	is_int(calendar_day(c, day("2026-11-04")), DAY_HOLIDAY, "half-term");
	ok(calendar_term(c, SLICE("autumn-2026")) ==
		calendar_term_of_day(c, day("2026-10-16")),
	    "a term is found by name and day");
	ok(calendar_term(c, SLICE("autumn")) == NULL, "not by half a name");
	ok(calendar_term_of_day(c, day("2027-01-01")) == NULL,
	    "a day outside has none");
	ok(calendar_term_at(c, 0) != NULL && calendar_term_at(c, 2) == NULL,
	    "terms are counted");
}

int
main(void)
{
	struct zone *zone = zone_open("Europe/London");
	struct term terms[] = { { .name = SLICE("spring-2026"),
				    .start = day("2026-01-05"),
				    .end = day("2026-04-02") },
		{ .name = SLICE("autumn-2026"),
		    .start = day("2026-09-02"),
		    .end = day("2026-12-18") } };
	struct day_range ranges[] = { { day("2026-11-02"), day("2026-11-06"),
					  RANGE_HOLIDAY, -1, { 0 } },
		{ day("2026-10-30"), day("2026-10-30"), RANGE_INSET,
		    -1, { 0 } } };
	struct day_period periods[] = {
		row("registration", clock_time(8, 40), clock_time(9, 0)),
		row("lesson", clock_time(9, 0), clock_time(10, 0)),
		row("lesson", clock_time(10, 0), clock_time(11, 0)),
		row("break", clock_time(11, 10), clock_time(11, 20)),
		row("lesson", clock_time(11, 20), clock_time(12, 20)),
		row("lunch", clock_time(12, 20), clock_time(13, 10)),
		row("lesson", clock_time(13, 10), clock_time(15, 10)),
	};
	struct calendar *c = calendar_create(zone,
	    &(struct calendar_facts){ terms, 2, ranges, 2, periods,
		sizeof periods / sizeof *periods });

	moments(c);
	spans(c);
	days(c);
	is_int(period_word(SLICE("night")), -1, "night is no lesson period");
	calendar_destroy(c);
	zone_close(zone);
	return done_testing();
}
