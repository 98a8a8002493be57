/* Times in every layout that firewalls and filters write, and the clocks'
 * changes of three years. */
#include <stdlib.h>

#include "../tap.h"

#include "../../lib/formats/when.h"

static struct format_options options = {
	.modified = INT64_C(1793491200000000) /* 1 Nov 2026 */
};

/* The time in UTC, as microseconds, or -1. */
static int64_t
at(const char *text, const char **source)
{
	int64_t t;

	return when_read(slice_of(text), &options, &t, source) ? t : -1;
}

static void
test_layouts(void)
{
	static const char *const same[] = { "1791790262", "1791790262000",
		"1791790262000000", "1791790262000000000", "1791790262.000",
		"2026-10-12T07:31:02Z", "2026-10-12T08:31:02+01:00",
		"2026-10-12 08:31:02 +0100", "2026-10-12 07:31:02 UTC",
		"2026/10/12 07:31:02 GMT", "[12/Oct/2026:08:31:02 +0100]",
		"12-Oct-2026 07:31:02 GMT", "Oct 12 2026 07:31:02 UTC",
		"Mon Oct 12 07:31:02 2026 GMT", NULL };
	static const char *const local[] = { "2026-10-12T08:31:02",
		"2026/10/12 08:31:02", "Oct 12 2026 08:31:02",
		"Mon Oct 12 08:31:02 2026", "12-Oct-2026 08:31:02.000",
		"2026-10-12 08:31:02 BST", NULL };
	static const char *const none[] = { "", "12", "1791790262 s",
		"2026-10-12", "2026-13-12 08:31:02", "2026-02-30 08:31:02",
		"2026-10-12 24:31:02", "2026-10-12 08:31:02 in the morning",
		"[12/Oct/2026:08:31:02 +0100", "12/10/2026 08:31:02",
		"Oct 32 2026 08:31:02", "17917902620", NULL };
	const char *const *t;
	const char *source;

	for (t = same; *t != NULL; t++) {
		is_int(at(*t, &source), INT64_C(1791790262000000), *t);
		is_text(source, "offset", "... by what it says itself");
	}
	for (t = local; *t != NULL; t++) {
		is_int(at(*t, &source), INT64_C(1791790262000000), *t);
		is_text(source, "zone", "... by the declared zone");
	}
	is_int(at("Oct 12 08:31:02", &source), INT64_C(1791790262000000),
	    "without a year");
	is_text(source, "year", "... the year is inferred");
	is_int(at("Oct 2 08:31:02", &source), INT64_C(1790926262000000),
	    "a day of one figure");
	is_int(at("1791790262118", &source), INT64_C(1791790262118000),
	    "thousandths");
	is_int(at("1791790262118812345", &source), INT64_C(1791790262118812),
	    "what is finer is cut off");
	for (t = none; *t != NULL; t++)
		is_int(at(*t, &source), -1, *t);
}

/* The clocks go on at 01:00 and back at 02:00 local. */
static void
test_changes(void)
{
	static const struct {
		const char *text, *source;
		int64_t seconds;
	} rows[] = {
		{ "2025-03-30 00:59:59", "zone", 1743296399 },
		{ "2025-03-30 01:30:00", "missing", 1743298200 },
		{ "2025-03-30 02:00:00", "zone", 1743296400 },
		{ "2025-10-26 00:59:59", "zone", 1761436799 },
		{ "2025-10-26 01:30:00", "ambiguous", 1761438600 },
		{ "2025-10-26 02:00:00", "zone", 1761444000 },
		{ "2026-03-29 00:59:59", "zone", 1774745999 },
		{ "2026-03-29 01:00:00", "missing", 1774746000 },
		{ "2026-03-29 01:59:59", "missing", 1774749599 },
		{ "2026-03-29 02:00:00", "zone", 1774746000 },
		{ "2026-10-25 01:30:00", "ambiguous", 1792888200 },
		{ "2026-10-25 01:00:00", "ambiguous", 1792886400 },
		{ "2026-10-25 01:59:59", "ambiguous", 1792889999 },
		{ "2026-10-25 02:00:00", "zone", 1792893600 },
		{ "2027-03-28 00:59:59", "zone", 1806195599 },
		{ "2027-03-28 01:15:00", "missing", 1806196500 },
		{ "2027-03-28 02:00:00", "zone", 1806195600 },
		{ "2027-10-31 00:59:59", "zone", 1824940799 },
		{ "2027-10-31 01:30:00", "ambiguous", 1824942600 },
		{ "2027-10-31 02:00:00", "zone", 1824948000 },
	};
	const char *source;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		is_int(at(rows[i].text, &source), rows[i].seconds * 1000000,
		    rows[i].text);
		is_text(source, rows[i].source, "... as far as is known");
	}
}

/* A filter that wrote UTC until the end of August, and local time since. */
static void
test_declared(void)
{
	struct zone *utc = zone_open("UTC");
	struct format_zone zones[2] = {
		{ utc, INT32_MIN, day_from_date(2026, 8, 31) },
		{ utc, day_from_date(2026, 10, 25),
		    day_from_date(2026, 10, 25) },
	};
	const char *source;

	options.zones = zones;
	options.zone_count = 2;
	is_int(at("2026-08-31 23:59:59", &source), INT64_C(1788220799000000),
	    "the last day of the declared zone");
	is_int(at("2026-09-01 00:00:00", &source), INT64_C(1788217200000000),
	    "the first after it");
	is_int(at("2026-10-25 01:30:00", &source), INT64_C(1792891800000000),
	    "a zone without summer time has no repeated hour");
	is_text(source, "zone", "... and knows it");
	options.zone_count = 0;
	zone_close(utc);
}

/* The year that is not written, by what its file allows. */
static void
test_years(void)
{
	static const struct {
		const char *text, *file, *wanted;
	} rows[] = {
		{ "Dec 31 23:59:59", "2026-01-01T00:00:05Z",
		    "2025-12-31T23:59:59Z" },
		{ "Jan  1 00:00:01", "2026-01-01T00:00:05Z",
		    "2026-01-01T00:00:01Z" },
		{ "Jan  1 00:00:01", "2025-12-31T23:59:58Z",
		    "2026-01-01T00:00:01Z" }, /* its clock was ahead */
		{ "Feb 29 12:00:00", "2025-01-10T00:00:00Z",
		    "2024-02-29T12:00:00Z" },
		{ "Feb 29 12:00:00", "2024-02-28T00:00:00Z",
		    "2024-02-29T12:00:00Z" },
		{ "Feb 29 12:00:00", "2024-02-20T00:00:00Z",
		    "2020-02-29T12:00:00Z" },
		{ "Oct 30 10:00:00", "2024-11-01T00:00:00Z",
		    "2024-10-30T10:00:00Z" },
		{ "Oct 30 10:00:00", "2099-01-01T00:00:00Z",
		    "2026-10-30T10:00:00Z" }, /* a file from the future */
		{ "Mar 29 01:30:00", "2026-04-01T00:00:00Z",
		    "2026-03-29T01:30:00Z" }, /* the missing hour */
		{ "Feb 30 10:00:00", "2026-04-01T00:00:00Z", NULL },
	};
	int64_t before = options.modified, wanted;
	const char *source;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		time_parse(slice_of(rows[i].file), &options.modified);
		wanted = -1;
		if (rows[i].wanted != NULL)
			time_parse(slice_of(rows[i].wanted), &wanted);
		is_int(at(rows[i].text, &source), wanted, rows[i].text);
	}
	options.modified = before;
}

int
main(void)
{
	struct zone *zone = zone_open("Europe/London");

	setenv("BEADLE_NOW", "2026-11-02T04:00:00Z", 1);
	options.zone = zone;
	test_layouts();
	test_changes();
	test_declared();
	test_years();
	zone_close(zone);
	return done_testing();
}
