/*
 * The options -s and -u without settings: days are those of UTC.
 */
#include "settings/period.h"

#include "../tap.h"

int
main(void)
{
	struct period p;

	ok(period_parse(&p, NULL, NULL, NULL, NULL) == NULL &&
		p.since == TIME_UNKNOWN && p.until == TIME_UNKNOWN,
	    "nothing given, no bound");
	ok(period_parse(&p, NULL, "2026-10-14", "2026-10-15", NULL) == NULL,
	    "days");
	is_int(p.until - p.since, 24 * TIME_HOUR, "one day");
	ok(period_parse(&p, NULL, "2026-10-14T10:00:00Z", NULL, NULL) == NULL,
	    "a time");
	ok(period_parse(&p, NULL, "14/10/2026", NULL, NULL) != NULL,
	    "another form is refused");
	ok(period_parse(&p, NULL, "2026-10-15", "2026-10-14", NULL) != NULL,
	    "an end before the start is refused");
	ok(period_parse(&p, NULL, NULL, NULL, "autumn-2026") != NULL,
	    "a term without settings is refused");
	return done_testing();
}
