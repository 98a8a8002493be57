/* Gambling, adult, extremist, social and file-sharing sites. */

#include <string.h>

#include "school.h"

/* The log names nobody, but exactly one person is logged on there. */
static void
by_log_on_only(struct school *s)
{
	struct session *at = plant_pick(s, 15, P3, 7, 11, "desktop");

	at->silent = true;
	plant_web(s, "gambling", at,
	    &(struct visits){ .user = "-",
		.way = TUNNEL,
		.host = "betmoor.example",
		.start = plant_time(s, 15, 11, 35, 20),
		.count = 6,
		.gap = 80 },
	    "no user in the log; one person logged on; attribution fair");
}

/* The log names nobody and nobody is logged on. */
static void
by_nobody(struct school *s)
{
	struct session at = { .person = 0,
		.device = devices_find(s, "LIB-PC09") };
	struct visits v = { .user = "-",
		.way = DENIED,
		.host = "luckyreels.example",
		.start = plant_time(s, 10, 18, 50, 20),
		.count = 5,
		.gap = 60 };
	const char *name = devices_name(s, "LIB-PC09");
	int64_t end = plant_visits(s, &at, &v);

	truth_add(s, "gambling", name, v.start, end,
	    "no user in the log and nobody logged on: names nobody");
	truth_add(s, "unauthenticated-use", name, v.start, end,
	    "the same five pages");
}

static void
gambling(struct school *s)
{
	struct session *at = plant_pick(s, 1, LUNCH, 7, 11, "desktop");

	plant_web(s, "gambling", at,
	    &(struct visits){ .way = DENIED,
		.host = "luckyreels.example",
		.start = plant_time(s, 1, 12, 40, 20),
		.count = 5,
		.gap = 70 },
	    "all blocked");
	at = plant_pick_staff(s, 9);
	plant_web(s, "gambling", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "betmoor.example",
		.start = plant_time(s, 9, 12, 31, 20),
		.count = 6,
		.gap = 75 },
	    "staff; allowed");
	at = plant_pick(s, 17, P2, 12, 13, "desktop");
	plant_web(s, "gambling", at,
	    &(struct visits){ .way = BUMPED,
		.host = "betmoor.example",
		.path = "/odds/today",
		.start = plant_time(s, 17, 10, 25, 20),
		.count = 5,
		.gap = 90 },
	    "sixth form");
	by_log_on_only(s);
	by_nobody(s);
}

static void
adult_and_extremism(struct school *s)
{
	struct session *at = plant_pick(s, 7, P2, 7, 11, "desktop");

	plant_web(s, "adult", at,
	    &(struct visits){ .way = DENIED,
		.host = "afterdarkpics.example",
		.start = plant_time(s, 7, 10, 33, 20),
		.count = 6,
		.gap = 50 },
	    "pupil; all blocked");
	at = plant_pick_staff(s, 16);
	plant_web(s, "adult", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "nightclips.example",
		.start = plant_time(s, 16, 15, 21, 20),
		.count = 5,
		.gap = 80 },
	    "staff; allowed");
	at = plant_pick(s, 4, P5, 7, 11, "chromebook");
	plant_web(s, "adult", at,
	    &(struct visits){ .way = DENIED,
		.host = "www.nightclips.example",
		.start = plant_time(s, 4, 14, 22, 20),
		.count = 5,
		.gap = 60 },
	    "pupil; a host below the listed one");
	at = plant_pick(s, 2, LUNCH, 7, 11, "chromebook");
	plant_web(s, "extremism", at,
	    &(struct visits){ .way = DENIED,
		.host = "bloodandbanner.example",
		.start = plant_time(s, 2, 12, 44, 20),
		.count = 1,
		.gap = 1 },
	    "one blocked request is enough");
	at = plant_pick(s, 15, P5, 7, 11, "desktop");
	plant_web(s, "extremism", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "bloodandbanner.example",
		.start = plant_time(s, 15, 14, 37, 20),
		.count = 2,
		.gap = 120 },
	    "allowed");
}

static void
social_and_sharing(struct school *s)
{
	struct session *at = plant_pick(s, 0, BREAK, 7, 11, "desktop");

	plant_web(s, "social-media", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "chirper.example",
		.start = plant_time(s, 0, 11, 5, 20),
		.count = 6,
		.gap = 70 },
	    "at break");
	at = plant_pick(s, 10, P4, 7, 11, "chromebook");
	plant_web(s, "social-media", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "snapface.example",
		.start = plant_time(s, 10, 13, 31, 20),
		.count = 6,
		.gap = 80 },
	    "in a lesson");
	at = plant_pick(s, 16, P2, 12, 13, "desktop");
	plant_web(s, "social-media", at,
	    &(struct visits){ .way = BUMPED,
		.host = "www.chirper.example",
		.path = "/home",
		.start = plant_time(s, 16, 10, 12, 20),
		.count = 6,
		.gap = 60 },
	    "sixth form");
	at = plant_pick(s, 4, P1, 7, 11, "desktop");
	plant_web(s, "file-sharing", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "dropcrate.example",
		.start = plant_time(s, 4, 9, 14, 20),
		.count = 6,
		.gap = 75 },
	    "allowed");
	at = plant_pick(s, 8, AFTER, 7, 11, "desktop");
	plant_web(s, "file-sharing", at,
	    &(struct visits){ .way = BUMPED,
		.host = "torrentbarn.example",
		.path = "/browse/films",
		.start = plant_time(s, 8, 15, 31, 20),
		.count = 6,
		.gap = 60 },
	    "after school");
}

void
plants_web(struct school *s)
{
	gambling(s);
	adult_and_extremism(s);
	social_and_sharing(s);
}
