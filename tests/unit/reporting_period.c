/*
 * Reporting periods by name and by date.
 */
#include <stdio.h>

#include "reports/period.h"

#include "../tap.h"

static void
is_week(const char *day, const char *name, const char *title)
{
	int32_t n = 0;
	struct reporting_period p;

	ok(day_parse(slice_of(day), &n), day);
	p = period_of_week(n);
	is_text(p.name, name, name);
	is_text(p.title, title, title);
	is_int(p.end - p.start, 6, "seven days");
}

static void
test_names(const struct settings *s)
{
	struct reporting_period p;

	ok(period_of_name(&p, s, SLICE("2026-W53")) == NULL, "week 53");
	is_int(p.start, day_from_date(2026, 12, 28), "of 2026");
	ok(period_of_name(&p, s, SLICE("2025-W53")) != NULL,
	    "2025 has none");
	ok(period_of_name(&p, s, SLICE("2026-W00")) != NULL, "nor a week 0");
	ok(period_of_name(&p, s, SLICE("2026-27")) == NULL, "a school year");
	is_int(p.end, day_from_date(2027, 8, 31), "ends with August");
	ok(period_of_name(&p, s, SLICE("2026-28")) != NULL,
	    "two years are none");
	ok(period_of_name(&p, s, SLICE("autumn-2026")) == NULL, "a term");
	is_text(p.title, "Autumn term 2026", "its title");
	ok(period_of_name(&p, s, SLICE("autumn-2026-1")) == NULL,
	    "its first half");
	is_int(p.end, day_from_date(2026, 10, 30), "ends before the holiday");
	ok(period_of_name(&p, s, SLICE("autumn-2026-2")) == NULL,
	    "its second half");
	is_int(p.start, day_from_date(2026, 11, 9), "begins after it");
	ok(period_of_name(&p, s, SLICE("autumn-2026-3")) != NULL,
	    "there is no third");
	ok(period_of_name(&p, s, SLICE("")) != NULL, "nothing");
}

int
main(void)
{
	struct reporting_period p;
	struct faults faults;
	struct settings *s;
	char kinds[128];

	is_week("2026-10-14", "2026-W42", "Week of Mon 12 Oct 2026");
	is_week("2027-01-01", "2026-W53", "Week of Mon 28 Dec 2026");
	is_week("2024-12-31", "2025-W01", "Week of Mon 30 Dec 2024");
	faults_init(&faults);
	s = settings_load("sample-logs/school/school.yml", &faults);
	if (s != NULL)
		test_names(s);
	settings_destroy(s);
	faults_finish(&faults);
	ok(period_of_dates(&p, "2026-10-12", "2026-10-19") == NULL, "dates");
	is_text(p.name, "2026-W42", "a whole week is called so");
	ok(period_of_dates(&p, "2026-10-12", "2026-10-13") == NULL, "a day");
	is_text(p.name, "2026-10-12-to-2026-10-13", "its name");
	ok(period_of_dates(&p, "2026-10-12", "2026-10-12") != NULL,
	    "no day at all");
	ok(period_of_dates(&p, "12/10/2026", "2026-10-12") != NULL,
	    "another form");
	is_text(period_kinds(PERIOD_WEEK | PERIOD_TERM, kinds, sizeof kinds),
	    "a week, a term", "kinds in words");
	return done_testing();
}
