/*
 * Spells of use: tables of cases, by what include/event/use.h says.
 */
#include "base/time.h"
#include "event/batch.h"
#include "event/use.h"
#include "../tap.h"

#define AT(minute, second)                                                 \
	((minute) * TIME_MINUTE + (second) * TIME_SECOND)
#define PAGE(minute, second, size) { AT(minute, second), size, true }
#define PART(minute, second, size) { AT(minute, second), size, false }

/* "from-to active pages bytes" of each, times in seconds. */
static const char *
spells(struct used *list, size_t count)
{
	static char text[512];
	struct use out[64];
	size_t i, n = use_spells(list, count, out), used = 0;

	text[0] = '\0';
	for (i = 0; i < n; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
		    "%s%lld-%lld %lld %lld %lld", i == 0 ? "" : ", ",
		    (long long)(out[i].start / TIME_SECOND),
		    (long long)(out[i].end / TIME_SECOND),
		    (long long)out[i].active, (long long)out[i].pages,
		    out[i].bytes == NUMBER_UNKNOWN ?
			-1LL : (long long)out[i].bytes);
	return text;
}

#define SPELLS(wanted, name, ...)                                          \
	do {                                                               \
		struct used list[] = { __VA_ARGS__ };                      \
		is_text(spells(list, sizeof list / sizeof *list), wanted,  \
		    name);                                                 \
	} while (0)

static void
gaps(void)
{
	SPELLS("0-300 2 2 30", "five minutes do not part pages",
	    PAGE(0, 0, 10), PAGE(5, 0, 20));
	SPELLS("0-0 1 1 10, 301-301 1 1 20", "a second more does",
	    PAGE(0, 0, 10), PAGE(5, 1, 20));
	SPELLS("0-540 3 3 3", "in whatever order they come",
	    PAGE(9, 0, 1), PAGE(0, 0, 1), PAGE(4, 30, 1));
	SPELLS("", "without a page there is no spell",
	    PART(0, 0, 10), PART(1, 0, 10));
	is_int((int64_t)use_spells(NULL, 0, NULL), 0, "nothing at all");
}

static void
active_minutes(void)
{
	SPELLS("0-59 1 3 3", "many pages of one minute",
	    PAGE(0, 0, 1), PAGE(0, 30, 1), PAGE(0, 59, 1));
	SPELLS("59-60 2 2 2", "a second apart, in two minutes",
	    PAGE(0, 59, 1), PAGE(1, 0, 1));
	SPELLS("0-240 2 2 2", "minutes between them are not active",
	    PAGE(0, 0, 1), PAGE(4, 0, 1));
	SPELLS("-61--1 2 2 2", "before 1970 as well",
	    PAGE(-2, 59, 1), PAGE(-1, 59, 1));
}

static void
supporting(void)
{
	SPELLS("0-0 1 1 31", "what a page draws in is counted, no page itself",
	    PAGE(0, 0, 1), PART(0, 0, 10), PART(4, 59, 20));
	SPELLS("0-0 1 1 11", "until five minutes after the last page",
	    PAGE(0, 0, 1), PART(5, 0, 10), PART(5, 1, 20));
	SPELLS("60-60 1 1 1", "not before the first",
	    PART(0, 59, 10), PAGE(1, 0, 1));
	/* A forgotten tab that asks every minute keeps nothing going. */
	SPELLS("0-0 1 1 6, 480-480 1 1 1", "it keeps no spell going",
	    PAGE(0, 0, 1), PART(1, 0, 1), PART(2, 0, 1), PART(3, 0, 1),
	    PART(4, 0, 1), PART(5, 0, 1), PART(6, 0, 1), PART(7, 0, 1),
	    PAGE(8, 0, 1));
}

static void
sizes(void)
{
	SPELLS("0-60 2 2 -1", "bytes that no log says are not known",
	    PAGE(0, 0, NUMBER_UNKNOWN), PAGE(1, 0, NUMBER_UNKNOWN));
	SPELLS("0-60 2 2 7", "those that are said count",
	    PAGE(0, 0, NUMBER_UNKNOWN), PAGE(1, 0, 7));
	SPELLS("0-60 2 2 1000000000000000", "a claim has its limit",
	    PAGE(0, 0, INT64_MAX), PAGE(1, 0, INT64_MAX));
	SPELLS("0-0 1 1 0", "a negative one is none",
	    PAGE(0, 0, -5), PART(0, 1, 0));
}

/* Two pages, a minute before and a minute after. */
static void
around(const struct zone *z, const char *when, const char *name)
{
	int64_t t = TIME_UNKNOWN;
	struct used list[2];
	struct use out[2];

	ok(time_parse(slice_of(when), &t), when);
	list[0] = (struct used){ t - TIME_MINUTE, 1, true };
	list[1] = (struct used){ t + TIME_MINUTE, 1, true };
	ok(zone_civil(z, list[0].start).second !=
		zone_civil(z, list[1].start).second - 120,
	    "the clock on the wall jumps there");
	is_int((int64_t)use_spells(list, 2, out), 1, name);
	is_int(out[0].end - out[0].start, 2 * TIME_MINUTE, "two minutes long");
	is_int(out[0].active, 2, "two of them active");
}

static void
clocks(void)
{
	struct zone *z = zone_open("Europe/London");

	around(z, "2026-10-14T23:00:00Z", "one spell over midnight");
	around(z, "2026-10-25T01:00:00Z", "over the hour that comes twice");
	around(z, "2027-03-28T01:00:00Z", "over the hour that is left out");
	zone_close(z);
}

static const char *
words(int64_t active, int64_t pages, int64_t bytes)
{
	static struct buffer text;
	static char copy[128];
	struct use u = { 0, 0, active, pages, bytes };

	buffer_init(&text, 200);
	use_words(&text, &u);
	snprintf(copy, sizeof copy, "%.*s", SLICE_ARG(buffer_slice(&text)));
	buffer_finish(&text);
	return copy;
}

static void
in_words(void)
{
	is_text(words(11, 23, 4100000), "active 11 minutes, 23 pages, 4.1 MB",
	    "as people read it");
	is_text(words(1, 1, 1), "active 1 minute, 1 page, 1 byte", "one each");
	is_text(words(2, 2, 999), "active 2 minutes, 2 pages, 999 bytes",
	    "few bytes");
	is_text(words(2, 2, 1000), "active 2 minutes, 2 pages, 1.0 KB",
	    "a thousand");
	is_text(words(2, 2, 1049), "active 2 minutes, 2 pages, 1.0 KB",
	    "rounded down");
	is_text(words(2, 2, 1050), "active 2 minutes, 2 pages, 1.1 KB",
	    "rounded up");
	is_text(words(2, 2, 999949), "active 2 minutes, 2 pages, 999.9 KB",
	    "nearly a million");
	is_text(words(2, 2, 999950), "active 2 minutes, 2 pages, 1.0 MB",
	    "which never reads 1000.0");
	is_text(words(2, 2, INT64_C(1000000000000000)),
	    "active 2 minutes, 2 pages, 1000.0 TB", "the most");
	is_text(words(3, 4, NUMBER_UNKNOWN), "active 3 minutes, 4 pages",
	    "bytes that no log says are not printed");
}

int
main(void)
{
	gaps();
	active_minutes();
	supporting();
	sizes();
	clocks();
	in_words();
	return done_testing();
}
