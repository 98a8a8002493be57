/* What looks like a breach on the web and is none. */

#include <string.h>

#include "school.h"

static const struct plant_row ways_round[] = {
	/* clang-format off */
	{ "circumvention", true, 9, 9, 22, 10, 7, 11, "desktop", BUMPED,
	    "translate.google.com", "/?sl=fr&tl=en&text=bonjour", 5, 60,
	    "translating words" },
	{ "circumvention", true, 16, 11, 40, 10, 7, 11, "desktop", BUMPED,
	    "findly.example", "/search?q=http%3A%2F%2Fencyclo.example%2Ftudors", 4, 60,
	    "an address typed into a search" },
	/* clang-format on */
};

static const struct plant_row others[] = {
	/* clang-format off */
	{ "adult", true, 8, 13, 40, 10, 7, 11, "desktop", DENIED,
	    "afterdarkpics.example", "/", 1, 1,
	    "one blocked request" },
	{ "adult", true, 15, 13, 30, 10, 7, 11, "chromebook", BUMPED,
	    "bodyandhealth.example", "/biology/reproduction", 6, 60,
	    "biology on a health site" },
	{ "extremism", true, 7, 14, 30, 10, 7, 11, "chromebook", BUMPED,
	    "dailyherald.example", "/history/extremism-in-the-1930s", 5, 70,
	    "a page of history" },
	{ "social-media", true, 2, 11, 40, 10, 7, 11, "desktop", SMALL,
	    "chirper.example", "/", 12, 40,
	    "like buttons on other pages" },
	{ "social-media", true, 14, 12, 35, 10, 0, 0, "laptop", TUNNEL,
	    "chirper.example", "/", 6, 80,
	    "staff; the rule for staff is off" },
	{ "file-sharing", true, 17, 9, 20, 10, 7, 11, "desktop", TUNNEL,
	    "drive.quillbrook.example", "/", 8, 60,
	    "the school's own drive" },
	/* clang-format on */
};

/* What browsers and machines ask for by themselves. */
static void
by_itself(struct school *s)
{
	struct session nobody = { .person = 0,
		.device = devices_find(s, "IT2-PC21") };
	struct visits v = { .user = "-",
		.way = SMALL,
		.host = "203.0.113.140",
		.start = plant_time(s, 5, 3, 2, 10),
		.count = 8,
		.gap = 45 };
	struct session *at = plant_pick(s, 1, P1, 7, 11, "desktop");
	int64_t end;

	plant_innocent(s, "circumvention", at,
	    &(struct visits){ .way = SMALL,
		.host = "dns.google",
		.start = at->from + 25 * SECOND,
		.count = 1,
		.gap = 1 },
	    "one DNS over HTTPS request as the browser starts");
	end = plant_visits(s, &nobody, &v);
	lookalike_add(s, "circumvention", devices_name(s, "IT2-PC21"), v.start,
	    end, "bare addresses asked for by a machine with no user");
}

static void
banners(struct school *s)
{
	struct session *at = plant_pick(s, 3, P4, 7, 11, "desktop");
	char user[48];

	proxy_user(s, at, user);
	for (int i = 0; i < 2; i++)
		proxy_add(
		    s, &(struct request){ .device = at->device,
			   .user = user,
			   .start = plant_time(s, 3, 13, 25 + i, 10),
			   .elapsed = 130,
			   .tag = "TCP_MISS",
			   .status = 200,
			   .bytes = 22110,
			   .method = "GET",
			   .mime = "image/gif",
			   .url = "http://luckyreels.example/ads/spin.gif" });
	proxy_visit(s, at, user, DENIED, "betmoor.example", "",
	    plant_time(s, 3, 13, 28, 10));
	lookalike_add(s, "gambling", plant_name(s, at),
	    plant_time(s, 3, 13, 25, 10), plant_time(s, 3, 13, 29, 10),
	    "two banners and one blocked advertisement");
}

void
lookalikes_web(struct school *s)
{
	by_itself(s);
	PLANT_ALL(s, ways_round);
	banners(s);
	PLANT_ALL(s, others);
}
