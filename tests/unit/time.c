/*
 * Times and zones: the calendar, both changes of the clock, the hour that
 * comes twice and the one that does not come.
 */
#include <stdlib.h>
#include <time.h>

#include "base/time.h"

#include "../tap.h"

static void
test_parse(void)
{
	static const struct {
		const char *text, *wanted; /* NULL: refused */
	} cases[] = {
		{ "2026-09-01T08:00:00Z", "2026-09-01T08:00:00.000000Z" },
		{ "2026-09-01T08:00:00", "2026-09-01T08:00:00.000000Z" },
		{ "2026-09-01 08:00:00", "2026-09-01T08:00:00.000000Z" },
		{ "2026-09-01T08:00:00.123456Z",
		    "2026-09-01T08:00:00.123456Z" },
		{ "2026-09-01T08:00:00.1234567Z",
		    "2026-09-01T08:00:00.123456Z" },
		{ "2026-09-01T08:00:00,5Z", "2026-09-01T08:00:00.500000Z" },
		{ "2026-09-01T08:00:00+01:00", "2026-09-01T07:00:00.000000Z" },
		{ "2026-09-01T00:30:00+0100", "2026-08-31T23:30:00.000000Z" },
		{ "2026-09-01T08:00:00-05:30", "2026-09-01T13:30:00.000000Z" },
		{ "2026-09-01T08:00Z", "2026-09-01T08:00:00.000000Z" },
		{ "2026-09-01", "2026-09-01T00:00:00.000000Z" },
		{ "2024-02-29", "2024-02-29T00:00:00.000000Z" },
		{ "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z" },
		{ "0001-01-01", "0001-01-01T00:00:00.000000Z" },
		{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z" },
		{ "2026-02-29", NULL },
		{ "2100-02-29", NULL },
		{ "2026-13-01", NULL },
		{ "2026-00-10", NULL },
		{ "2026-04-31", NULL },
		{ "2026-09-01T24:00:00Z", NULL },
		{ "2026-09-01T08:60:00Z", NULL },
		{ "2026-09-01T08:00:00Zx", NULL },
		{ "2026-09-01T08:00:00.Z", NULL },
		{ "2026-09-01T08:00:00+1", NULL },
		{ "2026-9-1", NULL },
		{ "", NULL },
	};
	struct buffer out;
	size_t i;
	int64_t t;

	buffer_init(&out, 100);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool good = time_parse(slice_of(cases[i].text), &t);

		buffer_reset(&out);
		if (good)
			time_print(&out, t);
		is_text(good ? out.ptr : "refused",
		    cases[i].wanted == NULL ? "refused" : cases[i].wanted,
		    cases[i].text);
	}
	buffer_reset(&out);
	time_print_seconds(&out, 1);
	is_text(out.ptr, "1970-01-01T00:00:00Z", "in seconds");
	buffer_finish(&out);
}

static void
test_days(void)
{
	int32_t day, back;
	int year, month, mday;
	bool good = true;
	struct buffer out;

	for (day = -800000; day < 800000; day++) {
		day_to_date(day, &year, &month, &mday);
		back = day_from_date(year, month, mday);
		good &= back == day && month >= 1 && month <= 12 && mday >= 1 &&
			mday <= 31;
	}
	ok(good, "every day to its date and back");
	is_int(day_from_date(1970, 1, 1), 0, "the first day");
	is_int(day_from_date(2026, 10, 25), 20751, "25 October 2026");
	is_int(day_weekday(20751), 6, "... is a Sunday");
	is_int(day_weekday(-1), 2, "31 December 1969 was a Wednesday");
	ok(day_parse(SLICE("2026-10-25"), &day) && day == 20751, "parsed");
	ok(!day_parse(SLICE("2026-10-25 "), &day), "nothing may follow");
	buffer_init(&out, 100);
	day_print(&out, 20751);
	is_text(out.ptr, "2026-10-25", "printed");
	buffer_finish(&out);
}

static int64_t
at(const char *text)
{
	int64_t t = 0;

	if (!time_parse(slice_of(text), &t))
		exit(1);
	return t;
}

static void
test_london(void)
{
	static const struct {
		const char *local, *utc;
		enum civil_kind kind;
	} cases[] = {
		{ "2026-07-01T12:00:00", "2026-07-01T11:00:00Z", CIVIL_PLAIN },
		{ "2026-12-01T12:00:00", "2026-12-01T12:00:00Z", CIVIL_PLAIN },
		/* Forward: 29 March, 01:00 UTC. */
		{ "2026-03-29T00:59:59", "2026-03-29T00:59:59Z", CIVIL_PLAIN },
		{ "2026-03-29T01:00:00", "2026-03-29T01:00:00Z",
		    CIVIL_MISSING },
		{ "2026-03-29T01:30:00", "2026-03-29T01:30:00Z",
		    CIVIL_MISSING },
		{ "2026-03-29T01:59:59", "2026-03-29T01:59:59Z",
		    CIVIL_MISSING },
		{ "2026-03-29T02:00:00", "2026-03-29T01:00:00Z", CIVIL_PLAIN },
		/* Back: 25 October, 01:00 UTC. */
		{ "2026-10-25T00:59:59", "2026-10-24T23:59:59Z", CIVIL_PLAIN },
		{ "2026-10-25T01:00:00", "2026-10-25T00:00:00Z",
		    CIVIL_AMBIGUOUS },
		{ "2026-10-25T01:30:00", "2026-10-25T00:30:00Z",
		    CIVIL_AMBIGUOUS },
		{ "2026-10-25T01:59:59", "2026-10-25T00:59:59Z",
		    CIVIL_AMBIGUOUS },
		{ "2026-10-25T02:00:00", "2026-10-25T02:00:00Z", CIVIL_PLAIN },
	};
	struct zone *z = zone_open("Europe/London");
	struct civil c;
	int64_t t;
	size_t i;

	if (z == NULL)
		exit(1);
	is_text(zone_name(z), "Europe/London", "its name");
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t wall = at(cases[i].local) / TIME_SECOND;

		c = (struct civil){ (int32_t)(wall / 86400),
			(int32_t)(wall % 86400) };
		ok(zone_utc(z, c, &t) == cases[i].kind && t == at(cases[i].utc),
		    cases[i].local);
		if (cases[i].kind == CIVIL_MISSING)
			continue;
		ok(zone_civil(z, t).day == c.day &&
			zone_civil(z, t).second == c.second,
		    "... and back");
	}
	c = zone_civil(z, at("2026-10-25T01:30:00Z"));
	ok(c.day == 20751 && c.second == 5400,
	    "01:30 comes again an hour later");
	c = zone_civil(z, at("2026-10-24T23:30:00.999999Z"));
	ok(c.day == 20751 && c.second == 1800, "half past midnight in BST");
	is_int(zone_offset(z, at("2026-10-25T00:59:59.999999Z")), 3600,
	    "BST to the last microsecond");
	is_int(zone_offset(z, at("2026-10-25T01:00:00Z")), 0, "then GMT");
	is_int(zone_day_start(z, 20751), at("2026-10-24T23:00:00Z"),
	    "the long day begins in BST");
	is_int(zone_day_start(z, 20752) - zone_day_start(z, 20751),
	    25 * TIME_HOUR, "... and has 25 hours");
	is_int(zone_day_start(z, 20541 + 1) - zone_day_start(z, 20541),
	    23 * TIME_HOUR, "29 March has 23");
	is_int(zone_offset(z, at("1969-12-31T23:59:59Z")), 0,
	    "long before, no change is claimed");
	zone_close(z);
	zone_close(NULL);
}

static void
test_zones(void)
{
	struct zone *z;
	const char *zone_was = getenv("TZ");

	ok(zone_open("Europe/Nowhere") == NULL, "no such zone");
	ok(zone_open("../zoneinfo/UTC") == NULL, "no way out of the folder");
	ok(zone_open("") == NULL, "no name");
	z = zone_open("UTC");
	is_int(zone_offset(z, at("2026-07-01")), 0, "UTC");
	zone_close(z);
	z = zone_open("Asia/Kolkata");
	is_int(zone_offset(z, at("2026-07-01")), 19800, "a half hour east");
	zone_close(z);
	z = zone_open("America/Sao_Paulo");
	is_int(zone_day_start(z, day_from_date(2018, 11, 4)),
	    at("2018-11-04T03:00:00Z"), "a day without its midnight");
	zone_close(z);
	ok(zone_was == getenv("TZ") ||
		(zone_was != NULL && getenv("TZ") != NULL),
	    "the process's own zone is as it was");
}

static void
test_now(void)
{
	int64_t now = 0;

	setenv("BEADLE_NOW", "2026-11-02T04:00:00Z", 1);
	is_int(time_now(), at("2026-11-02T04:00:00Z"), "a clock that is set");
	unsetenv("BEADLE_NOW");
	now = time_now();
	ok(now / TIME_SECOND - time(NULL) <= 1 &&
		time(NULL) - now / TIME_SECOND <= 1,
	    "else the system's");
}

int
main(void)
{
	test_parse();
	test_days();
	test_london();
	test_zones();
	test_now();
	return done_testing();
}
