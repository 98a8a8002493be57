/*
 * Games in lessons, at break and out of hours, near boundaries and on both
 * sides of the clock change; and the look-alikes that belong to them.
 */

#include <string.h>

#include "school.h"

static const char in_lesson[] = "gaming-in-lesson";
static const char at_break[] = "gaming-at-break";
static const char out_of_hours[] = "gaming-out-of-hours";

/* One request whose every number matters. */
static void
exactly(struct school *s, const struct session *at, const char *host,
    int64_t start, int64_t end, bool tunnel)
{
	char user[48], url[128];
	struct request r = { .start = start,
		.elapsed = (int)(end - start),
		.device = at->device,
		.user = user,
		.status = 200,
		.bytes = 184233,
		.url = url,
		.tag = tunnel ? "TCP_TUNNEL" : "TCP_MISS",
		.method = tunnel ? "CONNECT" : "GET",
		.mime = tunnel ? "-" : "text/html" };

	proxy_user(s, at, user);
	snprintf(
	    url, sizeof(url), tunnel ? "%s:443" : "https://%s/play/race", host);
	proxy_add(s, &r);
}

static const struct plant_row lessons[] = {
	/* clang-format off */
	{ in_lesson, false, 11, 9, 2, 30, 7, 11, "desktop", TUNNEL,
	    "blockbrawl.example", "/", 7, 75,
	    "last school day in summer time; 09:02 local is 08:02Z" },
	{ in_lesson, false, 14, 9, 2, 30, 7, 11, "desktop", TUNNEL,
	    "kartclash.example", "/", 7, 75,
	    "first school day in winter time; 09:02 local is 09:02Z" },
	{ in_lesson, false, 16, 13, 12, 5, 7, 11, "chromebook", BUMPED,
	    "snakearena.example", "/play/level-3", 7, 60,
	    "from two minutes after lunch; addresses seen whole" },
	{ in_lesson, false, 8, 14, 58, 0, 7, 11, "chromebook", BUMPED,
	    "pixeldrift.example", "/race", 8, 85,
	    "until a minute before the last lesson ends" },
	/* clang-format on */
};

static const struct plant_row breaks[] = {
	/* clang-format off */
	{ at_break, false, 3, 11, 3, 0, 7, 11, "desktop", TUNNEL,
	    "blockbrawl.example", "/", 7, 70,
	    "morning break" },
	{ at_break, false, 14, 12, 23, 0, 7, 11, "desktop", TUNNEL,
	    "snakearena.example", "/", 8, 60,
	    "lunch; three minutes after a lesson, winter time" },
	{ at_break, false, 10, 12, 50, 0, 7, 11, "desktop", BUMPED,
	    "kartclash.example", "/cup/2", 7, 80,
	    "lunch" },
	/* clang-format on */
};

static const struct plant_row after_school[] = {
	{ out_of_hours, false, 15, 15, 19, 0, 7, 11, "desktop", TUNNEL,
	    "blockbrawl.example", "/", 7, 75, "after school" },
};

static const struct plant_row innocents[] = {
	/* clang-format off */
	{ in_lesson, true, 15, 10, 15, 0, 7, 11, "desktop", TUNNEL,
	    "sumsplay.example", "/", 10, 60,
	    "games of arithmetic" },
	{ in_lesson, true, 9, 13, 30, 0, 12, 13, "desktop", TUNNEL,
	    "kartclash.example", "/", 8, 70,
	    "a sixth-former in private study" },
	/* clang-format on */
};

/* Squid stamps the end: by the stamp alone the fifth is in break. */
static void
spanning(struct school *s)
{
	struct session *at = plant_pick(s, 2, P2, 7, 11, "desktop");
	const char *host = "unblocked-fun.example";
	int64_t start = plant_time(s, 2, 10, 49, 0);

	at->to = plant_time(s, 2, 11, 4, 0);
	for (int i = 0; i < 4; i++)
		exactly(s, at, host, start + i * 2 * MINUTE,
		    start + i * 2 * MINUTE + 7400, false);
	exactly(s, at, host, plant_time(s, 2, 10, 57, 40),
	    plant_time(s, 2, 11, 3, 10), false);
	truth_add(s, in_lesson, plant_name(s, at), start,
	    plant_time(s, 2, 11, 3, 10),
	    "the fifth request spans the end of the lesson");
	lookalike_add(s, at_break, plant_name(s, at), start,
	    plant_time(s, 2, 11, 3, 10),
	    "only one of five requests reaches break");
}

/* Ten minutes and more of each lie in break, fewer in the lesson. */
static void
closing_late(struct school *s)
{
	struct session *at = plant_pick(s, 10, BREAK, 7, 11, "desktop");

	at->from = plant_time(s, 10, 11, 0, 25);
	at->to = plant_time(s, 10, 11, 28, 0);
	for (int i = 0; i < 6; i++)
		exactly(s, at, "pixeldrift.example",
		    plant_time(s, 10, 11, 1 + i, 10),
		    plant_time(s, 10, 11, 21, 40 + 55 * i), true);
	truth_add(s, at_break, plant_name(s, at), plant_time(s, 10, 11, 1, 10),
	    plant_time(s, 10, 11, 26, 15),
	    "tunnels that close in the next lesson");
	lookalike_add(s, in_lesson, plant_name(s, at),
	    plant_time(s, 10, 11, 20, 0), plant_time(s, 10, 11, 26, 15),
	    "tunnels opened in break that closed in the lesson");
}

static void
free_hours(struct school *s)
{
	static const struct {
		int day, hour, minute;
		const char *device, *host, *detail;
	} plants[] = {
		{ 12, 14, 10, "CB-25", "kartclash.example", "Saturday" },
		{ 8, 22, 41, "CB-26", "blockbrawl.example", "night" },
		{ 20, 10, 5, "CB-27", "snakearena.example",
		    "Sunday in winter time" },
		{ 15, 19, 30, "CB-28", "pixeldrift.example", "evening" },
	};
	struct session *at;

	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++) {
		int64_t start = plant_time(
		    s, plants[i].day, plants[i].hour, plants[i].minute, 12);

		at = plant_alone(
		    s, 7, 11, plants[i].device, start - 3 * MINUTE, 25);
		plant_web(s, out_of_hours, at,
		    &(struct visits){ .way = TUNNEL,
			.host = plants[i].host,
			.start = start,
			.count = 8,
			.gap = 70 },
		    plants[i].detail);
	}
	at = plant_alone(s, 7, 11, "CB-29",
	    clock_utc(s->shift + CLOCK_CHANGE_DAY, 0, 26), 25);
	plant_web(s, out_of_hours, at,
	    &(struct visits){ .way = TUNNEL,
		.host = "unblocked-fun.example",
		.start = clock_utc(s->shift + CLOCK_CHANGE_DAY, 0, 30),
		.count = 9,
		.gap = 65 },
	    "01:30 local in the hour that comes twice");
}

static void
winter_morning(struct school *s)
{
	struct session *at = plant_pick(s, 14, BEFORE, 7, 11, "desktop");
	plant_web(s, out_of_hours, at,
	    &(struct visits){ .way = TUNNEL,
		.host = "blockbrawl.example",
		.start = plant_time(s, 14, 8, 6, 0),
		.count = 7,
		.gap = 75 },
	    "before school; the first morning in winter time");
	lookalike_add(s, in_lesson, plant_name(s, at),
	    plant_time(s, 14, 8, 6, 0), plant_time(s, 14, 8, 16, 0),
	    "08:06Z was a lesson last week; in winter time it is not");
}

/* A tab left open: one small answer a minute until the morning. */
static void
forgotten_tab(struct school *s, int day, const char *device, bool json)
{
	int64_t start = plant_time(s, day, 15, 5, 0);
	struct session *at = plant_alone(s, 7, 11, device, start, 1035);
	char user[48];
	struct request r = { .device = at->device,
		.user = user,
		.tag = json ? "TCP_MISS" : "TCP_TUNNEL",
		.status = 200,
		.method = json ? "GET" : "CONNECT",
		.url = json ? "https://snakearena.example/api/lobby.json"
			    : "blockbrawl.example:443",
		.mime = json ? "application/json" : "-" };

	proxy_user(s, at, user);
	start += 12 * MINUTE;
	for (int i = 0; i < 1010; i++) {
		r.start = start + (int64_t)i * MINUTE + chance_below(s, 900);
		r.elapsed = chance_between(s, 60, 900);
		r.bytes = chance_between(s, 1000, 2950);
		proxy_add(s, &r);
	}
	lookalike_add(s, out_of_hours, plant_name(s, at), start,
	    r.start + r.elapsed, "a forgotten tab asks once a minute");
}

static void
banner(struct school *s)
{
	struct session *at = plant_pick(s, 4, P2, 7, 11, "desktop");
	char user[48];
	struct request r = { .device = at->device,
		.user = user,
		.start = plant_time(s, 4, 10, 20, 0),
		.elapsed = 210,
		.status = 200,
		.tag = "TCP_MISS",
		.method = "GET",
		.bytes = 18020,
		.url = "http://kartclash.example/banner/468x60.png",
		.mime = "image/png" };

	proxy_user(s, at, user);
	proxy_add(s, &r);
	lookalike_add(s, in_lesson, plant_name(s, at), r.start, r.start + 210,
	    "one banner of a games site");
}

/* Who may play after school; written to lists/gaming_club.txt as well. */
static void
gaming_club(struct school *s)
{
	for (int i = 0; i < 4; i++) {
		int64_t start = plant_time(s, 9, 15, 24, i * 7);
		char device[16];
		struct session *at;

		snprintf(device, sizeof(device), "IT1-PC%02d", i + 2);
		at = plant_alone(s, 7, 11, device, start - 4 * MINUTE, 50);
		list_add(s, GAMING_CLUB, plant_name(s, at));
		if (i > 1)
			continue;
		plant_innocent(s, out_of_hours, at,
		    &(struct visits){ .way = TUNNEL,
			.host = "blockbrawl.example",
			.start = start,
			.count = 12,
			.gap = 110 },
		    "the gaming club, which the school allows");
	}
}

void
plants_games(struct school *s)
{
	PLANT_ALL(s, lessons);
	spanning(s);
	PLANT_ALL(s, breaks);
	closing_late(s);
	free_hours(s);
	PLANT_ALL(s, after_school);
	winter_morning(s);
	banner(s);
	PLANT_ALL(s, innocents);
	forgotten_tab(s, 8, "IT2-PC20", false);
	forgotten_tab(s, 16, "IT1-PC22", true);
	gaming_club(s);
}
