/* Gambling, adult, extremist, social and file-sharing sites. */

#include <string.h>

#include "school.h"

static const struct plant_row gambling[] = {
	/* clang-format off */
	{ "gambling", false, 1, 12, 40, 20, 7, 11, "desktop", DENIED,
	    "luckyreels.example", "/", 5, 70,
	    "all blocked" },
	{ "gambling", false, 9, 12, 31, 20, 0, 0, "laptop", TUNNEL,
	    "betmoor.example", "/", 6, 75,
	    "staff; allowed" },
	{ "gambling", false, 17, 10, 25, 20, 12, 13, "desktop", BUMPED,
	    "betmoor.example", "/odds/today", 5, 90,
	    "sixth form" },
	/* clang-format on */
};

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

static const struct plant_row others[] = {
	/* clang-format off */
	{ "adult", false, 7, 10, 33, 20, 7, 11, "desktop", DENIED,
	    "afterdarkpics.example", "/", 6, 50,
	    "pupil; all blocked" },
	{ "adult", false, 16, 15, 21, 20, 0, 0, "laptop", TUNNEL,
	    "nightclips.example", "/", 5, 80,
	    "staff; allowed" },
	{ "adult", false, 4, 14, 22, 20, 7, 11, "chromebook", DENIED,
	    "www.nightclips.example", "/", 5, 60,
	    "pupil; a host below the listed one" },
	{ "extremism", false, 2, 12, 44, 20, 7, 11, "chromebook", DENIED,
	    "bloodandbanner.example", "/", 1, 1,
	    "one blocked request is enough" },
	{ "extremism", false, 15, 14, 37, 20, 7, 11, "desktop", TUNNEL,
	    "bloodandbanner.example", "/", 2, 120,
	    "allowed" },
	{ "social-media", false, 0, 11, 5, 20, 7, 11, "desktop", TUNNEL,
	    "chirper.example", "/", 6, 70,
	    "at break" },
	{ "social-media", false, 10, 13, 31, 20, 7, 11, "chromebook", TUNNEL,
	    "snapface.example", "/", 6, 80,
	    "in a lesson" },
	{ "social-media", false, 16, 10, 12, 20, 12, 13, "desktop", BUMPED,
	    "www.chirper.example", "/home", 6, 60,
	    "sixth form" },
	{ "file-sharing", false, 4, 9, 14, 20, 7, 11, "desktop", TUNNEL,
	    "dropcrate.example", "/", 6, 75,
	    "allowed" },
	{ "file-sharing", false, 8, 15, 31, 20, 7, 11, "desktop", BUMPED,
	    "torrentbarn.example", "/browse/films", 6, 60,
	    "after school" },
	/* clang-format on */
};

void
plants_web(struct school *s)
{
	PLANT_ALL(s, gambling);
	by_log_on_only(s);
	by_nobody(s);
	PLANT_ALL(s, others);
}
